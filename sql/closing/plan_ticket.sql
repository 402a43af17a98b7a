/*
 * Plans what is to become of a ticket by itself, as its policy and desk_ticket are now: every step that has not happened is
 * planned anew. Steps of goods_left and document come from elsewhere, and stay.
 *
 * this_ticket  rowid in the ERP
 * zone         of the ERP's times (erp_desk_facts)
 *
 * No clock begins before the policy asked for anything (asked_at), nor before the ticket was written: who asks for the first
 * time, or imports old tickets, is not flooded. In an episode it begins with the reopening; of "untaken" with the moment that nobody had it any more. A closing by silence comes no
 * earlier than so many days after the warning as the customer was promised, however late that goes.
 *
 * Reads:      desk_ticket, ticket_deadline, ticket_journal, type_policy
 * Writes:     ticket_deadline
 * Called by:  erp_take_step, plan_all, plan_changes
 * Internal
 */
DROP PROCEDURE IF EXISTS plan_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE plan_ticket(IN this_ticket INT,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Plans what is to become of a ticket by itself'
BEGIN
  DECLARE this_entity, back, again, lies, take, answer, days, later, silence, warning, has_manager, present INT;
  DECLARE this_episode INT UNSIGNED;
  DECLARE worth, at_stake DECIMAL(24,8);
  DECLARE asked, asked_at, began, untaken_since, waiting, spoke, due, warned DATETIME(3);
  DECLARE track VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  SELECT COUNT(*), MAX(k.entity), MAX(k.track_id), MAX(k.episode), MAX(IF(k.state = 'closed', NULL, p.asked_at)), MAX(k.opened_at),
      MAX(IF(k.assignee_id IS NULL, p.take_hours, NULL)), MAX(IF(k.unread, p.answer_hours, NULL)), MAX(p.done_days),
      MAX(p.escalate_hours), MAX(p.escalate_to IS NOT NULL), MAX(k.waiting_since),
      MAX(IF(p.done_when = 'silence' AND NOT k.unread AND COALESCE(k.last_agent_word_at >= k.last_customer_word_at, 1), p.silence_days, NULL)),
      MAX(p.warning_days), MAX(k.last_agent_word_at), MAX(IF(k.unread OR k.state = 'closed', p.reopen_days, NULL)), MAX(p.asked_at),
      MAX(k.goods_value), MAX(p.escalate_value_days), MAX(IF(k.assignee_id IS NULL, p.assign_again_days, NULL))
    INTO present, this_entity, track, this_episode, asked, began, take, answer, days, later, has_manager, waiting, silence, warning, spoke, back, asked_at,
      worth, at_stake, again
    FROM desk_ticket AS k LEFT JOIN type_policy AS p ON @POLICY_FITS@ WHERE k.ticket_id = this_ticket;
  /* A word that waits to be taken up was asked for before, and is not lost when the policy asks for something more. */
  SELECT IF(COUNT(*), NULL, asked_at) INTO asked_at FROM ticket_deadline AS d
    WHERE d.ticket_id = this_ticket AND d.episode = this_episode AND d.step IN ('reopen', 'successor') AND d.done_at IS NULL;
  DELETE FROM ticket_deadline WHERE ticket_id = this_ticket AND done_at IS NULL
    AND (NOT present OR step NOT IN ('goods_left', 'document', 'assign'));
  CALL plan_assignment(this_ticket, this_entity, track, this_episode, zone, asked, again);
  IF asked IS NOT NULL THEN
    SELECT GREATEST(asked, COALESCE(MAX(IF(h.what = 'created', h.at, NULL)), asked)),
        COALESCE(MAX(IF(h.what = 'state' AND h.old_value = 'closed', h.at, NULL)), began, asked),
        MAX(IF(h.what = 'assignee' AND h.new_value IS NULL, h.at, NULL))
      INTO asked, began, untaken_since
      FROM ticket_journal AS h WHERE h.ticket_id = this_ticket AND h.track_id = track AND h.what IN ('created', 'state', 'assignee');
    SET began = GREATEST(began, asked);
    IF take IS NOT NULL THEN
      CALL add_working_time(this_entity, zone, GREATEST(began, COALESCE(untaken_since, began)), take * 3600, due);
      CALL plan_reminder(this_ticket, this_entity, this_episode, 'untaken', due, later, has_manager, zone);
    END IF;
    IF answer IS NOT NULL THEN
      CALL add_working_time(this_entity, zone, GREATEST(waiting, asked), answer * 3600, due);
      CALL plan_reminder(this_ticket, this_entity, this_episode, 'unanswered', due, later, has_manager, zone);
    END IF;
    IF days IS NOT NULL THEN
      CALL add_working_days(this_entity, zone, began, days, due);
      CALL plan_reminder(this_ticket, this_entity, this_episode, 'undone', due, later, has_manager, zone);
    END IF;
    /* Whole days; of what would take ten years nobody is told. */
    IF worth > 0 AND at_stake / worth <= 3650 THEN
      SET lies = GREATEST(1, CEILING(at_stake / worth));
      CALL plan_step(this_ticket, this_episode, 'value_manager', began + INTERVAL lies DAY);
    END IF;
    IF silence IS NOT NULL AND spoke IS NOT NULL THEN
      SET spoke = CONVERT_TZ(GREATEST(spoke, began), '+00:00', zone), due = CONVERT_TZ(spoke + INTERVAL silence DAY, zone, '+00:00');
      IF warning IS NOT NULL THEN
        CALL plan_step(this_ticket, this_episode, 'silence_warning', CONVERT_TZ(spoke + INTERVAL silence - warning DAY, zone, '+00:00'));
        SELECT MAX(d.done_at) INTO warned FROM ticket_deadline AS d
          WHERE d.ticket_id = this_ticket AND d.episode = this_episode AND d.step = 'silence_warning';
        SET due = GREATEST(due, CONVERT_TZ(CONVERT_TZ(COALESCE(warned, SYSDATE(3)), '+00:00', zone) + INTERVAL warning DAY, zone, '+00:00'));
      END IF;
      CALL plan_step(this_ticket, this_episode, 'silence', due);
    END IF;
  END IF;
  IF back IS NOT NULL THEN
    CALL erp_plan_reopening(this_ticket, track, this_episode, back, asked_at);
  END IF;
END//
DELIMITER ;
