/*
 * Finds what we keep of movements and tickets that the ERP has no more, or has others in place of: after a restore of
 * its schema, a TRUNCATE, a lost counter. Called by the event prepare_numbers.
 *
 * It looks at the newest 200 tickets, then downwards while it finds something, at most 5,000; and at 200 more of all,
 * round after round. An incident of a movement that is no more is closed. A series of numbers whose tickets are gone
 * follows the ERP from its first ticket again.
 *
 * Reads:      incident, llx_stock_mouvement, llx_ticket, opened_ticket, ready_state
 * Writes:     incident, number_series, ready_state
 * Called by:  prepare_numbers
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_detach_left_overs;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_detach_left_overs()
  COMMENT 'Finds what is left over of another state of the ERP'
BEGIN
  DECLARE highest, upper, seen BIGINT;
  DECLARE detached, last_ticket INT;
  DECLARE lowest BIGINT;
  SELECT COALESCE(MAX(number), 0) INTO highest FROM opened_ticket;
  SET upper = highest, lowest = highest - 5000;
  REPEAT
    CALL erp_detach_tickets(upper - 199, upper, detached);
    SET upper = upper - 200;
  UNTIL detached = 0 OR upper <= lowest OR upper <= 0 END REPEAT;
  SELECT COALESCE(MAX(seen_number), 0) INTO seen FROM ready_state WHERE number = 1;
  IF highest > 200 THEN
    CALL erp_detach_tickets(seen + 1, seen + 200, detached);
    UPDATE ready_state SET seen_number = IF(seen + 200 >= highest, 0, seen + 200) WHERE number = 1;
  END IF;
  UPDATE incident AS i
    JOIN (SELECT j.id FROM incident AS j LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@
          ON m.rowid = j.movement_id AND @MOVEMENT_PRINT@ = j.movement_print
        WHERE j.resolved_at IS NULL AND j.movement_print IS NOT NULL AND m.rowid IS NULL
          AND j.happened_at < CURRENT_TIMESTAMP(3) - INTERVAL 1 MINUTE ORDER BY j.id DESC LIMIT 100) AS gone
            ON gone.id = i.id
    SET i.resolved_at = CURRENT_TIMESTAMP(3), i.message = LEFT(CONCAT('The movement is no longer in the ERP. ',
      i.message), 1000)
    WHERE i.resolved_at IS NULL;
  SELECT COALESCE(MAX(t.rowid), 0) INTO last_ticket FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@;
  UPDATE number_series SET seen_ticket = 0 WHERE seen_ticket > last_ticket;
END//
DELIMITER ;
