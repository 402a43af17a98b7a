/*
 * Shows the desk in the ERP's pages or hides it, whatever the caller's session is like, and leaves the session as it was.
 *
 * shows  1: show, 0: hide
 *
 * The event is the last thing to come and the first to go. Nothing is waited for longer than five seconds (1205).
 *
 * Reads:      desk_shown, desk_ticket, lock_name
 * Writes:     desk_shown, ticket_to_show
 * Called by:  hide_desk_in_erp, show_desk_in_erp
 * Internal
 */
DROP PROCEDURE IF EXISTS change_shown;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE change_shown(IN shows INT)
  SQL SECURITY INVOKER
  COMMENT 'Shows the desk in the ERP''s pages or hides it'
BEGIN
  DECLARE was_shown, traces INT;
  DECLARE guard VARCHAR(64) CHARACTER SET utf8mb4;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE lock_wait, concat_length BIGINT UNSIGNED;
  DECLARE most_rows BIGINT UNSIGNED DEFAULT @@SESSION.sql_select_limit;
  DECLARE is_safe INT DEFAULT @@SESSION.sql_safe_updates;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    /*M! EXECUTE IMMEDIATE 'USE `@TICKETSTOCK_SCHEMA@`'; */
    SET SESSION lock_wait_timeout = lock_wait, group_concat_max_len = concat_length, sql_select_limit = most_rows,
      sql_safe_updates = is_safe, time_zone = zone;
    RESIGNAL;
  END;
  SET lock_wait = @@SESSION.lock_wait_timeout, concat_length = @@SESSION.group_concat_max_len;
  CALL require_no_transaction();
  SET SESSION lock_wait_timeout = 5, group_concat_max_len = 100000, sql_select_limit = DEFAULT, sql_safe_updates = 0,
    time_zone = '+00:00';
  SELECT COUNT(*) INTO was_shown FROM information_schema.EVENTS
    WHERE EVENT_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND EVENT_NAME = 'show_desk';
  SELECT COUNT(*) INTO traces FROM (SELECT s.erp_schema FROM desk_shown AS s
    UNION ALL SELECT TABLE_SCHEMA FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = '@ERP_SCHEMA@'
      AND TABLE_NAME = '@ERP_PREFIX@ticket_extrafields' AND COLUMN_NAME LIKE 'ticketstock\_%') AS t;
  IF shows THEN
    CALL prepare_shown();
    CALL grant_shown();
    CALL make_shown_triggers();
    CALL declare_shown(was_shown);
    IF was_shown = 0 THEN
      INSERT INTO ticket_to_show (ticket_id) SELECT d.ticket_id FROM desk_ticket AS d WHERE d.unread = 1;
    END IF;
    UPDATE desk_shown SET compared_to = NULL, compared_at = NULL, last_error = NULL, last_error_at = NULL
      WHERE erp_schema = '@ERP_SCHEMA@';
    /* As of events.sql: in UTC, and begun before all clocks. */
    SET @ticketstock_statement = CONCAT('CREATE DEFINER = `ticketstock`@`localhost` EVENT IF NOT EXISTS `@TICKETSTOCK_SCHEMA@`.show_desk',
      ' ON SCHEDULE EVERY 1 SECOND STARTS ''2000-01-01 00:00:00''',
      ' COMMENT ''TicketStock: keeps what the ERP\\''s pages show''',
      ' DO BEGIN CALL event_session(); CALL keep_shown(); END');
    PREPARE make_event FROM @ticketstock_statement;
    EXECUTE make_event;
    DEALLOCATE PREPARE make_event;
    SET @ticketstock_statement = NULL;
  ELSEIF traces THEN
    DROP EVENT IF EXISTS show_desk;
    SELECT CONCAT(COALESCE(MAX(prefix), '@TICKETSTOCK_SCHEMA@'), '.show') INTO guard FROM lock_name;
    DO GET_LOCK(guard, 10), RELEASE_LOCK(guard);
    CALL withdraw_shown();
    DROP TRIGGER IF EXISTS `@ERP_SCHEMA@`.ticketstock_shown_inserted;
    DROP TRIGGER IF EXISTS `@ERP_SCHEMA@`.ticketstock_shown_updated;
    CALL drop_shown();
    CALL revoke_shown();
    DELETE FROM desk_shown;
    DELETE FROM ticket_to_show;
  END IF;
  COMMIT;
  SET SESSION lock_wait_timeout = lock_wait, group_concat_max_len = concat_length, sql_select_limit = most_rows,
    sql_safe_updates = is_safe, time_zone = zone;
END//
DELIMITER ;
