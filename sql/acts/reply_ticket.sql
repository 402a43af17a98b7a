/*
 * Answers a ticket: a message that customers see, or a private note.
 *
 * this_ref  ref, rowid or track_id
 * html      the text, HTML as Dolibarr keeps it: up to 500,000 characters, no scripts (check_html)
 * options   JSON; keys as, key, if_version, notify, private (true: a note, which customers do not see), title,
 *           state (in progress, need more info, waiting: status of the ticket afterwards); NULL: none
 *
 * Without state the status becomes as after an answer on Dolibarr's page: in progress if it was before, or
 * TICKET_SET_STATUS_ON_ANSWER. An external user's answer is a customer's: in progress, of a closed ticket too.
 *
 * A row: ticket_id, ref, track_id, event_id (the message), act_id, repeated. Error 45000 with a sentence, and nothing is
 * written, if a word is younger than if_version, or if the caller may not. In a transaction it is part of it.
 *
 * Reads:      llx_user
 * Public: agent
 */
DROP PROCEDURE IF EXISTS reply_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE reply_ticket(
  IN this_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN html MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Answers a ticket'
BEGIN
  DECLARE ticket_entity, status, assignee, wanted, is_private, is_external INT;
  DECLARE ticket_ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE title LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  @PART_ACT@
  CALL check_options(options, 'as,key,if_version,notify,private,state,title');
  CALL caller_of_options(options, me, my_entity, this_lang);
  CALL act_options(options, this_key, notifies, version);
  CALL act_flag(options, 'private', 0, is_private);
  CALL act_text(options, 'title', 255, title);
  CALL act_status(options, '3,5,7', wanted);
  CALL check_html(html);
  SELECT COUNT(*) INTO is_external FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ WHERE u.rowid = me AND u.fk_soc > 0;
  IF is_external AND (is_private OR wanted IS NOT NULL) THEN
    CALL refuse('Keys "private" and "state" are for internal users.');
  END IF;
  CALL begin_work(owns);
  CALL begin_act('reply', me, NULL, JSON_EXTRACT(options, '$.as') IS NOT NULL, notifies, this_key, number, repeated);
  IF NOT repeated THEN
    CALL find_act_ticket(this_ref, 'reply', me, my_entity, this_ticket);
    CALL erp_lock_ticket(this_ticket, version, ticket_ref, ticket_entity, status, assignee);
    IF status IN (8, 9) AND wanted IS NOT NULL THEN
      CALL refuse(CONCAT(ticket_ref, ' is closed: CALL reopen_ticket() first, or answer without "state".'));
    END IF;
    CALL erp_add_message(this_ticket, me, NULL, is_external, is_private, title, html, wanted,
      notifies AND NOT is_private AND NOT is_external, event);
    CALL end_act(number, this_ticket, event);
  END IF;
  CALL end_work(owns);
  CALL show_act(number, repeated);
  @RESTORE_SESSION@;
END//
DELIMITER ;
