/*
 * Gives a ticket for which nobody was there to whoever is back: by its rule, if goods have opened it, else by its type. Where
 * nobody is back it is tried again after an hour of work; outside of working time, when somebody works again.
 *
 * Those of a rule go round by themselves: their numbers are below those of tickets that have been given since.
 *
 * this_ticket   rowid in the ERP; the caller has locked its row, and knows that it is open and nobody's
 * this_entity   its entity
 * this_episode  desk_ticket.episode
 * zone          of the ERP's times (erp_desk_facts)
 * happened      OUT: 1: it is somebody's; 0: later
 *
 * Reads:      desk_ticket, llx_user, opened_ticket, rule, setting, type_policy
 * Writes:     ticket_deadline, ticket_journal
 * Called by:  erp_take_step
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_give_again;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_give_again(IN this_ticket INT, IN this_entity INT,
  IN this_episode INT UNSIGNED, IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT happened INT)
  COMMENT 'Gives a ticket for which nobody was there to whoever is back'
BEGIN
  DECLARE right_now TIMESTAMP(3) DEFAULT SYSDATE(3);
  DECLARE this_rule, contact_group, assignee, most INT;
  DECLARE this_type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE strategy VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE turns MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE at_work DATETIME(3);
  SET happened = 0;
  CALL add_working_time(this_entity, zone, right_now, 0, at_work);
  IF at_work <= right_now THEN
    SELECT MAX(r.id), MAX(r.contact_group_id), MAX(r.assignee_id), COALESCE(MAX(CONCAT(r.assignment)), MAX(CONCAT(p.assignment))),
        COALESCE(MAX(k.type_code), '')
      INTO this_rule, contact_group, assignee, strategy, this_type
      FROM desk_ticket AS k LEFT JOIN opened_ticket AS o ON o.ticket_id = k.ticket_id
        AND o.track_id = CONVERT(k.track_id USING ascii) COLLATE ascii_bin
      LEFT JOIN rule AS r ON r.id = o.rule_id LEFT JOIN type_policy AS p ON @POLICY_FITS@
      WHERE k.ticket_id = this_ticket;
    IF this_rule IS NOT NULL THEN
      SELECT @SETTING_recipients_per_ticket@, '*' INTO most, this_type;
    END IF;
    IF strategy <> 'fixed' THEN
      CALL erp_list_turns(COALESCE(this_rule, 0), this_entity, this_type, assignee, contact_group,
        COALESCE(most, 1000), strategy, turns);
    END IF;
    SET assignee = SUBSTRING_INDEX(turns, ',', 1), happened = assignee IS NOT NULL;
    CALL add_working_time(this_entity, zone, right_now, 3600, at_work);
  END IF;
  IF happened THEN
    INSERT INTO ticket_journal (ticket_id, track_id, entity, at, who, way, what, old_value, new_value, connection)
      SELECT k.ticket_id, k.track_id, k.entity, right_now, 'TicketStock', 'event', 'assignment', strategy, @USER_ASSIGNEE@, CONNECTION_ID()
        FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
    CALL erp_write_assignee(this_ticket, NULL, assignee);
    CALL note_turn(COALESCE(this_rule, 0), this_entity, this_type, assignee);
  ELSE
    UPDATE ticket_deadline SET due_at = COALESCE(at_work, right_now + INTERVAL 1 DAY)
      WHERE ticket_id = this_ticket AND episode = this_episode AND step = 'assign';
  END IF;
END//
DELIMITER ;
