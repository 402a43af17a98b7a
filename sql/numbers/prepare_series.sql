/*
 * Makes the series of an entity for the period that holds a moment, if it is not there yet.
 *
 * this_entity  entity of the ERP, at_moment  in the server's zone
 * It begins above the highest number that the ERP has in that period, in a counter that no live series
 * uses, so that numbers have no gaps; with more than four live series some share a counter and have gaps.
 * One value of the counter is used up to learn where it stands; a counter that stands lower is raised, so that it
 * reads as the ref does.
 */
DROP PROCEDURE IF EXISTS prepare_series;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_series(
  IN this_entity INT, IN at_moment DATETIME)
  COMMENT 'Makes the series of an entity for a period'
BEGIN
  DECLARE this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE this_period CHAR(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE keeps_events, reset_month INT;
  DECLARE first_number, highest, taken BIGINT;
  DECLARE starts_at, this_end DATETIME;
  DECLARE known, free_slot INT;
  CALL erp_numbering(this_entity, this_mask, first_number, reset_month, this_lang, keeps_events);
  CALL erp_period(at_moment, reset_month, this_period, starts_at, this_end);
  SELECT COUNT(*) INTO known FROM number_series
    WHERE entity = this_entity AND mask = this_mask AND period = this_period;
  IF known = 0 THEN
    SELECT s.slot INTO free_slot
      FROM (SELECT 1 AS slot UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) AS s
      LEFT JOIN number_series AS n ON n.slot = s.slot
        AND (n.ends_at IS NULL OR n.ends_at > NOW() - INTERVAL 1 DAY)
      GROUP BY s.slot ORDER BY COUNT(n.slot), s.slot LIMIT 1;
    CALL erp_highest_number(this_entity, this_mask, starts_at, this_end, highest);
    SET highest = GREATEST(highest, first_number - 1);
    CALL take_slot_number(free_slot, NULL, taken);
    IF taken <= highest THEN
      CALL take_slot_number(free_slot, highest, taken);
    END IF;
    INSERT INTO number_series (entity, mask, period, slot, base, ends_at)
      VALUES (this_entity, this_mask, this_period, free_slot, taken - highest, this_end);
  END IF;
END//
DELIMITER ;
