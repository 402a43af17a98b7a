/*
 * Movements that were added as a line to the ticket of their operation; the first stands in opened_ticket.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS grouped_movement (
  movement_id INT NOT NULL COMMENT 'The movement: rowid in the ERP',
  movement_print INT UNSIGNED NULL COMMENT 'What the movement was, not by its number alone; NULL: not known',
  repetition INT UNSIGNED NOT NULL DEFAULT 0 COMMENT '0; otherwise the ERP gave the movement''s rowid once more',
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  opened_number INT UNSIGNED NULL COMMENT 'The ticket: opened_ticket.number',
  added_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When it was added',
  PRIMARY KEY (movement_id, repetition),
  KEY ticket_id (ticket_id),
  KEY opened_number (opened_number)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: further lines of tickets grouped by operation';
