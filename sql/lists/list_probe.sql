/*
 * Weighs a condition of a list, so that the sparsest leads: how many tickets meet it, if they are few, else how close to
 * each other they are. It looks at the first of each place only: servers' own estimates do not know of the limit.
 *
 * frame     the list (list_frame)
 * few       so many of a place are looked at
 * this_one  the condition (list_condition); its member weight is set: below 100,000 the number of tickets
 *
 * Called by:  list_entity
 * Internal
 */
DROP PROCEDURE IF EXISTS list_probe;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_probe(
  IN frame LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN few INT,
  INOUT this_one LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Weighs a condition of a list'
BEGIN
  DECLARE parts LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE k CHAR(1) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE enough, in_order INT;
  DECLARE weight DOUBLE DEFAULT 1e18;
  IF JSON_EXTRACT(this_one, '$.weight') IS NOT NULL THEN
    SET weight = JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.weight'));
  ELSEIF JSON_LENGTH(this_one, '$.places') > 0 THEN
    SET k = JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.alias')),
      in_order = JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.in_order'))
        AND JSON_UNQUOTE(JSON_EXTRACT(frame, '$.sorted')) = 'opened_at',
      /* In another order than the index's all of them have to be sorted. */
      enough = IF(in_order, GREATEST(100, few DIV JSON_LENGTH(this_one, '$.places')), 20000);
    CALL list_parts(frame, this_one,
      CONCAT('SELECT COUNT(*) AS n, MIN(q.o) AS t FROM (SELECT ', IF(in_order, CONCAT(k, '.opened_at'), 'NULL'), ' AS o FROM ',
        JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.source'))),
      CONCAT(IF(in_order, CONCAT(REPLACE(JSON_UNQUOTE(JSON_EXTRACT(frame, '$.cursor')), 'd.', CONCAT(k, '.')),
        ' ORDER BY ', k, '.opened_at DESC'), ''), ' LIMIT ', enough, ') AS q'), ' UNION ALL ', parts);
    SET @ticketstock_statement = CONCAT('SELECT SUM(p.n), MAX(p.n),',
      ' SUM(p.n / GREATEST(1, COALESCE(TIMESTAMPDIFF(SECOND, p.t, ''', JSON_UNQUOTE(JSON_EXTRACT(frame, '$.latest')), '''), 1)))',
      ' INTO @ticketstock_sum, @ticketstock_most, @ticketstock_rate FROM (', parts, ') AS p LIMIT 1');
    PREPARE probe FROM @ticketstock_statement;
    EXECUTE probe;
    DEALLOCATE PREPARE probe;
    SET weight = CASE WHEN @ticketstock_most < enough THEN @ticketstock_sum
      /* A row of desk_link is one more to look up. */
      WHEN in_order THEN 1e5 + IF(k = 'x', 3e8, 1e8) * @ticketstock_rate ELSE 1e18 END;
    SET @ticketstock_statement = NULL, @ticketstock_sum = NULL, @ticketstock_most = NULL, @ticketstock_rate = NULL;
  END IF;
  SET this_one = JSON_SET(this_one, '$.weight', weight);
END//
DELIMITER ;
