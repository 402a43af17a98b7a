/*
 * Raises a counter to at least a value: numbers below were given by others (Dolibarr, an import). An
 * explicit value moves an auto-increment column; a lower one changes nothing.
 */
DROP PROCEDURE IF EXISTS raise_slot;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE raise_slot(IN slot INT, IN least BIGINT)
  COMMENT 'Raises a counter to at least a value'
BEGIN
  DECLARE EXIT HANDLER FOR 1062 BEGIN END;
  IF least > 0 THEN
    CASE slot
    WHEN 1 THEN
      INSERT INTO number_slot_1 VALUES (least);
      DELETE FROM number_slot_1 WHERE number = least;
    WHEN 2 THEN
      INSERT INTO number_slot_2 VALUES (least);
      DELETE FROM number_slot_2 WHERE number = least;
    WHEN 3 THEN
      INSERT INTO number_slot_3 VALUES (least);
      DELETE FROM number_slot_3 WHERE number = least;
    WHEN 4 THEN
      INSERT INTO number_slot_4 VALUES (least);
      DELETE FROM number_slot_4 WHERE number = least;
    END CASE;
  END IF;
END//
DELIMITER ;
