/*
 * The branches of a list in one entity: of all tickets for an agent of every type; otherwise of the types that the user
 * may see, of those that are assigned to him, those that he created, and those whose contact he is.
 *
 * options      JSON of list_tickets, its keys checked; NULL: none
 * me           user of the ERP who asks
 * this_entity  entity of the ERP
 * statement    what entities before it gave; the branches are added
 *
 * Reads:      erp_group_member, type_agent
 * Called by:  list_statement
 * Internal
 */
DROP PROCEDURE IF EXISTS list_entity;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_entity(
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN me INT, IN this_entity INT,
  INOUT statement LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The branches of a list in one entity'
BEGIN
  DECLARE ended, sees_all, i INT DEFAULT 0;
  DECLARE least DOUBLE DEFAULT 1e18;
  DECLARE tests LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '';
  DECLARE this_key VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE todo VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
    DEFAULT 'state,status,type,severity,group,assignee,contact,thirdparty,creator,product,lot,warehouse,unread,opened,closed,waiting,text,';
  DECLARE frame, one, this_value LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE conditions, types LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '[]';
  DECLARE this_type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE literal VARCHAR(9000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE levels CURSOR FOR SELECT DISTINCT a.type_code FROM type_agent AS a
    WHERE a.entity IN (0, this_entity) AND (a.user_id = me
      OR a.group_id IN (SELECT g.group_id FROM erp_group_member AS g WHERE g.user_id = me AND g.entity IN (0, this_entity)))
    ORDER BY a.type_code;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
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
  CALL list_frame(options, this_entity, frame);
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
      CALL list_probe(frame, IF(sees_all, 1000, 5500), one);
      SET least = LEAST(least, JSON_UNQUOTE(JSON_EXTRACT(one, '$.weight'))),
        conditions = JSON_ARRAY_APPEND(conditions, '$', JSON_EXTRACT(one, '$'));
    END IF;
  END WHILE;
  SET i = IF(JSON_LENGTH(types) = 0, 1, 0);
  WHILE i < 4 AND NOT sees_all DO
    CASE i
    WHEN 0 THEN CALL list_column('type_code', types, one);
    WHEN 1 THEN CALL list_column('assignee_id', JSON_ARRAY(me), one);
    WHEN 2 THEN CALL list_column('creator_id', JSON_ARRAY(me), one);
    ELSE CALL list_contact(JSON_ARRAY(me), '[]', one);
    END CASE;
    SET tests = CONCAT(tests, IF(tests = '', '', ' OR '), JSON_UNQUOTE(JSON_EXTRACT(one, '$.test')));
    /* Few tickets meet the rest: they are asked once. Otherwise each of the four has a branch that stops at the limit. */
    IF least > 100000 THEN
      CALL list_probe(frame, 300, one);
      CALL list_branch(frame, JSON_ARRAY_APPEND(conditions, '$', JSON_EXTRACT(one, '$')), statement);
    END IF;
    SET i = i + 1;
  END WHILE;
  IF sees_all OR least <= 100000 THEN
    SET conditions = IF(sees_all, conditions, JSON_ARRAY_APPEND(conditions, '$', JSON_OBJECT('places', JSON_ARRAY(), 'alias', 'd',
      'weight', 1e18, 'test', CONCAT('(', tests, ')'))));
    CALL list_branch(frame, conditions, statement);
  END IF;
END//
DELIMITER ;
