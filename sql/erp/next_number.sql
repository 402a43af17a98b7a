/*
 * The number of a new ticket where no number can be had from the counter alone: under a mask that counts anew in
 * periods, in a series that is not prepared, or after three numbers that Dolibarr had given already.
 *
 * this_entity, this_mask, reset_month, first_number  from erp_numbering(); opened_on  date of the ticket
 * attempt  1, 2, … within one ticket; number  OUT
 * No lock is held and nobody is waited for: the series is read, the counter is an auto-increment
 * column. After three numbers that Dolibarr had given already all up to its highest are passed over, one by one:
 * each value is ours alone, so connections that do so at once do not meet (with one value raised explicitly
 * they deadlocked); only thousands at a time, after an import, are jumped. A series that
 * nobody has prepared (the mask was changed seconds ago, or events are off) is replaced by Dolibarr's own way,
 * highest plus one; uk_ticket_ref then sorts out who was first.
 */
DROP PROCEDURE IF EXISTS erp_next_number;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_next_number(
  IN this_entity INT, IN this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  IN reset_month INT, IN first_number BIGINT, IN opened_on DATETIME, IN attempt INT, OUT number BIGINT)
  COMMENT 'The number of a new ticket where the counter alone does not tell'
BEGIN
  DECLARE this_slot INT;
  DECLARE this_base, highest, passed BIGINT;
  DECLARE this_period CHAR(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE starts_at, ends_at DATETIME;
  CALL erp_period(opened_on, reset_month, this_period, starts_at, ends_at);
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
END//
DELIMITER ;
