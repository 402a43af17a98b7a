/*
 * Decides who is told of what happened to a ticket: rows of mail_decision.
 *
 * this_ticket    rowid in the ERP
 * this_entity    its entity
 * low_entry      lowest of the entries of its journal that are meant: ticket_journal.id
 * high_entry     highest
 * zone           zone of the ERP's times (erp_desk_facts)
 * own_addresses  addresses of machines
 *
 * Who is who, whom the ERP mails, what speaks against it: sql/duty/parts/.
 *
 * Reads:      bulk_write, desk_act, desk_ticket, erp_group_member, llx_actioncomm, llx_c_type_contact,
 *             llx_element_contact, llx_societe, llx_socpeople, llx_ticket, llx_user, mail_decision, mail_duty,
 *             resting_address, setting, ticket_journal, type_agent, type_policy
 * Writes:     mail_decision
 * Called by:  tell_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_decide_mails;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_decide_mails(IN this_ticket INT, IN this_entity INT,
  IN low_entry BIGINT UNSIGNED, IN high_entry BIGINT UNSIGNED,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Decides who is told of what happened to a ticket'
BEGIN
  DECLARE switches_on, erp_to, default_to, main_to VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE tell_within, import_limit INT;
  DECLARE now_is TIMESTAMP(3) DEFAULT SYSDATE(3);
  DECLARE noticed_from TIMESTAMP(3);
  SELECT @SETTING_tell_within_hours@, @SETTING_import_size@ INTO tell_within, import_limit;
  SET noticed_from = now_is - INTERVAL tell_within HOUR;
  CALL erp_duty_switches(this_entity, switches_on, erp_to, default_to, main_to);
  /* Not INSERT: where the journal was emptied or restored its numbers come again. */
  REPLACE INTO mail_decision (ticket_id, journal_id, event, user_id, address, stranger, reason, sender, why, event_id)
    SELECT c.ticket_id, c.journal_id, c.event, c.user_id, c.address, c.stranger, c.reason, c.sender, c.why, c.event_id FROM (
    @PART_DECISIONS_OF_TICKET@
    ) AS c ORDER BY c.journal_id, FIELD(c.sender, 'erp', 'ours', 'nobody'), c.user_id IS NULL, c.user_id, c.address;
END//
DELIMITER ;
