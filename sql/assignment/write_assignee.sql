/*
 * Assigns a ticket to somebody as Dolibarr writes it, by nobody.
 *
 * this_ticket  rowid in the ERP; the caller has locked its row, and knows that it is open and whose it is
 * former       user it is assigned to; NULL: nobody
 * assignee     user whom it is given to
 *
 * An act of the desk's own: a page that writes the ticket back as it had read it before undoes it, which is put right once.
 *
 * Reads:      ticket_change
 * Writes:     desk_ticket, llx_ticket, ticket_change
 * Called by:  erp_give_again, erp_hand_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_write_assignee;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_write_assignee(IN this_ticket INT, IN former INT, IN assignee INT)
  COMMENT 'Assigns a ticket to somebody as Dolibarr writes it'
BEGIN
  DECLARE number, own_change BIGINT UNSIGNED;
  DECLARE repeated, event INT;
  CALL begin_act('itself', NULL, 'TicketStock', 0, 1, NULL, number, repeated);
  UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ SET t.fk_user_assign = assignee, t.fk_statut = 2
    WHERE t.rowid = this_ticket;
  /* Whoever has called follow_tickets(), the write is ours. */
  SELECT MAX(c.id) INTO own_change FROM ticket_change AS c
    WHERE c.ticket_id = this_ticket AND c.connection = CONNECTION_ID();
  UPDATE ticket_change SET account = 'ticketstock@localhost' WHERE id = own_change;
  CALL erp_set_assignee(this_ticket, NULL, former, assignee, 0, event);
  UPDATE desk_ticket SET assignee_id = assignee WHERE ticket_id = this_ticket;
  CALL end_act(number, this_ticket, event);
END//
DELIMITER ;
