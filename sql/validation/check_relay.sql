/*
 * Refuses a relay that the mailer could not use, with a sentence (45000).
 */
DROP PROCEDURE IF EXISTS check_relay;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_relay(
  IN this_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_host VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_port INT)
  COMMENT 'Refuses a relay that the mailer could not use'
BEGIN
  IF this_name NOT REGEXP '^[A-Za-z0-9._-]+$' THEN
    CALL refuse('A relay''s name is made of letters, digits, ".", "_" and "-": it stands in the secrets file too.');
  ELSEIF this_host LIKE '%:%' THEN
    CALL refuse('host takes a name or an IPv4 address, without a port; IPv6 addresses are not supported.');
  ELSEIF this_host NOT REGEXP '^[A-Za-z0-9._-]+$' THEN
    CALL refuse('host takes a host name or an IPv4 address.');
  ELSEIF this_port = 465 THEN
    CALL refuse('Port 465 speaks TLS from the first byte, which is not supported: use 587 with tls = starttls.');
  ELSEIF this_port < 1 THEN
    CALL refuse('port takes a number from 1 to 65535, mostly 25 or 587.');
  END IF;
END//
DELIMITER ;
