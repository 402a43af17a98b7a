/*
 * Opens a ticket again that was closed because its goods had left, now that goods of it are there again: as reopen_ticket()
 * does. One that is not closed any more, or that somebody has abandoned, is left as it is.
 *
 * this_ticket  rowid in the ERP
 * this_track   its track_id
 * language     of the reason, ISO 639-1
 *
 * To be called in a transaction of begin_changes().
 *
 * Reads:      code_label
 * Writes:     llx_ticket
 * Called by:  erp_settle_goods
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_reopen_goods;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_reopen_goods(IN this_ticket INT,
  IN this_track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin, IN language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Opens a ticket again whose goods are there again'
BEGIN
  DECLARE number BIGINT UNSIGNED;
  DECLARE repeated, event, reopened INT;
  DECLARE why TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL begin_act('itself', NULL, 'TicketStock', 0, 1, NULL, number, repeated);
  UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ SET t.fk_statut = IF(t.fk_user_assign > 0, 2, 0)
    WHERE t.rowid = this_ticket AND t.fk_statut = 8 AND @TICKET_ASCII_TRACK@ <=> this_track;
  SET reopened = ROW_COUNT();
  IF reopened THEN
    SELECT MAX(l.label) INTO why FROM code_label AS l WHERE l.dictionary = 'event' AND l.code = 'GOODS_AGAIN' AND l.lang = language;
    CALL act_reason(why);
    CALL erp_add_event(this_ticket, 'AC_TICKET_MODIFY', NULL, NULL, NULL, why, event);
  END IF;
  CALL end_act(number, this_ticket, event);
END//
DELIMITER ;
