/*
 * Closes a ticket that is done, as Dolibarr closes: status "solved", progress 100, date, event; the journal says why.
 *
 * this_ticket  rowid in the ERP; the caller has locked its row, and knows it to be as desk_ticket says
 * this_step    what it is done by: goods_left, document, silence
 * facts        what that rests on, plain text; NULL: nothing more is to be said
 * closed       OUT: 1: it is closed; 0: its row holds something else than expected, nothing was written
 *
 * The journal's own entry is "done"; where the type's sentence leaves no room in it for the rest, the rest. By that documents are
 * known again (erp_read_documents). Of the closing itself it writes what it writes of every one, when it is followed.
 *
 * Reads:      code_label, desk_ticket, llx_const, type_policy
 * Writes:     llx_ticket, ticket_journal
 * Called by:  erp_take_step
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_close_itself;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_close_itself(IN this_ticket INT,
  IN this_step VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN facts VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT closed INT)
  COMMENT 'Closes a ticket that is done'
BEGIN
  DECLARE number BIGINT UNSIGNED;
  DECLARE repeated, event, expected_status, expected_assignee INT;
  DECLARE right_now DATETIME;
  DECLARE language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE sentence, rests_on, why TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT MAX(k.status), MAX(k.assignee_id), MAX(@TICKET_LANGUAGE@) INTO expected_status, expected_assignee, language
    FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
  SELECT MAX(IF(language = 'fr', p.done_words_fr, p.done_words_en)) INTO sentence
    FROM desk_ticket AS k JOIN type_policy AS p ON @POLICY_FITS@ WHERE k.ticket_id = this_ticket;
  SELECT CONCAT_WS(' ', MAX(l.label), facts) INTO rests_on FROM code_label AS l
    WHERE l.dictionary = 'event' AND l.code = CONCAT('DONE_', this_step) AND l.lang = language;
  SET why = CONCAT_WS(' ', NULLIF(TRIM(sentence), ''), rests_on);
  CALL begin_act('itself', NULL, 'TicketStock', 0, 1, NULL, number, repeated);
  CALL erp_right_now(right_now);
  UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
    SET t.progress = 100, t.date_close = right_now, t.fk_statut = 8
    WHERE t.rowid = this_ticket AND COALESCE(t.fk_statut, 0) = expected_status
      AND NULLIF(t.fk_user_assign, 0) <=> expected_assignee AND expected_status NOT IN (8, 9);
  SET closed = ROW_COUNT();
  IF closed THEN
    INSERT INTO ticket_journal (ticket_id, track_id, entity, at, who, way, what, old_value, new_value, connection)
      SELECT k.ticket_id, k.track_id, k.entity, SYSDATE(3), 'TicketStock', 'event', 'done', this_step, LEFT(IF(CHAR_LENGTH(why) > 255, rests_on, why), 255), CONNECTION_ID()
        FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
    CALL act_reason(why);
    CALL erp_add_event(this_ticket, 'AC_TICKET_CLOSE', NULL, NULL, NULL, why, event);
  END IF;
  CALL end_act(number, this_ticket, event);
END//
DELIMITER ;
