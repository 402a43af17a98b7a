/*
 * Who has changed status, assignee and closing of tickets within the last minutes, by which writes that bring old values
 * back are noticed: the ERP writes rows back whole that it read some time before.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS recent_write (
  change_id BIGINT UNSIGNED NOT NULL COMMENT 'The change: ticket_change.id',
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  at TIMESTAMP(3) NOT NULL COMMENT 'When',
  connection BIGINT UNSIGNED NOT NULL COMMENT 'CONNECTION_ID() of who wrote it',
  puts_right TINYINT NOT NULL COMMENT '1: follow_tickets has put a ticket right by it',
  old_status INT NULL COMMENT 'fk_statut before',
  new_status INT NULL COMMENT 'fk_statut after',
  old_assignee INT NULL COMMENT 'Assigned user before; NULL: nobody',
  new_assignee INT NULL COMMENT 'Assigned user after; NULL: nobody',
  old_closed DATETIME NULL COMMENT 'date_close before, in the ERP''s zone',
  new_closed DATETIME NULL COMMENT 'date_close after',
  PRIMARY KEY (change_id),
  KEY ticket_id (ticket_id, change_id),
  KEY at (at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: changes of the last minutes, by which stale writes are noticed';
