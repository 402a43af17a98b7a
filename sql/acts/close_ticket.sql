/*
 * Closes a ticket.
 *
 * this_ref  ref, rowid or track_id
 * why       plain text for the ERP's users, in the event; up to 5,000 characters; NULL: none
 * options   JSON; keys as, key, if_version, notify, state (solved, which is meant if it is not said, or abandoned); NULL:
 *           none
 *
 * A row: ticket_id, ref, track_id, event_id (AC_TICKET_CLOSE; NULL: the ERP keeps none), act_id, repeated. Error 45000 with a
 * sentence, and nothing is written, if it is closed already, or if the caller may not. In a transaction it is part of it.
 *
 * Writes:     llx_ticket
 * Public: agent
 */
DROP PROCEDURE IF EXISTS close_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE close_ticket(
  IN this_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN why TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Closes a ticket'
BEGIN
  DECLARE ticket_entity, status, assignee, wanted INT;
  DECLARE right_now DATETIME;
  DECLARE ticket_ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  @PART_ACT@
  CALL check_options(options, 'as,key,if_version,notify,state');
  CALL caller_of_options(options, me, my_entity, this_lang);
  CALL act_options(options, this_key, notifies, version);
  CALL act_status(options, '8,9', wanted);
  CALL act_reason(why);
  CALL begin_work(owns);
  CALL begin_act('close', me, NULL, JSON_EXTRACT(options, '$.as') IS NOT NULL, notifies, this_key, number, repeated);
  IF NOT repeated THEN
    CALL find_act_ticket(this_ref, 'close', me, my_entity, this_ticket);
    CALL erp_lock_ticket(this_ticket, version, ticket_ref, ticket_entity, status, assignee);
    IF status IN (8, 9) THEN
      CALL refuse(CONCAT(ticket_ref, ' is closed already.'));
    END IF;
    CALL erp_right_now(right_now);
    UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
      SET t.fk_statut = COALESCE(wanted, 8), t.progress = 100, t.date_close = right_now WHERE t.rowid = this_ticket;
    CALL erp_add_event(this_ticket, 'AC_TICKET_CLOSE', me, NULL, NULL, why, event);
    CALL end_act(number, this_ticket, event);
  END IF;
  CALL end_work(owns);
  CALL show_act(number, repeated);
  @RESTORE_SESSION@;
END//
DELIMITER ;
