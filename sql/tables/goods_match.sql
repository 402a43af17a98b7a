/*
 * Which movement took which goods. What a movement takes from lines is at most its own quantity; a line's remaining is its
 * quantity without the sum of these.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS goods_match (
  goods_movement_id BIGINT UNSIGNED NOT NULL COMMENT 'The movement: goods_movement.id',
  goods_due_id BIGINT UNSIGNED NOT NULL COMMENT 'The line: goods_due.id',
  movement_id INT NOT NULL COMMENT 'The movement: rowid in the ERP',
  quantity DECIMAL(24,8) NOT NULL COMMENT 'How much of the line left; negative: came back',
  returned DECIMAL(24,8) NOT NULL DEFAULT 0 COMMENT 'Of what left, how much has come back',
  moved TINYINT NOT NULL DEFAULT 0 COMMENT '1: to another warehouse of the same rule, where the ticket has a line for it',
  PRIMARY KEY (goods_movement_id, goods_due_id),
  KEY goods_due_id (goods_due_id),
  KEY movement_id (movement_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: which movement took the goods of which ticket';
