/*
 * Refuses an unknown setting, a value that is not allowed, or a value for one entity where the setting counts for all
 * only, with a sentence (45000).
 *
 * this_entity  0: the value is for all entities
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
  WHEN 'on_error' THEN
    SET allowed = IF(this_value IN ('record', 'refuse'), NULL, 'record or refuse');
  WHEN 'recipients_per_ticket' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,4}$' AND this_value BETWEEN 1 AND 1000, NULL, 'a number from 1 to 1000');
  WHEN 'oldest_movement_days' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,5}$', NULL, 'a number of days, 0 for no limit');
  WHEN 'ticket_number_mask' THEN
    SET allowed = IF(this_value = '' OR CHAR_LENGTH(this_value) <= 60 AND this_value COLLATE utf8mb4_bin REGEXP CONCAT('^[A-Za-z][A-Za-z0-9_./-]*',
          '([{](yyyy|yy|y|mm|dd)[}][A-Za-z0-9_./-]*)*[{]0{1,12}([+][0-9]{1,9})?(@([0-9]|1[0-2]|99))?[}][A-Za-z0-9_./-]*',
          '([{](yyyy|yy|y|mm|dd)[}][A-Za-z0-9_./-]*)*$')
        AND (this_value NOT REGEXP '@' OR this_value REGEXP '[{]y+[}]') AND (this_value NOT REGEXP '@99' OR this_value REGEXP '[{]mm[}]'),
      NULL, 'empty, or a letter, then one counter: SAV{yy}{mm}-{0000}; @ needs the year, @99 the month');
  WHEN 'erp_time_zone' THEN
    SET allowed = IF(this_value = '' OR CHAR_LENGTH(this_value) <= 64 AND CONVERT_TZ('2026-01-01', '+00:00', this_value) IS NOT NULL, NULL,
      'empty, a distance to UTC (+02:00) or a zone of mysql.time_zone_name');
  WHEN 'erp_url' THEN
    SET allowed = IF(this_value = '' OR this_value REGEXP '^https?://[^[:space:]"<>]+$' AND CHAR_LENGTH(this_value) <= 500, NULL,
      'empty or a URL that begins with http:// or https://, of at most 500 characters');
  WHEN 'mail_sender' THEN
    SET fault = IF(this_value = '', NULL, CONVERT(ticketstock_fault('address', this_value) USING utf8mb4));
  WHEN 'mail_reply_to' THEN
    SET fault = IF(this_value = '', NULL, CONVERT(ticketstock_fault('address', this_value) USING utf8mb4));
  WHEN 'mail_sender_name' THEN
    SET allowed = IF(this_value NOT REGEXP '[[:cntrl:]]' AND CHAR_LENGTH(this_value) <= 200, NULL,
      'a name of at most 200 characters on one line');
  WHEN 'mail_ehlo_name' THEN
    SET allowed = IF(this_value = '' OR CHAR_LENGTH(this_value) <= 253 AND REPLACE(this_value, '\n', ' ') = this_value AND (
        this_value REGEXP '^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?[.])+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$'
        OR this_value REGEXP '^\\[(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])([.](25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}\\]$'),
      NULL, 'empty, a full name as erp.example.com, or an address as [192.0.2.1]');
  WHEN 'batch_size' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,4}$' AND this_value BETWEEN 1 AND 4000, NULL, 'a number from 1 to 4000');
  WHEN 'mail_time_zone' THEN
    SET fault = IF(this_value = '', NULL, CONVERT(ticketstock_fault('zone', this_value) USING utf8mb4));
  WHEN 'mail_held' THEN
    SET allowed = IF(this_value IN ('0', '1'), NULL, '0 or 1');
  WHEN 'when_mails_disabled' THEN
    SET allowed = IF(this_value IN ('wait', 'cancel'), NULL, 'wait or cancel');
  WHEN 'mails_per_hour' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,9}$', NULL, 'a number of mails, 0 for no limit');
  WHEN 'retry_first_seconds' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,4}$' AND this_value BETWEEN 1 AND 3600, NULL, 'a number from 1 to 3600');
  WHEN 'retry_longest_seconds' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,5}$' AND this_value BETWEEN 1 AND 86400, NULL, 'a number from 1 to 86400');
  WHEN 'give_up_after_hours' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,4}$' AND this_value BETWEEN 1 AND 8760, NULL, 'a number from 1 to 8760');
  WHEN 'purge_after_days' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,5}$', NULL, 'a number of days, 0 for never');
  WHEN 'purge_failed_after_days' THEN
    SET allowed = IF(this_value REGEXP '^[0-9]{1,5}$', NULL, 'a number of days, 0 for never');
  ELSE
    CALL refuse(CONCAT('There is no setting "', this_name, '": SELECT name, meaning FROM setting.'));
  END CASE;
  IF fault IS NOT NULL THEN
    CALL refuse(CONCAT('Setting ', this_name, ', "', REGEXP_REPLACE(LEFT(this_value, 24), '[[:cntrl:]]', '?'), '": ', fault, '.'));
  ELSEIF this_entity <> 0 AND this_name NOT IN ('on_error', 'recipients_per_ticket', 'erp_url', 'mail_sender', 'mail_sender_name',
      'mail_reply_to', 'mail_time_zone', 'when_mails_disabled', 'mail_ehlo_name', 'ticket_number_mask', 'oldest_movement_days') THEN
    CALL refuse(CONCAT('Setting ', this_name, ' counts for all entities together: write it with entity 0, not ', this_entity, '.'));
  ELSEIF allowed IS NOT NULL THEN
    CALL refuse(CONCAT('Setting ', this_name, ' takes ', allowed, ', not "', LEFT(this_value, 40), '".'));
  END IF;
END//
DELIMITER ;
