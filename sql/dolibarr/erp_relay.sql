/*
 * The relay that the ERP itself uses, of each entity: its mail constants, those with _TICKET as a whole where
 * MAIN_MAIL_SENDMODE_TICKET is set to other than default. Used where table relay is empty. The password is
 * encrypted in the ERP; ours stands in the secrets file, password.<name> = … The host is part of the name, so that
 * whoever can write the ERP's constants cannot have the password sent to another host.
 *
 * problem: NULL, or why it cannot be used, in words
 * CONVERT: a dump makes a view of numbers in the place of the one that this reads, and MySQL has no REGEXP of numbers
 * (3995).
 *
 * Reads:      erp_relay_constant
 * Read by:    available_relay
 * Internal
 */
DROP VIEW IF EXISTS erp_relay;
CREATE DEFINER = `ticketstock`@`localhost` VIEW erp_relay AS
SELECT c.entity, LEFT(CONCAT('dolibarr.', c.host), 64) AS name, c.host,
    IF(CONVERT(c.port USING utf8mb4) REGEXP '^[0-9]{1,5}$', CAST(c.port AS UNSIGNED), 25) AS port,
    IF(c.starttls, 'starttls', 'none') AS tls, IF(c.self_signed, 0, 1) AS verify_certificate,
    IF(c.auth = 'NONE', NULL, c.username) AS username,
    CASE WHEN c.implicit_tls THEN
        'It is set to TLS from the first byte (MAIN_MAIL_EMAIL_TLS), which is not supported: set it to STARTTLS, port 587, or write a relay of our own.'
      WHEN c.auth = 'XOAUTH2' THEN
        'It is set to OAuth (MAIN_MAIL_SMTPS_AUTH_TYPE), which is not supported: write a relay with user name and password into table relay.'
      WHEN c.port = '465' THEN
        'Port 465 speaks TLS from the first byte, which is not supported: use 587 with STARTTLS.'
      WHEN c.host LIKE '%:%' OR c.host LIKE '%/%' THEN
        'MAIN_MAIL_SMTP_SERVER must be a host name or an IPv4 address.'
      WHEN CHAR_LENGTH(c.host) > 55 THEN
        'MAIN_MAIL_SMTP_SERVER has more than 55 characters: write a relay of our own.'
      END AS problem
  FROM (
    SELECT entity,
        MAX(IF(name = 'MAIN_MAIL_SMTP_SERVER', value, NULL)) AS host,
        MAX(IF(name = 'MAIN_MAIL_SMTP_PORT', value, NULL)) AS port,
        MAX(IF(name = 'MAIN_MAIL_SMTPS_ID', value, NULL)) AS username,
        MAX(IF(name = 'MAIN_MAIL_SMTPS_AUTH_TYPE', value, '')) AS auth,
        MAX(IF(name = 'MAIN_MAIL_EMAIL_STARTTLS', value <> '0', 0)) AS starttls,
        MAX(IF(name = 'MAIN_MAIL_EMAIL_TLS', value <> '0', 0)) AS implicit_tls,
        MAX(IF(name = 'MAIN_MAIL_EMAIL_SMTP_ALLOW_SELF_SIGNED', value <> '0', 0)) AS self_signed
      FROM erp_relay_constant GROUP BY entity
  ) AS c WHERE c.host IS NOT NULL;
