/*
 * health_check's part on the server: library, key, event scheduler, trigger.
 *
 * Reads:      delivery_key, ready_state
 * Writes:     finding
 * Called by:  health_check
 * Internal
 */
DROP PROCEDURE IF EXISTS check_server;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_server()
  COMMENT 'Part of health_check: library, key, events, trigger'
BEGIN
  DECLARE number INT;
  DECLARE answer VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  BEGIN
    DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
      GET DIAGNOSTICS CONDITION 1 answer = MESSAGE_TEXT;
    END;
    SET answer = CONVERT(ticketstock_version() USING utf8mb4);
    IF answer = '@PROJECT_VERSION@' THEN
      SELECT MAX(value) INTO @ticketstock_delivery_key FROM delivery_key;
      SET answer = CONVERT(ticketstock_check(@ticketstock_delivery_key) USING utf8mb4);
    ELSE
      SET answer = CONCAT('The library is version ', answer, ', the SQL is @PROJECT_VERSION@.');
    END IF;
  END;
  SET @ticketstock_delivery_key = NULL;
  INSERT INTO finding VALUES (
    CASE WHEN answer = 'ok' THEN 'ok' WHEN answer LIKE 'ok, but %' THEN 'warning' ELSE 'error' END, 'library', answer,
    CASE WHEN answer = 'ok' THEN ''
      WHEN answer LIKE 'ok, but %'
        THEN 'Mail is sent; any account that gets the key can send too. Keep table delivery_key out of dumps and accounts out of performance_schema, or use a server of docs/servers.md.'
      ELSE 'No mail can be sent. Install library and SQL of one version; see INSTALL.md on the key file @TICKETSTOCK_SECRETS@.' END);

  INSERT INTO finding VALUES (IF(@@GLOBAL.event_scheduler = 'ON', 'ok', 'error'), 'events',
    CONCAT('event_scheduler is ', @@GLOBAL.event_scheduler, '.'),
    IF(@@GLOBAL.event_scheduler = 'ON', '',
      'No mail is sent. SET GLOBAL event_scheduler = ON; and event_scheduler = ON in the server''s option file.'));
  SELECT COUNT(*) INTO number FROM information_schema.EVENTS
    WHERE EVENT_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND EVENT_NAME LIKE 'deliver\_lane\_%' AND STATUS = 'ENABLED';
  INSERT INTO finding VALUES (IF(number > 0, 'ok', 'error'), 'events',
    CONCAT(number, ' delivery lanes are enabled on this server.'),
    IF(number > 0, '', 'No mail is sent here. On the server that shall send: ALTER DEFINER = `ticketstock`@`localhost` EVENT @TICKETSTOCK_SCHEMA@.deliver_lane_1 ENABLE;'));

  /* The scheduler waits for a moment of the clock, and goes on by itself only when the clock has reached it. */
  INSERT INTO finding
    SELECT 'error', 'events', CONCAT('The clock was set back: event ', EVENT_NAME, ' has run at ', LAST_EXECUTED,
      ' UTC and waits until then.'),
        'SET GLOBAL event_scheduler = OFF; SET GLOBAL event_scheduler = ON; (or restart the server): it goes on at once.'
      FROM information_schema.EVENTS
      WHERE EVENT_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND STATUS = 'ENABLED' AND INTERVAL_FIELD = 'SECOND'
        AND LAST_EXECUTED > UTC_TIMESTAMP() + INTERVAL 1 MINUTE;
  SELECT COUNT(*) INTO number FROM information_schema.EVENTS
    WHERE EVENT_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND EVENT_NAME = 'prepare_numbers' AND STATUS = 'ENABLED';
  IF number = 0 THEN
    INSERT INTO finding VALUES ('warning', 'events', 'The event prepare_numbers is not enabled on this server.',
      'Where the ERP writes: ALTER DEFINER = `ticketstock`@`localhost` EVENT @TICKETSTOCK_SCHEMA@.prepare_numbers ENABLE; Without it changes in the ERP are not followed, movements try the numbers that Dolibarr gave one by one, and no new period of a mask begins.');
  END IF;
  INSERT INTO finding
    SELECT 'warning', 'events', CONCAT('Tickets are opened by what the ERP said at ', compared_at,
      ' UTC: users, groups, codes, constants that changed since are not followed.'),
        'CALL @TICKETSTOCK_SCHEMA@.prepare_rules(); follows them once. See the event prepare_numbers and the server''s error log.'
      FROM ready_state WHERE compared_at < NOW(3) - INTERVAL 2 MINUTE;

  SELECT COUNT(*) INTO number FROM information_schema.TRIGGERS
    WHERE TRIGGER_SCHEMA = '@ERP_SCHEMA@' AND TRIGGER_NAME = 'ticketstock_movement'
      AND EVENT_OBJECT_TABLE = '@ERP_PREFIX@stock_mouvement';
  INSERT INTO finding VALUES (IF(number = 1, 'ok', 'error'), 'trigger',
    IF(number = 1, 'Movements are watched.', 'The trigger ticketstock_movement is missing.'),
    IF(number = 1, '', 'No ticket is opened. Run install.sql again.'));
END//
DELIMITER ;
