/*
 * The result of an act: one row.
 *
 * number    desk_act.id
 * repeated  1: it was done before, by a call with the same key
 *
 * Reads:      desk_act, llx_ticket
 * Called by:  assign_ticket, claim_ticket, close_ticket, create_ticket, link_tickets, reopen_ticket, reply_ticket,
 *             unclaim_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS show_act;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE show_act(IN number BIGINT UNSIGNED, IN repeated INT)
  COMMENT 'The result of an act'
BEGIN
  SELECT d.ticket_id, t.ref, t.track_id, d.event_id, d.id AS act_id, repeated AS repeated
    FROM desk_act AS d
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = d.ticket_id
    WHERE d.id = number LIMIT 1;
END//
DELIMITER ;
