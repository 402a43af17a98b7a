/*
 * Takes a ticket that nobody has: it is assigned to the caller, status 2. Of several who claim one wins.
 *
 * this_ref  ref, rowid or track_id
 * options   JSON; keys as, key, if_version, notify; NULL: none
 *
 * A row: ticket_id, ref, track_id, event_id (AC_TICKET_ASSIGNED; NULL: the ERP keeps none), act_id, repeated. Error 45000
 * with a sentence, and nothing is written, if somebody was faster, who it was and when; if the ticket is closed; or if the
 * caller may not. In a transaction it is part of it.
 *
 * Reads:      llx_user
 * Writes:     llx_ticket
 * Public: agent
 */
DROP PROCEDURE IF EXISTS claim_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE claim_ticket(
  IN this_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Takes a ticket that nobody has'
BEGIN
  DECLARE ticket_entity, status, assignee, claimed, is_external INT;
  DECLARE ticket_ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  @PART_ACT@
  CALL check_options(options, 'as,key,if_version,notify');
  CALL caller_of_options(options, me, my_entity, this_lang);
  CALL act_options(options, this_key, notifies, version);
  CALL begin_work(owns);
  CALL begin_act('claim', me, NULL, JSON_EXTRACT(options, '$.as') IS NOT NULL, notifies, this_key, number, repeated);
  IF NOT repeated THEN
    CALL find_act_ticket(this_ref, 'claim', me, my_entity, this_ticket);
    SELECT COUNT(*) INTO is_external FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ WHERE u.rowid = me AND u.fk_soc > 0 LIMIT 1;
    IF is_external THEN
      CALL refuse('You are an external user: tickets are assigned to internal ones.');
    END IF;
    UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ SET t.fk_user_assign = me, t.fk_statut = 2
      WHERE t.rowid = this_ticket AND COALESCE(t.fk_user_assign, 0) <= 0 AND COALESCE(t.fk_statut, 0) NOT IN (8, 9);
    SET claimed = ROW_COUNT();
    CALL erp_lock_ticket(this_ticket, version, ticket_ref, ticket_entity, status, assignee);
    IF NOT claimed THEN
      CALL erp_refuse_claim(this_ticket, ticket_ref, status, assignee, me);
    END IF;
    CALL erp_set_assignee(this_ticket, me, NULL, me, 0, event);
    CALL end_act(number, this_ticket, event);
  END IF;
  CALL end_work(owns);
  CALL show_act(number, repeated);
  @RESTORE_SESSION@;
END//
DELIMITER ;
