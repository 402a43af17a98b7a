/*
 * A random track_id: 16 characters of a-z and 1-9, as Dolibarr's. It opens the public ticket page, so it
 * comes from the server's cryptographic source: of 128 random characters of base64 those that fit, about 70,
 * of which the first 16; each is as likely as any other.
 */
DROP PROCEDURE IF EXISTS erp_track_id;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_track_id(
  OUT track_id VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'A random track_id'
BEGIN
  SET track_id = LEFT(REGEXP_REPLACE(
    CONVERT(TO_BASE64(RANDOM_BYTES(96)) USING utf8mb4) COLLATE utf8mb4_bin, '[^a-z1-9]', ''), 16);
END//
DELIMITER ;
