/* The watched warehouses: the one table that every movement reads. */
CREATE TABLE IF NOT EXISTS rule_warehouse (
  warehouse_id INT NOT NULL COMMENT 'Watched warehouse: rowid in the ERP',
  rule_id INT NOT NULL COMMENT 'Rule that opens the ticket',
  PRIMARY KEY (warehouse_id),
  KEY rule_id (rule_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: which warehouse is watched by which rule';
