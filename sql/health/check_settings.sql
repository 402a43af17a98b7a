/*
 * health_check's part on settings that no trigger has seen: values that are not allowed. What was found to be whole is not looked
 * at again before one of them is another one.
 *
 * Reads:      installed_part, setting
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_settings;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_settings()
  COMMENT 'Part of health_check: settings'
checking: BEGIN
  DECLARE ended, this_entity, number INT DEFAULT 0;
  DECLARE these BIGINT;
  DECLARE this_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_value VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE reason VARCHAR(512) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE settings CURSOR FOR SELECT s.entity, s.name, s.value FROM setting AS s ORDER BY s.entity, s.name;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SELECT COALESCE(SUM(CRC32(CONCAT_WS('|', s.entity, s.name, s.value))), 0) INTO these FROM setting AS s;
  SELECT COUNT(*) INTO number FROM installed_part AS i WHERE i.kind = 'checked' AND i.place = '' AND i.name = 'settings' AND i.print = these;
  IF number > 0 THEN
    LEAVE checking;
  END IF;
  OPEN settings;
  FETCH settings INTO this_entity, this_name, this_value;
  WHILE NOT ended DO
    SET reason = NULL;
    BEGIN
      DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
      END;
      CALL check_setting(this_entity, this_name, this_value);
    END;
    SET number = number + (reason IS NOT NULL);
    IF reason IS NOT NULL AND this_name <> 'mail_time_zone' THEN
      INSERT INTO finding VALUES ('error', 'setting', reason,
        IF(this_entity = 0 AND reason NOT LIKE 'There is no setting %', CONCAT('UPDATE @TICKETSTOCK_SCHEMA@.setting SET value = ', QUOTE(CASE this_name@SETTING_DEFAULTS@ END), ' WHERE entity = 0 AND name = ', QUOTE(this_name)),
          CONCAT('DELETE FROM @TICKETSTOCK_SCHEMA@.setting WHERE entity = ', this_entity, ' AND name = ', QUOTE(this_name))), 'It is back at its default then.');
    END IF;
    FETCH settings INTO this_entity, this_name, this_value;
  END WHILE;
  CLOSE settings;
  IF number = 0 THEN
    CALL note_checked('settings', these);
  END IF;
END checking//
DELIMITER ;
