/*
 * Makes the temporary table due_change, which holds the changes that are to be applied: as ticket_change, and who else
 * speaks of it.
 *
 * Called by:  run_following
 * Internal
 */
/* As in begin_claim.sql: where a server lets only one engine make tables, that one will do. */
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO';
DROP PROCEDURE IF EXISTS begin_following;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE begin_following()
  COMMENT 'Makes the temporary table of changes to be applied'
BEGIN
  DROP TEMPORARY TABLE IF EXISTS due_change;
  CREATE TEMPORARY TABLE due_change LIKE ticket_change;
  ALTER TABLE due_change ADD partner INT NULL, ADD KEY ticket_id (ticket_id);
END//
DELIMITER ;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
