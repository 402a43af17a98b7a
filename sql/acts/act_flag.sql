/*
 * The value of a key of the options that is true or false.
 *
 * options  JSON object; NULL: none
 * name     the key
 * unsaid   what it is if it is not said
 * value    OUT: 1 or 0
 *
 * Error 45000 if it is neither.
 *
 * Called by:  act_options, reply_ticket, set_type_policy
 * Internal
 */
DROP PROCEDURE IF EXISTS act_flag;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE act_flag(
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN name VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN unsaid INT, OUT value INT)
  COMMENT 'The value of a key that is true or false'
BEGIN
  DECLARE found VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT LEFT(JSON_EXTRACT(options, CONCAT('$.', name)), 100);
  SET value = CASE COALESCE(found, 'null') WHEN 'null' THEN unsaid WHEN 'true' THEN 1 WHEN 'false' THEN 0 END;
  IF value IS NULL THEN
    CALL refuse(CONCAT('Key "', name, '" takes true or false.'));
  END IF;
END//
DELIMITER ;
