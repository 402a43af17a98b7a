/*
 * Says of a condition of a list about how many tickets meet it: servers' own estimates are of whole ranges, and cannot be
 * asked for. A few rows of some of its places are looked at, the newest and those halfway back; how close together they
 * are is compared with all tickets there. Of tickets in every state the closed ones will do.
 *
 * frame     the list (list_frame, list_scale)
 * this_one  the condition (list_condition); its members way.n, unless it has one, and way.places are set
 *
 * Called by:  list_entity, list_permitted
 * Internal
 */
DROP PROCEDURE IF EXISTS list_probe;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_probe(
  IN frame LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  INOUT this_one LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Says about how many tickets meet a condition of a list'
BEGIN
  DECLARE source, range_of, newest, middle LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE k CHAR(1) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.alias'));
  DECLARE ordered VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.way.ordered'));
  DECLARE tickets DOUBLE DEFAULT JSON_EXTRACT(frame, '$.tickets');
  DECLARE few INT;
  DECLARE places INT DEFAULT JSON_LENGTH(this_one, '$.places');
  DECLARE n DOUBLE DEFAULT COALESCE(JSON_EXTRACT(this_one, '$.way.n'), JSON_EXTRACT(this_one, '$.share') * tickets);
  IF n IS NULL THEN
    SET source = JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.source'));
    IF ordered = 'opened_at' THEN
      IF JSON_LENGTH(frame, '$.states') = 3 THEN
        SET frame = JSON_SET(frame, '$.states', JSON_ARRAY(JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.sample'))));
      END IF;
      /* Where there are fewer than a few rows, half as many. */
      SET few = GREATEST(20, 60 DIV places);
      CALL list_parts(frame, this_one, 8, CONCAT('COALESCE(', 0.05 * JSON_EXTRACT(frame, '$.new_gap') * tickets * few,
        ' / GREATEST(1, TIMESTAMPDIFF(SECOND, (SELECT ', k, '.opened_at FROM ', source), CONCAT(' AND ', k, '.opened_at <= ~ ORDER BY ', k,
        '.opened_at DESC LIMIT 1 OFFSET ', few - 1, '), ~)), ', few DIV 2, ')'), ' + ', newest);
      CALL list_parts(frame, this_one, 8, CONCAT('COALESCE(', 0.95 * JSON_EXTRACT(frame, '$.middle_gap') * tickets * few,
        ' / GREATEST(1, TIMESTAMPDIFF(SECOND, (SELECT ', k, '.opened_at FROM ', source), CONCAT(' AND ', k, '.opened_at <= ~ ORDER BY ', k,
        '.opened_at DESC LIMIT 1 OFFSET ', few - 1, '), ~)), ', few DIV 2, ')'), ' + ', middle);
      SET @ticketstock_statement = CONCAT('SELECT ', places / LEAST(places, 8), ' * (', REPLACE(newest, '~', CONCAT('''',
        JSON_UNQUOTE(JSON_EXTRACT(frame, '$.newest')), '''')), ' + ', REPLACE(middle, '~', CONCAT('''', JSON_UNQUOTE(JSON_EXTRACT(frame, '$.middle')), '''')),
        ') INTO @ticketstock_sum');
    ELSE
      SET range_of = CONCAT(' FROM ', source, ' WHERE d.entity = ', JSON_EXTRACT(frame, '$.entity'), ' AND ',
        JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.test')));
      SET @ticketstock_statement = CONCAT('SELECT IF(COUNT(*) < 1000, COUNT(*), LEAST(', tickets, ', 1000 * TIMESTAMPDIFF(SECOND,',
        ' (SELECT MIN(d.', ordered, ')', range_of, '), MAX(q.o)) / GREATEST(1, TIMESTAMPDIFF(SECOND, MIN(q.o), MAX(q.o)))))',
        ' INTO @ticketstock_sum FROM (SELECT d.', ordered, ' AS o', range_of, ' ORDER BY d.', ordered, ' DESC LIMIT 1000) AS q LIMIT 1');
    END IF;
    PREPARE probe FROM @ticketstock_statement;
    EXECUTE probe;
    DEALLOCATE PREPARE probe;
    SET n = COALESCE(@ticketstock_sum, 0), @ticketstock_statement = NULL, @ticketstock_sum = NULL;
  END IF;
  SET this_one = JSON_SET(this_one, '$.way.n', n + 0, '$.way.places',
    places * IF(COALESCE(JSON_EXTRACT(this_one, '$.by_state'), 0) = 1, JSON_LENGTH(frame, '$.states'), 1));
END//
DELIMITER ;
