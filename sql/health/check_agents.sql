/*
 * health_check's part on rows of ours that name what the ERP does not have: agents, accounts of the desk, types.
 *
 * Reads:      desk_account, llx_c_ticket_type, llx_user, llx_usergroup, type_agent, type_policy
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_agents;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_agents()
  COMMENT 'Part of health_check: rows that name what is gone'
BEGIN
  INSERT INTO finding
    SELECT 'warning', 'desk', CONCAT(IF(a.user_id > 0, 'User ', 'Group '), IF(a.user_id > 0, a.user_id, a.group_id), ', an agent of type ', a.type_code, ', is not in the ERP.'),
        CONCAT('DELETE FROM @TICKETSTOCK_SCHEMA@.type_agent WHERE entity = ', a.entity, ' AND type_code = ', QUOTE(a.type_code), ' AND user_id = ', a.user_id, ' AND group_id = ', a.group_id),
        'Nobody is told in that place. Name another by add_type_agent().'
      FROM type_agent AS a
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ ON u.rowid = a.user_id
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@usergroup` AS g @BASE_TABLE@ ON g.rowid = a.group_id
      WHERE u.rowid IS NULL AND g.rowid IS NULL LIMIT 20;
  INSERT INTO finding
    SELECT 'warning', 'desk', CONCAT('Agents are named for type ', a.type_code, ' of ', IF(a.entity = 0, 'all entities', CONCAT('entity ', a.entity)), ', which the ERP does not have.'),
        CONCAT('DELETE FROM @TICKETSTOCK_SCHEMA@.type_agent WHERE entity = ', a.entity, ' AND type_code = ', QUOTE(a.type_code)), 'Or enter the type in the ERP again.'
      FROM (SELECT DISTINCT n.entity, n.type_code FROM type_agent AS n WHERE n.type_code <> '*') AS a
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_type` AS c @BASE_TABLE@ ON CONVERT(c.code USING utf8mb4) COLLATE utf8mb4_unicode_ci = a.type_code
      WHERE c.code IS NULL LIMIT 20;
  INSERT INTO finding
    SELECT 'warning', 'desk', CONCAT('A policy is set for type ', p.type_code, ' of ', IF(p.entity = 0, 'all entities', CONCAT('entity ', p.entity)), ', which the ERP does not have.'),
        CONCAT('DELETE FROM @TICKETSTOCK_SCHEMA@.type_policy WHERE entity = ', p.entity, ' AND type_code = ', QUOTE(p.type_code)), 'Or enter the type in the ERP again.'
      FROM type_policy AS p
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_type` AS c @BASE_TABLE@ ON CONVERT(c.code USING utf8mb4) COLLATE utf8mb4_unicode_ci = p.type_code
      WHERE p.type_code <> '*' AND c.code IS NULL LIMIT 20;
  INSERT INTO finding
    SELECT 'warning', 'desk', CONCAT('The account ', a.account, ' is that of user ', a.user_id, ' on the desk, who is ', IF(u.rowid IS NULL, 'not in the ERP.', 'disabled in the ERP.')),
        CONCAT('DELETE FROM @TICKETSTOCK_SCHEMA@.desk_account WHERE account = ', QUOTE(a.account)), 'It is refused meanwhile.'
      FROM desk_account AS a LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ ON u.rowid = a.user_id
      WHERE a.kind = 'person' AND COALESCE(u.statut, 0) = 0 LIMIT 20;
END//
DELIMITER ;
