/*
 * The tickets that a condition of a list finds, as a SELECT of their numbers: every one that meets it, and maybe others.
 *
 * frame      the list (list_frame)
 * this_one   the condition (list_condition)
 * near       what is asked of desk_link besides (list_branch): tests that begin with AND, or nothing
 * statement  OUT: the SELECT; not to be merged into another one
 *
 * Called by:  list_branch
 * Internal
 */
DROP PROCEDURE IF EXISTS list_set;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_set(
  IN frame LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_one LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN near LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT statement LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The tickets that a condition of a list finds'
BEGIN
  DECLARE k CHAR(1) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.alias'));
  SET statement = JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.found'));
  IF statement IS NULL THEN
    CALL list_parts(frame, this_one, 20,
      CONCAT('SELECT ', IF(k = 'x', 'DISTINCT ', ''), k, '.ticket_id FROM ', JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.source'))),
      CONCAT(IF(k = 'x', near, ''), REPLACE(CONCAT(JSON_UNQUOTE(JSON_EXTRACT(frame, '$.opened')), IF(JSON_UNQUOTE(JSON_EXTRACT(frame, '$.sorted')) = 'opened_at',
        JSON_UNQUOTE(JSON_EXTRACT(frame, '$.cursor')), '')), 'd.', CONCAT(k, '.'))), ' UNION ', statement);
    SET statement = CONCAT(statement, COALESCE(CONCAT(' UNION (SELECT d.ticket_id FROM ', JSON_UNQUOTE(JSON_EXTRACT(this_one, '$.late')), ')'), ''),
      ' LIMIT 1000000000');
  END IF;
END//
DELIMITER ;
