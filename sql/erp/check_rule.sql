/*
 * Raises a sentence (45000), which begins with rule_name, if a rule does not fit the ERP as it is now: the dictionaries' codes, the
 * assignee, the group. Codes must be active in the ticket's entity.
 */
DROP PROCEDURE IF EXISTS erp_check_rule;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_rule(
  IN rule_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN ticket_entity INT, IN assignee INT, IN contact_group INT,
  IN type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN severity VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Raises a sentence if a rule does not fit the ERP'
BEGIN
  DECLARE known INT;
  IF ticket_entity IS NULL THEN
    CALL refuse('The movement''s warehouse is not in the ERP''s table of warehouses.');
  END IF;
  SELECT COUNT(*) INTO known FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` WHERE rowid = assignee;
  IF known = 0 THEN
    CALL refuse(CONCAT(rule_name, ': user ', assignee, ' (assignee_id) does not exist in the ERP.'));
  END IF;
  SELECT COUNT(*) INTO known FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@usergroup` WHERE rowid = contact_group;
  IF known = 0 THEN
    CALL refuse(CONCAT(rule_name, ': group ', contact_group, ' (contact_group_id) does not exist in the ERP.'));
  END IF;
  SELECT COUNT(*) INTO known FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_type`
    WHERE code = type COLLATE utf8mb4_unicode_ci AND active = 1 AND entity IN (0, ticket_entity);
  IF known = 0 THEN
    CALL refuse(CONCAT(rule_name, ': "', type, '" is no active ticket type of entity ', ticket_entity, '.'));
  END IF;
  SELECT COUNT(*) INTO known FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_severity`
    WHERE code = severity COLLATE utf8mb4_unicode_ci AND active = 1 AND entity IN (0, ticket_entity);
  IF known = 0 THEN
    CALL refuse(CONCAT(rule_name, ': "', severity, '" is no active ticket severity of entity ', ticket_entity, '.'));
  END IF;
  SELECT COUNT(*) INTO known FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_category`
    WHERE code = category COLLATE utf8mb4_unicode_ci AND active = 1 AND entity IN (0, ticket_entity);
  IF known = 0 THEN
    CALL refuse(CONCAT(rule_name, ': "', category, '" is no active ticket group of entity ', ticket_entity, '.'));
  END IF;
END//
DELIMITER ;
