/*
 * What becomes of the tickets whose goods have left, come back or moved on: desk_ticket says how much; where their type asks
 * for it (type_policy.done_when = goods_left), a line in the ticket's events and the journal says by what, and the closing is
 * planned, called off, or undone. All of them together, because a statement costs more than a ticket.
 *
 * language  of the lines, ISO 639-1
 * is_old    1: it happened before goods were counted: nothing is said or planned
 *
 * A ticket that the desk does not know yet is kept in goods_unsettled, unless nothing but new lines is to be told of it:
 * these the desk reads itself.
 * A closing that is under way holds the step: the DELETE waits for it, so that what it has closed is opened again.
 * To be called in a transaction of begin_changes().
 *
 * Reads:      desk_ticket, goods_due, goods_settled, goods_touched, llx_ticket, setting, ticket_change,
 *             ticket_deadline, type_policy
 * Writes:     desk_ticket, goods_settled, goods_unsettled, ticket_deadline
 * Called by:  erp_follow_goods
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_settle_goods;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_settle_goods(
  IN language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN is_old INT)
  COMMENT 'What becomes of tickets whose goods have left, or come back'
BEGIN
  DECLARE ended, this_ticket, unknown, gone, wanted INT DEFAULT 0;
  DECLARE this_track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE closed CURSOR FOR SELECT s.ticket_id, s.track_id FROM goods_settled AS s
    STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = s.ticket_id
    WHERE s.is_wanted = 1 AND s.there > 0 AND @CLOSED_BY_GOODS@ ORDER BY s.number;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  DELETE FROM goods_settled WHERE number > 0;
  INSERT INTO goods_settled (ticket_id, track_id, present, status, known, this_entity, episode, is_wanted, due, there, by_value, worth)
    SELECT w.ticket_id, w.track_id, t.rowid IS NOT NULL, COALESCE(t.fk_statut, 0), k.ticket_id IS NOT NULL, COALESCE(k.entity, 0),
        COALESCE(k.episode, 1), COALESCE(p.done_when = 'goods_left', 0),
        (SELECT SUM(IF(g.moved_from IS NULL, g.quantity, 0)) FROM goods_due AS g
          WHERE g.ticket_id = w.ticket_id AND g.track_id <=> w.track_id),
        (SELECT SUM(g.remaining) FROM goods_due AS g WHERE g.ticket_id = w.ticket_id AND g.track_id <=> w.track_id),
        p.escalate_value_days IS NOT NULL,
        (SELECT @GOODS_VALUE@ FROM goods_due AS g WHERE g.ticket_id = w.ticket_id AND g.track_id <=> w.track_id)
      FROM (SELECT DISTINCT v.ticket_id, v.track_id FROM goods_touched AS v) AS w
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = w.ticket_id AND @TICKET_ASCII_TRACK@ <=> w.track_id
      LEFT JOIN desk_ticket AS k ON k.ticket_id = w.ticket_id AND k.track_id = CONVERT(w.track_id USING utf8mb4) COLLATE utf8mb4_bin
      LEFT JOIN type_policy AS p ON @POLICY_FITS@
      ORDER BY w.ticket_id;
  UPDATE goods_settled SET is_wanted = 0 WHERE number > 0 AND (is_old OR NOT known OR due IS NULL);
  UPDATE goods_settled AS s STRAIGHT_JOIN desk_ticket AS k ON k.ticket_id = s.ticket_id
    SET k.goods_due = s.due, k.goods_left = s.due - s.there, k.goods_value = s.worth
    WHERE s.known = 1 AND s.due IS NOT NULL AND NOT (k.goods_due <=> s.due AND k.goods_left <=> s.due - s.there AND k.goods_value <=> s.worth);
  /* Planned when the step is taken: at once. What is to be planned of tickets that are new is when they are followed. */
  INSERT INTO ticket_deadline (ticket_id, episode, step, due_at)
    SELECT s.ticket_id, s.episode, 'value_manager', SYSDATE(3) FROM goods_settled AS s
      WHERE s.by_value = 1 AND s.known = 1 AND s.status NOT IN (8, 9)
    ON DUPLICATE KEY UPDATE due_at = IF(ticket_deadline.done_at IS NULL, VALUES(due_at), ticket_deadline.due_at);
  SELECT COALESCE(SUM(s.present AND NOT s.known AND NOT is_old), 0), COALESCE(SUM(s.is_wanted AND s.there = 0 AND s.status NOT IN (8, 9)), 0),
      COALESCE(SUM(s.is_wanted), 0)
    INTO unknown, gone, wanted FROM goods_settled AS s;
  IF unknown THEN
    INSERT IGNORE INTO goods_unsettled (ticket_id, goods_movement_id, track_id)
      SELECT w.ticket_id, w.goods_movement_id, w.track_id FROM goods_settled AS s
        STRAIGHT_JOIN goods_touched AS w ON w.ticket_id = s.ticket_id
        WHERE s.present = 1 AND s.known = 0 AND w.goods_movement_id > 0;
  END IF;
  IF wanted THEN
    CALL erp_tell_goods(language);
    IF gone THEN
      /* A reopening that is not followed yet has its own episode. */
      INSERT INTO ticket_deadline (ticket_id, episode, step, due_at)
        SELECT s.ticket_id, s.episode + COALESCE(r.reopened, 0), 'goods_left', SYSDATE(3) + INTERVAL (SELECT @SETTING_close_pause_minutes@) MINUTE
          FROM goods_settled AS s LEFT JOIN (SELECT c.ticket_id, COUNT(*) AS reopened FROM ticket_change AS c
            WHERE c.old_status IN (8, 9) AND c.new_status NOT IN (8, 9) GROUP BY c.ticket_id) AS r ON r.ticket_id = s.ticket_id
          WHERE s.is_wanted = 1 AND s.there = 0 AND s.status NOT IN (8, 9)
        ON DUPLICATE KEY UPDATE due_at = IF(ticket_deadline.done_at IS NULL, VALUES(due_at), ticket_deadline.due_at);
    END IF;
    DELETE l FROM goods_settled AS s STRAIGHT_JOIN ticket_deadline AS l ON l.ticket_id = s.ticket_id
      WHERE s.is_wanted = 1 AND s.there > 0 AND l.step = 'goods_left' AND l.done_at IS NULL;
    OPEN closed;
    FETCH closed INTO this_ticket, this_track;
    WHILE NOT ended DO
      CALL erp_reopen_goods(this_ticket, this_track, language);
      SET ended = 0;
      FETCH closed INTO this_ticket, this_track;
    END WHILE;
    CLOSE closed;
  END IF;
END//
DELIMITER ;
