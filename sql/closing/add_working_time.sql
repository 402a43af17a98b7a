/*
 * When a working time has passed: working_hours, without closed_day, in the ERP's zone. An hour that summer time leaves out
 * is none, one that comes twice is two.
 *
 * this_entity  entity of the ERP
 * zone         of the ERP's times (erp_desk_facts)
 * from_at      since when, UTC; NULL: never
 * seconds      of work; 0: the next moment of work
 * due_at       OUT: when, UTC; NULL: nobody works within four years
 *
 * Day by day, by the least time above the last: servers differ in what a cursor may hold.
 *
 * Reads:      closed_day, working_hours
 * Called by:  add_working_days, erp_give_again, plan_assignment, plan_reminder, plan_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS add_working_time;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE add_working_time(IN this_entity INT,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN from_at DATETIME(3), IN seconds INT,
  OUT due_at DATETIME(3))
  COMMENT 'When a working time has passed'
BEGIN
  DECLARE hours_of, is_closed, looked INT DEFAULT 0;
  DECLARE wanted, usable BIGINT DEFAULT seconds * 1000000;
  DECLARE this_day DATE DEFAULT DATE(CONVERT_TZ(from_at, '+00:00', zone));
  DECLARE last_opening, opening, closing TIME;
  DECLARE position DATETIME(3) DEFAULT from_at;
  DECLARE begins, ends DATETIME(3);
  SELECT MAX(w.entity) INTO hours_of FROM working_hours AS w WHERE w.entity IN (0, this_entity);
  SET due_at = NULL;
  WHILE due_at IS NULL AND from_at IS NOT NULL AND looked < 1461 DO
    SELECT COUNT(*) INTO is_closed FROM closed_day AS c WHERE c.entity IN (0, this_entity) AND c.day = this_day;
    SET opening = IF(is_closed, NULL, '00:00:00'), closing = '24:00:00';
    IF NOT is_closed AND hours_of IS NOT NULL THEN
      SELECT MIN(w.opens) INTO opening FROM working_hours AS w WHERE w.entity = hours_of AND w.weekday = WEEKDAY(this_day) + 1;
    END IF;
    WHILE due_at IS NULL AND opening IS NOT NULL DO
      IF hours_of IS NOT NULL THEN
        SELECT MAX(w.closes) INTO closing FROM working_hours AS w
          WHERE w.entity = hours_of AND w.weekday = WEEKDAY(this_day) + 1 AND w.opens = opening;
      END IF;
      SET begins = GREATEST(position, CONVERT_TZ(TIMESTAMP(this_day) + INTERVAL TIME_TO_SEC(opening) SECOND, zone, '+00:00')),
        ends = CONVERT_TZ(TIMESTAMP(this_day) + INTERVAL TIME_TO_SEC(closing) SECOND, zone, '+00:00');
      IF ends > begins THEN
        SET usable = TIMESTAMPDIFF(MICROSECOND, begins, ends), position = ends;
        IF usable >= wanted THEN
          SET due_at = begins + INTERVAL wanted MICROSECOND;
        END IF;
        SET wanted = wanted - usable;
      END IF;
      SET last_opening = opening, opening = NULL;
      IF hours_of IS NOT NULL THEN
        SELECT MIN(w.opens) INTO opening FROM working_hours AS w
          WHERE w.entity = hours_of AND w.weekday = WEEKDAY(this_day) + 1 AND w.opens > last_opening;
      END IF;
    END WHILE;
    SET this_day = this_day + INTERVAL 1 DAY, looked = looked + 1;
  END WHILE;
END//
DELIMITER ;
