/*
 * Refuses an unknown setting, a value that is not allowed, or a value for one entity where the setting counts for all
 * only, with a sentence (45000). What each takes: settings.cmake.
 *
 * this_entity  0: the value is for all entities
 * this_name    name of the setting
 * this_value   value, as text
 *
 * Called by:  check_settings, trigger setting_inserted, trigger setting_updated
 * Internal
 */
DROP PROCEDURE IF EXISTS check_setting;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_setting(
  IN this_entity INT, IN this_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_value VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Refuses an unknown setting or a value that is not allowed'
BEGIN
  DECLARE allowed, fault VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CASE this_name
@SETTING_CHECKS@  ELSE
    CALL refuse(CONCAT('There is no setting "', this_name, '": SELECT name, meaning FROM setting.'));
  END CASE;
  IF fault IS NOT NULL THEN
    CALL refuse(CONCAT('Setting ', this_name, ', "', REGEXP_REPLACE(LEFT(this_value, 24), '[[:cntrl:]]', '?'), '": ',
      fault, '.'));
  ELSEIF this_entity <> 0 AND this_name NOT IN (@SETTINGS_OF_ENTITIES@) THEN
    CALL refuse(CONCAT('Setting ', this_name, ' counts for all entities together: write it with entity 0, not ',
      this_entity, '.'));
  ELSEIF allowed IS NOT NULL THEN
    CALL refuse(CONCAT('Setting ', this_name, ' takes ', allowed, ', not "', LEFT(this_value, 40), '".'));
  END IF;
END//
DELIMITER ;
