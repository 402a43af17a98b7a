/*
 * Our own record of every ticket.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS opened_ticket (
  number INT UNSIGNED NOT NULL AUTO_INCREMENT
    COMMENT 'Counts our tickets; the number in a ref comes from number_series',
  movement_id INT NOT NULL COMMENT 'Movement that opened the ticket: rowid in the ERP',
  movement_print INT UNSIGNED NULL COMMENT 'What the movement was, not by its number alone; NULL: not known',
  repetition INT UNSIGNED NOT NULL DEFAULT 0 COMMENT '0; otherwise the ERP gave the movement''s rowid once more',
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  track_id CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL
    COMMENT 'Its track_id, by which it is known again; NULL: not known to be ours',
  rule_id INT NOT NULL COMMENT 'Rule that opened it',
  entity INT NOT NULL COMMENT 'Entity of the ERP',
  has_thread TINYINT NOT NULL DEFAULT 1
    COMMENT '1: the ERP''s ticket keeps the reference that its mails name, so that an answer finds it; 0: of 0.2.0',
  opened_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When it was opened',
  goods_seen TINYINT NOT NULL DEFAULT 0 COMMENT '1: its goods are in goods_due',
  PRIMARY KEY (number),
  UNIQUE KEY movement_id (movement_id, repetition),
  UNIQUE KEY ticket_id (ticket_id, track_id),
  KEY goods_seen (goods_seen)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: which movement opened which ticket';
