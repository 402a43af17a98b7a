/*
 * Finds out by how much the ERP's clock is ahead of UTC, and keeps it in erp_clock.
 *
 * PHP writes datem in its own zone, the server writes tms: their distance in the newest movements is the zone's, give
 * or take two minutes, unless a date was forced. More than half of the last ten movements of about today must agree,
 * two at least, on a zone that is kept somewhere in the world. Setting erp_time_zone, where it is set, says it instead.
 * As long as nothing says otherwise the ERP keeps the zone of the server, also when that changes between summer and
 * winter.
 *
 * Reads:      erp_clock, llx_stock_mouvement, setting
 * Writes:     erp_clock
 * Called by:  follow_setting, prepare_numbers
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_learn_clock;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_learn_clock()
  COMMENT 'Finds out by how much the ERP''s clock is ahead of UTC'
BEGIN
  DECLARE same, learned, server, known INT;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;
  /* An ERP that is damaged or being upgraded: what was known is kept, and rules and numbers are made ready all the
     same. */
  DECLARE EXIT HANDLER FOR 1054, 1142, 1143, 1146, 1176 BEGIN END;
  SET server = TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', @@GLOBAL.time_zone));
  SELECT @SETTING_erp_time_zone@ INTO zone;
  IF zone <> '' THEN
    SET same = 0, learned = TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', zone));
  END IF;
  IF learned IS NULL THEN
    SELECT c.as_server, c.ahead INTO same, learned FROM erp_clock AS c WHERE c.number = 1;
    SELECT v.of_server, v.ahead INTO same, learned
      FROM (SELECT g.of_server, g.ahead, g.votes, g.kept, SUM(g.votes) OVER () AS all_votes
        FROM (SELECT q.of_server, MAX(q.ahead) AS ahead, COUNT(*) AS votes, MAX(q.kept) AS kept
          FROM (SELECT d.ahead, d.ahead = d.server_ahead AS of_server, ABS(d.distance - d.ahead) <= 120
            AND d.ahead BETWEEN -43200 AND 50400
              AND (d.ahead MOD 3600 = 0
                OR d.ahead IN (-34200, -12600, -9000, 12600, 16200, 19800, 20700, 23400, 31500, 34200, 37800, 45900,
                  49500)) AS kept
            FROM (SELECT n.id, TIMESTAMPDIFF(SECOND, n.written, n.datem) AS distance,
                CAST(ROUND(TIMESTAMPDIFF(SECOND, n.written, n.datem) / 900) * 900 AS SIGNED) AS ahead,
                TIMESTAMPDIFF(SECOND, n.written, CONVERT_TZ(n.written, '+00:00', @@GLOBAL.time_zone)) AS server_ahead
              FROM (SELECT m.rowid AS id, m.datem,
                  TIMESTAMP('1970-01-01') + INTERVAL UNIX_TIMESTAMP(m.tms) SECOND AS written
                FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@
                  ORDER BY m.rowid DESC LIMIT 50) AS n) AS d
            WHERE ABS(d.distance) <= 90000 ORDER BY d.id DESC LIMIT 10) AS q
          GROUP BY q.kept, q.of_server, IF(q.of_server, 0, q.ahead)) AS g) AS v
      WHERE v.kept AND v.votes > 1 AND v.votes * 2 > v.all_votes;
  END IF;
  IF COALESCE(same, 1) THEN
    SET same = 1, learned = server;
  END IF;
  SELECT COUNT(*) INTO known FROM erp_clock AS c WHERE c.number = 1 AND c.as_server = same AND c.ahead = learned;
  IF known = 0 THEN
    REPLACE INTO erp_clock (number, as_server, ahead) VALUES (1, same, learned);
  END IF;
END//
DELIMITER ;
