/*
 * Raises a sentence (45000), which begins with rule_name, if a rule does not fit the ERP as it is now: the
 * dictionaries' codes, the assignee, the group. Codes must be active in the ticket's entity. One statement reads all:
 * it is in the path of a movement.
 *
 * rule_name      begins the sentence
 * ticket_entity  entity of the tickets; NULL: the movement's warehouse is not in the ERP
 * assignee       rowid of the user whom tickets are assigned to
 * contact_group  rowid of the group whose members become contacts
 * type           code of the type
 * severity       code of the severity
 * category       code of the ticket group
 *
 * Reads:      llx_c_ticket_category, llx_c_ticket_severity, llx_c_ticket_type, llx_user, llx_usergroup
 * Called by:  check_rule_row, erp_check_rules, erp_prepare_rule
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_rule;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_rule(
  IN rule_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN ticket_entity INT, IN assignee INT,
    IN contact_group INT,
  IN type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN severity VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Raises a sentence if a rule does not fit the ERP'
BEGIN
  DECLARE this_user, this_group, this_type, this_severity, this_category INT;
  SELECT u.rowid, g.rowid, t.rowid, s.rowid, c.rowid
    INTO this_user, this_group, this_type, this_severity, this_category
    FROM (SELECT 1 AS one) AS always
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ ON u.rowid = assignee
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@usergroup` AS g @BASE_TABLE@ ON g.rowid = contact_group
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_type` AS t @BASE_TABLE@
      ON t.code = type COLLATE utf8mb4_unicode_ci AND t.active = 1 AND t.entity IN (0, ticket_entity)
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_severity` AS s @BASE_TABLE@
      ON s.code = severity COLLATE utf8mb4_unicode_ci AND s.active = 1 AND s.entity IN (0, ticket_entity)
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_category` AS c @BASE_TABLE@
      ON c.code = category COLLATE utf8mb4_unicode_ci AND c.active = 1 AND c.entity IN (0, ticket_entity)
    LIMIT 1;
  IF ticket_entity IS NULL THEN
    CALL refuse('The movement''s warehouse is not in the ERP''s table of warehouses.');
  ELSEIF this_user IS NULL THEN
    CALL refuse(CONCAT(rule_name, ': user ', assignee, ' (assignee_id) does not exist in the ERP.'));
  ELSEIF this_group IS NULL THEN
    CALL refuse(CONCAT(rule_name, ': group ', contact_group, ' (contact_group_id) does not exist in the ERP.'));
  ELSEIF this_type IS NULL THEN
    CALL refuse(CONCAT(rule_name, ': "', type, '" is no active ticket type of entity ', ticket_entity, '.'));
  ELSEIF this_severity IS NULL THEN
    CALL refuse(CONCAT(rule_name, ': "', severity, '" is no active ticket severity of entity ', ticket_entity, '.'));
  ELSEIF this_category IS NULL THEN
    CALL refuse(CONCAT(rule_name, ': "', category, '" is no active ticket group of entity ', ticket_entity, '.'));
  END IF;
END//
DELIMITER ;
