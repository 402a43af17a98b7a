/*
 * Who has changed status, assignee and closing of tickets within the last minutes, by which writes that bring old values
 * back are noticed: the ERP writes rows back whole that it read some time before.
 *
 * Ordered by a number of their own: that of a change may come again.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS recent_write (
  number BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'Number of the write: those of a ticket are in order',
  change_id BIGINT UNSIGNED NOT NULL COMMENT 'The change: ticket_change.id',
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  at TIMESTAMP(3) NOT NULL COMMENT 'When',
  account VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'Account of the server that wrote it, without host',
  connection BIGINT UNSIGNED NOT NULL COMMENT 'CONNECTION_ID() of who wrote it',
  puts_right TINYINT NOT NULL COMMENT '1: follow_tickets has put a ticket right by it',
  old_status INT NULL COMMENT 'fk_statut before',
  new_status INT NULL COMMENT 'fk_statut after',
  old_assignee INT NULL COMMENT 'Assigned user before; NULL: nobody',
  new_assignee INT NULL COMMENT 'Assigned user after; NULL: nobody',
  old_closed DATETIME NULL COMMENT 'date_close before, in the ERP''s zone',
  new_closed DATETIME NULL COMMENT 'date_close after',
  PRIMARY KEY (number),
  KEY ticket_id (ticket_id, number),
  KEY at (at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: changes of the last minutes, by which stale writes are noticed';
