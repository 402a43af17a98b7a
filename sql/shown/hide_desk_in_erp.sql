/*
 * Takes the desk out of the ERP's pages: they and the ERP's table of tickets' extra fields are as if show_desk_in_erp()
 * had never been called. Fields, keys and rows of anybody else stay. uninstall.sql calls it.
 *
 * What is not there is passed over, so it can be called again where it was interrupted. It waits for the ERP's table
 * five seconds at most (1205: call again). Error 45000 inside a transaction.
 *
 * Public
 */
DROP PROCEDURE IF EXISTS hide_desk_in_erp;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE hide_desk_in_erp()
  SQL SECURITY INVOKER
  COMMENT 'Takes the desk out of the ERP''s own pages again'
  CALL change_shown(0)//
DELIMITER ;
