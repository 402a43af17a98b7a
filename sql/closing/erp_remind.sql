/*
 * Reminds of a ticket, or warns its customer: an entry of the journal, of which it is decided like of any other who is told.
 *
 * this_ticket    rowid in the ERP
 * this_entity    its entity
 * this_episode   desk_ticket.episode
 * this_step      ticket_deadline.step
 * zone           of the ERP's times (erp_desk_facts)
 * own_addresses  addresses of machines
 *
 * Of a warning new_value is the day on which the ticket closes, in the ERP's zone; of value_manager what its goods are worth.
 *
 * Reads:      desk_ticket, llx_const, setting, ticket_deadline, type_policy
 * Writes:     ticket_journal
 * Called by:  erp_take_step
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_remind;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_remind(IN this_ticket INT, IN this_entity INT,
  IN this_episode INT UNSIGNED, IN this_step VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Reminds of a ticket, or warns its customer'
BEGIN
  DECLARE entry BIGINT UNSIGNED;
  DECLARE is_on INT;
  DECLARE this_value VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  IF this_step = 'silence_warning' THEN
    SELECT DATE(MAX(GREATEST(CONVERT_TZ(d.due_at, '+00:00', zone), CONVERT_TZ(SYSDATE(3), '+00:00', zone) + INTERVAL p.warning_days DAY)))
      INTO this_value FROM ticket_deadline AS d JOIN desk_ticket AS k ON k.ticket_id = d.ticket_id JOIN type_policy AS p ON @POLICY_FITS@
      WHERE d.ticket_id = this_ticket AND d.episode = this_episode AND d.step = 'silence';
  ELSEIF this_step = 'value_manager' THEN
    SELECT CONCAT_WS(' ', CAST(MAX(k.goods_value) AS DECIMAL(20,2)), (SELECT SUBSTRING(MAX(CONCAT(c.entity > 0, c.value)), 2)
        FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@ WHERE c.name = 'MAIN_MONNAIE' AND c.entity IN (0, this_entity)))
      INTO this_value FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
  END IF;
  INSERT INTO ticket_journal (ticket_id, track_id, entity, at, who, way, what, old_value, new_value, connection)
    SELECT k.ticket_id, k.track_id, k.entity, SYSDATE(3), 'TicketStock', 'event', CASE WHEN this_step = 'silence_warning' THEN 'warning'
        WHEN this_step LIKE '%\_group' OR this_step LIKE '%\_manager' THEN 'escalation' ELSE 'reminder' END, this_step, this_value,
        CONNECTION_ID()
      FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
  SET entry = LAST_INSERT_ID();
  SELECT @SETTING_desk_mails@ INTO is_on;
  IF is_on THEN
    CALL erp_decide_mails(this_ticket, this_entity, entry, entry, zone, own_addresses);
    CALL queue_decided(this_ticket, this_entity, entry, entry);
  END IF;
END//
DELIMITER ;
