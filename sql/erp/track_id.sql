/*
 * A random track_id: 16 characters of a-z and 1-9, as Dolibarr's. It opens the public ticket page,
 * so it comes from the server's cryptographic source. Each character is a random 32-bit number
 * modulo 35: the bias is below 1 in 10^8.
 */
DROP PROCEDURE IF EXISTS erp_track_id;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_track_id(
  OUT track_id VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'A random track_id'
BEGIN
  DECLARE random CHAR(128) CHARACTER SET ascii DEFAULT HEX(RANDOM_BYTES(64));
  SET track_id = '';
  WHILE CHAR_LENGTH(track_id) < 16 DO
    SET track_id = CONCAT(track_id, SUBSTRING('abcdefghijklmnopqrstuvwxyz123456789',
      1 + CONV(SUBSTRING(random, 1 + 8 * CHAR_LENGTH(track_id), 8), 16, 10) % 35, 1));
  END WHILE;
END//
DELIMITER ;
