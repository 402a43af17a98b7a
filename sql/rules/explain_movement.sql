/*
 * Says why a movement opened a ticket, or why not.
 *
 * this_movement  rowid of the movement in the ERP
 *
 * Returns one row: movement_id, ticket_ref (NULL if there is none), explanation.
 *
 * Reads:      grouped_movement, incident, llx_entrepot, llx_stock_mouvement, llx_ticket, opened_ticket,
 *             ready_warehouse, rule, rule_warehouse
 * Public
 */
DROP PROCEDURE IF EXISTS explain_movement;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE explain_movement(IN this_movement INT)
  COMMENT 'Says why a movement opened a ticket, or why not'
BEGIN
  DECLARE found, this_warehouse, watching_rule, is_enabled, this_ticket, this_number, is_line, first_movement,
    open_incident, third_party, origin_id, movement_type, product, oldest INT;
  DECLARE this_print INT UNSIGNED;
  DECLARE this_track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE quantity DOUBLE;
  DECLARE dated, booked DATETIME;
  DECLARE wanted, amount VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_source VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE warehouse, rule_name, ticket_ref, origin_type, code,
    origin_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE answer VARCHAR(2000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT COUNT(*), MAX(m.value), MAX(m.fk_entrepot), MAX(e.ref), MAX(w.rule_id), MAX(r.enabled), MAX(r.sources),
      MAX(CONCAT('rule ', r.id, ' (', r.label, ')'))
    INTO found, quantity, this_warehouse, warehouse, watching_rule, is_enabled, wanted, rule_name
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS e @BASE_TABLE@ ON e.rowid = m.fk_entrepot
    LEFT JOIN rule_warehouse AS w ON w.warehouse_id = m.fk_entrepot
    LEFT JOIN rule AS r ON r.id = w.rule_id
    WHERE m.rowid = this_movement;
  CALL erp_movement_print(this_movement, this_print);
  /* Of several records under the rowid the newest is this movement's, if any is. */
  SELECT MAX(o.number), MAX(o.is_line) INTO this_number, is_line FROM (
      SELECT number, 0 AS is_line FROM opened_ticket WHERE movement_id = this_movement
        AND COALESCE(movement_print, this_print) = this_print
      UNION ALL
      SELECT opened_number, 1 FROM grouped_movement
        WHERE movement_id = this_movement AND COALESCE(movement_print, this_print) = this_print
    ) AS o;
  SELECT MAX(ticket_id), MAX(track_id), MAX(IF(is_line, movement_id, NULL)) INTO this_ticket, this_track, first_movement
    FROM opened_ticket WHERE number = this_number;
  SELECT MAX(ref) INTO ticket_ref FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` @BASE_TABLE@
    WHERE rowid = this_ticket AND CONVERT(track_id USING ascii) COLLATE ascii_bin = this_track;
  SELECT MAX(id) INTO open_incident FROM incident
    WHERE movement_id = this_movement AND COALESCE(movement_print, this_print) = this_print AND resolved_at IS NULL;
  SELECT MAX(m.datem), MAX(TIMESTAMP('1970-01-01') + INTERVAL UNIX_TIMESTAMP(m.tms) + r.erp_ahead SECOND),
    MAX(r.oldest_days)
    INTO dated, booked, oldest
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@ LEFT JOIN ready_warehouse AS r
      ON r.warehouse_id = m.fk_entrepot
    WHERE m.rowid = this_movement;
  SET warehouse = COALESCE(warehouse, CONCAT('number ', this_warehouse)),
    amount = TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM CAST(quantity AS DECIMAL(65, 8))));
  IF found = 0 THEN
    SET answer = 'There is no such movement in the ERP.';
  ELSEIF this_ticket IS NOT NULL AND first_movement IS NOT NULL THEN
    SET answer = CONCAT('It was added as a line to the ticket that movement ', first_movement,
      ' of the same operation had opened.');
  ELSEIF this_ticket IS NOT NULL THEN
    SET answer = CONCAT(amount, ' entered warehouse ', warehouse, ', which is watched: its ticket was opened.');
  ELSEIF open_incident IS NOT NULL THEN
    SELECT CONCAT(IF(quantity < 0, '', 'It should have opened a ticket and failed: '), TRIM(TRAILING '.' FROM message), '. After repair: CALL retry_incident(', id,
      ').')
      INTO answer FROM incident WHERE id = open_incident;
  ELSEIF COALESCE(quantity, 0) <= 0 THEN
    SET answer = CONCAT('No goods entered: its quantity is ', COALESCE(amount, 'NULL'), '.');
  ELSEIF watching_rule IS NULL THEN
    SET answer = CONCAT('Warehouse ', warehouse, ' is not watched: CALL watch_warehouse(rule, ref) if it should be.');
  ELSEIF NOT is_enabled THEN
    SET answer = CONCAT('Warehouse ', warehouse, ' is watched by ', rule_name, ', which is not enabled.');
  ELSEIF dated < booked - INTERVAL oldest DAY THEN
    SET answer = CONCAT('Its date, ', dated, ', is more than ', oldest, IF(oldest = 1, ' day', ' days'), ' before it was booked, ', booked,
      ': history opens no ticket (setting oldest_movement_days).');
  ELSE
    SELECT m.origintype, m.fk_origin, m.inventorycode, m.type_mouvement, m.fk_product
      INTO origin_type, origin_id, code, movement_type, product
      FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@ WHERE m.rowid = this_movement;
    CALL erp_movement_source(this_movement, 2, origin_type, origin_id, code, movement_type, product, quantity,
      this_source, origin_ref, third_party, origin_ref);
    SET answer = IF(FIND_IN_SET(this_source, wanted),
      CONCAT('There is no record of it: it was written before warehouse ', warehouse,
        ' was watched, or while the trigger was missing. See find_missed_movements(), open_missed().'),
      CONCAT('It is a ', this_source, '; ', rule_name, ' opens tickets for ', wanted, '.'));
  END IF;
  IF this_ticket IS NOT NULL AND ticket_ref IS NULL THEN
    SET answer = CONCAT(answer, ' That ticket is no longer in the ERP.');
  END IF;
  SELECT this_movement AS movement_id, ticket_ref, answer AS explanation;
END//
DELIMITER ;
