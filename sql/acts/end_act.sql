/*
 * Completes the row of an act of the desk: its ticket, its event, the changes by which the journal knows it.
 *
 * number       desk_act.id, of begin_act()
 * this_ticket  rowid of the ticket in the ERP
 * event        the event of the ERP that it wrote: llx_actioncomm.id; NULL: none
 *
 * Reads:      desk_act, ticket_change
 * Writes:     desk_act
 * Called by:  assign_ticket, claim_ticket, close_ticket, create_guest_ticket, create_ticket, erp_close_itself,
 *             erp_open_successor, erp_reopen_goods, erp_reopen_itself, erp_write_assignee, link_tickets, reopen_ticket,
 *             reply_as_guest, reply_ticket, unclaim_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS end_act;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE end_act(IN number BIGINT UNSIGNED, IN this_ticket INT, IN event INT)
  COMMENT 'Completes an act of the desk'
BEGIN
  DECLARE first, last BIGINT UNSIGNED;
  SELECT d.first_change INTO first FROM desk_act AS d WHERE d.id = number LIMIT 1;
  SELECT MAX(c.id) INTO last FROM ticket_change AS c
    WHERE c.id >= first AND c.ticket_id = this_ticket AND c.connection = CONNECTION_ID() LIMIT 1;
  UPDATE desk_act SET ticket_id = this_ticket, event_id = event, last_change = COALESCE(last, 0) WHERE id = number;
END//
DELIMITER ;
