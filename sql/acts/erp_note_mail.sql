/*
 * Notes on a ticket, as Dolibarr does, that somebody was sent a mail about it. (Dolibarr overwrites column timing then with
 * the severity's code, which nothing reads: not so here.)
 *
 * this_ticket   rowid of the ticket in the ERP
 * actor         user of the ERP who did it
 * this_address  his address, where Dolibarr notes it; NULL: it does not
 *
 * Writes:     llx_ticket
 * Called by:  create_ticket, erp_set_assignee
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_note_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_note_mail(IN this_ticket INT, IN actor INT,
  IN this_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Notes on a ticket that a mail was sent'
BEGIN
  DECLARE right_now DATETIME;
  DECLARE event INT;
  CALL erp_right_now(right_now);
  UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ SET t.date_last_msg_sent = right_now WHERE t.rowid = this_ticket;
  CALL erp_add_event(this_ticket, 'AC_TICKET_MODIFY', actor, this_address, NULL, NULL, event);
END//
DELIMITER ;
