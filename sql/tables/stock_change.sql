/*
 * Movements whose goods are to be counted: goods that left any warehouse, and goods that entered a watched one and may have
 * come back or moved on. Triggers on the ERP's table append to it, and follow_goods() deletes what it has counted, or what
 * left where nobody watches, or in a copy of the ERP. A movement that cannot be counted stays, with its incident. No index but the
 * key, no constraint, no name of a schema: each would cost the ERP's statement.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS stock_change (
  movement_id INT NOT NULL COMMENT 'The movement: rowid in the ERP',
  schema_print INT UNSIGNED NOT NULL COMMENT 'Schema of the ERP: CRC32 of its name',
  warehouse_id INT NOT NULL COMMENT 'Warehouse: rowid in the ERP',
  incident_id BIGINT UNSIGNED NULL COMMENT 'Incident that says why it cannot be counted; NULL: it waits',
  PRIMARY KEY (movement_id, schema_print)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: movements whose goods are not yet counted';
