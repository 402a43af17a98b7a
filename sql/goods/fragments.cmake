# Fragments of SQL for goods: what is due, and what has left.

# Goods (goods/). Of a ticket (alias t): its track_id as goods_due keeps it; it was closed because its goods had left.
set(TICKET_ASCII_TRACK "CONVERT(t.track_id USING ascii) COLLATE ascii_bin")
set(MOVEMENT_OF_SPARE "`@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@ ON m.rowid = x.movement_id AND ${MOVEMENT_PRINT} = x.movement_print")
string(CONFIGURE "${MOVEMENT_OF_SPARE}" MOVEMENT_OF_SPARE @ONLY)
set(CLOSED_BY_GOODS "t.fk_statut = 8 AND EXISTS (SELECT 1 FROM ticket_deadline AS l JOIN desk_ticket AS k ON k.ticket_id = l.ticket_id
        AND k.episode = l.episode WHERE l.ticket_id = t.rowid AND l.step = 'goods_left' AND l.done_at IS NOT NULL)")
# Goods of a ticket (opened_ticket o) that the desk knows (d), by the movement of o or of a line (g), and their row of desk_link (x).
foreach(row o g)
  set(UNMET "desk_ticket AS d ON d.ticket_id = o.ticket_id AND d.track_id = o.track_id
      STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@ ON m.rowid = ${row}.movement_id
      LEFT JOIN desk_link AS x ON x.kind = 'product' AND x.number = m.fk_product AND x.opened_at = d.opened_at
        AND x.ticket_id = d.ticket_id AND x.row_id >= ${row}.movement_id")
  check_base_tables(goods/fragments.cmake "${UNMET}")
  string(CONFIGURE "${UNMET}" UNMET_GOODS_OF_${row} @ONLY)
endforeach()
# Errors that are nobody's change, movement or step: of an ERP or an installation that is damaged or being changed (tables,
# columns, rights, routines, views, the definer, functions of the library, a column list or parameters of another version, a routine
# that cannot be loaded or a statement that has to be prepared again because it is being replaced),
# of a server that is read-only or has no space. What meets one waits.
set(INSTALLATION_ERRORS "1054, 1142, 1143, 1146, 1176, 1305, 1318, 1356, 1370, 1412, 1449, 1122, 1126, 1127, 1128, 1457, 1548, 1615, 1290, 1792, 1836, 1030, 1114, 1021")
# Of a row of stock_change (alias c): its warehouse (w) is watched, and the ERP is ours.
set(CHANGE_COUNTS "rule_warehouse AS w ON w.warehouse_id = c.warehouse_id AND CRC32(LOWER(w.erp_schema)) = c.schema_print")
# Lines of a ticket (opened_ticket o) that come from movements (m) of a product (p).
set(DUE_COLUMNS "ticket_id, track_id, opened_number, entity, movement_id, product_id, warehouse_id, lot, quantity, remaining, price,
        label_ref, entered_at")
set(DUE_VALUES "o.ticket_id, o.track_id, o.number, o.entity, m.rowid, m.fk_product, m.fk_entrepot,
          COALESCE(CONVERT(m.batch USING utf8mb4), ''), CAST(m.value AS DECIMAL(24,8)), CAST(m.value AS DECIMAL(24,8)),
          CAST(COALESCE(NULLIF(m.price, 0), p.pmp) AS DECIMAL(24,8)),
          IF(m.origintype LIKE 'reception%' OR COALESCE(m.fk_origin, 0) = 0 AND COALESCE(m.inventorycode, '') = '',
            NULLIF(REGEXP_SUBSTR(CONVERT(m.label USING utf8mb4), '[^[:space:]]*[0-9][^[:space:]]*'), ''), NULL), o.opened_at")
# Of a counted movement (x): what people know it by, and who booked it.
set(DOCUMENT_WORDS "CASE LEFT(x.document, 3) WHEN '#S ' THEN CONCAT(IF(language = 'fr', 'expédition ', 'shipment '), SUBSTRING(x.document, 4))
          WHEN '#R ' THEN CONCAT(IF(language = 'fr', 'réception ', 'reception '), SUBSTRING(x.document, 4))
          WHEN '#I ' THEN CONCAT(IF(language = 'fr', 'inventaire ', 'inventory '), SUBSTRING(x.document, 4)) ELSE x.document END")
user_name(BOOKER_NAME x.actor_id)
in_utf8(WAREHOUSE_REF e.ref)
in_utf8(PRODUCT_REF p.ref)
foreach(pair "amount amount" "left_by_now left_by_now" "due due" "taken b.quantity-b.returned" "quantity g.quantity" "remaining g.remaining" "moved x.quantity")
  separate_arguments(pair)
  list(GET pair 0 name)
  list(GET pair 1 column)
  set(AMOUNT_OF_${name} "TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM CAST(${column} AS CHAR)))")
endforeach()
