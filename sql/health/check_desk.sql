/*
 * health_check's part on the desk: the triggers that tell it what is done to tickets, its event, what waits, and whether
 * desk_ticket is what the ERP's rows say. Numbers are compared (erp_compare_numbers); of rows the newest 100 of the ERP and 100
 * older ones (erp_compare_desk): what a trigger could not append is found there.
 *
 * Where the next look goes on (@ticketstock_compared_below) is kept by the event; what differs is looked at again until it is mended.
 *
 * A ticket with a change that is not yet followed is left out.
 *
 * Reads:      desk_state, health_state, ticket_change
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_desk;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_desk()
  COMMENT 'Part of health_check: is every ticket followed'
BEGIN
  DECLARE tables_there, number, filling, tickets, known, followed, first_different, different, place, next_place, in_full INT;
  DECLARE oldest, failed_at TIMESTAMP(3);
  DECLARE problem VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT COUNT(*) INTO number FROM information_schema.TRIGGERS
    WHERE EVENT_OBJECT_SCHEMA = '@ERP_SCHEMA@' AND DEFINER = 'ticketstock@localhost' AND (TRIGGER_NAME, EVENT_OBJECT_TABLE) IN
      (('ticketstock_ticket_inserted', '@ERP_PREFIX@ticket'), ('ticketstock_ticket_updated', '@ERP_PREFIX@ticket'),
       ('ticketstock_ticket_deleted', '@ERP_PREFIX@ticket'), ('ticketstock_event_inserted', '@ERP_PREFIX@actioncomm'),
       ('ticketstock_event_updated', '@ERP_PREFIX@actioncomm'), ('ticketstock_event_deleted', '@ERP_PREFIX@actioncomm'));
  SELECT COUNT(*) INTO tables_there FROM information_schema.TABLES
    WHERE TABLE_SCHEMA = '@ERP_SCHEMA@' AND TABLE_NAME IN ('@ERP_PREFIX@ticket', '@ERP_PREFIX@actioncomm');
  IF number < 6 AND tables_there = 2 THEN
    INSERT INTO finding VALUES ('error', 'desk', CONCAT(6 - number,
      ' of the 6 triggers on tickets and their events are missing, or are another account''s.'),
      @INSTALL_AGAIN@, 'What is done to tickets is not followed. Then: CALL @TICKETSTOCK_SCHEMA@.rebuild_desk()');
  END IF;
  SELECT COUNT(*), MIN(w.at) INTO number, oldest
    FROM (SELECT c.at FROM ticket_change AS c WHERE c.incident_id IS NULL ORDER BY c.id LIMIT 10000) AS w;
  SELECT COUNT(s.fill_below), MAX(s.last_error), MAX(s.last_error_at) INTO filling, problem, failed_at
    FROM desk_state AS s WHERE s.number = 1;
  IF oldest < NOW(3) - INTERVAL 1 MINUTE THEN
    INSERT INTO finding VALUES ('warning', 'desk', CONCAT(number, IF(number < 10000, '', ' or more'), ' changes of tickets are not yet followed, the oldest is of ',
      oldest, ' UTC.'), '', 'A burst is followed within minutes. Otherwise see the event follow_tickets and the server''s error log.');
  END IF;
  IF problem IS NOT NULL THEN
    INSERT INTO finding VALUES ('error', 'desk', CONCAT(IF(problem LIKE 'Goods are not counted:%', '', 'Tickets are not followed since '),
      failed_at, ' UTC: ', problem),
      '', 'Remove the cause: the desk goes on by itself. After an upgrade of the ERP run install.sql again.');
  END IF;
  IF NOT filling THEN
    SELECT MAX(s.compared_below) INTO place FROM health_state AS s;
    CALL erp_compare_numbers(place, tickets, known, followed, in_full);
    CALL erp_compare_desk(place, next_place, different, first_different);
    IF different > 0 OR followed AND known <> tickets THEN
      INSERT INTO finding VALUES ('error', 'desk', CONCAT(IF(in_full, 'The', 'Of those that were counted the'), ' desk knows ', known, ' tickets, the ERP has ', tickets, '; of those looked at ',
        different, ' differ', COALESCE(CONCAT(', one of them is ', first_different), ''), '.'),
        'CALL @TICKETSTOCK_SCHEMA@.rebuild_desk()', 'It makes the desk again from the ERP''s rows, in small steps.');
      SET next_place = place;
    END IF;
    SET @ticketstock_compared_below = next_place;
  END IF;
END//
DELIMITER ;
