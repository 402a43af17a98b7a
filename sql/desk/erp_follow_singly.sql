/*
 * Applies the changes of a ticket one by one, because together they cannot be: one that cannot either gets an incident
 * and stays in ticket_change.
 *
 * this_ticket    rowid in the ERP
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
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_follow_singly(IN this_ticket INT,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Applies the changes of a ticket one by one'
BEGIN
  DECLARE ended, error INT DEFAULT 0;
  DECLARE this_change BIGINT UNSIGNED;
  DECLARE reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE changes CURSOR FOR SELECT d.id FROM due_change AS d WHERE d.ticket_id = this_ticket ORDER BY d.id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN changes;
  FETCH changes INTO this_change;
  WHILE NOT ended DO
    CALL begin_changes();
    CALL erp_try_ticket(this_ticket, this_change, this_change, zone, language, own_addresses, error, reason);
    IF reason IS NOT NULL THEN
      INSERT INTO incident (ticket_id, error_number, message) VALUES (this_ticket, error, reason);
      UPDATE ticket_change SET incident_id = LAST_INSERT_ID() WHERE id = this_change;
    END IF;
    COMMIT;
    SET ended = 0;
    FETCH changes INTO this_change;
  END WHILE;
  CLOSE changes;
END//
DELIMITER ;
