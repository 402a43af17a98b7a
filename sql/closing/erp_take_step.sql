/*
 * Takes a step that is due, in a transaction of its own: whatever dies in between, and whoever tries besides, it happens
 * once. The user's act wins: a ticket that somebody has locked, or whose changes are not all followed, is left for the next
 * turn; so is one whose row is not as the desk knows it.
 *
 * this_ticket   rowid in the ERP
 * this_episode  ticket_deadline.episode
 * this_step     ticket_deadline.step
 * language      of facts, ISO 639-1
 *
 * A step of another episode, of a closed ticket, or that the policy no longer asks for, is deleted. Nothing closes while a
 * customer's word is unanswered: that step waits for another pause.
 *
 * Reads:      desk_ticket, llx_ticket, setting, ticket_change, ticket_deadline, type_policy
 * Writes:     ticket_deadline
 * Called by:  erp_try_step
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_take_step;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_take_step(IN this_ticket INT, IN this_episode INT UNSIGNED,
  IN this_step VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Takes a step that is due'
BEGIN
  DECLARE due, present, locked, waiting, known, is_wanted, is_unread, pause, this_entity INT DEFAULT 0;
  DECLARE holds INT DEFAULT 1;
  DECLARE facts VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL begin_changes();
  SELECT COUNT(*) INTO due FROM ticket_deadline AS d
    WHERE d.ticket_id = this_ticket AND d.episode = this_episode AND d.step = this_step AND d.done_at IS NULL
      AND d.due_at <= SYSDATE(3) FOR UPDATE SKIP LOCKED;
  IF due THEN
    SELECT COUNT(*) INTO present FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ WHERE t.rowid = this_ticket;
    SELECT COUNT(*) INTO locked FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
      WHERE t.rowid = this_ticket FOR UPDATE SKIP LOCKED;
    SELECT COUNT(*) INTO waiting FROM ticket_change AS c WHERE c.ticket_id = this_ticket AND c.incident_id IS NULL;
    SELECT COUNT(*), COALESCE(MAX(k.entity), 0), COALESCE(MAX(k.unread), 0),
        COALESCE(MAX(k.episode = this_episode AND k.state <> 'closed' AND p.done_when = this_step), 0)
      INTO known, this_entity, is_unread, is_wanted
      FROM desk_ticket AS k STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = k.ticket_id
        AND k.track_id = @TICKET_TRACK@ AND k.status = COALESCE(t.fk_statut, 0) AND k.assignee_id <=> NULLIF(t.fk_user_assign, 0)
      LEFT JOIN type_policy AS p ON @POLICY_FITS@
      WHERE k.ticket_id = this_ticket;
    IF NOT present THEN
      DELETE FROM ticket_deadline WHERE ticket_id = this_ticket;
    ELSEIF locked AND NOT waiting AND known THEN
      IF is_wanted THEN
        CALL step_holds(this_ticket, this_step, language, holds, facts);
      END IF;
      IF NOT is_wanted OR NOT holds THEN
        DELETE FROM ticket_deadline WHERE ticket_id = this_ticket AND episode = this_episode AND step = this_step;
      ELSEIF is_unread THEN
        SELECT @SETTING_close_pause_minutes@ INTO pause;
        UPDATE ticket_deadline SET due_at = SYSDATE(3) + INTERVAL GREATEST(pause, 1) MINUTE
          WHERE ticket_id = this_ticket AND episode = this_episode AND step = this_step;
      ELSE
        CALL erp_close_itself(this_ticket, this_step, facts, due);
        IF due THEN
          UPDATE ticket_deadline SET done_at = SYSDATE(3)
            WHERE ticket_id = this_ticket AND episode = this_episode AND step = this_step;
        END IF;
      END IF;
    END IF;
  END IF;
  COMMIT;
END//
DELIMITER ;
