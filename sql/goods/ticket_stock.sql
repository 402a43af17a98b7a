/*
 * What lies there for each ticket that goods have opened: how much, since when, and what it is worth, when it entered and now.
 * A row a ticket; quantities of several products are added up.
 *
 * Joins, not subqueries: as ticket_list.
 *
 * Reads:      desk_ticket, goods_due, llx_entrepot, llx_product
 * Public: report
 */
DROP VIEW IF EXISTS ticket_stock;
CREATE DEFINER = `ticketstock`@`localhost` VIEW ticket_stock AS
SELECT d.ticket_id, d.entity, d.ref, d.state, d.type_code, MIN(p.ref) AS product, COUNT(DISTINCT g.product_id) AS products,
    MIN(e.ref) AS warehouse, d.goods_due AS entered, d.goods_left, SUM(g.remaining) AS remaining, MIN(g.entered_at) AS entered_at,
    TIMESTAMPDIFF(DAY, MIN(g.entered_at), CURRENT_TIMESTAMP) AS days, SUM(g.remaining * g.price) AS value_at_entry,
    SUM(g.remaining * CAST(p.pmp AS DECIMAL(24,8))) AS value_now
  FROM goods_due AS g
  JOIN desk_ticket AS d ON d.ticket_id = g.ticket_id AND d.track_id = CONVERT(g.track_id USING utf8mb4) COLLATE utf8mb4_bin
  LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@product` AS p @BASE_TABLE@ ON p.rowid = g.product_id
  LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS e @BASE_TABLE@ ON e.rowid = g.warehouse_id
  WHERE g.gone = 0
  GROUP BY d.ticket_id, d.entity, d.ref, d.state, d.type_code, d.goods_due, d.goods_left;
