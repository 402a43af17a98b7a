/*
 * The condition that goods opened the ticket: one of some products, lots or warehouses. desk_link says where to look, the
 * ERP's movements what is so. A ticket is noted in desk_link with its goods as soon as it is in desk_ticket; what an
 * operation adds to it, by follow_links().
 *
 * this_key  product, lot or warehouse
 * literals  JSON array of literals of SQL: rowids, or names of lots
 * this_one  OUT: the condition (list_condition)
 *
 * Called by:  list_condition
 * Internal
 */
DROP PROCEDURE IF EXISTS list_goods;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_goods(
  IN this_key VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN literals LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT this_one LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The condition that certain goods opened the ticket'
BEGIN
  DECLARE i INT DEFAULT 0;
  DECLARE places LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '[]';
  DECLARE those, literal, number, this_test LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '';
  WHILE i < JSON_LENGTH(literals) DO
    SET literal = JSON_UNQUOTE(JSON_EXTRACT(literals, CONCAT('$[', i, ']')));
    SET number = IF(this_key = 'lot', CONCAT('CRC32(LOWER(CONVERT(', literal, ' USING utf8mb4)))'), literal);
    SET those = CONCAT(those, IF(i, ', ', ''), literal),
      places = JSON_ARRAY_APPEND(places, '$', CONCAT('x.kind = ''', this_key, ''' AND x.number = ', number)), i = i + 1;
  END WHILE;
  SET those = CONCAT(CASE this_key WHEN 'product' THEN 'm.fk_product' WHEN 'lot' THEN 'm.batch' ELSE 'm.fk_entrepot' END,
    ' IN (', those, ')');
  SET this_test = CONCAT('((SELECT COUNT(*) FROM opened_ticket AS o',
      ' STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@',
      ' ON m.rowid = o.movement_id AND COALESCE(o.movement_print, @QUOTED_PRINT@) = @QUOTED_PRINT@',
      ' WHERE o.ticket_id = d.ticket_id AND o.track_id = d.track_id AND ', those, ') > 0',
    ' OR (SELECT COUNT(*) FROM opened_ticket AS o STRAIGHT_JOIN grouped_movement AS g ON g.opened_number = o.number',
      ' STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@',
      ' ON m.rowid = g.movement_id AND COALESCE(g.movement_print, @QUOTED_PRINT@) = @QUOTED_PRINT@',
      ' WHERE o.ticket_id = d.ticket_id AND o.track_id = d.track_id AND ', those, ') > 0)');
  SET this_one = JSON_OBJECT('alias', 'x', 'source', 'desk_link AS x FORCE INDEX (PRIMARY)', 'by_state', 0,
    'places', JSON_EXTRACT(places, '$'), 'test', this_test,
    'way', JSON_OBJECT('leads', 1, 'ordered', 'opened_at', 'dear', 1, 'near', 0, 'link', 1, 'cost', 0, 'needs', 256, 'covers', 0),
    /* Most tickets fail here already, and what the ERP says costs five times as much. For one value: of several the servers
       make no look-up. */
    'quick', IF(i = 1, CONCAT('(SELECT COUNT(*) FROM desk_link AS y FORCE INDEX (PRIMARY) WHERE y.kind = ''', this_key,
      ''' AND y.number = ', number, ' AND y.opened_at = d.opened_at AND y.ticket_id = d.ticket_id) > 0'), NULL));
  IF i = 1 THEN
    SET this_one = JSON_SET(this_one, '$.way.quick', 1);
  END IF;
END//
DELIMITER ;
