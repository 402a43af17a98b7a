/*
 * Lets the ERP's mail collector find the tickets of desk_mail by what their mails name: writes the reference of a ticket's
 * own into its row, where the collector looks for it, unless the row has it, or has the Message-ID of the mail that opened
 * the ticket, which our mails name too.
 *
 * One ticket a transaction, once in its life. What the ERP has locked is not waited for: the ticket's mails are marked busy,
 * and go a little later. The ERP's date of the last change stays. A preview writes nothing.
 *
 * Before Dolibarr 22 there is no column for it: there an answer finds the ticket by a collected mail's Message-ID, or where
 * EMAIL_ALTERNATIVE_HOST_SIGNATURE is set.
 *
 * Reads:      desk_mail, llx_ticket
 * Writes:     desk_mail, llx_ticket
 * Called by:  erp_read_desk_mails
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_keep_threads;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_keep_threads()
  COMMENT 'Lets the ERP''s mail collector find tickets by what our mails name'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_ticket, locked INT;
  DECLARE this_thread VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE tickets CURSOR FOR
    SELECT m.ticket_id, MAX(m.thread) FROM desk_mail AS m
      STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = m.ticket_id
      WHERE m.id > 0 AND m.problem IS NULL AND m.first_mail IS NULL
        AND LOCATE(m.thread, CONVERT(COALESCE(t.origin_references, '') USING utf8mb4) COLLATE utf8mb4_unicode_ci) = 0
      GROUP BY m.ticket_id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  DECLARE EXIT HANDLER FOR 1054 BEGIN END;
  OPEN tickets;
  FETCH tickets INTO this_ticket, this_thread;
  WHILE NOT ended DO
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT COUNT(*) INTO locked FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
      WHERE t.rowid = this_ticket FOR UPDATE SKIP LOCKED;
    IF locked THEN
      UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
        SET t.origin_references = CONCAT_WS(' ', NULLIF(t.origin_references, ''), CONCAT('<', this_thread, '>')), t.tms = t.tms
        WHERE t.rowid = this_ticket;
    ELSE
      UPDATE desk_mail SET is_busy = 1 WHERE ticket_id = this_ticket;
    END IF;
    FETCH tickets INTO this_ticket, this_thread;
  END WHILE;
  CLOSE tickets;
  COMMIT;
END//
DELIMITER ;
