/*
 * Reminds of a ticket, or warns its customer: an entry of the journal, of which it is decided like of any other who is told.
 *
 * this_ticket    rowid in the ERP
 * this_entity    its entity
 * this_episode   desk_ticket.episode
 * this_step      ticket_deadline.step
 * zone           of the ERP's times (erp_desk_facts)
 * own_addresses  addresses of machines
 * happened       OUT: 1: it is noted; 0: budgets let no mail of it go, nothing was written, and it is tried again in an hour
 *
 * Of a warning new_value is the day on which the ticket closes, in the ERP's zone; of value_manager what its goods are worth.
 *
 * Reads:      desk_ticket, llx_const, mail_decision, setting, ticket_deadline, type_policy
 * Writes:     ticket_deadline, ticket_journal
 * Called by:  erp_take_step
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_remind;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_remind(IN this_ticket INT, IN this_entity INT,
  IN this_episode INT UNSIGNED, IN this_step VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT happened INT)
  COMMENT 'Reminds of a ticket, or warns its customer'
BEGIN
  DECLARE entry BIGINT UNSIGNED;
  DECLARE is_on, to_user, to_stranger INT;
  DECLARE this_value VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE held, reason VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SET happened = 1;
  IF this_step = 'silence_warning' THEN
    SELECT DATE(MAX(GREATEST(CONVERT_TZ(d.due_at, '+00:00', zone), CONVERT_TZ(SYSDATE(3), '+00:00', zone) + INTERVAL p.warning_days DAY)))
      INTO this_value FROM ticket_deadline AS d JOIN desk_ticket AS k ON k.ticket_id = d.ticket_id JOIN type_policy AS p ON @POLICY_FITS@
      WHERE d.ticket_id = this_ticket AND d.episode = this_episode AND d.step = 'silence';
  ELSEIF this_step = 'value_manager' THEN
    SELECT CONCAT_WS(' ', CAST(MAX(k.goods_value) AS DECIMAL(20,2)), (SELECT SUBSTRING(MAX(CONCAT(c.entity > 0, c.value)), 2)
        FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@ WHERE c.name = 'MAIN_MONNAIE' AND c.entity IN (0, this_entity)))
      INTO this_value FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
  END IF;
  SAVEPOINT ticketstock_reminder;
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
    /* A closing counts from its warning, an escalation from its reminder. */
    SELECT IF(COUNT(d.mail_id) + COUNT(d.goes_at), NULL, MAX(IF(d.why LIKE 'cancelled: %', d.address, NULL))) INTO held
      FROM mail_decision AS d WHERE d.ticket_id = this_ticket AND d.journal_id = entry;
    IF held IS NOT NULL THEN
      SELECT MAX(d.user_id IS NOT NULL), MAX(d.stranger) INTO to_user, to_stranger
        FROM mail_decision AS d WHERE d.ticket_id = this_ticket AND d.journal_id = entry AND d.address = held;
      ROLLBACK TO SAVEPOINT ticketstock_reminder;
      /* It tells of the budget once an hour. */
      CALL ask_budget(this_ticket, held, to_user, to_stranger, reason);
      UPDATE ticket_deadline SET due_at = SYSDATE(3) + INTERVAL 1 HOUR
        WHERE ticket_id = this_ticket AND episode = this_episode AND step = this_step;
      SET happened = 0;
    END IF;
  END IF;
END//
DELIMITER ;
