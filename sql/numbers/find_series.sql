/*
 * The series that an entity's tickets are numbered in now, and the one that follows. A ticket's date may be up to a day
 * before or after the server's, where PHP keeps another zone: the present is 27 hours ago. The
 * server's time is not NOW() here: an event, and who calls this, may have another zone.
 *
 * this_entity  entity of the ERP
 * this_mask    of erp_numbering()
 * reset_month  of erp_numbering()
 * this_slot    OUT: counter of the series; NULL: it has not been made
 * this_base    OUT: what is taken off the counter's value; NULL as this_slot
 * this_end     OUT: when the series ends; NULL: never
 * next_slot    OUT: counter of the series after it, or the same again under a mask that never begins anew; NULL: it has
 *              not been made
 * next_base    OUT: what is taken off that one's value; NULL as next_slot
 *
 * Reads:      number_series
 * Called by:  erp_new_ticket, erp_prepare_rule
 * Internal
 */
DROP PROCEDURE IF EXISTS find_series;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE find_series(
  IN this_entity INT, IN this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, IN reset_month INT,
  OUT this_slot INT, OUT this_base BIGINT, OUT this_end DATETIME, OUT next_slot INT, OUT next_base BIGINT)
  COMMENT 'The series that an entity''s tickets are numbered in'
BEGIN
  DECLARE this_period, next_period CHAR(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE starts_at, next_end DATETIME;
  CALL erp_period(CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', @@GLOBAL.time_zone) - INTERVAL 27 HOUR, reset_month,
    this_period, starts_at, this_end);
  CALL erp_period(this_end, reset_month, next_period, starts_at, next_end);
  SELECT MAX(IF(period = this_period, slot, NULL)), MAX(IF(period = this_period, base, NULL)),
      MAX(IF(period = next_period, slot, NULL)), MAX(IF(period = next_period, base, NULL))
    INTO this_slot, this_base, next_slot, next_base
    FROM number_series WHERE entity = this_entity AND mask = this_mask AND period IN (this_period, next_period);
END//
DELIMITER ;
