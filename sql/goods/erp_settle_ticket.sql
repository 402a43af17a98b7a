/*
 * erp_settle_goods() of one ticket.
 *
 * this_ticket  rowid in the ERP
 * this_track   its track_id
 * language     of the lines, ISO 639-1
 * is_old       1: nothing is said or planned
 *
 * A ticket that the desk does not know yet is kept in goods_unsettled.
 * A closing that is under way holds the step: the DELETE waits for it, so that what it has closed is opened again.
 *
 * Reads:      desk_ticket, goods_due, goods_touched, llx_ticket, setting, ticket_change, ticket_deadline, type_policy
 * Writes:     desk_ticket, goods_unsettled, ticket_deadline
 * Called by:  erp_settle_goods
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_settle_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_settle_ticket(IN this_ticket INT,
  IN this_track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin,
  IN language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN is_old INT)
  COMMENT 'What becomes of a ticket whose goods have left, or come back'
BEGIN
  DECLARE present, known, is_wanted, by_value, status, this_entity, this_episode, pause, was_closed INT DEFAULT 0;
  DECLARE due, there, worth DECIMAL(24,8);
  SELECT COUNT(*), COALESCE(MAX(t.fk_statut), 0) INTO present, status FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
    WHERE t.rowid = this_ticket AND @TICKET_ASCII_TRACK@ <=> this_track;
  SELECT SUM(IF(g.moved_from IS NULL, g.quantity, 0)), SUM(g.remaining), @GOODS_VALUE@ INTO due, there, worth
    FROM goods_due AS g WHERE g.ticket_id = this_ticket AND g.track_id <=> this_track;
  SELECT COUNT(*), COALESCE(MAX(k.entity), 0), COALESCE(MAX(k.episode), 1), COALESCE(MAX(p.done_when = 'goods_left'), 0),
      MAX(p.escalate_value_days IS NOT NULL)
    INTO known, this_entity, this_episode, is_wanted, by_value
    FROM desk_ticket AS k LEFT JOIN type_policy AS p ON @POLICY_FITS@
    WHERE k.ticket_id = this_ticket AND k.track_id = CONVERT(this_track USING utf8mb4) COLLATE utf8mb4_bin;
  IF known AND due IS NOT NULL THEN
    UPDATE desk_ticket SET goods_due = due, goods_left = due - there, goods_value = worth WHERE ticket_id = this_ticket;
    IF by_value AND status NOT IN (8, 9) THEN
      /* Planned by what they are worth when the step is taken: at once. */
      CALL plan_step(this_ticket, this_episode, 'value_manager', SYSDATE(3));
    END IF;
    IF is_wanted AND NOT is_old THEN
      CALL erp_tell_goods(this_ticket, this_track, due, language);
      /* A reopening that is not followed yet has its own episode. */
      SELECT this_episode + COUNT(*) INTO this_episode FROM ticket_change AS c
        WHERE c.ticket_id = this_ticket AND c.old_status IN (8, 9) AND c.new_status NOT IN (8, 9);
      IF there = 0 AND status NOT IN (8, 9) THEN
        SELECT @SETTING_close_pause_minutes@ INTO pause;
        INSERT INTO ticket_deadline (ticket_id, episode, step, due_at)
          VALUES (this_ticket, this_episode, 'goods_left', SYSDATE(3) + INTERVAL pause MINUTE)
          ON DUPLICATE KEY UPDATE due_at = IF(ticket_deadline.done_at IS NULL, SYSDATE(3) + INTERVAL pause MINUTE, ticket_deadline.due_at);
      ELSEIF there > 0 THEN
        DELETE FROM ticket_deadline WHERE ticket_id = this_ticket AND step = 'goods_left' AND done_at IS NULL;
        SELECT COUNT(*) INTO was_closed FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
          WHERE t.rowid = this_ticket AND @CLOSED_BY_GOODS@;
        IF was_closed THEN
          CALL erp_reopen_goods(this_ticket, this_track, language);
        END IF;
      END IF;
    END IF;
  ELSEIF present AND NOT known AND NOT is_old THEN
    INSERT IGNORE INTO goods_unsettled (ticket_id, goods_movement_id, track_id)
      SELECT w.ticket_id, w.goods_movement_id, w.track_id FROM goods_touched AS w WHERE w.ticket_id = this_ticket;
  END IF;
END//
DELIMITER ;
