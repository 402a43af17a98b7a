/*
 * Adds to what the branches of a list share how many tickets there are and how close together they were opened, near the
 * newest and halfway back: what list_probe compares a condition with. Estimates; they decide on speed only.
 *
 * frame  the list (list_frame); tickets, newest, middle (times), new_gap, middle_gap (seconds a ticket) are set
 *
 * Reads:      desk_ticket
 * Called by:  list_entity
 * Internal
 */
DROP PROCEDURE IF EXISTS list_scale;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_scale(INOUT frame LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'How many tickets there are, for lists'
BEGIN
  DECLARE this_entity INT DEFAULT JSON_EXTRACT(frame, '$.entity');
  DECLARE tickets BIGINT;
  DECLARE newest, middle TIMESTAMP;
  DECLARE new_gap, middle_gap DOUBLE;
  SELECT GREATEST(1, COALESCE(MAX(t.TABLE_ROWS), 1)) INTO tickets FROM information_schema.TABLES AS t
    WHERE t.TABLE_SCHEMA = 'ticketstock' AND t.TABLE_NAME = 'desk_ticket';
  /* Not the very newest: a few may be dated ahead. */
  SELECT MAX(n.opened_at), TIMESTAMPDIFF(SECOND, MIN(n.opened_at), MAX(n.opened_at)) / COUNT(*) INTO newest, new_gap
    FROM (SELECT d.opened_at FROM desk_ticket AS d FORCE INDEX (opened_at) WHERE d.entity = this_entity
      ORDER BY d.opened_at DESC LIMIT 60 OFFSET 20) AS n;
  /* By rowids, since a few tickets may be much older than the others; from the end, since rowids may begin anywhere. */
  SELECT MAX(n.opened_at) INTO middle
    FROM (SELECT d.opened_at FROM desk_ticket AS d
      WHERE d.ticket_id >= (SELECT MAX(e.ticket_id) FROM desk_ticket AS e) - tickets DIV 2 ORDER BY d.ticket_id LIMIT 1) AS n;
  SELECT TIMESTAMPDIFF(SECOND, MIN(n.opened_at), middle) / COUNT(*) INTO middle_gap
    FROM (SELECT d.opened_at FROM desk_ticket AS d FORCE INDEX (opened_at) WHERE d.entity = this_entity AND d.opened_at <= middle
      ORDER BY d.opened_at DESC LIMIT 60) AS n;
  SET frame = JSON_SET(frame, '$.tickets', tickets, '$.newest', COALESCE(newest, '1970-01-02'), '$.middle', COALESCE(middle, '1970-01-02'),
    '$.new_gap', GREATEST(0.01, COALESCE(new_gap, 1)), '$.middle_gap', GREATEST(0.01, COALESCE(middle_gap, 1)));
END//
DELIMITER ;
