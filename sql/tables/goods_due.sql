/*
 * The goods that opened each ticket, line by line, and how much of them is still there. remaining is quantity without what
 * goods_match says. Rows of a ticket that was deleted stay: its goods are there, and the first in are the first out.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS goods_due (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'Number of the line',
  ticket_id INT NOT NULL COMMENT 'The ticket: rowid in the ERP',
  track_id CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'Its track_id: a rowid may come again for another',
  opened_number INT UNSIGNED NOT NULL COMMENT 'The ticket: opened_ticket.number',
  entity INT NOT NULL COMMENT 'Entity of the ERP',
  movement_id INT NOT NULL COMMENT 'Movement by which they entered the warehouse: rowid in the ERP',
  product_id INT NOT NULL COMMENT 'Product: rowid in the ERP',
  warehouse_id INT NOT NULL COMMENT 'Warehouse in which they are: rowid in the ERP',
  lot VARCHAR(128) NOT NULL COMMENT 'Lot or serial number; empty: none',
  quantity DECIMAL(24,8) NOT NULL COMMENT 'How much entered, in the product''s unit',
  remaining DECIMAL(24,8) NOT NULL COMMENT 'Of it, how much is still there',
  gone TINYINT NOT NULL DEFAULT 0 COMMENT '1: nothing is',
  moved_from BIGINT UNSIGNED NULL COMMENT 'Line of the same ticket that they were transferred from; NULL: they entered here',
  price DECIMAL(24,8) NULL COMMENT 'Value of one when it entered: of the movement, else the product''s average; NULL: not known',
  label_ref VARCHAR(255) NULL COMMENT 'Ref of the document that the movement''s label names; NULL: none',
  entered_at TIMESTAMP NULL DEFAULT NULL COMMENT 'When they entered the first warehouse; NULL: not known',
  PRIMARY KEY (id),
  KEY ticket_id (ticket_id),
  KEY opened_number (opened_number),
  KEY place (product_id, warehouse_id, gone, lot, movement_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: goods that opened tickets, and what is still there';
