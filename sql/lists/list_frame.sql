/*
 * What all branches of a list share: entity, states, order, where it begins, how many.
 *
 * options      JSON of list_tickets; NULL: none
 * this_entity  entity of the ERP
 * frame        OUT: JSON object: entity, states, sorted (the column), direction, cursor (a test that begins
 *              with AND, or nothing), before_id, limit, opened (a test as the cursor), opened_share (of all tickets)
 *
 * Error 45000 with what is allowed if sort, limit or before mean nothing.
 *
 * Called by:  list_statement
 * Internal
 */
DROP PROCEDURE IF EXISTS list_frame;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_frame(
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_entity INT, OUT frame LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'What all branches of a list share'
BEGIN
  DECLARE sort, row_limit, before_row VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE sorted, direction VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE cursor_test VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '';
  DECLARE literal VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE before_id BIGINT DEFAULT NULL;
  SET sort = COALESCE(LEFT(JSON_UNQUOTE(JSON_EXTRACT(options, '$.sort')), 255), 'opened'),
    row_limit = COALESCE(LEFT(JSON_UNQUOTE(JSON_EXTRACT(options, '$.limit')), 255), '250'),
    before_row = LEFT(JSON_UNQUOTE(JSON_EXTRACT(options, '$.before')), 255);
  IF sort NOT IN ('opened', 'oldest', 'closed', 'waiting', 'value') THEN
    CALL refuse(CONCAT('Key "sort" takes opened (newest first), oldest, closed, waiting (longest) or value (highest first), not "',
      LEFT(sort, 20), '".'));
  ELSEIF row_limit NOT REGEXP '^[0-9]{1,4}$' OR row_limit NOT BETWEEN 1 AND 1000 THEN
    CALL refuse(CONCAT('Key "limit" takes a number from 1 to 1000, not "', LEFT(row_limit, 20), '".'));
  ELSEIF before_row NOT REGEXP IF(sort = 'value', '^[0-9]{1,16}[.][0-9]{8}-[0-9]{1,9}$', '^[0-9]{14}-[0-9]{1,9}$') THEN
    CALL refuse('Key "before" takes what the last row of the page before had in column before.');
  END IF;
  SET sorted = CASE sort WHEN 'closed' THEN 'closed_at' WHEN 'waiting' THEN 'waiting_since' WHEN 'value' THEN 'goods_value' ELSE 'opened_at' END,
    direction = IF(sort IN ('opened', 'closed', 'value'), 'DESC', 'ASC'), literal = SUBSTRING_INDEX(before_row, '-', 1);
  IF before_row IS NOT NULL AND sort <> 'value' THEN
    CALL list_moment('before', CONCAT(LEFT(before_row, 4), '-', SUBSTRING(before_row, 5, 2), '-', SUBSTRING(before_row, 7, 2), ' ',
      SUBSTRING(before_row, 9, 2), ':', SUBSTRING(before_row, 11, 2), ':', SUBSTRING(before_row, 13, 2)), 0, literal);
  END IF;
  IF before_row IS NOT NULL THEN
    SET before_id = SUBSTRING_INDEX(before_row, '-', -1);
    SET cursor_test = CONCAT(' AND d.', sorted, IF(direction = 'DESC', ' <= ', ' >= '), literal, ' AND (d.', sorted,
      IF(direction = 'DESC', ' < ', ' > '), literal, ' OR d.ticket_id ', IF(direction = 'DESC', '< ', '> '), before_id, ')');
  END IF;
  SET frame = JSON_OBJECT('entity', this_entity + 0,
    'states', JSON_ARRAY('todo', 'doing', 'closed'), 'sorted', sorted, 'direction', direction, 'cursor', cursor_test,
    'before_id', IF(sort = 'opened', COALESCE(before_id, 0), 0), 'limit', CAST(row_limit AS UNSIGNED),
    'opened', '', 'opened_share', 1);
END//
DELIMITER ;
