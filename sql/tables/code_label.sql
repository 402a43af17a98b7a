/*
 * What people read for a code of the ERP's dictionaries; other codes show the dictionary's label.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS code_label (
  dictionary ENUM('type', 'severity', 'category', 'column', 'event', 'status', 'mail') NOT NULL
    COMMENT 'Dictionary of the code; column, event, mail: words of our own; status: llx_ticket.fk_statut',
  code VARCHAR(32) NOT NULL COMMENT 'Code in the dictionary',
  lang CHAR(2) NOT NULL COMMENT 'Language: ISO 639-1',
  label VARCHAR(128) NOT NULL COMMENT 'The label',
  PRIMARY KEY (dictionary, code, lang)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: labels of the ERP''s standard codes by language';
