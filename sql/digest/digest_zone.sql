/*
 * The zone of an entity's days: setting mail_time_zone, else the ERP's (erp_desk_facts).
 *
 * this_entity  entity of the ERP
 * zone         OUT: as CONVERT_TZ() takes it; UTC where the server does not know it, which health_check() says
 *
 * Reads:      setting
 * Called by:  ask_choice, erp_check_digests, erp_fill_digests
 * Internal
 */
DROP PROCEDURE IF EXISTS digest_zone;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE digest_zone(IN this_entity INT,
  OUT zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The zone of an entity''s days'
BEGIN
  DECLARE language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT NULLIF(@SETTING_mail_time_zone@, '') INTO zone;
  IF zone IS NULL THEN
    CALL erp_desk_facts(zone, language, own_addresses);
  END IF;
  IF CONVERT_TZ('2026-01-01', '+00:00', zone) IS NULL THEN
    SET zone = '+00:00';
  END IF;
END//
DELIMITER ;
