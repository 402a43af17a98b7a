/*
 * The events: delivery, ticket numbers made ahead, tickets followed, what is due of them, old mails and goods deleted, the installation
 * looked over. CREATE … IF NOT EXISTS and ALTER keep what a DBA has done to them: on a replica or a Galera node it may be disabled on purpose.
 *
 * An event lives in the time zone of the session that makes it. In one with summer time none runs in the hour that
 * comes twice, and times in the hour that is left out are errors (1292): so UTC. STARTS lies before all clocks: an
 * event that would start in the future, because the clock was wrong when it was made, would wait until then.
 */
SET @ticketstock_zone = @@SESSION.time_zone;
SET SESSION time_zone = '+00:00';
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` EVENT IF NOT EXISTS deliver_lane_1
  ON SCHEDULE EVERY 1 SECOND STARTS '2000-01-01 00:00:00'
  COMMENT 'TicketStock: sends queued mail'
  DO BEGIN CALL event_session(); CALL deliver_mail(1); END//

CREATE DEFINER = `ticketstock`@`localhost` EVENT IF NOT EXISTS prepare_numbers
  ON SCHEDULE EVERY 10 SECOND STARTS '2000-01-01 00:00:00'
  COMMENT 'TicketStock: makes the series of ticket numbers ahead'
  DO BEGIN CALL event_session(); CALL keep_prepared(); END//

CREATE DEFINER = `ticketstock`@`localhost` EVENT IF NOT EXISTS purge_mail
  ON SCHEDULE EVERY 1 HOUR STARTS '2000-01-01 00:00:00'
  COMMENT 'TicketStock: deletes old mails'
  DO BEGIN CALL event_session(); CALL delete_old_mail(@ticketstock_deleted); END//

CREATE DEFINER = `ticketstock`@`localhost` EVENT IF NOT EXISTS purge_goods
  ON SCHEDULE EVERY 1 HOUR STARTS '2000-01-01 00:00:00'
  COMMENT 'TicketStock: deletes what is known of the goods of tickets closed long ago'
  DO BEGIN CALL event_session(); CALL delete_old_goods(); END//

CREATE DEFINER = `ticketstock`@`localhost` EVENT IF NOT EXISTS follow_tickets
  ON SCHEDULE EVERY 1 SECOND STARTS '2000-01-01 00:00:00'
  COMMENT 'TicketStock: follows what is done to tickets'
  DO BEGIN CALL event_session(); CALL follow_tickets(); END//

CREATE DEFINER = `ticketstock`@`localhost` EVENT IF NOT EXISTS follow_deadlines
  ON SCHEDULE EVERY 10 SECOND STARTS '2000-01-01 00:00:00'
  COMMENT 'TicketStock: closes tickets that are done, reminds of those that are not'
  DO BEGIN CALL event_session(); CALL follow_deadlines(); END//

CREATE DEFINER = `ticketstock`@`localhost` EVENT IF NOT EXISTS check_health
  ON SCHEDULE EVERY 1 MINUTE STARTS '2000-01-01 00:00:00'
  COMMENT 'TicketStock: looks the installation over'
  DO BEGIN CALL event_session(); CALL keep_findings(); END//

/* Events of an older version: body, zone and start; how often they run, and whether, stays as it is. */
DROP PROCEDURE IF EXISTS renew_events//
CREATE PROCEDURE renew_events()
  COMMENT 'Gives events of an older version the body, zone and start of this one'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE change_event TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE events CURSOR FOR
    SELECT CONCAT('ALTER DEFINER = `ticketstock`@`localhost` EVENT `@TICKETSTOCK_SCHEMA@`.', EVENT_NAME,
        ' ON SCHEDULE EVERY ', INTERVAL_VALUE, ' ', INTERVAL_FIELD,
          ' STARTS ''2000-01-01 00:00:00'' DO BEGIN CALL event_session(); CALL ',
        CASE EVENT_NAME WHEN 'prepare_numbers' THEN 'keep_prepared()' WHEN 'follow_tickets' THEN 'follow_tickets()'
          WHEN 'follow_deadlines' THEN 'follow_deadlines()'
          WHEN 'purge_mail' THEN 'delete_old_mail(@ticketstock_deleted)'
          WHEN 'purge_goods' THEN 'delete_old_goods()'
          ELSE CONCAT('deliver_mail(', SUBSTRING(EVENT_NAME, 14), ')') END, '; END')
      FROM information_schema.EVENTS
      WHERE EVENT_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND (EVENT_NAME IN ('prepare_numbers', 'purge_mail', 'purge_goods', 'follow_tickets', 'follow_deadlines')
        OR EVENT_NAME LIKE 'deliver\_lane\_%')
        AND (TIME_ZONE <> '+00:00' OR EVENT_DEFINITION NOT LIKE '%event_session%');
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN events;
  FETCH events INTO change_event;
  WHILE NOT ended DO
    SET @ticketstock_statement = change_event;
    PREPARE renew_event FROM @ticketstock_statement;
    EXECUTE renew_event;
    DEALLOCATE PREPARE renew_event;
    FETCH events INTO change_event;
  END WHILE;
  CLOSE events;
  SET @ticketstock_statement = NULL;
END//
DELIMITER ;
CALL renew_events();
DROP PROCEDURE renew_events;
SET SESSION time_zone = @ticketstock_zone;
SET @ticketstock_zone = NULL;

CALL prepare_numbers();
