/*
 * The branches of a list in one entity: of all tickets for an agent of every type; otherwise of the types that the user
 * may see, of those that are assigned to him, those that he created, and those whose contact he is.
 *
 * options      JSON of list_tickets, its keys checked; NULL: none
 * me           user of the ERP who asks
 * frame        the list, of this entity (list_frame)
 * statement    what entities before it gave; the branches are added
 *
 * Reads:      erp_group_member, type_agent
 * Called by:  list_statement
 * Internal
 */
DROP PROCEDURE IF EXISTS list_entity;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_entity(
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN me INT,
  IN frame LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  INOUT statement LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The branches of a list in one entity'
BEGIN
  DECLARE ended, sees_all, is_plain, this_entity INT DEFAULT 0;
  DECLARE this_key VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE todo VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
    DEFAULT 'opened,state,status,type,severity,group,assignee,contact,thirdparty,creator,product,lot,warehouse,unread,closed,waiting,text,';
  DECLARE one, this_value, of_types, types_wanted LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE conditions, ways, types LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '[]';
  DECLARE leader INT DEFAULT -1;
  DECLARE second INT DEFAULT -1;
  DECLARE this_type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE literal VARCHAR(9000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE branch LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE cost DOUBLE;
  DECLARE levels CURSOR FOR SELECT DISTINCT a.type_code FROM type_agent AS a
    WHERE a.entity IN (0, this_entity) AND (a.user_id = me
      OR a.group_id IN (SELECT g.group_id FROM erp_group_member AS g WHERE g.user_id = me AND g.entity IN (0, this_entity)))
    ORDER BY a.type_code;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SET this_entity = JSON_EXTRACT(frame, '$.entity');
  OPEN levels;
  FETCH levels INTO this_type;
  WHILE NOT ended DO
    IF this_type = '*' THEN
      SET sees_all = 1;
    END IF;
    CALL sql_literal(this_type, literal);
    SET types = JSON_ARRAY_APPEND(types, '$', literal);
    FETCH levels INTO this_type;
  END WHILE;
  CLOSE levels;
  /* One key, in the order of its index, or none: nothing is to be compared. */
  SET is_plain = JSON_UNQUOTE(JSON_EXTRACT(frame, '$.sorted')) = 'opened_at'
    AND COALESCE(JSON_LENGTH(JSON_REMOVE(options, '$.as', '$.sort', '$.limit', '$.before')), 0) <= sees_all
    AND NOT COALESCE(JSON_CONTAINS_PATH(options, 'one', '$.opened', '$.closed', '$.waiting', '$.text'), 0);
  IF NOT is_plain THEN
    CALL list_scale(frame);
  END IF;
  WHILE todo <> '' DO
    SET this_key = SUBSTRING_INDEX(todo, ',', 1), todo = SUBSTRING(todo, CHAR_LENGTH(SUBSTRING_INDEX(todo, ',', 1)) + 2),
      this_value = JSON_EXTRACT(options, CONCAT('$.', SUBSTRING_INDEX(this_key, ',', 1)));
    IF this_value IS NOT NULL THEN
      IF this_key IN ('opened', 'closed', 'waiting') THEN
        CALL list_range(this_key, this_value, one);
      ELSEIF this_key = 'text' AND JSON_TYPE(this_value) = 'STRING' AND JSON_UNQUOTE(this_value) NOT REGEXP '[[:cntrl:]]' THEN
        CALL list_text(LEFT(JSON_UNQUOTE(this_value), 255), JSON_UNQUOTE(JSON_EXTRACT(frame, '$.before_id')), one);
      ELSEIF this_key = 'text' THEN
        CALL refuse('Key "text" takes one text, without control characters.');
      ELSE
        CALL list_condition(this_key, this_value, me, this_entity, sees_all, one);
      END IF;
      IF this_key = 'state' THEN
        SET frame = JSON_SET(frame, '$.states', JSON_EXTRACT(CONCAT('[', CONCAT_WS(',', IF(LOCATE('''todo', one), '"todo"', NULL),
          IF(LOCATE('''doing', one), '"doing"', NULL), IF(LOCATE('''closed', one), '"closed"', NULL)), ']'), '$'));
      END IF;
      IF this_key = 'opened' THEN
        CALL list_opened(one, frame);
      ELSEIF is_plain THEN
        SET leader = 0;
      ELSE
        IF this_key = 'assignee' AND JSON_LENGTH(frame, '$.states') = 3 THEN
          CALL list_person(one);
        END IF;
        CALL list_probe(frame, one);
      END IF;
      IF this_key = 'type' THEN
        SET types_wanted = JSON_EXTRACT(one, '$.places');
      END IF;
      IF this_key <> 'opened' OR JSON_UNQUOTE(JSON_EXTRACT(frame, '$.sorted')) <> 'opened_at' THEN
        SET conditions = JSON_ARRAY_APPEND(conditions, '$', JSON_EXTRACT(one, '$')),
          ways = JSON_ARRAY_APPEND(ways, '$', JSON_EXTRACT(one, '$.way'));
      END IF;
    END IF;
  END WHILE;
  IF NOT sees_all AND JSON_LENGTH(types) > 0 THEN
    CALL list_column('type_code', types, of_types);
    /* Only of types that he may see: nothing else is to be asked. */
    SET sees_all = COALESCE(JSON_CONTAINS(JSON_EXTRACT(of_types, '$.places'), types_wanted), 0);
  END IF;
  IF sees_all THEN
    IF NOT is_plain THEN
      CALL list_way(frame, ways, leader, second, cost);
    END IF;
    CALL list_branch(frame, conditions, leader, second, branch);
  ELSEIF JSON_UNQUOTE(JSON_EXTRACT(frame, '$.sorted')) = 'goods_value' THEN
    /* The order tells what goods are worth: not of tickets that are his, but of no type that he may see. */
    SET branch = '';
    IF of_types IS NOT NULL THEN
      CALL list_probe(frame, of_types);
      CALL list_way(frame, JSON_ARRAY_APPEND(ways, '$', JSON_EXTRACT(of_types, '$.way')), leader, second, cost);
      CALL list_branch(frame, JSON_ARRAY_APPEND(conditions, '$', JSON_EXTRACT(of_types, '$')), leader, second, branch);
    END IF;
  ELSE
    CALL list_permitted(frame, conditions, ways, me, of_types, types_wanted, branch);
  END IF;
  SET statement = CONCAT(statement, IF(statement = '' OR branch = '', '', ' UNION '), branch);
END//
DELIMITER ;
