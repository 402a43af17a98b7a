/*
 * Refuses a relay that the mailer could not use, with a sentence (45000).
 *
 * this_name      relay.name, as it is to be written, like all that follow
 * this_host      host name or IPv4 address
 * this_port      1 to 65535, not 465
 * this_tls       none or starttls
 * this_ca_file   NULL: the system's authorities
 * this_username  NULL: no login
 * per_minute     NULL: no limit
 *
 * Called by:  trigger relay_inserted, trigger relay_updated
 * Internal
 */
DROP PROCEDURE IF EXISTS check_relay;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_relay(
  IN this_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_host VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_port INT,
  IN this_tls VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_ca_file VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_username VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN per_minute BIGINT)
  COMMENT 'Refuses a relay that the mailer could not use'
BEGIN
  IF this_name NOT REGEXP '^[A-Za-z0-9._-]+$' THEN
    CALL refuse('A relay''s name is made of letters, digits, ".", "_" and "-": it stands in the secrets file too.');
  ELSEIF this_host LIKE '%:%' THEN
    CALL refuse('host takes a name or an IPv4 address, without a port; IPv6 addresses are not supported.');
  ELSEIF this_host = '' OR this_host REGEXP '[[:space:][:cntrl:]/@,;<>"()\\[]'
    OR REPLACE(this_host, ']', '') <> this_host THEN
    CALL refuse('host takes a host name or an IPv4 address.');
  ELSEIF this_port = 465 THEN
    CALL refuse('Port 465 speaks TLS from the first byte, which is not supported: use 587 with tls = starttls.');
  ELSEIF this_port < 1 THEN
    CALL refuse('port takes a number from 1 to 65535, mostly 25 or 587.');
  ELSEIF this_tls IN ('ssl', 'tls', 'smtps', 'implicit') THEN
    CALL refuse('TLS from the first byte is not supported: use tls = starttls, mostly with port 587.');
  ELSEIF this_tls NOT IN ('none', 'starttls') THEN
    CALL refuse(CONCAT('tls takes none or starttls, not "', this_tls, '".'));
  ELSEIF this_ca_file NOT LIKE '/%' OR this_ca_file REGEXP '[[:cntrl:]]' THEN
    CALL refuse('ca_file takes the absolute path of a PEM file on the server, or NULL.');
  ELSEIF this_username REGEXP '[[:cntrl:]]' OR LENGTH(this_username) > 255 THEN
    CALL refuse('username takes at most 255 bytes without control characters.');
  ELSEIF per_minute < 1 THEN
    CALL refuse('max_per_minute takes a number of mails from 1, or NULL for no limit; to stop a relay set enabled = 0.');
  END IF;
END//
DELIMITER ;
