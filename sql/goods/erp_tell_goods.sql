/*
 * A line for each movement that has changed what is due of a ticket: in the ticket's events, and in the journal. "1 of 3
 * left, shipment SH2611-004, booked by Bob".
 *
 * this_ticket  rowid in the ERP
 * this_track   its track_id
 * due          how much entered
 * language     of the lines, ISO 639-1
 *
 * To be called in a transaction of begin_changes().
 *
 * Reads:      code_label, desk_ticket, goods_due, goods_match, goods_movement, goods_touched, llx_entrepot, llx_user
 * Writes:     ticket_journal
 * Called by:  erp_settle_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_tell_goods;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_tell_goods(IN this_ticket INT,
  IN this_track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin, IN due DECIMAL(24,8),
  IN language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'A line for each movement of a ticket''s goods'
BEGIN
  DECLARE ended, actor, event INT DEFAULT 0;
  DECLARE this_movement BIGINT UNSIGNED;
  DECLARE amount, left_by_now DECIMAL(24,8);
  DECLARE line, booker VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE movements CURSOR FOR
    SELECT x.id, NULLIF(x.actor_id, 0), @BOOKER_NAME@, CONCAT(REPLACE(REPLACE(l.label, '__DOCUMENT__', COALESCE(@DOCUMENT_WORDS@, x.movement_id)),
        '__WAREHOUSE__', COALESCE((SELECT @WAREHOUSE_REF@ FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS e @BASE_TABLE@
          WHERE e.rowid = x.warehouse_id), x.warehouse_id)))
      FROM goods_touched AS w STRAIGHT_JOIN goods_movement AS x ON x.id = w.goods_movement_id
      STRAIGHT_JOIN code_label AS l ON l.dictionary = 'event' AND l.lang = language
        AND l.code = CASE x.kind WHEN 'returned' THEN 'GOODS_BACK' WHEN 'moved' THEN 'GOODS_MOVED' ELSE 'GOODS_LEFT' END
      WHERE w.ticket_id = this_ticket ORDER BY x.id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN movements;
  FETCH movements INTO this_movement, actor, booker, line;
  WHILE NOT ended DO
    SELECT COALESCE(SUM(IF(b.goods_movement_id = this_movement, ABS(b.quantity), 0)), 0), COALESCE(SUM(b.quantity), 0)
      INTO amount, left_by_now
      FROM goods_due AS g STRAIGHT_JOIN goods_match AS b ON b.goods_due_id = g.id AND b.goods_movement_id <= this_movement AND b.moved = 0
      WHERE g.ticket_id = this_ticket AND g.track_id <=> this_track;
    IF amount = 0 THEN
      SELECT COALESCE(SUM(g.quantity), 0) INTO amount FROM goods_movement AS x STRAIGHT_JOIN goods_due AS g
        ON g.ticket_id = this_ticket AND g.movement_id = x.movement_id WHERE x.id = this_movement;
    END IF;
    SET line = REPLACE(REPLACE(REPLACE(REPLACE(line, '__USER__', COALESCE(booker, '?')), '__AMOUNT__', @AMOUNT_OF_amount@),
      '__LEFT__', @AMOUNT_OF_left_by_now@), '__DUE__', @AMOUNT_OF_due@);
    CALL erp_add_event(this_ticket, 'AC_TICKET_MODIFY', actor, NULL, LEFT(line, 255), NULL, event);
    INSERT INTO ticket_journal (ticket_id, track_id, entity, at, who, user_id, way, what, new_value, event_id, connection)
      SELECT k.ticket_id, k.track_id, k.entity, SYSDATE(3), COALESCE(booker, 'TicketStock'), actor, 'goods', 'goods', LEFT(line, 255), event,
          CONNECTION_ID()
        FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
    SET ended = 0;
    FETCH movements INTO this_movement, actor, booker, line;
  END WHILE;
  CLOSE movements;
END//
DELIMITER ;
