/*
 * The period in which a numbering mask counts that holds a moment.
 *
 * at_moment    moment, in the zone of the bounds
 * reset_month  99: a month; 1 to 12: a year that begins with that month; NULL: there is none
 * this_period  OUT: yyyymm; yyyy in which it began; empty
 * starts_at    OUT: NULL: it has no bound
 * ends_at      OUT: NULL: it has no bound
 *
 * Called by:  find_series, prepare_series
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_period;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_period(
  IN at_moment DATETIME, IN reset_month INT,
  OUT this_period CHAR(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, OUT starts_at DATETIME, OUT ends_at DATETIME)
  COMMENT 'The period in which a numbering mask counts'
BEGIN
  SET this_period = '', starts_at = NULL, ends_at = NULL;
  IF reset_month = 99 THEN
    SET starts_at = CAST(DATE_FORMAT(at_moment, '%Y-%m-01') AS DATETIME);
    SET ends_at = starts_at + INTERVAL 1 MONTH, this_period = DATE_FORMAT(starts_at, '%Y%m');
  ELSEIF reset_month BETWEEN 1 AND 12 THEN
    SET starts_at = CAST(CONCAT(YEAR(at_moment), '-', reset_month, '-01') AS DATETIME);
    SET starts_at = starts_at - INTERVAL IF(MONTH(at_moment) < reset_month, 1, 0) YEAR;
    SET ends_at = starts_at + INTERVAL 1 YEAR, this_period = DATE_FORMAT(starts_at, '%Y');
  END IF;
END//
DELIMITER ;
