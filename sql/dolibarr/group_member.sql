/*
 * Who is in which group of users of the ERP, and for which entity; entity 0 counts for all.
 *
 * Reads:      llx_usergroup_user
 * Read by:    erp_check_watched, erp_decide_mails, erp_list_contacts, erp_list_turns, erp_write_notices,
 *             find_act_ticket, find_desk_ticket, level_column, list_entity, new_ticket_options, preview_policy,
 *             queue_digest
 * Internal
 */
DROP VIEW IF EXISTS erp_group_member;
CREATE DEFINER = `ticketstock`@`localhost` VIEW erp_group_member AS
SELECT g.fk_usergroup AS group_id, g.fk_user AS user_id, g.entity
  FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@usergroup_user` AS g @BASE_TABLE@;
