/*
 * Movements whose goods are to be counted: goods that left any warehouse, and goods that entered a watched one and may have
 * come back or moved on. Triggers on the ERP's table append to it, and follow_goods() deletes what it has counted, or what
 * left where nobody watches. A movement that cannot be counted stays, with its incident. No index but the key: each would
 * cost the ERP's statement.
 *
 * The constraint refuses a row of a copy of the ERP, which the copy's trigger swallows: as of ticket_change.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS stock_change (
  movement_id INT NOT NULL COMMENT 'The movement: rowid in the ERP',
  warehouse_id INT NOT NULL COMMENT 'Its warehouse: rowid in the ERP',
  erp_schema VARCHAR(64) CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci NOT NULL COMMENT 'Schema of the ERP',
  incident_id BIGINT UNSIGNED NULL COMMENT 'Incident that says why it cannot be counted; NULL: it waits',
  PRIMARY KEY (movement_id),
  CONSTRAINT goods_of_the_erp CHECK (erp_schema = '@ERP_SCHEMA@')
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: movements whose goods are not yet counted';
