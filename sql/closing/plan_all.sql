/*
 * Plans open tickets anew after policies, working hours or closed days have changed: 200 tickets a step, each a transaction,
 * for at most two seconds a turn. What is due meanwhile is planned anew when it is taken.
 *
 * zone  of the ERP's times (erp_desk_facts)
 *
 * Whether anything has changed is told by a print of these tables, however they were written.
 *
 * Reads:      closed_day, desk_state, desk_ticket, type_policy, working_hours
 * Writes:     desk_state, ticket_deadline
 * Called by:  run_deadlines
 * Internal
 */
DROP PROCEDURE IF EXISTS plan_all;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE plan_all(IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Plans open tickets anew after policies have changed'
BEGIN
  DECLARE began TIMESTAMP(3) DEFAULT SYSDATE(3);
  DECLARE ended, this_ticket, place, next_place, asked INT DEFAULT 0;
  DECLARE print, planned VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE open_tickets CURSOR FOR SELECT k.ticket_id FROM desk_ticket AS k
    WHERE k.ticket_id > place AND k.state <> 'closed' ORDER BY k.ticket_id LIMIT 200;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SELECT @POLICY_PRINT@ INTO print;
  SELECT MAX(s.planned_print), MAX(s.plan_above) INTO planned, place FROM desk_state AS s WHERE s.number = 1;
  IF NOT planned <=> print THEN
    UPDATE desk_state SET planned_print = print, plan_above = -2147483648 WHERE number = 1;
    SET place = -2147483648;
    SELECT COUNT(*) INTO asked FROM type_policy AS p WHERE p.asked_at IS NOT NULL;
    IF NOT asked THEN
      DELETE FROM ticket_deadline WHERE done_at IS NULL;
      UPDATE desk_state SET plan_above = NULL WHERE number = 1;
      SET place = NULL;
    END IF;
  END IF;
  COMMIT;
  WHILE place IS NOT NULL AND SYSDATE(3) < began + INTERVAL 2 SECOND DO
    CALL begin_changes();
    SET ended = 0, next_place = NULL;
    OPEN open_tickets;
    FETCH open_tickets INTO this_ticket;
    WHILE NOT ended DO
      CALL plan_ticket(this_ticket, zone);
      SET next_place = this_ticket, ended = 0;
      FETCH open_tickets INTO this_ticket;
    END WHILE;
    CLOSE open_tickets;
    UPDATE desk_state SET plan_above = next_place WHERE number = 1 AND plan_above = place;
    SET place = next_place;
    COMMIT;
  END WHILE;
END//
DELIMITER ;
