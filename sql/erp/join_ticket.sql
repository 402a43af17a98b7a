/*
 * Adds a movement to the ticket that an earlier movement of the same transaction has opened. The row is
 * the transaction's own, so its update waits for nobody.
 */
DROP PROCEDURE IF EXISTS erp_join_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_join_ticket(IN this_movement INT, IN this_ticket INT)
  COMMENT 'Adds a movement to a ticket'
BEGIN
  DECLARE this_entity INT;
  DECLARE content MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT MAX(entity), MAX(message) INTO this_entity, content
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` WHERE rowid = this_ticket;
  CALL erp_add_line(this_movement, this_entity, content);
  UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` SET message = content WHERE rowid = this_ticket;
  INSERT INTO grouped_movement (movement_id, ticket_id) VALUES (this_movement, this_ticket);
END//
DELIMITER ;
