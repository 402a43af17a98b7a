/*
 * The condition that goods opened the ticket: one of some products, lots or warehouses. desk_link says where to look, the
 * ERP's movements what is so.
 *
 * this_key  product, lot or warehouse
 * literals  JSON array of literals of SQL: rowids, or names of lots
 * this_one  OUT: the condition (list_condition)
 *
 * Reads:      desk_link
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
  DECLARE i, met INT DEFAULT 0;
  DECLARE places LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '[]';
  DECLARE those, literal, this_test LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '';
  SELECT COALESCE(MAX(row_id), 0) - 1000 INTO met FROM desk_link WHERE kind = 'product';
  WHILE i < JSON_LENGTH(literals) DO
    SET literal = JSON_UNQUOTE(JSON_EXTRACT(literals, CONCAT('$[', i, ']')));
    SET those = CONCAT(those, IF(i, ', ', ''), literal),
      places = JSON_ARRAY_APPEND(places, '$', CONCAT('x.kind = ''', this_key, ''' AND x.number = ',
        IF(this_key = 'lot', CONCAT('CRC32(LOWER(CONVERT(', literal, ' USING utf8mb4)))'), literal))), i = i + 1;
  END WHILE;
  SET those = CONCAT(CASE this_key WHEN 'product' THEN 'm.fk_product' WHEN 'lot' THEN 'm.batch' ELSE 'm.fk_entrepot' END,
    ' IN (', those, ')');
  SET this_test = CONCAT('(SELECT COUNT(*) FROM opened_ticket AS o',
      ' STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@',
      ' ON m.rowid = o.movement_id AND COALESCE(o.movement_print, @QUOTED_PRINT@) = @QUOTED_PRINT@',
      ' WHERE o.ticket_id = d.ticket_id AND o.track_id = d.track_id AND ', those, ')',
    ' + (SELECT COUNT(*) FROM opened_ticket AS o STRAIGHT_JOIN grouped_movement AS g ON g.opened_number = o.number',
      ' STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@',
      ' ON m.rowid = g.movement_id AND COALESCE(g.movement_print, @QUOTED_PRINT@) = @QUOTED_PRINT@',
      ' WHERE o.ticket_id = d.ticket_id AND o.track_id = d.track_id AND ', those, ') > 0');
  SET this_one = JSON_OBJECT('alias', 'x', 'source', 'desk_link AS x FORCE INDEX (PRIMARY)', 'in_order', 1, 'by_state', 0,
    'places', JSON_EXTRACT(places, '$'), 'test', CONCAT('(', this_test, ')'),
    'late', CONCAT('opened_ticket AS l STRAIGHT_JOIN desk_ticket AS d ON d.ticket_id = l.ticket_id WHERE l.movement_id > ', met));
END//
DELIMITER ;
