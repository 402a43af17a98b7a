/*
 * The SMTP relays. Passwords do not stand here but in the secrets file: password.<name> = …
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS relay (
  name VARCHAR(64) NOT NULL COMMENT 'Name of the relay, also in the secrets file',
  priority INT NOT NULL DEFAULT 10 COMMENT 'The lowest that is usable gets the mails',
  host VARCHAR(255) NOT NULL COMMENT 'Host name, also an international one, or IPv4 address',
  port SMALLINT UNSIGNED NOT NULL DEFAULT 25 COMMENT 'TCP port',
  tls VARCHAR(16) NOT NULL DEFAULT 'none'
    COMMENT 'starttls: TLS is required (RFC 3207); none: never used',
  verify_certificate TINYINT NOT NULL DEFAULT 1
    COMMENT '1: the certificate must be valid for host; 0: any certificate will do',
  ca_file VARCHAR(255) NULL
    COMMENT 'PEM file on the server with the authorities to trust, absolute path; NULL: the system''s',
  username VARCHAR(255) NULL COMMENT 'Account at the relay (RFC 4954); NULL: no authentication',
  max_per_minute INT UNSIGNED NULL
    COMMENT 'Most mails handed to it within any 60 seconds, the others wait; NULL: no limit',
  enabled TINYINT NOT NULL DEFAULT 1 COMMENT '1: in use; 0: passed over',
  PRIMARY KEY (name)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: SMTP relays';
