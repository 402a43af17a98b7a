/*
 * Adds a movement to the ticket that an earlier movement of the same transaction has opened. The row is
 * the transaction's own, so its update waits for nobody. The table of lines is there, so no language is needed.
 *
 * this_ticket  INOUT: rowid of the ticket; NULL if it is gone (rolled back to a savepoint, say)
 */
DROP PROCEDURE IF EXISTS erp_join_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_join_ticket(IN this_movement INT, INOUT this_ticket INT)
  COMMENT 'Adds a movement to a ticket'
BEGIN
  DECLARE subject VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE content, template MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE line TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT MAX(rowid), MAX(message) INTO this_ticket, content
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` WHERE rowid = this_ticket;
  IF this_ticket IS NOT NULL THEN
    CALL erp_render_ticket(this_movement, NULL, NULL, NULL, NULL, NULL, 1, subject, template, line);
    CALL erp_add_line(line, NULL, content);
    UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` SET message = content WHERE rowid = this_ticket;
    INSERT INTO grouped_movement (movement_id, ticket_id) VALUES (this_movement, this_ticket);
  END IF;
END//
DELIMITER ;
