/*
 * Has it decided who is told of changes of a ticket that have been journaled. A type that nobody manages (type_agent) mails
 * nobody.
 *
 * this_ticket    rowid in the ERP
 * first_change   lowest number of its changes in due_change that are meant
 * last_change    highest
 * zone           zone of the ERP's times (erp_desk_facts)
 * own_addresses  addresses of machines
 *
 * Reads:      desk_ticket, due_change, setting, ticket_journal, type_agent
 * Called by:  tell_changes
 * Internal
 */
DROP PROCEDURE IF EXISTS tell_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE tell_ticket(IN this_ticket INT,
  IN first_change BIGINT UNSIGNED, IN last_change BIGINT UNSIGNED,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Has it decided who is told of changes of a ticket'
BEGIN
  DECLARE this_entity, is_on INT;
  DECLARE low_entry, high_entry BIGINT UNSIGNED;
  SELECT MAX(k.entity) INTO this_entity FROM desk_ticket AS k
    WHERE k.ticket_id = this_ticket AND EXISTS (SELECT 1 FROM type_agent AS g
      WHERE g.entity IN (0, k.entity) AND g.type_code IN ('*', k.type_code) AND g.level = 'manage');
  SELECT @SETTING_desk_mails@ INTO is_on;
  IF this_entity IS NOT NULL AND is_on = 1 THEN
    SELECT MIN(j.id), MAX(j.id) INTO low_entry, high_entry
      FROM due_change AS d STRAIGHT_JOIN ticket_journal AS j ON j.change_id = d.id AND j.ticket_id = d.ticket_id AND j.at = d.at
      WHERE d.ticket_id = this_ticket AND d.id BETWEEN first_change AND last_change;
    CALL count_writes(this_ticket, first_change, last_change);
    CALL erp_decide_mails(this_ticket, this_entity, low_entry, high_entry, zone, own_addresses);
    CALL queue_decided(this_ticket, this_entity, low_entry, high_entry);
  END IF;
END//
DELIMITER ;
