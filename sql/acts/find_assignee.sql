/*
 * Finds whom a ticket can be assigned to: an active internal user.
 *
 * this_login   login
 * this_entity  entity of the ticket
 * assignee     OUT: rowid of the user
 *
 * Error 45000 if there is none, or he is an external user.
 *
 * Reads:      llx_user
 * Called by:  assign_ticket, new_ticket_options
 * Internal
 */
DROP PROCEDURE IF EXISTS find_assignee;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE find_assignee(
  IN this_login VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_entity INT, OUT assignee INT)
  COMMENT 'Finds whom a ticket can be assigned to'
BEGIN
  DECLARE is_external INT;
  IF this_login IS NULL THEN
    CALL refuse('A login is required; unclaim_ticket() takes the ticket from whoever has it.');
  END IF;
  CALL find_user(this_login, this_entity, assignee);
  SELECT COUNT(*) INTO is_external FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@
    WHERE u.rowid = assignee AND u.fk_soc > 0 LIMIT 1;
  IF is_external THEN
    CALL refuse(CONCAT('"', LEFT(this_login, 50), '" is an external user: tickets are assigned to internal ones.'));
  END IF;
END//
DELIMITER ;
