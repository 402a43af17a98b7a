/*
 * health_check's part on the server: library, key, trigger.
 *
 * Reads:      delivery_key, ready_state
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_server;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_server()
  COMMENT 'Part of health_check: library, key, trigger'
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
  SET answer = COALESCE(answer, 'The library gives no answer.');
  IF answer <> 'ok' THEN
    INSERT INTO finding VALUES (IF(answer LIKE 'ok, but %', 'warning', 'error'), 'library', answer,
      CASE WHEN answer LIKE '%chmod 600%' THEN '$ chmod 600 @TICKETSTOCK_SECRETS@'
        WHEN answer LIKE 'FUNCTION %' OR answer LIKE 'The library is version %' THEN @INSTALL_AGAIN@
        ELSE '' END,
      CASE WHEN answer LIKE 'ok, but %' THEN
          'Mail is sent; any account that gets the key can send too. Keep table delivery_key out of dumps and accounts out of performance_schema, or use a server of docs/servers.md.'
        WHEN answer LIKE 'The library is version %' THEN 'Install library and SQL of one version, then restart the server: a library that is loaded stays.'
        ELSE 'No mail can be sent. See INSTALL.md on the key file @TICKETSTOCK_SECRETS@, the library and the mailer.' END);
  END IF;

  INSERT INTO finding
    SELECT 'warning', 'events', CONCAT('Tickets are opened by what the ERP said at ', compared_at,
      ' UTC: users, groups, codes, constants that changed since are not followed.'),
        'CALL @TICKETSTOCK_SCHEMA@.prepare_rules()', 'It follows them once. See the event prepare_numbers and the server''s error log.'
      FROM ready_state WHERE compared_at < NOW(3) - INTERVAL 2 MINUTE;

  SELECT COUNT(*) INTO number FROM information_schema.TRIGGERS
    WHERE TRIGGER_SCHEMA = '@ERP_SCHEMA@' AND TRIGGER_NAME = 'ticketstock_movement'
      AND EVENT_OBJECT_TABLE = '@ERP_PREFIX@stock_mouvement';
  IF number = 0 THEN
    INSERT INTO finding VALUES ('error', 'trigger', 'The trigger ticketstock_movement is missing: no movement opens a ticket.',
      @INSTALL_AGAIN@, 'Movements that were booked meanwhile: CALL @TICKETSTOCK_SCHEMA@.find_missed_movements(NULL)');
  END IF;
END//
DELIMITER ;
