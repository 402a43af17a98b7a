/*
 * Tickets whose goods have left, or come back, before the desk knew them: settled as soon as desk_ticket has them.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS goods_unsettled (
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  goods_movement_id BIGINT UNSIGNED NOT NULL COMMENT 'The movement: goods_movement.id; 0: none',
  track_id CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'Its track_id',
  PRIMARY KEY (ticket_id, goods_movement_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: tickets whose goods have moved before the desk knew them';
