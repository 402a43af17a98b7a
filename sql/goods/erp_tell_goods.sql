/*
 * A line for each movement that has changed what is due of a ticket: in the ticket's events, and in the journal. "1 of 3
 * left, shipment SH2611-004, booked by Bob". Of the tickets in goods_settled whose type asks for it.
 *
 * language  of the lines, ISO 639-1
 *
 * What the trigger on events appends of these lines says nothing that the desk does not know, and is deleted: what others
 * have appended meanwhile is read without a lock, and not waited for.
 * To be called in a transaction of begin_changes().
 *
 * Reads:      code_label, desk_ticket, goods_due, goods_known, goods_match, goods_movement, goods_settled, goods_told,
 *             goods_touched, llx_entrepot, llx_user, ticket_change
 * Writes:     goods_known, goods_told, ticket_change, ticket_journal
 * Called by:  erp_settle_goods
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_tell_goods;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_tell_goods(
  IN language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'A line for each movement of tickets'' goods'
BEGIN
  DECLARE ended, this_ticket, actor, event, told INT DEFAULT 0;
  DECLARE last_change BIGINT UNSIGNED;
  DECLARE line, booker VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE movements CURSOR FOR SELECT m.ticket_id, m.actor_id, m.booker, m.line FROM goods_told AS m ORDER BY m.number;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  DELETE FROM goods_told WHERE number > 0;
  INSERT INTO goods_told (ticket_id, actor_id, booker, line)
    SELECT q.ticket_id, q.actor_id, q.booker, LEFT(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(q.label, '__DOCUMENT__', q.document),
        '__WAREHOUSE__', q.warehouse), '__USER__', COALESCE(q.booker, '?')), '__AMOUNT__', @AMOUNT_OF_amount@),
        '__LEFT__', @AMOUNT_OF_left_by_now@), '__DUE__', @AMOUNT_OF_due@), 255)
      FROM (
        SELECT s.ticket_id, x.id, NULLIF(x.actor_id, 0) AS actor_id, @BOOKER_NAME@ AS booker, l.label, s.due,
            COALESCE(@DOCUMENT_WORDS@, x.movement_id) AS document,
            COALESCE((SELECT @WAREHOUSE_REF@ FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS e @BASE_TABLE@
              WHERE e.rowid = x.warehouse_id), x.warehouse_id) AS warehouse,
            CAST(COALESCE(NULLIF((SELECT SUM(IF(b.goods_movement_id = x.id, ABS(b.quantity), 0)) FROM goods_due AS g
                STRAIGHT_JOIN goods_match AS b ON b.goods_due_id = g.id AND b.goods_movement_id <= x.id AND b.moved = 0
                WHERE g.ticket_id = s.ticket_id AND g.track_id <=> s.track_id), 0),
              (SELECT SUM(g.quantity) FROM goods_due AS g WHERE g.ticket_id = s.ticket_id AND g.movement_id = x.movement_id), 0)
              AS DECIMAL(24,8)) AS amount,
            CAST(COALESCE((SELECT SUM(b.quantity) FROM goods_due AS g
              STRAIGHT_JOIN goods_match AS b ON b.goods_due_id = g.id AND b.goods_movement_id <= x.id AND b.moved = 0
              WHERE g.ticket_id = s.ticket_id AND g.track_id <=> s.track_id), 0) AS DECIMAL(24,8)) AS left_by_now
          FROM goods_settled AS s STRAIGHT_JOIN goods_touched AS w ON w.ticket_id = s.ticket_id
          STRAIGHT_JOIN goods_movement AS x ON x.id = w.goods_movement_id
          STRAIGHT_JOIN code_label AS l ON l.dictionary = 'event' AND l.lang = language
            AND l.code = CASE x.kind WHEN 'returned' THEN 'GOODS_BACK' WHEN 'moved' THEN 'GOODS_MOVED' ELSE 'GOODS_LEFT' END
          WHERE s.is_wanted = 1
      ) AS q ORDER BY q.ticket_id, q.id;
  SELECT COUNT(*) INTO told FROM goods_told;
  IF told THEN
    SELECT COALESCE(MAX(c.id), 0) INTO last_change FROM ticket_change AS c;
    OPEN movements;
    FETCH movements INTO this_ticket, actor, booker, line;
    WHILE NOT ended DO
      CALL erp_add_event(this_ticket, 'AC_TICKET_MODIFY', actor, NULL, line, NULL, event);
      INSERT INTO ticket_journal (ticket_id, track_id, entity, at, who, user_id, way, what, new_value, event_id, connection)
        SELECT k.ticket_id, k.track_id, k.entity, SYSDATE(3), COALESCE(booker, 'TicketStock'), actor, 'goods', 'goods', line, event,
            CONNECTION_ID()
          FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
      SET ended = 0;
      FETCH movements INTO this_ticket, actor, booker, line;
    END WHILE;
    CLOSE movements;
    DELETE FROM goods_known WHERE id > 0;
    INSERT INTO goods_known
      SELECT c.id FROM ticket_change AS c WHERE c.id > last_change AND c.connection = CONNECTION_ID() AND c.kind = 'event'
        AND c.code = 'AC_TICKET_MODIFY';
    DELETE c FROM goods_known AS n STRAIGHT_JOIN ticket_change AS c ON c.id = n.id;
  END IF;
END//
DELIMITER ;
