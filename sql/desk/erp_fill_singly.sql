/*
 * Reads tickets one by one, because together they cannot be: one that cannot either gets an incident, and a change that
 * retry_incident() tries again. It has one such change, however often the desk is made again.
 *
 * first_ticket   lowest rowid in the ERP
 * last_ticket    highest
 * zone           zone of the ERP's times (erp_desk_facts)
 * own_addresses  addresses of machines (erp_desk_facts)
 *
 * Reads:      llx_ticket, ticket_change
 * Writes:     incident, ticket_change
 * Called by:  erp_fill_desk
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_fill_singly;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_fill_singly(IN first_ticket INT, IN last_ticket INT,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Reads a range of tickets one by one'
BEGIN
  DECLARE ended, error, known, this_ticket INT DEFAULT 0;
  DECLARE reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE tickets CURSOR FOR SELECT t.rowid FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
    WHERE t.rowid BETWEEN first_ticket AND last_ticket ORDER BY t.rowid DESC;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN tickets;
  FETCH tickets INTO this_ticket;
  WHILE NOT ended DO
    CALL erp_try_fill(this_ticket, this_ticket, zone, own_addresses, error, reason);
    IF reason IS NOT NULL THEN
      START TRANSACTION;
      SELECT COUNT(*) INTO known FROM ticket_change AS c
        WHERE c.ticket_id = this_ticket AND c.kind = 'reread' AND c.incident_id IS NOT NULL;
      IF NOT known THEN
        INSERT INTO incident (ticket_id, error_number, message) VALUES (this_ticket, error, reason);
        INSERT INTO ticket_change (kind, erp_schema, ticket_id, account, connection, incident_id)
          VALUES ('reread', '@ERP_SCHEMA@', this_ticket, 'ticketstock@localhost', CONNECTION_ID(), LAST_INSERT_ID());
      END IF;
    END IF;
    COMMIT;
    SET ended = 0;
    FETCH tickets INTO this_ticket;
  END WHILE;
  CLOSE tickets;
END//
DELIMITER ;
