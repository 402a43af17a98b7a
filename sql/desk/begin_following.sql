/*
 * Makes the temporary tables due_change, which holds the changes that are to be applied: as ticket_change, and the event
 * that goes with it; and due_event, the events among them.
 *
 * Called by:  run_following
 * Internal
 */
/* As in begin_claim.sql: where a server lets only one engine make tables, that one will do. */
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO';
DROP PROCEDURE IF EXISTS begin_following;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE begin_following()
  COMMENT 'Makes the temporary tables of changes to be applied'
BEGIN
  DROP TEMPORARY TABLE IF EXISTS due_change;
  CREATE TEMPORARY TABLE due_change LIKE ticket_change;
  ALTER TABLE due_change ADD partner INT NULL, ADD KEY ticket_id (ticket_id);
  DROP TEMPORARY TABLE IF EXISTS due_event;
  CREATE TEMPORARY TABLE due_event (
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY, ticket_id INT NOT NULL, connection BIGINT UNSIGNED NOT NULL, event_id INT NULL,
    KEY ticket_id (ticket_id, connection)
  ) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
END//
DELIMITER ;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
