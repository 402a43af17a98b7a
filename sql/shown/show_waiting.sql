/*
 * Writes for the ERP's pages what waits in ticket_to_show, until a moment.
 *
 * missing   1: tickets that have no row yet, 0: those that have one
 * most      most rows in a transaction
 * quietly   1: a transaction is kept only if no other one is at work on the server (server_is_quiet)
 * ends_at   when to stop, by the server's clock
 *
 * What is held by another transaction, or may not be kept, is left for the next turn. Each transaction lasts
 * milliseconds.
 *
 * Reads:      llx_ticket_extrafields, ticket_to_show
 * Writes:     ticket_to_show
 * Called by:  run_showing
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_show_waiting;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_show_waiting(IN missing INT, IN most INT, IN quietly INT, IN ends_at DATETIME(3))
  COMMENT 'Writes for the ERP''s pages what waits in ticket_to_show'
BEGIN
  DECLARE rows_read, written, quiet, this_ticket INT;
  DECLARE seen, this_id BIGINT UNSIGNED DEFAULT 0;
  DECLARE outcome VARCHAR(7) CHARACTER SET utf8mb4;
  REPEAT
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SET rows_read = 0, written = 0;
    BEGIN
      DECLARE ended INT DEFAULT 0;
      DECLARE waiting CURSOR FOR
        SELECT q.id, q.ticket_id FROM ticket_to_show AS q
          LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket_extrafields` AS e @BASE_TABLE@ ON e.fk_object = q.ticket_id
          WHERE q.id > seen AND (e.rowid IS NULL) = missing ORDER BY q.id LIMIT 200;
      DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
      OPEN waiting;
      FETCH waiting INTO this_id, this_ticket;
      WHILE NOT ended AND written < most DO
        SET seen = this_id, rows_read = rows_read + 1;
        CALL erp_write_shown(this_ticket, outcome);
        IF outcome <> 'held' THEN
          DELETE FROM ticket_to_show WHERE ticket_to_show.id = this_id;
        END IF;
        SET written = written + (outcome IN ('changed', 'added'));
        FETCH waiting INTO this_id, this_ticket;
      END WHILE;
      CLOSE waiting;
    END;
    SET quiet = 1;
    IF quietly AND written THEN
      CALL server_is_quiet(quiet);
    END IF;
    IF quiet THEN
      COMMIT;
    ELSE
      ROLLBACK;
    END IF;
    IF quietly AND written THEN
      DO SLEEP(0.11);
    END IF;
  UNTIL rows_read = 0 OR SYSDATE(3) >= ends_at END REPEAT;
END//
DELIMITER ;
