/*
 * How far following has come.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS desk_state (
  number TINYINT NOT NULL COMMENT '1: there is one row',
  fill_below INT NULL COMMENT 'Tickets with a lower rowid are still to be read, the newest first; NULL: all are',
  filled_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When the last filling ended; NULL: never',
  followed_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When changes were last applied',
  last_error VARCHAR(500) NULL COMMENT 'Why the last turn ended early; NULL: it did not',
  last_error_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When that was',
  planned_print VARCHAR(200) NULL COMMENT 'Print of policies and working hours by which tickets were planned; NULL: they are to be planned',
  plan_above INT NULL COMMENT 'Open tickets with a higher rowid are still to be planned anew; NULL: all are',
  documents_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When linked documents were last looked at; NULL: never',
  PRIMARY KEY (number)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: how far the desk has followed the ERP';
