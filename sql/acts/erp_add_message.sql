/*
 * Writes a message of a ticket, and the status that it leaves, as Dolibarr does.
 *
 * this_ticket   rowid of the ticket in the ERP
 * actor         user of the ERP; NULL: a visitor
 * this_address  address of the visitor; NULL: a user
 * is_customer   1: a visitor's, or an external user's: the status is 3 then, of a closed ticket too
 * is_private    1: a note, which customers do not see and which leaves the status
 * title         title; NULL: none
 * html          text, HTML
 * status        status that it is to have; NULL: TICKET_SET_STATUS_ON_ANSWER, else 3 if it was below
 * tells         1: the customer is told: date_last_msg_sent
 * event         OUT: the message: llx_actioncomm.id
 *
 * Reads:      llx_const, llx_ticket
 * Writes:     llx_ticket
 * Called by:  reply_as_guest, reply_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_add_message;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_add_message(IN this_ticket INT, IN actor INT,
  IN this_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN is_customer INT, IN is_private INT,
  IN title VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN html MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN status INT, IN tells INT, OUT event INT)
  COMMENT 'Writes a message of a ticket'
BEGIN
  DECLARE wanted VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE right_now DATETIME;
  CALL erp_add_event(this_ticket, IF(is_private, 'TICKET_MSG_PRIVATE', 'TICKET_MSG'), actor, this_address, title, html, event);
  IF is_customer AND NOT is_private THEN
    SET status = 3;
  ELSEIF status IS NULL AND NOT is_private THEN
    SELECT SUBSTRING(MAX(CONCAT(c.entity > 0, c.value)), 2) INTO wanted
      FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
      JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@ ON c.name = 'TICKET_SET_STATUS_ON_ANSWER' AND c.entity IN (0, t.entity)
      WHERE t.rowid = this_ticket LIMIT 1;
    SET status = IF(wanted REGEXP '^[0-9]$', wanted, NULL);
  END IF;
  IF NOT is_private OR status IS NOT NULL THEN
    UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ SET t.fk_statut = COALESCE(status, 3)
      WHERE t.rowid = this_ticket AND IF(status IS NULL, t.fk_statut < 3, t.fk_statut <> status);
  END IF;
  IF tells THEN
    CALL erp_right_now(right_now);
    UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ SET t.date_last_msg_sent = right_now WHERE t.rowid = this_ticket;
  END IF;
END//
DELIMITER ;
