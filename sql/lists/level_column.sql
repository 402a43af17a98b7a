/*
 * What a user may do with a ticket, d in the statement, as an expression: manage, read, or own. Of constants, since a
 * subquery would be asked for each ticket of a list.
 *
 * me          user of the ERP
 * expression  OUT: the expression
 *
 * Reads:      erp_group_member, type_agent
 * Called by:  ticket_columns
 * Internal
 */
DROP PROCEDURE IF EXISTS level_column;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE level_column(
  IN me INT, OUT expression LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'What a user may do with a ticket, as an expression'
BEGIN
  DECLARE ended, this_entity INT DEFAULT 0;
  DECLARE this_level VARCHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE literal VARCHAR(9000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  /* manage comes before read: the first that fits holds. */
  DECLARE levels CURSOR FOR SELECT DISTINCT CONCAT(a.level) AS level, a.type_code,
      IF(a.user_id = me, a.entity, GREATEST(a.entity, g.entity)) AS entity
    FROM type_agent AS a LEFT JOIN erp_group_member AS g ON g.group_id = a.group_id AND g.user_id = me
    WHERE a.user_id = me OR g.user_id = me AND (a.entity = 0 OR g.entity IN (0, a.entity))
    ORDER BY level, entity, a.type_code;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SET expression = 'CASE';
  OPEN levels;
  FETCH levels INTO this_level, this_type, this_entity;
  WHILE NOT ended DO
    CALL sql_literal(this_type, literal);
    SET expression = CONCAT(expression, ' WHEN ', IF(this_entity, CONCAT('d.entity = ', this_entity), 'TRUE'),
      IF(this_type = '*', '', CONCAT(' AND d.type_code = ', literal)), ' THEN ''', this_level, '''');
    FETCH levels INTO this_level, this_type, this_entity;
  END WHILE;
  CLOSE levels;
  SET expression = IF(expression = 'CASE', '''own''', CONCAT(expression, ' ELSE ''own'' END'));
END//
DELIMITER ;
