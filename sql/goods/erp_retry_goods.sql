/*
 * Lets follow_tickets() count the movement once more that an incident is about, or, if its trigger could not append it, at
 * last; and resolves the incident: one that still cannot be counted gets another.
 *
 * this_incident  incident.id
 * waits          OUT: 1: there is such a movement; 0: the incident is about something else, nothing was done
 *
 * Reads:      incident, llx_stock_mouvement, rule_warehouse, stock_change
 * Writes:     incident, stock_change
 * Called by:  retry_incident
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_retry_goods;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_retry_goods(IN this_incident BIGINT UNSIGNED, OUT waits INT)
  COMMENT 'Lets the movement of an incident be counted once more'
BEGIN
  DECLARE has_left, warehouse INT;
  SELECT COUNT(*) INTO waits FROM stock_change AS c WHERE c.incident_id = this_incident;
  SELECT MAX(m.rowid), MAX(m.fk_entrepot) INTO has_left, warehouse
    FROM incident AS i STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@ ON m.rowid = i.movement_id
      AND m.value < 0 AND COALESCE(i.movement_print, @MOVEMENT_PRINT@) = @MOVEMENT_PRINT@
    STRAIGHT_JOIN rule_warehouse AS w ON w.warehouse_id = m.fk_entrepot
    WHERE i.id = this_incident AND i.resolved_at IS NULL;
  IF waits OR has_left IS NOT NULL THEN
    START TRANSACTION;
    UPDATE stock_change SET incident_id = NULL WHERE incident_id = this_incident;
    IF NOT waits THEN
      INSERT IGNORE INTO stock_change (movement_id, schema_print, warehouse_id)
        VALUES (has_left, CRC32(LOWER('@ERP_SCHEMA@')), warehouse);
    END IF;
    UPDATE incident SET resolved_at = CURRENT_TIMESTAMP(3) WHERE id = this_incident;
    COMMIT;
    SET waits = 1;
  END IF;
END//
DELIMITER ;
