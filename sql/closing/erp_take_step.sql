/*
 * Takes a step that is due, in a transaction of its own: whatever dies in between, and whoever tries besides, it happens
 * once. The user's act wins: a ticket that somebody has locked, or whose changes are not all followed, is left for the next
 * turn; so is one whose row is not as the desk knows it.
 *
 * this_ticket    rowid in the ERP
 * this_episode   ticket_deadline.episode
 * this_step      ticket_deadline.step
 * zone           of the ERP's times (erp_desk_facts)
 * own_addresses  addresses of machines
 *
 * Of a ticket that is gone nothing is to come. Another is planned once more first: what its policy no longer asks for, or asks for later, does not happen now. A step
 * that closes is deleted if it is of another episode, or if what it rests on no longer holds; while a customer's word is
 * unanswered it waits for another pause.
 *
 * Reads:      desk_ticket, llx_actioncomm, llx_ticket, setting, ticket_change, ticket_deadline, type_policy
 * Writes:     ticket_deadline
 * Called by:  erp_try_step
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_take_step;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_take_step(IN this_ticket INT, IN this_episode INT UNSIGNED,
  IN this_step VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Takes a step that is due'
BEGIN
  DECLARE right_now TIMESTAMP(3) DEFAULT SYSDATE(3);
  DECLARE due, present, locked, waiting, known, closes, holds, is_unread, pause, this_entity, happened INT DEFAULT 0;
  DECLARE facts VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  /* A row that somebody keeps locked holds up no other ticket. */
  SET SESSION innodb_lock_wait_timeout = 1;
  CALL begin_changes();
  SELECT COUNT(*) INTO due FROM ticket_deadline AS d
    WHERE d.ticket_id = this_ticket AND d.episode = this_episode AND d.step = this_step AND d.done_at IS NULL
      AND d.due_at <= right_now FOR UPDATE SKIP LOCKED;
  IF due THEN
    SELECT COUNT(*) INTO present FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ WHERE t.rowid = this_ticket;
    SELECT COUNT(*) INTO locked FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
      WHERE t.rowid = this_ticket FOR UPDATE SKIP LOCKED;
    SELECT COUNT(*) INTO waiting FROM ticket_change AS c WHERE c.ticket_id = this_ticket AND c.incident_id IS NULL;
    SELECT COUNT(*), COALESCE(MAX(k.entity), 0), COALESCE(MAX(k.unread), 0),
        COALESCE(MAX(k.episode = this_episode AND k.state <> 'closed' AND p.done_when = this_step), 0)
      INTO known, this_entity, is_unread, holds
      FROM desk_ticket AS k STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = k.ticket_id
        AND k.track_id = @TICKET_TRACK@ AND k.status = COALESCE(t.fk_statut, 0) AND k.assignee_id <=> NULLIF(t.fk_user_assign, 0)
      LEFT JOIN type_policy AS p ON @POLICY_FITS@
      WHERE k.ticket_id = this_ticket;
    SET closes = this_step IN ('goods_left', 'document', 'silence');
    IF NOT present THEN
      DELETE FROM ticket_deadline WHERE ticket_id = this_ticket AND done_at IS NULL;
    ELSEIF locked AND NOT waiting AND known THEN
      CALL plan_ticket(this_ticket, zone);
      SELECT COUNT(*) INTO due FROM ticket_deadline AS d
        WHERE d.ticket_id = this_ticket AND d.episode = this_episode AND d.step = this_step AND d.due_at <= right_now;
      IF holds THEN
        CALL step_holds(this_ticket, this_step, holds, facts);
      END IF;
      IF due AND closes AND NOT holds THEN
        DELETE FROM ticket_deadline WHERE ticket_id = this_ticket AND episode = this_episode AND step = this_step;
      ELSEIF due AND closes AND is_unread THEN
        SELECT @SETTING_close_pause_minutes@ INTO pause;
        UPDATE ticket_deadline SET due_at = right_now + INTERVAL GREATEST(pause, 1) MINUTE
          WHERE ticket_id = this_ticket AND episode = this_episode AND step = this_step;
      ELSEIF due AND closes THEN
        CALL erp_close_itself(this_ticket, this_step, facts, happened);
        /*
         * A word whose number is below that of the closing is not committed yet, which is an error at once, or was since. Nobody
         * is waited for: the ERP may hold an event and want the ticket. (MariaDB takes no NOWAIT in a procedure.)
         */
        /*M! SET SESSION innodb_lock_wait_timeout = 0; */
        SELECT COUNT(*) INTO present FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a @BASE_TABLE@
          WHERE a.fk_element = this_ticket AND a.elementtype = 'ticket' FOR UPDATE /*!80000 NOWAIT */;
        SET SESSION innodb_lock_wait_timeout = 1;
        SELECT COUNT(*) INTO waiting FROM ticket_change AS c
          WHERE c.ticket_id = this_ticket AND c.incident_id IS NULL AND c.connection <> CONNECTION_ID();
        IF waiting THEN
          ROLLBACK;
          SET happened = 0;
        END IF;
      ELSEIF due AND this_step = 'reopen' THEN
        CALL erp_reopen_itself(this_ticket, happened);
      ELSEIF due AND this_step = 'successor' THEN
        CALL erp_open_successor(this_ticket, happened);
      ELSEIF due AND this_step = 'assign' THEN
        CALL erp_give_again(this_ticket, this_entity, this_episode, zone, happened);
      ELSEIF due THEN
        CALL erp_remind(this_ticket, this_entity, this_episode, this_step, zone, own_addresses, happened);
      END IF;
    END IF;
    IF happened THEN
      UPDATE ticket_deadline SET done_at = right_now WHERE ticket_id = this_ticket AND episode = this_episode AND step = this_step;
    END IF;
  END IF;
  COMMIT;
END//
DELIMITER ;
