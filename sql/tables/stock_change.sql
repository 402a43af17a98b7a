/*
 * Movements of watched warehouses whose goods are to be counted: goods that left, and goods that may have come back or moved
 * on. Triggers on the ERP's table append to it, and follow_goods() deletes what it has counted. A movement that cannot be
 * counted stays, with its incident. No index but the key: each would cost the ERP's statement.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS stock_change (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'Number of the change',
  movement_id INT NOT NULL COMMENT 'The movement: rowid in the ERP',
  incident_id BIGINT UNSIGNED NULL COMMENT 'Incident that says why it cannot be counted; NULL: it waits',
  PRIMARY KEY (id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: movements whose goods are not yet counted';
