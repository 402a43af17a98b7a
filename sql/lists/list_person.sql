/*
 * Leads a condition on the assignee through his own tickets in desk_link, which hold what else lists filter on, in
 * place of the index of desk_ticket. Not for nobody, whose tickets are not there; not for a creator, who may have far more that
 * others have created.
 *
 * this_one  the condition (list_column)
 *
 * Called by:  list_entity
 * Internal
 */
DROP PROCEDURE IF EXISTS list_person;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_person(INOUT this_one LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Leads a condition on the assignee through his own tickets'
BEGIN
  DECLARE i INT DEFAULT 0;
  DECLARE place VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE places LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT JSON_EXTRACT(this_one, '$.places');
  IF NOT LOCATE(' IS NULL', places) THEN
    WHILE i < JSON_LENGTH(places) DO
      SET place = JSON_UNQUOTE(JSON_EXTRACT(places, CONCAT('$[', i, ']')));
      SET places = JSON_SET(places, CONCAT('$[', i, ']'), CONCAT('x.kind = ''own'' AND x.number = ', SUBSTRING_INDEX(place, ' ', -1), ' AND ',
        REPLACE(place, 'd.', 'x.'))), i = i + 1;
    END WHILE;
    SET this_one = JSON_SET(this_one, '$.alias', 'x', '$.source', 'desk_link AS x FORCE INDEX (PRIMARY)', '$.by_state', 0,
      '$.places', JSON_EXTRACT(places, '$'), '$.way.link', 1);
  END IF;
END//
DELIMITER ;
