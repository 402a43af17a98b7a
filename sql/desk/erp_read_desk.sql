/*
 * Reads tickets from the ERP's rows into desk_ticket, whatever desk_ticket has of them: those of a range of rowids that
 * changes are about, or all of the range.
 *
 * first_ticket   lowest rowid in the ERP
 * last_ticket    highest
 * first_change   lowest number of the changes in ticket_change; NULL: all tickets of the range
 * last_change    highest; NULL: as above
 * zone           zone of the ERP's times (erp_desk_facts)
 * own_addresses  addresses of machines (erp_desk_facts)
 *
 * Who has said what is told by the journal, and of what it does not have by DESK_WORD in sql/desk/words.cmake: judged once,
 * because users and addresses come and go. Who has opened a ticket desk_ticket keeps for the same reason. Of two words the one with the higher id is the younger:
 * the times of mails are whatever their senders say. The episode counts the reopenings that the journal has.
 * To be called in a transaction that is READ COMMITTED: then INSERT … SELECT locks no row of the ERP.
 *
 * Reads:      desk_text, desk_ticket, goods_due, llx_actioncomm, llx_ticket, llx_user, ticket_change, ticket_journal
 * Writes:     desk_text, desk_ticket
 * Called by:  erp_follow_changes, erp_try_fill
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_read_desk;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_read_desk(IN first_ticket INT, IN last_ticket INT,
  IN first_change BIGINT UNSIGNED, IN last_change BIGINT UNSIGNED,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Reads tickets into desk_ticket'
BEGIN
  CALL erp_forget_former(first_ticket, last_ticket, first_change, last_change);
  INSERT INTO desk_ticket (ticket_id, entity, ref, track_id, status, state, unread, waiting_since, waiting_since_erp,
      by_customer, last_customer_word_at, last_agent_word_at, last_word_id, episode, assignee_id, creator_id, type_code,
      severity_code, category_code, thirdparty_id, opened_at, closed_at, goods_due, goods_left, goods_value)
    @PART_DESK_ROW@
    ON DUPLICATE KEY UPDATE entity = VALUES(entity), ref = VALUES(ref), track_id = VALUES(track_id),
      status = VALUES(status), state = VALUES(state), unread = VALUES(unread), waiting_since = VALUES(waiting_since),
      waiting_since_erp = VALUES(waiting_since_erp), by_customer = VALUES(by_customer),
      last_customer_word_at = VALUES(last_customer_word_at),
      last_agent_word_at = VALUES(last_agent_word_at), last_word_id = VALUES(last_word_id), episode = VALUES(episode),
      assignee_id = VALUES(assignee_id), creator_id = VALUES(creator_id), type_code = VALUES(type_code),
      severity_code = VALUES(severity_code), category_code = VALUES(category_code),
      thirdparty_id = VALUES(thirdparty_id), opened_at = VALUES(opened_at), closed_at = VALUES(closed_at),
      goods_due = VALUES(goods_due), goods_left = VALUES(goods_left), goods_value = VALUES(goods_value);
  /* For lists. What is there already would cost a number of the index of words. */
  INSERT INTO desk_text (ticket_id, subject)
    SELECT t.rowid, COALESCE(CONVERT(t.subject USING utf8mb4), '')
      FROM @THESE_TICKETS@ AS these
      STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = these.ticket_id
      LEFT JOIN desk_text AS k ON k.ticket_id = t.rowid
      WHERE NOT CAST(k.subject AS BINARY) <=> CAST(COALESCE(CONVERT(t.subject USING utf8mb4), '') AS BINARY)
    ON DUPLICATE KEY UPDATE subject = VALUES(subject);
  CALL read_links(first_ticket, last_ticket, first_change, last_change);
END//
DELIMITER ;
