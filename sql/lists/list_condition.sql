/*
 * One key of a list as a condition, a JSON object. places: conditions by which an index is entered, one a value; source:
 * the table and index; alias: d, of desk_ticket, or x, of what only names tickets; in_order: within a place tickets are
 * newest first; by_state: the index goes on by state; test: what tells of any ticket d whether it is met; late: where
 * tickets stand that the source may not have yet; weight: list_probe.
 *
 * this_key     the key
 * this_value   JSON: its value, or an array of them, of which any is met
 * me           user of the ERP who asks
 * this_entity  entity of the ERP; 0: all
 * sees_all     1: he sees every ticket of it
 * this_one     OUT: the condition
 *
 * Error 45000 with what is allowed if a value means nothing.
 *
 * Called by:  list_entity
 * Internal
 */
DROP PROCEDURE IF EXISTS list_condition;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_condition(
  IN this_key VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_value LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN me INT, IN this_entity INT, IN sees_all INT, OUT this_one LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'One key of a list as a condition'
BEGIN
  DECLARE i, j INT DEFAULT 0;
  DECLARE numbers VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_list, one, users, people, literals LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '[]';
  DECLARE this_type, kind VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE word VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE literal VARCHAR(9000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SET this_list = IF(JSON_TYPE(this_value) = 'ARRAY', this_value, CONCAT('[', this_value, ']'));
  IF JSON_LENGTH(this_list) NOT BETWEEN 1 AND 20 THEN
    CALL refuse(CONCAT('Key "', this_key, '" takes 1 to 20 values, not ', JSON_LENGTH(this_list), '.'));
  END IF;
  WHILE i < JSON_LENGTH(this_list) DO
    SET one = JSON_EXTRACT(this_list, CONCAT('$[', i, ']'));
    SET this_type = JSON_TYPE(one), word = IF(JSON_TYPE(one) = 'NULL', NULL, LEFT(JSON_UNQUOTE(one), 255));
    IF this_type NOT LIKE '%INTEGER' AND this_type NOT IN ('STRING', 'BOOLEAN', 'NULL') OR word REGEXP '[[:cntrl:]]'
        OR this_type LIKE '%INTEGER' AND word NOT REGEXP '^[0-9]{1,9}$' THEN
      CALL refuse(CONCAT('Key "', this_key, '" takes text or numbers, without control characters.'));
    END IF;
    IF this_key IN ('state', 'status', 'type', 'severity', 'group', 'unread') THEN
      CALL list_word(this_key, word, literal);
      SET literals = JSON_ARRAY_APPEND(literals, '$', literal);
    ELSEIF this_key = 'lot' THEN
      CALL sql_literal(word, literal);
      SET literals = JSON_ARRAY_APPEND(literals, '$', COALESCE(literal, ''''''));
    ELSE
      CALL list_number(this_key, word, this_type LIKE '%INTEGER', me, this_entity, sees_all, kind, numbers);
      SET j = 0;
      WHILE j < JSON_LENGTH(numbers) DO
        SET one = JSON_EXTRACT(numbers, CONCAT('$[', j, ']')), j = j + 1;
        IF kind = 'user' THEN
          SET users = JSON_ARRAY_APPEND(users, '$', one);
        ELSEIF kind = 'contact' THEN
          SET people = JSON_ARRAY_APPEND(people, '$', one);
        ELSE
          SET literals = JSON_ARRAY_APPEND(literals, '$', NULLIF(one, 'null'));
        END IF;
      END WHILE;
    END IF;
    SET i = i + 1;
  END WHILE;
  CASE
  WHEN this_key = 'contact' THEN
    CALL list_contact(users, people, this_one);
  WHEN this_key IN ('product', 'lot', 'warehouse') THEN
    CALL list_goods(this_key, literals, this_one);
  ELSE
    CALL list_column(CASE this_key WHEN 'type' THEN 'type_code' WHEN 'severity' THEN 'severity_code' WHEN 'group' THEN 'category_code'
      WHEN 'assignee' THEN 'assignee_id' WHEN 'creator' THEN 'creator_id' WHEN 'thirdparty' THEN 'thirdparty_id'
      ELSE this_key END, literals, this_one);
  END CASE;
END//
DELIMITER ;
