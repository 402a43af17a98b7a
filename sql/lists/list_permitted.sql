/*
 * The branches of a list for who does not see every ticket: those of the types that he may see, and his own. The
 * cheaper of two ways: every ticket that meets the list's conditions is asked whether he may see it; or there is a branch
 * of the types, and one of his own.
 *
 * frame         the list (list_frame, list_scale)
 * conditions    array of conditions (list_condition)
 * ways          array of their members way
 * me            user of the ERP who asks
 * of_types      the condition that he sees the ticket's type; NULL: he sees none
 * types_wanted  places of the condition of the list's key type; NULL: it has none
 * statement     OUT: the branches
 *
 * Called by:  list_entity
 * Internal
 */
DROP PROCEDURE IF EXISTS list_permitted;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_permitted(
  IN frame LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN conditions LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN ways LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN me INT,
  IN of_types LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN types_wanted LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT statement LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The branches of a list for who does not see every ticket'
BEGIN
  DECLARE own, seen, own_cost, type_cost, whole_cost DOUBLE DEFAULT 0;
  DECLARE is_plain INT DEFAULT 0;
  DECLARE own_leader, own_second, type_leader, type_second, whole_leader, whole_second INT;
  DECLARE of_own, own_tests, own_quick, part LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE type_test LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '';
  DECLARE way VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
    DEFAULT ', "quick": 1, "leads": 0, "ordered": "", "dear": 1, "near": 0, "link": 0, "cost": 0, "needs": 256, "covers": 0}';
  SET ways = CONCAT(LEFT(ways, CHAR_LENGTH(ways) - 1), IF(JSON_LENGTH(ways), ', ', ''));
  CALL list_contact(JSON_ARRAY(me), '[]', of_own);
  SET own_tests = CONCAT('d.assignee_id = ', me, ' OR d.creator_id = ', me, ' OR ', JSON_UNQUOTE(JSON_EXTRACT(of_own, '$.test')));
  SET own_quick = REPLACE(JSON_UNQUOTE(JSON_EXTRACT(of_own, '$.quick')), 'y.kind = ''user''', 'y.kind = ''own''');
  SET of_own = JSON_SET(of_own, '$.quick', own_quick, '$.test', CONCAT('(', own_tests, ')'), '$.places', JSON_ARRAY(CONCAT('x.kind = ''own'' AND x.number = ', me)));
  /* Of all his tickets, in the order of the indexes: nothing is to be compared. */
  SET is_plain = ways = '[' AND JSON_UNQUOTE(JSON_EXTRACT(frame, '$.sorted')) = 'opened_at';
  IF is_plain THEN
    SET own_leader = 0, own_second = -1, type_leader = 0, type_second = -1, whole_cost = 1;
  ELSE
    CALL list_probe(frame, of_own);
    SET own = JSON_EXTRACT(of_own, '$.way.n');
    CALL list_way(frame, CONCAT(ways, JSON_EXTRACT(of_own, '$.way'), ']'), own_leader, own_second, own_cost);
    IF of_types IS NOT NULL THEN
      CALL list_probe(frame, of_types);
      SET seen = IF(JSON_OVERLAPS(JSON_EXTRACT(of_types, '$.places'), types_wanted) = 0, 0, JSON_EXTRACT(of_types, '$.way.n'));
      SET of_types = JSON_SET(of_types, '$.way.n', seen + 0), type_test = CONCAT(JSON_UNQUOTE(JSON_EXTRACT(of_types, '$.test')), ' OR ');
      CALL list_way(frame, CONCAT(ways, JSON_EXTRACT(of_types, '$.way'), ']'), type_leader, type_second, type_cost);
    END IF;
    CALL list_way(frame, CONCAT(ways, '{"n": ', own + seen, way, ']'), whole_leader, whole_second, whole_cost);
  END IF;
  IF whole_cost < type_cost + own_cost THEN
    CALL list_branch(frame, JSON_ARRAY_APPEND(conditions, '$', JSON_OBJECT('way', JSON_OBJECT('dear', 1), 'test',
      CONCAT('(', type_test, own_tests, ')'), 'quick', CONCAT('(', type_test, own_quick, ')'))),
      whole_leader, whole_second, statement);
  ELSE
    CALL list_branch(frame, JSON_ARRAY_APPEND(conditions, '$', JSON_EXTRACT(of_own, '$')), own_leader, own_second, statement);
    IF of_types IS NOT NULL THEN
      CALL list_branch(frame, JSON_ARRAY_APPEND(conditions, '$', JSON_EXTRACT(of_types, '$')), type_leader, type_second, part);
      SET statement = CONCAT(part, ' UNION ', statement);
    END IF;
  END IF;
END//
DELIMITER ;
