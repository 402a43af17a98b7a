/*
 * Opens a closed ticket again: assigned if it was assigned to somebody, else unread.
 *
 * this_ref  ref, rowid or track_id
 * why       plain text for the ERP's users, in the event; up to 5,000 characters; NULL: none
 * options   JSON; keys as, key, if_version, notify; NULL: none
 *
 * As in Dolibarr date_close and progress stay. A row: ticket_id, ref, track_id, event_id (AC_TICKET_MODIFY; NULL: the ERP
 * keeps none), act_id, repeated. Error 45000 with a sentence, and nothing is written, if it is not closed, or if the caller
 * may not. In a transaction it is part of it.
 *
 * Writes:     llx_ticket
 * Public: agent
 */
DROP PROCEDURE IF EXISTS reopen_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE reopen_ticket(
  IN this_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN why TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Opens a closed ticket again'
BEGIN
  DECLARE ticket_entity, status, assignee INT;
  DECLARE ticket_ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  @PART_ACT@
  CALL check_options(options, 'as,key,if_version,notify');
  CALL caller_of_options(options, me, my_entity, this_lang);
  CALL act_options(options, this_key, notifies, version);
  CALL act_reason(why);
  CALL begin_work(owns);
  CALL begin_act('reopen', me, NULL, JSON_EXTRACT(options, '$.as') IS NOT NULL, notifies, this_key, number, repeated);
  IF NOT repeated THEN
    CALL find_act_ticket(this_ref, 'reopen', me, my_entity, this_ticket);
    CALL erp_lock_ticket(this_ticket, version, ticket_ref, ticket_entity, status, assignee);
    IF status NOT IN (8, 9) THEN
      CALL refuse(CONCAT(ticket_ref, ' is not closed.'));
    END IF;
    UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ SET t.fk_statut = IF(assignee IS NULL, 0, 2)
      WHERE t.rowid = this_ticket;
    CALL erp_add_event(this_ticket, 'AC_TICKET_MODIFY', me, NULL, NULL, why, event);
    CALL end_act(number, this_ticket, event);
  END IF;
  CALL end_work(owns);
  CALL show_act(number, repeated);
  @RESTORE_SESSION@;
END//
DELIMITER ;
