/*
 * Makes the series of an entity for the period that holds a moment, if it is not there yet; else lets its counter
 * follow the numbers of tickets that Dolibarr has opened since.
 *
 * this_entity  entity of the ERP
 * at_moment    moment, in the server's zone
 * this_end     OUT: end of the period; NULL: it has none
 *
 * A new series begins above the highest number that the ERP has in that period, in a counter that no live series
 * uses, so that numbers have no gaps; with more than four live series some share a counter and have gaps.
 * One value of the counter is used up to learn where it stands; a counter that stands lower is raised, so that it
 * reads as the ref does. It is raised each time, which changes nothing in one that stands higher: a server that was
 * restored without it, or ALTER TABLE, may have set it back.
 *
 * Reads:      number_series
 * Writes:     number_series
 * Called by:  prepare_entity
 * Internal
 */
DROP PROCEDURE IF EXISTS prepare_series;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_series(
  IN this_entity INT, IN at_moment DATETIME, OUT this_end DATETIME)
  COMMENT 'Makes the series of an entity for a period, or lets it follow the ERP'
BEGIN
  DECLARE this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE this_period CHAR(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE keeps_events, reset_month INT;
  DECLARE first_number, highest, known, taken, this_base BIGINT;
  DECLARE starts_at DATETIME;
  DECLARE this_slot, seen, newest INT;
  CALL erp_numbering(this_entity, this_mask, first_number, reset_month, this_lang, keeps_events);
  CALL erp_period(at_moment, reset_month, this_period, starts_at, this_end);
  SELECT MAX(slot), MAX(base), COALESCE(MAX(seen_ticket), 0), MAX(reached) INTO this_slot, this_base, seen, known
    FROM number_series
    WHERE entity = this_entity AND mask = this_mask AND period = this_period;
  SET newest = seen;
  CALL erp_highest_number(this_entity, this_mask, starts_at, this_end, newest, highest);
  IF this_slot IS NULL THEN
    SELECT s.slot INTO this_slot
      FROM (SELECT 1 AS slot UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) AS s
      LEFT JOIN number_series AS n ON n.slot = s.slot
        AND (n.ends_at IS NULL OR n.ends_at > CONVERT_TZ(UTC_TIMESTAMP(), '+00:00',
          @@GLOBAL.time_zone) - INTERVAL 27 HOUR)
      GROUP BY s.slot ORDER BY COUNT(n.slot), s.slot LIMIT 1;
    SET highest = GREATEST(highest, first_number - 1);
    CALL take_slot_number(this_slot, NULL, taken);
    IF taken <= highest THEN
      CALL take_slot_number(this_slot, highest, taken);
    END IF;
    INSERT INTO number_series (entity, mask, period, slot, base, ends_at, seen_ticket, reached)
      VALUES (this_entity, this_mask, this_period, this_slot, taken - highest, this_end, newest, highest);
  ELSE
    SET highest = GREATEST(highest, known);
    IF this_base + highest > 0 THEN
      CALL take_slot_number(this_slot, this_base + highest, taken);
    END IF;
    IF newest <> seen THEN
      UPDATE number_series SET seen_ticket = newest, reached = highest
        WHERE entity = this_entity AND mask = this_mask AND period = this_period;
    END IF;
  END IF;
END//
DELIMITER ;
