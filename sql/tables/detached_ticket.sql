/*
 * Tickets of ours that are no longer in the ERP while their movement is not there either or is another one: the ERP was
 * restored, emptied or lost a counter. Rows of opened_ticket that erp_detach_left_overs() has moved here.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS detached_ticket (
  number INT UNSIGNED NOT NULL COMMENT 'opened_ticket.number',
  movement_id INT NOT NULL COMMENT 'Movement that opened the ticket: what was its rowid in the ERP',
  ticket_id INT NOT NULL COMMENT 'The ticket: what was its rowid in the ERP',
  track_id CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'Its track_id',
  rule_id INT NOT NULL COMMENT 'Rule that opened it',
  entity INT NOT NULL COMMENT 'Entity of the ERP',
  opened_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When it was opened',
  detached_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When it was found that it is a left-over',
  cancelled_mails INT NOT NULL DEFAULT 0 COMMENT 'How many mails waited and were cancelled',
  PRIMARY KEY (number),
  KEY movement_id (movement_id),
  KEY detached_at (detached_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: tickets that the ERP no longer has';
