/*
 * Reads the next 200 tickets of the ERP into desk_ticket, the newest first, and deletes rows of tickets that it no
 * longer has: a step of the filling that desk_state.fill_below tells the place of. A ticket that cannot be read holds up no
 * other (erp_fill_singly).
 *
 * zone           zone of the ERP's times (erp_desk_facts)
 * own_addresses  addresses of machines (erp_desk_facts)
 * ended          OUT: 1: there is nothing left to fill
 *
 * Reads:      desk_state, desk_ticket, llx_ticket
 * Writes:     desk_state, desk_text, desk_ticket, muted_ticket, ticket_deadline
 * Called by:  run_following
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_fill_desk;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_fill_desk(
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT ended INT)
  COMMENT 'A step of filling desk_ticket'
BEGIN
  DECLARE below, lowest, this_ticket, error INT;
  DECLARE reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE left_overs CURSOR FOR
    SELECT k.ticket_id FROM desk_ticket AS k
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = k.ticket_id
      WHERE k.ticket_id >= COALESCE(lowest, -2147483648) AND k.ticket_id < below AND t.rowid IS NULL;
  SELECT MAX(s.fill_below) INTO below FROM desk_state AS s WHERE s.number = 1;
  SET ended = below IS NULL;
  IF NOT ended THEN
    SELECT MIN(n.rowid) INTO lowest FROM (SELECT t.rowid FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
      WHERE t.rowid < below ORDER BY t.rowid DESC LIMIT 200) AS n;
    IF lowest IS NOT NULL THEN
      COMMIT;
      CALL erp_try_fill(lowest, below - 1, zone, own_addresses, error, reason);
      IF reason IS NOT NULL THEN
        CALL erp_fill_singly(lowest, below - 1, zone, own_addresses);
      END IF;
    END IF;
    BEGIN
      DECLARE none_left INT DEFAULT 0;
      DECLARE CONTINUE HANDLER FOR NOT FOUND SET none_left = 1;
      OPEN left_overs;
      FETCH left_overs INTO this_ticket;
      WHILE NOT none_left DO
        DELETE FROM desk_ticket WHERE desk_ticket.ticket_id = this_ticket;
        DELETE FROM desk_text WHERE desk_text.ticket_id = this_ticket;
        DELETE FROM muted_ticket WHERE muted_ticket.ticket_id = this_ticket;
        DELETE FROM ticket_deadline WHERE ticket_deadline.ticket_id = this_ticket;
        FETCH left_overs INTO this_ticket;
      END WHILE;
      CLOSE left_overs;
    END;
    /* Not where rebuild_desk() or install.sql has begun again meanwhile. */
    UPDATE desk_state SET fill_below = lowest, filled_at = IF(lowest IS NULL, SYSDATE(3), filled_at),
        planned_print = IF(lowest IS NULL, NULL, planned_print)
      WHERE number = 1 AND fill_below = below;
  END IF;
  COMMIT;
END//
DELIMITER ;
