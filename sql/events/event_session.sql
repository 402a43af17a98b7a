/*
 * Makes the session of an event independent of the server's global variables, which it inherits: each of these has kept
 * mail from leaving, or tickets from being made ready.
 *
 * One statement for each, and what a server does not know or not allow is passed over. MySQL does not let the definer
 * change max_error_count; at 0 its handlers for NOT FOUND are not called and loops never end, so the event ends with a
 * sentence in the error log, and health_check() refuses with the remedy.
 *
 * Called by:  event check_health, event deliver_lane_1, event follow_deadlines, event follow_tickets,
 *             event prepare_numbers, event purge_goods, event purge_mail
 * Internal
 */
DROP PROCEDURE IF EXISTS event_session;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE event_session()
  COMMENT 'Makes an event''s session independent of global variables'
BEGIN
  BEGIN
    DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
    DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
    SET SESSION autocommit = 1;
    SET SESSION completion_type = 0;
    SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ WRITE;
    SET SESSION sql_safe_updates = 0;
    SET SESSION sql_select_limit = 18446744073709551615;
    SET SESSION sql_big_selects = 1;
    SET SESSION max_error_count = 64;
    SET SESSION group_concat_max_len = 1048576;
    /*M! SET SESSION max_statement_time = 0; */
  END;
  IF @@SESSION.max_error_count = 0 THEN
    CALL refuse('The server has max_error_count = 0: no event of TicketStock can run. SET GLOBAL max_error_count = DEFAULT.');
  END IF;
END//
DELIMITER ;
