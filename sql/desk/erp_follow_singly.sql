/*
 * Applies the changes in due_change ticket by ticket, each a transaction, because together they cannot be; those of a
 * ticket that cannot be applied together one by one: one that cannot either gets an incident and stays in ticket_change.
 *
 * zone           zone of the ERP's times (erp_desk_facts)
 * language       of labels
 * own_addresses  addresses of machines
 *
 * Reads:      due_change
 * Writes:     incident, ticket_change
 * Called by:  run_following
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_follow_singly;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_follow_singly(
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Applies changes ticket by ticket, if need be one by one'
BEGIN
  DECLARE ended, later, error, this_ticket INT DEFAULT 0;
  DECLARE this_change, last_change BIGINT UNSIGNED;
  DECLARE reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE tickets CURSOR FOR
    SELECT d.ticket_id, MAX(d.id) FROM due_change AS d GROUP BY d.ticket_id ORDER BY MIN(d.id);
  DECLARE changes CURSOR FOR SELECT d.id FROM due_change AS d WHERE d.ticket_id = this_ticket ORDER BY d.id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN tickets;
  FETCH tickets INTO this_ticket, last_change;
  WHILE NOT ended DO
    CALL begin_changes();
    CALL erp_try_changes(this_ticket, this_ticket, 0, last_change, zone, language, own_addresses, later, error, reason);
    IF reason IS NOT NULL THEN
      SET ended = 0;
      OPEN changes;
      FETCH changes INTO this_change;
      WHILE NOT ended DO
        CALL begin_changes();
        CALL erp_try_changes(this_ticket, this_ticket, this_change, this_change, zone, language, own_addresses, later, error, reason);
        IF reason IS NOT NULL THEN
          INSERT INTO incident (ticket_id, error_number, message) VALUES (this_ticket, error, reason);
          UPDATE ticket_change SET incident_id = LAST_INSERT_ID() WHERE id = this_change;
        END IF;
        SET ended = 0;
        FETCH changes INTO this_change;
      END WHILE;
      CLOSE changes;
    END IF;
    SET ended = 0;
    FETCH tickets INTO this_ticket, last_change;
  END WHILE;
  CLOSE tickets;
  COMMIT;
END//
DELIMITER ;
