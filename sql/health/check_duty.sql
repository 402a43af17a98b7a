/*
 * health_check's part on who is told: of what nobody would be, or two would, and the switch to change; what the desk has
 * held back.
 *
 * Reads:      desk_ticket, llx_const, mail_budget, mail_duty, setting, type_agent
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_duty;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_duty()
  COMMENT 'Part of health_check: who is told of what happens to tickets'
BEGIN
  DECLARE this_entity, is_on, managed INT;
  DECLARE switches_on, erp_to, default_to, main_to, agenda VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT MIN(k.entity) INTO this_entity FROM desk_ticket AS k;
  WHILE this_entity IS NOT NULL DO
    SELECT @SETTING_desk_mails@ INTO is_on;
    SELECT COUNT(*) INTO managed FROM type_agent AS g WHERE g.entity IN (0, this_entity) AND g.level = 'manage';
    IF managed > 0 AND is_on THEN
      CALL erp_duty_switches(this_entity, switches_on, erp_to, default_to, main_to);
      SELECT CONCAT(IF(MAX(c.name = 'MAIN_AGENDA_ACTIONAUTO_TICKET_ASSIGNED') = 1, '', 'MAIN_AGENDA_ACTIONAUTO_TICKET_ASSIGNED '),
          IF(MAX(c.name = 'MAIN_AGENDA_ACTIONAUTO_TICKET_CLOSE') = 1, '', 'MAIN_AGENDA_ACTIONAUTO_TICKET_CLOSE'))
        INTO agenda FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@
        WHERE c.name IN ('MAIN_AGENDA_ACTIONAUTO_TICKET_ASSIGNED', 'MAIN_AGENDA_ACTIONAUTO_TICKET_CLOSE')
          AND c.entity IN (0, this_entity) AND c.value NOT IN ('', '0');
      IF agenda IS NULL THEN
        SET agenda = 'MAIN_AGENDA_ACTIONAUTO_TICKET_ASSIGNED MAIN_AGENDA_ACTIONAUTO_TICKET_CLOSE';
      END IF;
      IF agenda LIKE '%ASSIGNED%' THEN
        INSERT INTO finding VALUES ('warning', 'duty', CONCAT('Entity ', this_entity, ', assigned: nobody would mail an assignee whom REST ',
          'or the edit form has chosen, since the ERP leaves no event that tells them from the button.'),
          '', 'In the ERP, module Agenda: switch the event TICKET_ASSIGNED on (MAIN_AGENDA_ACTIONAUTO_TICKET_ASSIGNED).');
      END IF;
      IF agenda LIKE '%CLOSE%' THEN
        INSERT INTO finding VALUES ('warning', 'duty', CONCAT('Entity ', this_entity, ', closed: both would mail contacts whom a user has told ',
          'by the ERP''s dialog, since it leaves no event of it.'),
          '', 'In the ERP, module Agenda: switch the event TICKET_CLOSE on (MAIN_AGENDA_ACTIONAUTO_TICKET_CLOSE).');
      END IF;
      INSERT INTO finding
        SELECT 'warning', 'duty', CONCAT('Entity ', this_entity, ', ', d.event, ' by ', d.source, ': nobody mails the ', d.person, ', ',
            IF(d.sender = 'nobody', 'as mail_duty says.', CONCAT('since the ERP is to, and does not',
              COALESCE(CONCAT(': constant ', IF(FIND_IN_SET(d.erp_unless, switches_on), CONCAT(d.erp_unless, ' is on'),
                CONCAT(d.erp_if, ' is off'))), ''), '.'))),
            CONCAT('UPDATE @TICKETSTOCK_SCHEMA@.mail_duty SET sender = ''ours'' WHERE event = ''', d.event, ''' AND person = ''', d.person,
              ''' AND source = ''', d.source, ''''),
            IF(d.sender = 'erp' AND d.erp_mails <> 'never', 'Or change the constant in the ERP: then the ERP mails.', 'Then the desk mails.')
          FROM mail_duty AS d
          WHERE d.sender = 'erp' AND (d.erp_mails = 'never' OR COALESCE(FIND_IN_SET(d.erp_unless, switches_on), 0) > 0
              OR d.erp_if IS NOT NULL AND NOT FIND_IN_SET(d.erp_if, switches_on))
            OR d.sender = 'nobody' AND d.source <> 'goods' AND d.event <> 'agent_answered' AND d.event <> 'reopened';
    END IF;
    SELECT MIN(k.entity) INTO this_entity FROM desk_ticket AS k WHERE k.entity > this_entity;
  END WHILE;
  INSERT INTO finding
    SELECT 'warning', 'duty', CONCAT('The budget of mails ', CASE b.name WHEN 'ticket' THEN 'to an address about a ticket'
        WHEN 'address' THEN 'to an address' ELSE 'to strangers' END, ' was used up, last told at ', b.told_at, ' UTC: a loop?'),
        '', CONCAT('What was not sent: SELECT * FROM @TICKETSTOCK_SCHEMA@.mail_decision WHERE why LIKE ''cancelled%''. The limit is setting ', CASE b.name
          WHEN 'ticket' THEN 'mails_per_ticket_hour' WHEN 'address' THEN 'mails_per_address_hour' ELSE 'mails_to_strangers_hour' END, '.')
      FROM mail_budget AS b WHERE b.told_at > NOW(3) - INTERVAL 1 DAY;
END//
DELIMITER ;
