/*
 * Counts what each connection does to tickets, so that an import is noticed: how many changes it has within ten minutes,
 * and how many of the next 200 that wait are its own. One incident for each that passes setting import_size.
 *
 * this_ticket   rowid in the ERP
 * first_change  lowest number of its changes in due_change that are meant
 * last_change   highest
 *
 * Reads:      bulk_write, due_change, setting, ticket_change
 * Writes:     bulk_write, incident
 * Called by:  tell_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS count_writes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE count_writes(IN this_ticket INT,
  IN first_change BIGINT UNSIGNED, IN last_change BIGINT UNSIGNED)
  COMMENT 'Counts what each connection does to tickets'
BEGIN
  DECLARE this_connection, next_connection, lowest BIGINT UNSIGNED;
  DECLARE mine, together, most, counted, uptime INT;
  DECLARE began TIMESTAMP(3);
  SELECT @SETTING_import_size@, (SELECT MIN(d.connection) FROM due_change AS d
    WHERE d.ticket_id = this_ticket AND d.id BETWEEN first_change AND last_change AND d.account NOT LIKE 'ticketstock@%') INTO most, next_connection;
  SELECT MIN(d.id) INTO lowest FROM due_change AS d;
  WHILE next_connection IS NOT NULL DO
    SET this_connection = next_connection;
    SELECT COUNT(*) INTO mine FROM due_change AS d
      WHERE d.connection = this_connection AND d.ticket_id = this_ticket AND d.id BETWEEN first_change AND last_change AND @IS_TOLD@;
    IF mine > 0 THEN
      /* More than have been claimed. */
      SELECT COUNT(*), MIN(d.at) INTO together, began
        FROM (SELECT * FROM ticket_change AS g WHERE g.id >= lowest AND g.incident_id IS NULL ORDER BY g.id LIMIT 200) AS d
        WHERE d.connection = this_connection AND @IS_TOLD@;
      SELECT MAX(w.things) INTO counted FROM bulk_write AS w WHERE w.connection = this_connection;
      IF counted + GREATEST(mine, together) > most THEN
        /* A server that was restarted gives the numbers of connections again: what another one did is not this one's. */
        /*M! SELECT VARIABLE_VALUE INTO uptime FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'UPTIME'; */
        /*!80000 SELECT VARIABLE_VALUE INTO uptime FROM performance_schema.global_status WHERE VARIABLE_NAME = 'Uptime'; */
        DELETE FROM bulk_write WHERE connection = this_connection AND first_at < SYSDATE(3) - INTERVAL uptime SECOND
          AND began >= SYSDATE(3) - INTERVAL uptime SECOND;
      END IF;
      INSERT INTO bulk_write (connection, first_at, things) VALUES (this_connection, began, IF(together > most, together, mine))
        ON DUPLICATE KEY UPDATE
          told = IF(began > bulk_write.first_at + INTERVAL 10 MINUTE, 0, bulk_write.told),
          things = IF(began > bulk_write.first_at + INTERVAL 10 MINUTE, IF(together > most, together, mine),
            GREATEST(bulk_write.things + mine, IF(together > most, together, 0))),
          first_at = IF(began > bulk_write.first_at + INTERVAL 10 MINUTE, began, bulk_write.first_at);
      IF most > 0 THEN
        UPDATE bulk_write AS w SET w.told = 1 WHERE w.connection = this_connection AND w.things > most AND w.told = 0;
        IF ROW_COUNT() > 0 THEN
          INSERT INTO incident (ticket_id, message, resolved_at) VALUES (this_ticket, CONCAT('Connection ', this_connection,
            ' writes more than ', most, IF(most = 1, ' thing', ' things'), ' to tickets within ten minutes: an import, nobody is told (setting import_size).'),
            SYSDATE(3));
        END IF;
      END IF;
    END IF;
    SELECT MIN(d.connection) INTO next_connection FROM due_change AS d
      WHERE d.ticket_id = this_ticket AND d.id BETWEEN first_change AND last_change AND d.connection > this_connection
        AND d.account NOT LIKE 'ticketstock@%';
  END WHILE;
END//
DELIMITER ;
