/*
 * The condition that a column of desk_ticket has one of some values.
 *
 * this_column  the column, and the key of that name
 * literals     JSON array of literals of SQL; null: NULL
 * this_one     OUT: the condition (list_condition)
 *
 * Called by:  list_condition, list_entity
 * Internal
 */
DROP PROCEDURE IF EXISTS list_column;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_column(
  IN this_column VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN literals LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT this_one LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The condition that a column has one of some values'
BEGIN
  DECLARE i INT DEFAULT 0;
  /* Columns as bits: state 1, type 2, severity 4, group 8. Each key of desk_ticket holds its own, the type and mostly the state. */
  DECLARE own INT DEFAULT 1 << FIELD(this_column, 'type_code', 'severity_code', 'category_code', 'status', 'unread', 'assignee_id',
    'creator_id', 'thirdparty_id');
  DECLARE places, tests, place LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SET places = JSON_ARRAY(), tests = '';
  WHILE i < JSON_LENGTH(literals) DO
    SET place = IF(JSON_TYPE(JSON_EXTRACT(literals, CONCAT('$[', i, ']'))) = 'NULL', CONCAT('d.', this_column, ' IS NULL'),
      CONCAT('d.', this_column, ' = ', JSON_UNQUOTE(JSON_EXTRACT(literals, CONCAT('$[', i, ']')))));
    SET places = JSON_ARRAY_APPEND(places, '$', place), tests = CONCAT(tests, IF(i, ' OR ', ''), place), i = i + 1;
  END WHILE;
  SET this_one = JSON_OBJECT('alias', 'd', 'source', CONCAT('desk_ticket AS d FORCE INDEX (', this_column, ')'),
    'by_state', IF(this_column IN ('state', 'status'), 0, 1), 'sample', IF(this_column = 'unread' AND NOT LOCATE('= 0', tests), 'todo', 'closed'), 'places', JSON_EXTRACT(places, '$'),
    'test', CONCAT('(', tests, ')'), 'near', REPLACE(CONCAT('(', tests, ')'), CONCAT('d.', this_column), CONCAT('x.', this_column)),
    'way', JSON_OBJECT('leads', 1, 'ordered', 'opened_at', 'dear', 0, 'near', 1, 'link', 0, 'cost', 0,
      'needs', own + 0, 'covers', own | CASE WHEN own IN (2, 4, 8) THEN 15 WHEN this_column = 'status' THEN 2 ELSE 3 END));
END//
DELIMITER ;
