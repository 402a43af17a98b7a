/*
 * When the installation was last looked over, and what is too dear to be counted whenever it is asked for.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS health_state (
  number TINYINT NOT NULL COMMENT '1: there is one row',
  looked_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When the event check_health last ended well; NULL: never',
  failed_last_hour INT NOT NULL DEFAULT 0 COMMENT 'Mails that were refused for good within the hour before',
  compared_below INT NULL COMMENT 'Tickets with a lower rowid are to be compared next; NULL: those below the newest',
  PRIMARY KEY (number)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: when it was looked over';
INSERT IGNORE INTO health_state (number) VALUES (1);
