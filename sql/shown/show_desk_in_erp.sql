/*
 * Shows the desk in the ERP's own pages: of each ticket whether an answer is due, since when, and its state, in the list
 * and on the card, to be sorted and filtered by; an entry of the menu. hide_desk_in_erp() takes it back.
 *
 * Called again it puts right what is missing, and follows setting erp_list_due_first and new entities. It alters a table
 * of the ERP: for a DBA, with the rights of install.sql and ALTER, INDEX, DELETE there. It waits for that table five
 * seconds at most (1205: call again).
 *
 * Returns a row with the number of tickets; the event show_desk fills in their rows. Error 45000 inside a transaction,
 * if the ERP's table cannot take it, on MySQL unless show_desk.sql calls it.
 *
 * Reads:      desk_ticket
 * Public
 */
DROP PROCEDURE IF EXISTS show_desk_in_erp;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE show_desk_in_erp()
  SQL SECURITY INVOKER
  COMMENT 'Shows in the ERP''s own pages whether an answer is due, since when, and the state'
BEGIN
  CALL change_shown(1);
  SELECT COUNT(*) AS tickets FROM desk_ticket;
END//
DELIMITER ;
