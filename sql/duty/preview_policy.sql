/*
 * What the settings of now would have mailed of what happened to real tickets in the last days: to today's agents,
 * assignees and contacts, by event and person. Writes nothing; budgets and what users
 * have chosen (mail_choice) are not looked at.
 *
 * this_type  code of the type; *: every type
 * days       number of days
 *
 * Returns rows of event, reason, recipient, who mails (ours, erp, nobody), why not, and of how many; the most first. Error
 * 45000 if the type is not known.
 *
 * Reads:      bulk_write, desk_act, desk_ticket, erp_group_member, llx_actioncomm, llx_c_ticket_type,
 *             llx_c_type_contact, llx_element_contact, llx_societe, llx_socpeople, llx_ticket, llx_user, mail_decision,
 *             mail_duty, previewed, resting_address, setting, ticket_journal, type_agent, type_policy
 * Writes:     previewed
 * Public
 */
/* As in begin_claim.sql: where a server lets only one engine make tables, that one will do. */
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO';
DROP PROCEDURE IF EXISTS preview_policy;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE preview_policy(
  IN this_type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN days INT)
  COMMENT 'What the settings would have mailed in the last days, by event and person'
BEGIN
  DECLARE switches_on, erp_to, default_to, main_to VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE tell_within, import_limit, this_entity, present, is_on INT;
  DECLARE begin_at, now_is, noticed_from TIMESTAMP(3);
  DECLARE session_zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET time_zone = session_zone;
    RESIGNAL;
  END;
  SELECT COUNT(*) INTO present FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_type` AS t @BASE_TABLE@
    WHERE t.code = this_type COLLATE utf8mb4_unicode_ci;
  IF present = 0 AND NOT this_type <=> '*' THEN
    CALL refuse(CONCAT('There is no type with code "', COALESCE(this_type, 'NULL'), '"; * means every ticket.'));
  ELSEIF days IS NULL OR days NOT BETWEEN 1 AND 3650 THEN
    CALL refuse('A number of days is required, from 1 to 3650.');
  END IF;
  SET time_zone = '+00:00', now_is = SYSDATE(3), begin_at = now_is - INTERVAL days DAY, noticed_from = begin_at;
  CALL erp_desk_facts(zone, language, own_addresses);
  DROP TEMPORARY TABLE IF EXISTS previewed;
  CREATE TEMPORARY TABLE previewed (
    number INT NOT NULL AUTO_INCREMENT INVISIBLE PRIMARY KEY, event VARCHAR(32) NOT NULL, reason VARCHAR(16) NOT NULL,
    recipient VARCHAR(255) NOT NULL, mailed_by VARCHAR(8) NOT NULL, why VARCHAR(255) NOT NULL
  ) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT MIN(k.entity) INTO this_entity FROM desk_ticket AS k;
  WHILE this_entity IS NOT NULL DO
    SELECT @SETTING_desk_mails@, @SETTING_tell_within_hours@, @SETTING_import_size@ INTO is_on, tell_within, import_limit;
    CALL erp_duty_switches(this_entity, switches_on, erp_to, default_to, main_to);
    IF is_on THEN
      INSERT INTO previewed (event, reason, recipient, mailed_by, why)
        SELECT c.event, c.reason, c.address, c.sender, c.why FROM (
        @PART_DECISIONS_OF_DAYS@
        ) AS c;
    END IF;
    SELECT MIN(k.entity) INTO this_entity FROM desk_ticket AS k WHERE k.entity > this_entity;
  END WHILE;
  SELECT p.event, p.reason, p.recipient, p.mailed_by, p.why, COUNT(*) AS times FROM previewed AS p
    GROUP BY p.event, p.reason, p.recipient, p.mailed_by, p.why
    ORDER BY p.mailed_by = 'nobody', times DESC, p.event, p.recipient LIMIT 1000000;
  DROP TEMPORARY TABLE previewed;
  SET time_zone = session_zone;
END//
DELIMITER ;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
