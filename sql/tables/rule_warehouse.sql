/*
 * The watched warehouses: the one table that every movement reads.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS rule_warehouse (
  warehouse_id INT NOT NULL COMMENT 'Watched warehouse: rowid in the ERP',
  rule_id INT NOT NULL COMMENT 'Rule that opens the ticket',
  watched_since TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3)
    COMMENT 'Since when its movements open tickets as the rule says',
  erp_schema VARCHAR(64) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci NOT NULL DEFAULT '@ERP_SCHEMA@'
    COMMENT 'Schema of the ERP; a copy of it under another name is not watched',
  PRIMARY KEY (warehouse_id),
  KEY rule_id (rule_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: which warehouse is watched by which rule';
