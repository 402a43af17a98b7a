/*
 * Links two tickets, as "link to" on a ticket's page does: each page shows the other.
 *
 * this_ref   ref, rowid or track_id
 * other_ref  ref, rowid or track_id of the other, which the caller need only see
 * options    JSON; keys as, key; NULL: none
 *
 * A row: ticket_id, ref, track_id, event_id (NULL: Dolibarr writes none), act_id, repeated. Error 45000 with a sentence, and
 * nothing is written, if they are linked already, or if the caller may not. In a transaction it is part of it.
 *
 * Reads:      llx_element_element
 * Writes:     llx_element_element
 * Public: agent
 */
DROP PROCEDURE IF EXISTS link_tickets;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE link_tickets(
  IN this_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN other_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Links two tickets'
BEGIN
  DECLARE other_ticket, linked INT;
  @PART_ACT@
  CALL check_options(options, 'as,key');
  CALL caller_of_options(options, me, my_entity, this_lang);
  CALL act_options(options, this_key, notifies, version);
  CALL begin_work(owns);
  CALL begin_act('link', me, NULL, JSON_EXTRACT(options, '$.as') IS NOT NULL, notifies, this_key, number, repeated);
  IF NOT repeated THEN
    CALL find_act_ticket(this_ref, 'link', me, my_entity, this_ticket);
    CALL find_act_ticket(other_ref, 'read', me, my_entity, other_ticket);
    SELECT COUNT(*) INTO linked FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@element_element` AS e @BASE_TABLE@
      WHERE e.sourcetype = 'ticket' AND e.targettype = 'ticket' AND (e.fk_source = other_ticket AND e.fk_target = this_ticket
        OR e.fk_source = this_ticket AND e.fk_target = other_ticket);
    IF this_ticket = other_ticket THEN
      CALL refuse('A ticket is not linked to itself: two are wanted.');
    ELSEIF linked THEN
      CALL refuse(CONCAT('Tickets ', LEFT(this_ref, 40), ' and ', LEFT(other_ref, 40), ' are linked already.'));
    END IF;
    INSERT INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@element_element` (fk_source, sourcetype, fk_target, targettype)
      VALUES (other_ticket, 'ticket', this_ticket, 'ticket');
    CALL end_act(number, this_ticket, NULL);
  END IF;
  CALL end_work(owns);
  CALL show_act(number, repeated);
  @RESTORE_SESSION@;
END//
DELIMITER ;
