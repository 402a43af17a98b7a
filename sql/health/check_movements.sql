/*
 * health_check's part on movements: those that left no trace within a day, tickets that the ERP no longer has.
 *
 * Reads:      detached_ticket, missed_movement
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_movements;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_movements()
  COMMENT 'Part of health_check: movements without a trace, tickets that are gone'
BEGIN
  DECLARE number, first_movement, mails INT;
  CALL erp_collect_missed(CURRENT_TIMESTAMP - INTERVAL 1 DAY, 10000, 1000);
  SELECT COUNT(*), MIN(movement_id) INTO number, first_movement FROM missed_movement;
  DROP TEMPORARY TABLE missed_movement;
  IF number > 0 THEN
    INSERT INTO finding VALUES ('error', 'movement',
      CONCAT(number, ' movements of the last day into watched warehouses left neither ticket nor incident, the first is ', first_movement, '.'),
      'CALL @TICKETSTOCK_SCHEMA@.open_missed(NULL)', 'It opens their tickets. CALL @TICKETSTOCK_SCHEMA@.find_missed_movements(NULL) names them.');
  END IF;
  SELECT COUNT(*), COALESCE(SUM(cancelled_mails), 0) INTO number, mails FROM detached_ticket
    WHERE detached_at > CURRENT_TIMESTAMP(3) - INTERVAL 7 DAY;
  IF number > 0 THEN
    INSERT INTO finding VALUES ('warning', 'movement',
      CONCAT(number, ' tickets of ours are no longer in the ERP, nor are their movements: it was restored, emptied or lost a counter. ',
        mails, ' mails that waited for them were cancelled.'),
      '', 'Nothing is to be done if that was meant: SELECT * FROM @TICKETSTOCK_SCHEMA@.detached_ticket. Movements after the restore: CALL @TICKETSTOCK_SCHEMA@.find_missed_movements(NULL)');
  END IF;
END//
DELIMITER ;
