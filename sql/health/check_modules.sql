/*
 * health_check's part on modules of the ERP that are switched off where rules are enabled.
 *
 * Reads:      llx_const, rule
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_modules;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_modules()
  COMMENT 'Part of health_check: modules of the ERP'
BEGIN
  INSERT INTO finding
    SELECT 'warning', 'erp', CONCAT('The ERP''s module ', m.module, ' is switched off in entity ', r.entity, ': ', m.consequence), '',
        'Switch it on in the ERP, or disable the rules of the entity.'
      FROM (SELECT DISTINCT e.entity FROM rule AS e WHERE e.enabled = 1) AS r
      JOIN (SELECT 'Ticket' AS module, 'MAIN_MODULE_TICKET' AS name, 'nobody sees its tickets.' AS consequence
        UNION ALL SELECT 'Stock', 'MAIN_MODULE_STOCK', 'no goods are booked.') AS m
      WHERE NOT EXISTS (SELECT 1 FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@
        WHERE c.name = m.name AND c.entity IN (0, r.entity) AND COALESCE(c.value, '') NOT IN ('', '0'));
END//
DELIMITER ;
