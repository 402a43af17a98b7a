/*
 * Says what happens to the due mails of an entity: a relay gets them, they are cancelled, or, if neither, they wait.
 *
 * this_entity  entity of the ERP
 * this_relay   OUT: the relay; NULL: none
 * refusal      OUT: why they are to be cancelled; NULL: they are not
 *
 * Reads:      erp_mail_setting, setting
 * Called by:  choose_batch
 * Internal
 */
DROP PROCEDURE IF EXISTS choose_way;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE choose_way(
  IN this_entity INT, OUT this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT refusal VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Says what happens to the due mails of an entity'
BEGIN
  DECLARE policy, problem VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE off_by VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE forced_to, replaced_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE excluded, copy_to TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL erp_mail_switches(this_entity, off_by, forced_to, excluded, replaced_by, copy_to);
  SELECT MAX(s.problem) INTO problem FROM erp_mail_setting AS s WHERE s.entity = this_entity;
  IF off_by IS NULL AND problem IS NULL THEN
    CALL choose_relay(this_entity, this_relay);
  ELSEIF off_by <> 'MAIN_MAIL_FORCE_SENDTO' THEN
    SELECT @SETTING_when_mails_disabled@ INTO policy;
    IF policy = 'cancel' THEN
      SET refusal = CONCAT('The ERP stops all mail: constant ', off_by, '.');
    END IF;
  END IF;
END//
DELIMITER ;
