/*
 * Takes a value of a counter. Nobody waits for it, and no value is given twice; one that is rolled back is
 * a gap.
 *
 * slot    1 to 4 (number_series.slot)
 * wanted  NULL for the next value; else the counter goes on after this one if it stands lower: numbers below were given
 *         by others (Dolibarr, an import)
 * taken   OUT: the value
 *
 * Writes:     number_slot_1, number_slot_2, number_slot_3, number_slot_4
 * Called by:  erp_new_ticket, prepare_series
 * Internal
 */
DROP PROCEDURE IF EXISTS take_slot_number;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE take_slot_number(
  IN slot INT, IN wanted BIGINT, OUT taken BIGINT)
  COMMENT 'Takes a value of a counter'
BEGIN
  DECLARE EXIT HANDLER FOR 1062 SET taken = wanted;
  CASE slot
  WHEN 1 THEN
    INSERT INTO number_slot_1 VALUES (wanted);
    SET taken = COALESCE(wanted, LAST_INSERT_ID());
    DELETE FROM number_slot_1 WHERE number = taken;
  WHEN 2 THEN
    INSERT INTO number_slot_2 VALUES (wanted);
    SET taken = COALESCE(wanted, LAST_INSERT_ID());
    DELETE FROM number_slot_2 WHERE number = taken;
  WHEN 3 THEN
    INSERT INTO number_slot_3 VALUES (wanted);
    SET taken = COALESCE(wanted, LAST_INSERT_ID());
    DELETE FROM number_slot_3 WHERE number = taken;
  WHEN 4 THEN
    INSERT INTO number_slot_4 VALUES (wanted);
    SET taken = COALESCE(wanted, LAST_INSERT_ID());
    DELETE FROM number_slot_4 WHERE number = taken;
  END CASE;
END//
DELIMITER ;
