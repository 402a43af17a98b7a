/*
 * Lets an address have mails of the desk again that rests because one came back undelivered.
 *
 * this_address  the address
 *
 * Error 45000 if it does not rest.
 *
 * Writes:     resting_address
 * Public
 */
DROP PROCEDURE IF EXISTS wake_address;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE wake_address(
  IN this_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Lets an address have mails of the desk again'
BEGIN
  DELETE FROM resting_address WHERE address = this_address;
  IF ROW_COUNT() = 0 THEN
    CALL refuse(CONCAT('"', COALESCE(LEFT(this_address, 60), 'NULL'), '" does not rest; resting_address has those that do.'));
  END IF;
END//
DELIMITER ;
