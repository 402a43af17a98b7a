/*
 * Makes the series that an entity needs: for the period of 27 hours ago (see find_series) and the one after it. A mask
 * that cannot be used is left to health_check() and ready_warehouse.
 *
 * this_entity  entity of the ERP
 *
 * Called by:  erp_new_ticket, prepare_entities, trigger rule_changed, trigger rule_numbered
 * Internal
 */
DROP PROCEDURE IF EXISTS prepare_entity;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_entity(IN this_entity INT)
  COMMENT 'Makes the series that an entity needs now and in the coming period'
BEGIN
  DECLARE this_end DATETIME;
  DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
  CALL prepare_series(this_entity, CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', @@GLOBAL.time_zone) - INTERVAL 27 HOUR,
    this_end);
  IF this_end IS NOT NULL THEN
    CALL prepare_series(this_entity, this_end, this_end);
  END IF;
END//
DELIMITER ;
