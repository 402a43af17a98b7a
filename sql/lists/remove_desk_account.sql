/*
 * Takes an account of the server from the desk: it is nobody there from then on.
 *
 * this_account  name of the account of the server, without its host
 *
 * Error 45000 if the desk does not know it.
 *
 * Writes:     desk_account
 * Public
 */
DROP PROCEDURE IF EXISTS remove_desk_account;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE remove_desk_account(
  IN this_account VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
  COMMENT 'Takes an account of the server from the desk'
BEGIN
  DELETE FROM desk_account WHERE account = this_account;
  IF ROW_COUNT() = 0 THEN
    CALL refuse(CONCAT('The desk knows no account "', COALESCE(this_account, 'NULL'), '".'));
  END IF;
END//
DELIMITER ;
