/*
 * One branch of a list: the first tickets that meet all of some conditions, led by the sparsest of them.
 *
 * frame       the list (list_frame)
 * conditions  array of conditions (list_condition), weighed by list_probe
 * statement   what branches before it gave; this one is added
 *
 * Called by:  list_entity
 * Internal
 */
DROP PROCEDURE IF EXISTS list_branch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_branch(
  IN frame LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN conditions LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  INOUT statement LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'One branch of a list'
BEGIN
  DECLARE i, number INT DEFAULT 0;
  DECLARE least DOUBLE DEFAULT 1e17;
  DECLARE weight DOUBLE;
  DECLARE this_one, leader, tests, dear, part LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE k CHAR(1) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT 'd';
  DECLARE sorted VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
    DEFAULT JSON_UNQUOTE(JSON_EXTRACT(frame, '$.sorted'));
  DECLARE direction VARCHAR(4) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
    DEFAULT JSON_UNQUOTE(JSON_EXTRACT(frame, '$.direction'));
  DECLARE row_limit VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
    DEFAULT CONCAT(' LIMIT ', JSON_UNQUOTE(JSON_EXTRACT(frame, '$.limit')));
  SET tests = CONCAT(JSON_UNQUOTE(JSON_EXTRACT(frame, '$.cursor')),
      IF(sorted = 'opened_at', '', CONCAT(' AND d.', sorted, ' IS NOT NULL'))),
    dear = '', number = JSON_LENGTH(conditions);
  /* Where none is sparse the index of the order leads. */
  SET leader = JSON_OBJECT('source', CONCAT('desk_ticket AS d FORCE INDEX (', sorted, ')'), 'alias', 'd',
    'places', JSON_ARRAY(''));
  WHILE i < number DO
    SET this_one = JSON_EXTRACT(conditions, CONCAT('$[', i, ']'));
    /* What needs a look elsewhere comes last. */
    SET part = CONCAT(' AND ', JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.test')));
    IF LOCATE('(SELECT', part) THEN
      SET dear = CONCAT(dear, part);
    ELSE
      SET tests = CONCAT(tests, part);
    END IF;
    SET weight = JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.weight'));
    IF weight < least THEN
      SET least = weight, leader = this_one;
    END IF;
    SET i = i + 1;
  END WHILE;
  SET tests = CONCAT(tests, dear);
  IF JSON_UNQUOTE(JSON_EXTRACT(leader, '$.alias')) = 'x' THEN
    SET tests = CONCAT(' AND d.entity = ', JSON_UNQUOTE(JSON_EXTRACT(frame, '$.entity')), tests);
    /* What follow_links() has not met yet. */
    SET part = JSON_UNQUOTE(JSON_EXTRACT(leader, '$.late'));
    IF part <> '' THEN
      SET statement = CONCAT(statement, IF(statement = '', '', ' UNION '), '(SELECT d.ticket_id, d.', sorted, ' AS k FROM ',
        part, tests, ' ORDER BY d.', sorted, ' ', direction, ', d.ticket_id ', direction, row_limit, ')');
    END IF;
    IF sorted = 'opened_at' THEN
      SET k = 'x', tests = REPLACE(tests, 'd.opened_at', 'x.opened_at');
    END IF;
  END IF;
  CALL list_parts(frame, leader,
    CONCAT('SELECT d.ticket_id, ', k, '.', sorted, ' AS k FROM ', JSON_UNQUOTE(JSON_EXTRACT(leader, '$.source')),
      IF(JSON_UNQUOTE(JSON_EXTRACT(leader, '$.alias')) = 'x',
        ' STRAIGHT_JOIN desk_ticket AS d ON d.ticket_id = x.ticket_id AND d.opened_at = x.opened_at', '')),
    CONCAT(tests, ' ORDER BY ', k, '.', sorted, ' ', direction, ', ', k, '.ticket_id ', direction, row_limit),
    ' UNION ', part);
  SET statement = CONCAT(statement, IF(statement = '', '', ' UNION '), part);
END//
DELIMITER ;
