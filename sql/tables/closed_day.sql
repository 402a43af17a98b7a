/*
 * Days on which nobody works: holidays, and when the house is closed.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS closed_day (
  entity INT NOT NULL DEFAULT 0 COMMENT 'Entity of the ERP; 0: all',
  day DATE NOT NULL COMMENT 'The day, in the ERP''s zone',
  name VARCHAR(100) NOT NULL DEFAULT '' COMMENT 'What it is, for people',
  PRIMARY KEY (entity, day)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: days on which nobody works';
