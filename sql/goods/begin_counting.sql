/* What was booked before this version counts too: from the first movement that has opened a ticket to the newest. */
INSERT IGNORE INTO goods_state (number, replay_from, replay_to)
  SELECT 1, (SELECT MIN(o.movement_id) FROM opened_ticket AS o),
    COALESCE((SELECT MAX(m.rowid) FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@), 0);
