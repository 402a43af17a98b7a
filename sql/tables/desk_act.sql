/*
 * What was done through the desk's own procedures, a row in the transaction of each: the journal says by it who it was, mails
 * who is not told, and a call that comes again (key) gets the first result.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS desk_act (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'Number of the act',
  ticket_id INT NOT NULL DEFAULT 0 COMMENT 'The ticket: rowid in the ERP; 0: the act is at work',
  act ENUM('create', 'claim', 'assign', 'unclaim', 'reply', 'close', 'reopen', 'link', 'guest create', 'guest reply', 'itself') NOT NULL
    COMMENT 'The procedure; itself: nobody called one, a step was due (ticket_deadline)',
  event_id INT NULL COMMENT 'Event of the ERP that it wrote: llx_actioncomm.id; NULL: none',
  user_id INT NULL COMMENT 'User of the ERP who did it; NULL: a guest',
  address VARCHAR(255) NULL COMMENT 'Address of the guest; NULL: a user',
  account VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'Account of the server: its name without the host',
  by_app TINYINT NOT NULL COMMENT '1: an app, on the user''s behalf',
  notify TINYINT NOT NULL DEFAULT 1 COMMENT '0: nobody is to be told',
  act_key VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'The caller''s key: the same once more is the same act; NULL: none',
  connection BIGINT UNSIGNED NOT NULL COMMENT 'CONNECTION_ID() of it',
  first_change BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'Its changes in ticket_change are not below this number',
  last_change BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'Number of the last of them; 0: none',
  at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When, by the server''s clock',
  PRIMARY KEY (id),
  UNIQUE KEY act_key (account, act_key),
  KEY ticket_id (ticket_id, connection),
  KEY at (at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: what was done through the desk''s procedures';
