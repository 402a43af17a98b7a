/*
 * Mail texts. DBAs may change them; an upgrade keeps what they wrote.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS mail_template (
  kind VARCHAR(32) NOT NULL
    COMMENT 'Kind of mail: opened (a ticket of one movement), operation (of several), test; those of the desk, as customer_received; digest: several things at once; frame: what stands around each',
  lang CHAR(2) NOT NULL COMMENT 'Language: ISO 639-1, en is the last resort',
  subject VARCHAR(255) NOT NULL COMMENT 'Subject; placeholders are replaced by plain text',
  html MEDIUMTEXT NOT NULL COMMENT 'Body, HTML; placeholders are replaced by escaped text',
  PRIMARY KEY (kind, lang)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: mail texts';
