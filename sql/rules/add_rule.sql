/*
 * Writes a rule from names, and lets it watch a warehouse. More warehouses: watch_warehouse().
 *
 * this_label      name of the rule
 * warehouse_ref   ref of the warehouse
 * assignee_login  login of the user whom tickets are assigned to
 * group_name      group whose members become contacts
 * type            code of the type
 * severity        code of the severity
 * category        code of the ticket group
 * this_subject    subject, text with placeholders
 * this_message    content, HTML with placeholders
 *
 * Returns a row with rule_id. Error 45000 with a sentence if a name is unknown or not unique, a code is not active or
 * the warehouse is watched already; nothing is written then. Refused inside a transaction: it commits.
 *
 * Reads:      llx_entrepot, llx_user, llx_usergroup
 * Writes:     rule
 * Public
 */
DROP PROCEDURE IF EXISTS add_rule;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE add_rule(
  IN this_label VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN warehouse_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN assignee_login VARCHAR(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN group_name VARCHAR(180) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN severity VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_subject VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Writes a rule from names and lets it watch a warehouse'
BEGIN
  DECLARE this_entity, assignee, contact_group, number, new_rule INT;
  /* Before the handler, whose ROLLBACK would be the caller's too. */
  CALL require_no_transaction();
  BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
      ROLLBACK;
      RESIGNAL;
    END;
    SELECT MAX(entity), COUNT(*) INTO this_entity, number
      FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` @BASE_TABLE@ WHERE ref = warehouse_ref COLLATE utf8mb4_unicode_ci;
    IF number <> 1 THEN
      CALL refuse(CONCAT('There are ', number, ' warehouses with ref "', warehouse_ref, '" in the ERP, not one.'));
    END IF;
    SELECT MAX(rowid), COUNT(*) INTO assignee, number FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` @BASE_TABLE@
      WHERE login = assignee_login COLLATE utf8mb4_unicode_ci AND entity IN (0, this_entity);
    IF number <> 1 THEN
      CALL refuse(CONCAT('There are ', number, ' users with login "', assignee_login, '" in the ERP, not one.'));
    END IF;
    SELECT MAX(rowid), COUNT(*) INTO contact_group, number FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@usergroup` @BASE_TABLE@
      WHERE nom = group_name COLLATE utf8mb4_unicode_ci AND entity IN (0, this_entity);
    IF number <> 1 THEN
      CALL refuse(CONCAT('There are ', number, ' groups named "', group_name, '" in the ERP, not one.'));
    END IF;
    START TRANSACTION;
    INSERT INTO rule (entity, label, assignee_id, contact_group_id,
        type_code, severity_code, category_code, subject, message)
      VALUES (this_entity, this_label, assignee, contact_group,
        type, severity, category, this_subject, this_message);
    SET new_rule = LAST_INSERT_ID();
    CALL watch_warehouse(new_rule, warehouse_ref);
    COMMIT;
    SELECT new_rule AS rule_id;
  END;
END//
DELIMITER ;
