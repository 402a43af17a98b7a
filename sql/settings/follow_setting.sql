/*
 * What a changed setting changes beforehand, at once: the ERP's clock, series of numbers, ready_warehouse.
 *
 * this_entity  0: for all entities
 * this_name    name of the setting
 * this_value   the new value; empty for a setting that is gone
 *
 * Error 45000 for a mask of ticket numbers that is not ours alone.
 *
 * Called by:  trigger setting_added, trigger setting_changed, trigger setting_deleted
 * Internal
 */
DROP PROCEDURE IF EXISTS follow_setting;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE follow_setting(
  IN this_entity INT, IN this_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_value VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Makes ready what a changed setting changes'
BEGIN
  IF this_name = 'ticket_number_mask' THEN
    CALL check_masks(this_entity, this_value);
    CALL prepare_entities();
  ELSEIF this_name = 'erp_time_zone' THEN
    CALL erp_learn_clock();
  END IF;
  IF this_name IN (@PREPARED_SETTINGS@) THEN
    CALL prepare_rules();
  END IF;
END//
DELIMITER ;
