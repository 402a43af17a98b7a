/*
 * Explains why a ticket closes by itself, or why not: what it is done by, which of its goods are there, by what they have left.
 *
 * this_ref  ref, rowid or track_id
 *
 * Returns rows of explanation, one fact each. Error 45000 if there is no such ticket, or if several fit.
 *
 * Reads:      desk_ticket, goods_due, goods_match, goods_movement, llx_entrepot, llx_product, llx_user, setting,
 *             ticket_deadline, type_policy
 * Public
 */
DROP PROCEDURE IF EXISTS explain_close;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE explain_close(
  IN this_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Explains why a ticket closes by itself, or why not'
BEGIN
  DECLARE this_ticket, this_entity, counts, pause, waits INT;
  DECLARE language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT 'en';
  CALL find_any_ticket(this_ref, this_ticket);
  SELECT MAX(k.entity) INTO this_entity FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
  SELECT @SETTING_count_inventory@, @SETTING_close_pause_minutes@ INTO counts, pause;
  CALL goods_wait(waits);
  SELECT w.explanation FROM (
    SELECT 1 AS place, 0 AS number, 0 AS part, CASE WHEN k.state = 'closed' AND l.done_at IS NOT NULL THEN 'It was closed by itself: its goods had left.'
        WHEN k.state = 'closed' THEN 'It is closed, by somebody.'
        WHEN COALESCE(p.done_when, 'by_hand') <> 'goods_left' THEN CONCAT('Goods do not close it: type_policy.done_when is ',
          COALESCE(p.done_when, 'by_hand'), '. CALL set_type_policy(type, ''{"done_when": "goods_left"}'') if they should.')
        WHEN k.goods_due IS NULL THEN 'No goods have opened it: it is closed by hand.'
        WHEN k.goods_left < k.goods_due THEN CONCAT('It closes ', pause, IF(pause = 1, ' minute', ' minutes'), ' after the last of its goods have left.')
        WHEN l.due_at IS NOT NULL AND k.unread THEN 'All its goods have left. It closes when the customer''s word is answered.'
        WHEN l.due_at IS NOT NULL THEN CONCAT('All its goods have left. It closes at ', l.due_at, '.')
        ELSE 'All its goods had left before anybody asked for it to close by itself: CALL close_ticket(ref, why, NULL).' END AS explanation
      FROM desk_ticket AS k LEFT JOIN type_policy AS p ON @POLICY_FITS@
      LEFT JOIN ticket_deadline AS l ON l.ticket_id = k.ticket_id AND l.episode = k.episode AND l.step = 'goods_left'
      WHERE k.ticket_id = this_ticket
    UNION ALL
    SELECT 2, g.id, 0, CONCAT(@AMOUNT_OF_quantity@, ' x ', COALESCE(@PRODUCT_REF@, g.product_id), IF(g.lot = '', '', CONCAT(', lot ', g.lot)),
        IF(g.moved_from IS NULL, ' entered warehouse ', ' moved on to warehouse '), COALESCE(@WAREHOUSE_REF@, g.warehouse_id),
        ' with movement ', g.movement_id, ': ', IF(g.gone, 'nothing', @AMOUNT_OF_remaining@), ' is there.')
      FROM goods_due AS g JOIN desk_ticket AS k ON k.ticket_id = g.ticket_id AND k.track_id = CONVERT(g.track_id USING utf8mb4) COLLATE utf8mb4_bin
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@product` AS p @BASE_TABLE@ ON p.rowid = g.product_id
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS e @BASE_TABLE@ ON e.rowid = g.warehouse_id
      WHERE g.ticket_id = this_ticket
    UNION ALL
    SELECT 2, g.id, x.id, CONCAT('  ', TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM CAST(ABS(b.quantity) AS CHAR))),
        CASE WHEN b.quantity < 0 THEN ' came back' WHEN b.moved THEN ' moved on' WHEN x.movement_id > g.movement_id THEN ' left' END,
        ' with movement ', x.movement_id, COALESCE(CONCAT(', ', @DOCUMENT_WORDS@), ''), COALESCE(CONCAT(', booked by ', @BOOKER_NAME@), ''),
        IF(x.followed_at >= g.entered_at - INTERVAL 1 SECOND, '', ', counted afterwards'), '.') /* A second: MySQL rounds entered_at up. */
      FROM goods_due AS g JOIN desk_ticket AS k ON k.ticket_id = g.ticket_id AND k.track_id = CONVERT(g.track_id USING utf8mb4) COLLATE utf8mb4_bin
      JOIN goods_match AS b ON b.goods_due_id = g.id JOIN goods_movement AS x ON x.id = b.goods_movement_id
      WHERE g.ticket_id = this_ticket
    UNION ALL
    SELECT 3, x.id, 0, CONCAT('Movement ', x.movement_id, ', ', COALESCE(@DOCUMENT_WORDS@, 'an inventory'), ', took ', @AMOUNT_OF_moved@,
        ' off the stock: inventories do not count (setting count_inventory).')
      FROM goods_movement AS x
      WHERE x.kind = 'inventory' AND counts = 0 AND EXISTS (SELECT 1 FROM goods_due AS g WHERE g.ticket_id = this_ticket AND g.gone = 0
        AND g.product_id = x.product_id AND g.warehouse_id = x.warehouse_id AND g.movement_id < x.movement_id)
    UNION ALL
    SELECT 4, 0, 0, 'Movements wait to be counted: follow_tickets() has more to do.' FROM (SELECT 1) AS one WHERE waits > 0
  ) AS w ORDER BY w.place, w.number, w.part;
END//
DELIMITER ;
