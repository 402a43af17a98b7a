/*
 * Takes a ticket from whoever has it: nobody is assigned, status 1.
 *
 * this_ref  ref, rowid or track_id
 * options   JSON; keys as, key, if_version, notify; NULL: none
 *
 * A row: ticket_id, ref, track_id, event_id (AC_TICKET_ASSIGNED; NULL: the ERP keeps none), act_id, repeated. Error 45000
 * with a sentence, and nothing is written, if nobody has it, if it is closed, or if the caller may not. In a transaction it
 * is part of it.
 *
 * Writes:     llx_ticket
 * Public: agent
 */
DROP PROCEDURE IF EXISTS unclaim_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE unclaim_ticket(
  IN this_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Takes a ticket from whoever has it'
BEGIN
  DECLARE ticket_entity, status, former INT;
  DECLARE ticket_ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  @PART_ACT@
  CALL check_options(options, 'as,key,if_version,notify');
  CALL caller_of_options(options, me, my_entity, this_lang);
  CALL act_options(options, this_key, notifies, version);
  CALL begin_work(owns);
  CALL begin_act('unclaim', me, NULL, JSON_EXTRACT(options, '$.as') IS NOT NULL, notifies, this_key, number, repeated);
  IF NOT repeated THEN
    CALL find_act_ticket(this_ref, 'read', me, my_entity, this_ticket);
    CALL erp_lock_ticket(this_ticket, version, ticket_ref, ticket_entity, status, former);
    /* While it is locked: who was its assignee until a moment ago takes it from nobody. */
    CALL find_act_ticket(this_ref, 'unclaim', me, my_entity, this_ticket);
    IF former IS NULL THEN
      CALL refuse(CONCAT(ticket_ref, ' is assigned to nobody.'));
    ELSEIF status IN (8, 9) THEN
      CALL refuse(CONCAT(ticket_ref, ' is closed: CALL reopen_ticket() first.'));
    END IF;
    UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ SET t.fk_user_assign = NULL, t.fk_statut = 1
      WHERE t.rowid = this_ticket;
    CALL erp_set_assignee(this_ticket, me, former, NULL, 0, event);
    CALL end_act(number, this_ticket, event);
  END IF;
  CALL end_work(owns);
  CALL show_act(number, repeated);
  @RESTORE_SESSION@;
END//
DELIMITER ;
