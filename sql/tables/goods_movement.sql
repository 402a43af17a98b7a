/*
 * Movements that were counted: goods that left a watched warehouse, came back or moved on. Each counts once: a movement is
 * known by its rowid and what it was.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS goods_movement (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'Number of the movement, of ours',
  movement_id INT NOT NULL COMMENT 'The movement: rowid in the ERP',
  movement_print INT UNSIGNED NULL COMMENT 'What the movement was, not by its number alone',
  kind ENUM('left', 'inventory', 'returned', 'moved', 'opened') NOT NULL
    COMMENT 'inventory: left by an inventory, and such do not count; returned: undoes others; moved: on, from a warehouse of the same rule; opened: none of these, it opens a ticket',
  product_id INT NOT NULL COMMENT 'Product: rowid in the ERP',
  warehouse_id INT NOT NULL COMMENT 'Warehouse: rowid in the ERP',
  lot VARCHAR(128) NOT NULL COMMENT 'Lot or serial number; empty: none',
  quantity DECIMAL(24,8) NOT NULL COMMENT 'How much, without sign',
  spare DECIMAL(24,8) NOT NULL COMMENT 'Goods that left: how much of it was nobody''s',
  has_spare TINYINT NOT NULL COMMENT '1: some was',
  returned DECIMAL(24,8) NOT NULL DEFAULT 0 COMMENT 'Goods that left: how much of it has come back',
  origin VARCHAR(80) NULL COMMENT 'Kind and rowid of the document that caused it; NULL: none',
  label_ref VARCHAR(255) NULL COMMENT 'Ref of the document that its label names; NULL: none',
  code VARCHAR(128) NULL COMMENT 'Inventory or movement code; NULL: none',
  document VARCHAR(255) NULL COMMENT 'What people know it by: the ref behind #S (shipment), #R (reception), #I (inventory); else the label',
  actor_id INT NULL COMMENT 'User who booked it; NULL: not known',
  followed_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When it was counted, UTC',
  PRIMARY KEY (id),
  KEY movement_id (movement_id),
  KEY place (product_id, warehouse_id, has_spare, movement_id),
  KEY origin (origin),
  KEY label_ref (label_ref)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: movements of goods that tickets wait for';
