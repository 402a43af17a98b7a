/*
 * When working days have passed: at the same time of day so many working days later, or at the next moment of work after
 * it. What begins outside of working time begins with the next moment of work.
 *
 * this_entity  entity of the ERP
 * zone         of the ERP's times (erp_desk_facts)
 * from_at      since when, UTC; NULL: never
 * days         working days
 * due_at       OUT: when, UTC; NULL: nobody works within four years
 *
 * Reads:      closed_day, working_hours
 * Called by:  plan_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS add_working_days;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE add_working_days(IN this_entity INT,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN from_at DATETIME(3), IN days INT,
  OUT due_at DATETIME(3))
  COMMENT 'When working days have passed'
BEGIN
  DECLARE hours_of, is_closed, has_hours, passed, looked INT DEFAULT 0;
  DECLARE began DATETIME(3);
  DECLARE this_day DATE;
  SELECT MAX(w.entity) INTO hours_of FROM working_hours AS w WHERE w.entity IN (0, this_entity);
  CALL add_working_time(this_entity, zone, from_at, 0, began);
  SET began = CONVERT_TZ(began, '+00:00', zone), this_day = DATE(began), due_at = NULL;
  WHILE began IS NOT NULL AND passed < days AND looked < 1461 DO
    SET this_day = this_day + INTERVAL 1 DAY, looked = looked + 1;
    SELECT COUNT(*) INTO is_closed FROM closed_day AS c WHERE c.entity IN (0, this_entity) AND c.day = this_day;
    SELECT COUNT(*) INTO has_hours FROM working_hours AS w WHERE w.entity = hours_of AND w.weekday = WEEKDAY(this_day) + 1;
    IF NOT is_closed AND (hours_of IS NULL OR has_hours) THEN
      SET passed = passed + 1;
    END IF;
  END WHILE;
  IF passed = days THEN
    CALL add_working_time(this_entity, zone,
      CONVERT_TZ(TIMESTAMP(this_day) + INTERVAL TIMESTAMPDIFF(MICROSECOND, DATE(began), began) MICROSECOND, zone, '+00:00'), 0, due_at);
  END IF;
END//
DELIMITER ;
