/* Our own record of every ticket. Its auto-increment column gives the tickets their numbers: it
 * holds no lock until COMMIT, unlike MAX or a counter row. */
CREATE TABLE IF NOT EXISTS opened_ticket (
  number INT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'Number within the ticket''s ref',
  movement_id INT NOT NULL COMMENT 'Movement that opened the ticket: rowid in the ERP',
  ticket_id INT NULL COMMENT 'The ticket: rowid in the ERP; NULL only while it is being written',
  rule_id INT NOT NULL COMMENT 'Rule that opened it',
  entity INT NOT NULL COMMENT 'Entity of the ERP',
  opened_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When it was opened',
  PRIMARY KEY (number),
  UNIQUE KEY movement_id (movement_id),
  KEY ticket_id (ticket_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: which movement opened which ticket';
