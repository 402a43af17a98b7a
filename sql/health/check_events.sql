/*
 * health_check's part on events: what drives mail and the desk. On a replica they are off as they should be.
 *
 * The event of the deadlines is missed only where a policy asks for anything.
 *
 * Reads:      type_policy
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_events;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_events()
  COMMENT 'Part of health_check: event scheduler, events'
events: BEGIN
  DECLARE lanes, asked INT;
  DECLARE server_role VARCHAR(10) CHARACTER SET utf8mb4;
  CALL find_server_role(server_role);
  IF server_role = 'primary' THEN
    IF @@GLOBAL.event_scheduler <> 'ON' THEN
      INSERT INTO finding VALUES ('error', 'events', CONCAT('event_scheduler is ', @@GLOBAL.event_scheduler, ': no mail is sent, no change is followed.'),
        IF(@@GLOBAL.event_scheduler = 'DISABLED', '', 'SET GLOBAL event_scheduler = ON'),
        'Write event_scheduler = ON into the server''s option file too, or it is off after a restart. DISABLED is changed by a restart only.');
    END IF;
    IF @@GLOBAL.event_scheduler = 'DISABLED' THEN
      LEAVE events; /* MariaDB refuses to say which there are. */
    END IF;
    SELECT COUNT(*) INTO lanes FROM information_schema.EVENTS AS v
      WHERE v.EVENT_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND v.EVENT_NAME LIKE 'deliver\_lane\_%' AND v.STATUS = 'ENABLED';
    SELECT COUNT(*) INTO asked FROM type_policy AS p WHERE p.asked_at IS NOT NULL;
    INSERT INTO finding
      SELECT e.severity, e.topic,
          CONCAT('The event ', e.name, IF(v.STATUS IS NULL, ' is missing: ', ' is not enabled on this server: '), e.consequence),
          IF(v.STATUS IS NULL, @INSTALL_AGAIN@, CONCAT('ALTER DEFINER = `ticketstock`@`localhost` EVENT @TICKETSTOCK_SCHEMA@.', e.name, ' ENABLE')),
          'It has to run where the ERP writes, and there only.'
        FROM (SELECT 'deliver_lane_1' AS name, 'error' AS severity, 'events' AS topic, 'no mail is sent here.' AS consequence, lanes = 0 AS needed
          UNION ALL SELECT 'prepare_numbers', 'warning', 'events', 'changes of users, groups, codes and masks in the ERP are not followed.', 1
          UNION ALL SELECT 'purge_mail', 'warning', 'events', 'old mails and entries of the journal are not deleted.', 1
          UNION ALL SELECT 'purge_goods', 'warning', 'events', 'what is known of the goods of tickets closed long ago is not deleted.', 1
          UNION ALL SELECT 'check_health', 'warning', 'events', 'the views health and health_numbers do not see what is wrong.', 1
          UNION ALL SELECT 'follow_tickets', 'warning', 'desk', 'what is done to tickets is not followed.', 1
          UNION ALL SELECT 'follow_deadlines', 'warning', 'closing', 'no ticket closes by itself.', asked > 0) AS e
        LEFT JOIN information_schema.EVENTS AS v ON v.EVENT_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND v.EVENT_NAME = e.name
        WHERE e.needed AND COALESCE(v.STATUS, '') <> 'ENABLED';
    INSERT INTO finding
      SELECT 'warning', 'events', CONCAT('The event ', v.EVENT_NAME, ' is not enabled on this server: fewer lanes send than set_lanes() was told.'),
          CONCAT('ALTER DEFINER = `ticketstock`@`localhost` EVENT @TICKETSTOCK_SCHEMA@.', v.EVENT_NAME, ' ENABLE'), 'Or let it go: CALL @TICKETSTOCK_SCHEMA@.set_lanes(1)'
        FROM information_schema.EVENTS AS v
        WHERE lanes > 0 AND v.EVENT_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND v.EVENT_NAME LIKE 'deliver\_lane\_%' AND v.STATUS <> 'ENABLED';
    /* The scheduler waits for a moment of the clock, and goes on by itself only when the clock has reached it. */
    INSERT INTO finding
      SELECT 'error', 'events', CONCAT('The clock was set back: event ', EVENT_NAME, ' has run at ', LAST_EXECUTED,
        ' UTC and waits until then.'),
          'SET GLOBAL event_scheduler = OFF, GLOBAL event_scheduler = ON', 'Then it goes on at once, as after a restart of the server.'
        FROM information_schema.EVENTS
        WHERE EVENT_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND STATUS = 'ENABLED' AND INTERVAL_FIELD = 'SECOND'
          AND LAST_EXECUTED > UTC_TIMESTAMP() + INTERVAL 1 MINUTE;
    CALL check_schedule();
  END IF;
END events//
DELIMITER ;
