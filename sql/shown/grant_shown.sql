/*
 * Gives our definer what it needs while the desk is shown, and not otherwise: the ERP's row of a ticket's extra fields,
 * and the list of transactions (PROCESS), which tells whether the server is quiet.
 *
 * Called by:  change_shown
 * Internal
 */
DROP PROCEDURE IF EXISTS grant_shown;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE grant_shown()
  SQL SECURITY INVOKER
  COMMENT 'Gives our definer what it needs while the desk is shown'
BEGIN
  GRANT PROCESS ON *.* TO `ticketstock`@`localhost`;
  GRANT TRIGGER,
    SELECT (rowid, tms, fk_object, ticketstock_due, ticketstock_is_due, ticketstock_waiting, ticketstock_state, ticketstock_seq, ticketstock_made),
    INSERT (fk_object, ticketstock_due, ticketstock_is_due, ticketstock_waiting, ticketstock_state, ticketstock_seq, ticketstock_made),
    UPDATE (tms, ticketstock_due, ticketstock_is_due, ticketstock_waiting, ticketstock_state, ticketstock_seq)
    ON `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket_extrafields` TO `ticketstock`@`localhost`;
  GRANT SELECT (name, entity, elementtype) ON `@ERP_SCHEMA@`.`@ERP_PREFIX@extrafields` TO `ticketstock`@`localhost`;
  GRANT SELECT (entity, type, page, param) ON `@ERP_SCHEMA@`.`@ERP_PREFIX@default_values` TO `ticketstock`@`localhost`;
END//
DELIMITER ;
