/*
 * The value of a key that is a number or null.
 *
 * options  JSON object
 * name     the key
 * least    lowest number that it takes
 * most     highest
 * value    INOUT: what holds so far; NULL: nothing. It stays if the key is not there, and is NULL if the key is null
 *
 * Error 45000 with a sentence if it is anything else.
 *
 * Called by:  set_type_closing
 * Internal
 */
DROP PROCEDURE IF EXISTS act_number;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE act_number(
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN name VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN least INT, IN most INT, INOUT value INT)
  COMMENT 'The value of a key that is a number or null'
BEGIN
  DECLARE found VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT LEFT(JSON_EXTRACT(options, CONCAT('$.', name)), 100);
  IF found = 'null' THEN
    SET value = NULL;
  ELSEIF found IS NOT NULL THEN
    SET value = IF(found REGEXP '^[0-9]{1,9}$', found, NULL);
    IF value IS NULL OR value NOT BETWEEN least AND most THEN
      CALL refuse(CONCAT('Key "', name, '" takes a number from ', least, ' to ', most, ', or null.'));
    END IF;
  END IF;
END//
DELIMITER ;
