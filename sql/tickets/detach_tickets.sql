/*
 * Moves rows of opened_ticket that are left over from another state of the ERP to detached_ticket, and cancels the
 * mails that wait for tickets which are not there.
 *
 * from_number  opened_ticket.number, the first
 * to_number    the last
 * detached     OUT: how many were moved
 *
 * A row is left over if the ERP has given its movement's rowid once more, or if its ticket is gone and so is its
 * movement, or another has its rowid. A ticket that somebody has deleted in the ERP still has its movement, and stays.
 * While a table is empty the ERP may be about to be loaded: then nothing is taken for gone.
 *
 * Reads:      goods_due, goods_match, llx_stock_mouvement, llx_ticket, opened_ticket
 * Writes:     detached_ticket, goods_due, goods_match, goods_unsettled, grouped_movement, mail_outbox, opened_ticket
 * Called by:  erp_detach_left_overs
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_detach_tickets;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_detach_tickets(
  IN from_number BIGINT, IN to_number BIGINT, OUT detached INT)
  COMMENT 'Detaches tickets that the ERP no longer has'
BEGIN
  DECLARE ended, cancelled INT DEFAULT 0;
  DECLARE this_number BIGINT;
  DECLARE this_ticket, still_there, last_ticket, last_movement INT;
  DECLARE this_track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE left_overs CURSOR FOR
    SELECT o.number, o.ticket_id, o.track_id, t.rowid IS NOT NULL FROM opened_ticket AS o
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = o.ticket_id
        AND CONVERT(t.track_id USING ascii) COLLATE ascii_bin = o.track_id
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@ ON m.rowid = o.movement_id
      WHERE o.number BETWEEN from_number AND to_number
        AND (EXISTS (SELECT 1 FROM opened_ticket AS n WHERE n.movement_id = o.movement_id AND n.number > o.number)
          OR t.rowid IS NULL AND o.track_id IS NOT NULL
            AND IF(m.rowid IS NULL, last_ticket IS NOT NULL
              AND last_movement IS NOT NULL, @MOVEMENT_PRINT@ <> o.movement_print));
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SET detached = 0;
  SELECT MAX(t.rowid) INTO last_ticket FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@;
  SELECT MAX(m.rowid) INTO last_movement FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@;
  OPEN left_overs;
  FETCH left_overs INTO this_number, this_ticket, this_track, still_there;
  WHILE NOT ended DO
    SET cancelled = 0;
    IF NOT still_there THEN
      UPDATE mail_outbox SET state = 'cancelled', smtp_code = 0, smtp_text = 'The ticket is no longer in the ERP.'
        WHERE ticket_id = this_ticket AND track_id <=> this_track AND state = 'pending';
      SET cancelled = ROW_COUNT();
    END IF;
    INSERT INTO detached_ticket (number, movement_id, ticket_id, track_id, rule_id, entity, opened_at, cancelled_mails)
      SELECT o.number, o.movement_id, o.ticket_id, o.track_id, o.rule_id, o.entity, o.opened_at, cancelled
        FROM opened_ticket AS o WHERE o.number = this_number;
    DELETE b FROM goods_due AS g STRAIGHT_JOIN goods_match AS b ON b.goods_due_id = g.id WHERE g.opened_number = this_number;
    DELETE FROM goods_due WHERE opened_number = this_number;
    DELETE FROM goods_unsettled WHERE ticket_id = this_ticket AND track_id <=> this_track;
    DELETE FROM grouped_movement WHERE opened_number = this_number;
    DELETE FROM opened_ticket WHERE number = this_number;
    SET detached = detached + 1;
    FETCH left_overs INTO this_number, this_ticket, this_track, still_there;
  END WHILE;
  CLOSE left_overs;
END//
DELIMITER ;
