/*
 * Gives a new ticket its ref: the mask with date and number put in. The width of the counter is the least: a
 * number that needs more digits gets them (LPAD alone would truncate it).
 *
 * this_entity  entity of the ERP; this_mask, this_period, first_number, starts_at, ends_at  from
 * erp_numbering(); opened_on  date of the ticket; attempt  1, 2, … within one ticket
 * ref  OUT
 * No lock is held and nobody is waited for: the series is read, the counter is an auto-increment
 * column. After three numbers that Dolibarr had given already all up to its highest are passed over, one by one:
 * each value is ours alone, so connections that do so at once do not meet (with one value raised explicitly
 * they deadlocked); only thousands at a time, after an import, are jumped. A series that
 * nobody has prepared (the mask was changed seconds ago, or events are off) is replaced by Dolibarr's own way,
 * highest plus one; uk_ticket_ref then sorts out who was first.
 */
DROP PROCEDURE IF EXISTS erp_next_ref;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_next_ref(
  IN this_entity INT,
  IN this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  IN this_period CHAR(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  IN first_number BIGINT, IN starts_at DATETIME, IN ends_at DATETIME,
  IN opened_on DATETIME, IN attempt INT,
  OUT ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Gives a new ticket its ref'
BEGIN
  DECLARE this_slot INT;
  DECLARE this_base, highest, number, passed BIGINT;
  DECLARE counter VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
    DEFAULT REGEXP_SUBSTR(this_mask, '[{]0+([@+][0-9]+)?([@+][0-9]+)?[}]');
  DECLARE width INT DEFAULT CHAR_LENGTH(REGEXP_SUBSTR(counter, '0+'));
  SELECT MAX(slot), MAX(base) INTO this_slot, this_base FROM number_series
    WHERE entity = this_entity AND mask = this_mask AND period = this_period;
  IF this_slot IS NULL OR attempt % 4 = 0 THEN
    CALL erp_highest_number(this_entity, this_mask, starts_at, ends_at, highest);
    SET highest = GREATEST(highest, first_number - 1);
  END IF;
  IF this_slot IS NULL THEN
    SET number = highest + attempt;
  ELSE
    CALL take_slot_number(this_slot, NULL, number);
    SET number = number - this_base;
    IF highest - number > 5000 THEN
      CALL take_slot_number(this_slot, this_base + highest + CONNECTION_ID() % 100, passed);
    END IF;
    WHILE number <= highest DO
      CALL take_slot_number(this_slot, NULL, number);
      SET number = number - this_base;
    END WHILE;
  END IF;
  SET ref = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(this_mask,
    counter, IF(CHAR_LENGTH(number) > width, number, LPAD(number, width, '0'))),
    '{yyyy}', DATE_FORMAT(opened_on, '%Y')), '{yy}', DATE_FORMAT(opened_on, '%y')),
    '{y}', RIGHT(YEAR(opened_on), 1)), '{mm}', DATE_FORMAT(opened_on, '%m')), '{dd}', DATE_FORMAT(opened_on, '%d'));
END//
DELIMITER ;
