/*
 * One branch of a list: the first tickets that meet all of some conditions.
 *
 * frame       the list (list_frame)
 * conditions  array of conditions (list_condition)
 * leader      place in it of the condition that leads; -1: the index of the list's order does (list_way)
 * second      place of the one whose tickets are put beside the leader's; -1: none
 * statement   OUT: the branch
 *
 * Called by:  list_entity, list_permitted
 * Internal
 */
DROP PROCEDURE IF EXISTS list_branch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_branch(
  IN frame LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN conditions LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN leader INT, IN second INT, OUT statement LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'One branch of a list'
BEGIN
  DECLARE i INT DEFAULT 0;
  DECLARE this_one, led_by, part, tests, near, quick, dear, sure LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '';
  DECLARE k CHAR(1) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT 'd';
  DECLARE sorted VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT JSON_UNQUOTE(JSON_EXTRACT(frame, '$.sorted'));
  DECLARE ending VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
    DEFAULT REPLACE(CONCAT(' ORDER BY ~.', sorted, ' #, ~.ticket_id # LIMIT ', JSON_EXTRACT(frame, '$.limit')), '#',
      JSON_UNQUOTE(JSON_EXTRACT(frame, '$.direction')));
  WHILE i < JSON_LENGTH(conditions) DO
    SET this_one = JSON_EXTRACT(conditions, CONCAT('$[', i, ']'));
    SET part = CONCAT(' AND ', JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.test')));
    /* What needs a look elsewhere comes last, of that desk_link first, and what is hardly ever found otherwise at the end. */
    IF JSON_EXTRACT(this_one, '$.way.dear') = 1 AND i IN (leader, second) THEN
      SET sure = CONCAT(sure, part);
    ELSEIF JSON_EXTRACT(this_one, '$.way.dear') = 1 THEN
      SET dear = CONCAT(dear, part), quick = CONCAT(quick, COALESCE(CONCAT(' AND ', NULLIF(JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.quick')), 'null')), ''));
    ELSE
      SET tests = CONCAT(tests, part), near = CONCAT(near, COALESCE(CONCAT(' AND ', JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.near'))), ''));
    END IF;
    IF i = leader THEN
      SET led_by = this_one;
    END IF;
    SET i = i + 1;
  END WHILE;
  SET tests = CONCAT(JSON_UNQUOTE(JSON_EXTRACT(frame, '$.cursor')), JSON_UNQUOTE(JSON_EXTRACT(frame, '$.opened')),
    IF(sorted = 'opened_at', '', CONCAT(' AND d.', sorted, ' IS NOT NULL')), tests), dear = CONCAT(dear, sure);
  IF leader < 0 THEN
    SET led_by = JSON_OBJECT('source', CONCAT('desk_ticket AS d FORCE INDEX (', sorted, ')'), 'alias', 'd', 'places', JSON_ARRAY(''));
  END IF;
  IF second >= 0 OR JSON_EXTRACT(led_by, '$.found') IS NOT NULL THEN
    CALL list_set(frame, led_by, near, statement);
    SET statement = CONCAT('(SELECT d.ticket_id, d.', sorted, ' AS k FROM (', statement, ') AS s');
    IF second >= 0 THEN
      CALL list_set(frame, JSON_EXTRACT(conditions, CONCAT('$[', second, ']')), near, part);
      SET statement = CONCAT(statement, ' STRAIGHT_JOIN (', part, ') AS t ON t.ticket_id = s.ticket_id');
    END IF;
    SET statement = CONCAT(statement, ' STRAIGHT_JOIN desk_ticket AS d ON d.ticket_id = s.ticket_id WHERE d.entity = ',
      JSON_EXTRACT(frame, '$.entity'), tests, quick, dear, REPLACE(ending, '~', 'd'), ')');
  ELSE
    SET statement = '', part = '';
    IF JSON_UNQUOTE(JSON_EXTRACT(led_by, '$.alias')) = 'x' THEN
      SET tests = CONCAT(' AND d.entity = ', JSON_EXTRACT(frame, '$.entity'), tests),
        part = ' STRAIGHT_JOIN desk_ticket AS d ON d.ticket_id = x.ticket_id AND d.opened_at = x.opened_at',
        quick = CONCAT(near, REPLACE(REPLACE(REPLACE(quick, 'd.opened_at', 'x.opened_at'), 'd.ticket_id', 'x.ticket_id'),
          'd.type_code', 'x.type_code'));
      /* What follow_links() has not met yet. */
      IF JSON_EXTRACT(led_by, '$.late') IS NOT NULL THEN
        SET statement = CONCAT('(SELECT d.ticket_id, d.', sorted, ' AS k FROM ', JSON_UNQUOTE(JSON_EXTRACT(led_by, '$.late')), tests, dear,
          REPLACE(ending, '~', 'd'), ') UNION ');
      END IF;
      IF sorted = 'opened_at' THEN
        SET k = 'x', tests = REPLACE(tests, 'd.opened_at', 'x.opened_at');
      END IF;
    END IF;
    CALL list_parts(frame, led_by, 20,
      CONCAT('SELECT d.ticket_id, ', k, '.', sorted, ' AS k FROM ', JSON_UNQUOTE(JSON_EXTRACT(led_by, '$.source')), part),
      CONCAT(IF(part = '', tests, quick), IF(part = '', quick, tests), dear, REPLACE(ending, '~', k)), ' UNION ', part);
    SET statement = CONCAT(statement, part);
  END IF;
END//
DELIMITER ;
