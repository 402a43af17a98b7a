/*
 * The condition that a time is within a range.
 *
 * this_key    opened, closed or waiting
 * this_value  JSON: {"from": …, "to": …}, one of them or both, or one day
 * this_one    OUT: the condition (list_condition)
 *
 * Error 45000 if it is neither.
 *
 * Called by:  list_entity
 * Internal
 */
DROP PROCEDURE IF EXISTS list_range;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_range(
  IN this_key VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_value LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT this_one LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The condition that a time is within a range'
BEGIN
  DECLARE since, until VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_column VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
    DEFAULT CASE this_key WHEN 'waiting' THEN 'waiting_since' ELSE CONCAT(this_key, '_at') END;
  DECLARE first_literal, last_literal VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE test VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  IF JSON_TYPE(this_value) = 'STRING' THEN
    SET since = LEFT(JSON_UNQUOTE(this_value), 255), until = since;
  ELSEIF JSON_TYPE(this_value) = 'OBJECT' AND JSON_LENGTH(this_value) > 0 THEN
    CALL check_options(this_value, 'from,to');
    IF COALESCE(JSON_TYPE(JSON_EXTRACT(this_value, '$.from')), 'STRING') = 'STRING'
        AND COALESCE(JSON_TYPE(JSON_EXTRACT(this_value, '$.to')), 'STRING') = 'STRING' THEN
      SET since = LEFT(JSON_UNQUOTE(JSON_EXTRACT(this_value, '$.from')), 255),
        until = LEFT(JSON_UNQUOTE(JSON_EXTRACT(this_value, '$.to')), 255);
    END IF;
  END IF;
  CALL list_moment(this_key, since, 0, first_literal);
  CALL list_moment(this_key, until, 1, last_literal);
  SET test = CONCAT_WS(' AND ', CONCAT('d.', this_column, ' >= ', first_literal),
    CONCAT('d.', this_column, IF(until REGEXP ':', ' <= ', ' < '), last_literal));
  IF test = '' THEN
    CALL refuse(CONCAT('Key "', this_key, '" takes {"from": "2026-11-01", "to": "2026-11-04"}, one of the two, or one day.'));
  END IF;
  SET this_one = JSON_OBJECT('alias', 'd', 'source', CONCAT('desk_ticket AS d FORCE INDEX (', this_column, ')'), 'by_state', 0,
    'places', JSON_ARRAY(test), 'test', test, 'since', first_literal, 'until', last_literal,
    'way', JSON_OBJECT('leads', 1, 'ordered', this_column, 'dear', 0, 'near', 0, 'link', 0, 'cost', 0, 'needs', 256, 'covers', 0));
END//
DELIMITER ;
