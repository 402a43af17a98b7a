/*
 * Is there something to count?
 *
 * waiting  OUT: 1: movements, tickets without lines, or what was booked before goods were counted; 0: nothing
 *
 * What has left where nobody watches waits until there are a thousand.
 *
 * Reads:      desk_ticket, goods_state, goods_unsettled, opened_ticket, rule_warehouse, stock_change
 * Called by:  explain_close, follow_goods, follow_tickets
 * Internal
 */
DROP PROCEDURE IF EXISTS goods_wait;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE goods_wait(OUT waiting INT)
  COMMENT 'Is there something to count'
BEGIN
  SELECT COUNT(*) > 0 INTO waiting FROM (
    (SELECT 1 FROM stock_change AS c STRAIGHT_JOIN @CHANGE_COUNTS@
      WHERE c.incident_id IS NULL LIMIT 1)
    UNION ALL (SELECT 1 FROM stock_change AS c WHERE c.incident_id IS NULL LIMIT 999, 1)
    UNION ALL (SELECT 1 FROM opened_ticket AS o WHERE o.goods_seen = 0 LIMIT 1)
    UNION ALL SELECT 1 FROM goods_state AS s WHERE s.replay_from IS NOT NULL
    UNION ALL (SELECT 1 FROM goods_unsettled AS u JOIN desk_ticket AS k ON k.ticket_id = u.ticket_id LIMIT 1)
  ) AS w;
END//
DELIMITER ;
