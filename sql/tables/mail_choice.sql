/*
 * When each user wants to be told of what happens to tickets: at once, with all else of the next minutes, once a day, never.
 * Who has no row is told at once. A row of one event wins over that of all (*).
 *
 * An assignment to him, and an answer in a ticket that is his, wait for the window at most: sql/digest/ask_choice.sql.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS mail_choice (
  user_id INT NOT NULL COMMENT 'User of the ERP',
  event VARCHAR(32) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL
    COMMENT 'opened (goods have arrived), agent_new, customer_answered, assigned, closed, reopened; *: all of which he has no row',
  how ENUM('now', 'window', 'daily', 'never') NOT NULL DEFAULT 'now'
    COMMENT 'window: together, some minutes after the first; daily: together, at an hour',
  minutes SMALLINT UNSIGNED NOT NULL DEFAULT 15 COMMENT 'Of the window: 1 to 240',
  hour TINYINT UNSIGNED NOT NULL DEFAULT 8 COMMENT 'Of daily: 0 to 23, in the zone of the ticket''s entity',
  PRIMARY KEY (user_id, event)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: when each user wants to be told';
