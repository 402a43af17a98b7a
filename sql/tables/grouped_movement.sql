/* Movements that were added as a line to the ticket of their operation; the first stands in opened_ticket. */
CREATE TABLE IF NOT EXISTS grouped_movement (
  movement_id INT NOT NULL COMMENT 'The movement: rowid in the ERP',
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  added_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When it was added',
  PRIMARY KEY (movement_id),
  KEY ticket_id (ticket_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: further lines of tickets grouped by operation';
