/*
 * Opens a closed ticket again to which its customer has written in time, as Dolibarr does: "assigned", or "unread".
 *
 * this_ticket  rowid in the ERP; the caller has locked its row, and knows it to be as desk_ticket says
 * happened     OUT: 1: it is open; 0: its row holds something else than expected, nothing was written
 *
 * Reads:      code_label, desk_ticket, llx_const
 * Writes:     llx_ticket
 * Called by:  erp_take_step
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_reopen_itself;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_reopen_itself(IN this_ticket INT, OUT happened INT)
  COMMENT 'Opens a closed ticket again to which its customer has written'
BEGIN
  DECLARE number BIGINT UNSIGNED;
  DECLARE repeated, event, expected_status INT;
  DECLARE why TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT MAX(k.status), MAX(l.label) INTO expected_status, why FROM desk_ticket AS k
    LEFT JOIN code_label AS l ON l.dictionary = 'event' AND l.code = 'REOPENED' AND l.lang = @TICKET_LANGUAGE@
    WHERE k.ticket_id = this_ticket;
  CALL begin_act('itself', NULL, 'TicketStock', 0, 1, NULL, number, repeated);
  UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ SET t.fk_statut = IF(t.fk_user_assign > 0, 2, 0)
    WHERE t.rowid = this_ticket AND t.fk_statut = expected_status AND expected_status IN (8, 9);
  SET happened = ROW_COUNT();
  IF happened THEN
    CALL act_reason(why);
    CALL erp_add_event(this_ticket, 'AC_TICKET_MODIFY', NULL, NULL, NULL, why, event);
  END IF;
  CALL end_act(number, this_ticket, event);
END//
DELIMITER ;
