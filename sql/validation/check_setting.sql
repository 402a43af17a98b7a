/*
 * Refuses an unknown setting or a value that is not allowed, with a sentence (45000).
 */
DROP PROCEDURE IF EXISTS check_setting;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_setting(
  IN this_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_value VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Refuses an unknown setting or a value that is not allowed'
BEGIN
  DECLARE allowed VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CASE this_name
  WHEN 'on_error' THEN
    SET allowed = IF(this_value IN ('record', 'refuse'), NULL, 'record or refuse');
  WHEN 'erp_url' THEN
    SET allowed = IF(this_value = '' OR this_value REGEXP '^https?://[^[:space:]"<>]+$', NULL,
      'empty or a URL that begins with http:// or https://');
  WHEN 'mail_sender' THEN
    SET allowed = IF(this_value = '' OR this_value REGEXP '^[!-~]+@[!-~]+$' AND this_value NOT LIKE '%@%@%', NULL,
      'empty or a bare mail address');
  WHEN 'mail_reply_to' THEN
    SET allowed = IF(this_value = '' OR this_value REGEXP '^[!-~]+@[!-~]+$' AND this_value NOT LIKE '%@%@%', NULL,
      'empty or a bare mail address');
  WHEN 'mail_sender_name' THEN
    SET allowed = IF(this_value NOT REGEXP '[[:cntrl:]]' AND CHAR_LENGTH(this_value) <= 200, NULL,
      'a name of at most 200 characters on one line');
  WHEN 'batch_size' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,4}$' AND this_value BETWEEN 1 AND 1000, NULL, 'a number from 1 to 1000');
  WHEN 'give_up_after_hours' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,4}$' AND this_value BETWEEN 1 AND 8760, NULL, 'a number from 1 to 8760');
  ELSE
    CALL refuse(CONCAT('There is no setting "', this_name, '": SELECT name, meaning FROM setting.'));
  END CASE;
  IF allowed IS NOT NULL THEN
    CALL refuse(CONCAT('Setting ', this_name, ' takes ', allowed, ', not "', LEFT(this_value, 40), '".'));
  END IF;
END//
DELIMITER ;
