/*
 * A date or time in UTC, as a literal of SQL.
 *
 * this_key    key that it was given for
 * this_value  2026-11-04, 2026-11-04 08:15, 2026-11-04 08:15:00, also with T and Z; NULL: none
 * is_end      1: a day means its end
 * literal     OUT: the literal; NULL: none
 *
 * Error 45000 if it is none.
 *
 * Called by:  list_frame, list_range
 * Internal
 */
DROP PROCEDURE IF EXISTS list_moment;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_moment(
  IN this_key VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_value VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN is_end INT, OUT literal VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'A date or time in UTC, as a literal of SQL'
BEGIN
  DECLARE moment DATETIME DEFAULT NULL;
  DECLARE plain VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT REPLACE(REPLACE(this_value, 'T', ' '), 'Z', '');
  SET literal = NULL;
  IF this_value IS NOT NULL THEN
    IF plain REGEXP '^[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2}(:[0-9]{2})?)?$' THEN
      BEGIN
        DECLARE CONTINUE HANDLER FOR 1292, 1411, 1525 SET moment = NULL;
        SET moment = STR_TO_DATE(RPAD(plain, 19, ' 00:00:00'), '%Y-%m-%d %H:%i:%s');
        IF CHAR_LENGTH(plain) = 16 THEN
          SET moment = STR_TO_DATE(plain, '%Y-%m-%d %H:%i');
        END IF;
      END;
    END IF;
    IF is_end AND CHAR_LENGTH(plain) = 10 THEN
      SET moment = moment + INTERVAL 1 DAY;
    END IF;
    IF moment IS NULL OR moment NOT BETWEEN '1970-01-01 00:00:01' AND '2037-12-31' THEN
      CALL refuse(CONCAT('Key "', this_key, '" takes dates such as 2026-11-04 or 2026-11-04 08:15:00 (UTC), not "',
        LEFT(this_value, 30), '".'));
    END IF;
    SET literal = CONCAT('''', DATE_FORMAT(moment, '%Y-%m-%d %H:%i:%s'), '''');
  END IF;
END//
DELIMITER ;
