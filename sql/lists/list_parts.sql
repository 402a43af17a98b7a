/*
 * The places of an index where a condition of a list is met, a SELECT for each: value and state make one.
 *
 * frame      the list (list_frame)
 * this_one   the condition (list_condition)
 * most       so many values at most
 * head       what is selected
 * tail       what follows WHERE and the place
 * glue       what stands between two of them
 * statement  OUT: the SELECTs
 *
 * Called by:  list_branch, list_probe, list_set
 * Internal
 */
DROP PROCEDURE IF EXISTS list_parts;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_parts(
  IN frame LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_one LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN most INT, IN head LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN tail LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN glue VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT statement LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The places of an index where a condition of a list is met'
BEGIN
  DECLARE p, s, places, states INT DEFAULT 0;
  DECLARE place LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE is_link INT DEFAULT JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.alias')) = 'x';
  DECLARE by_state INT DEFAULT COALESCE(JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.by_state')), 0);
  SET places = LEAST(most, JSON_LENGTH(this_one, '$.places')), states = IF(by_state, JSON_LENGTH(frame, '$.states'), 1), statement = '';
  WHILE p < places DO
    SET s = 0;
    WHILE s < states DO
      SET place = JSON_UNQUOTE(JSON_EXTRACT(this_one, CONCAT('$.places[', p, ']')));
      IF NOT is_link THEN
        SET place = CONCAT('d.entity = ', JSON_UNQUOTE(JSON_EXTRACT(frame, '$.entity')), IF(place = '', '', ' AND '), place);
      END IF;
      IF by_state THEN
        SET place = CONCAT(place, ' AND d.state = ''', JSON_UNQUOTE(JSON_EXTRACT(frame, CONCAT('$.states[', s, ']'))), '''');
      END IF;
      SET statement = CONCAT(statement, IF(statement = '', '', glue), '(', head, ' WHERE ', place, tail, ')'), s = s + 1;
    END WHILE;
    SET p = p + 1;
  END WHILE;
END//
DELIMITER ;
