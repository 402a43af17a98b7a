/*
 * The queue: one row for each recipient of each mail. The text is made when it is sent.
 *
 * Public
 */
CREATE TABLE IF NOT EXISTS mail_outbox (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'Number of the mail',
  entity INT NOT NULL COMMENT 'Entity of the ERP that the ticket belongs to',
  ticket_id INT NULL COMMENT 'Ticket that the mail is about: rowid in the ERP',
  track_id CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL
    COMMENT 'Its track_id: a ticket with another one is another ticket',
  kind VARCHAR(32) NOT NULL COMMENT 'Kind of mail: names its template',
  recipient_user_id INT NULL COMMENT 'Recipient: user''s rowid in the ERP',
  copy_of BIGINT UNSIGNED NULL COMMENT 'Mail that this one is a blind copy of: its number',
  address VARCHAR(255) NOT NULL COMMENT 'Recipient''s address as it stood in the ERP',
  lang CHAR(2) NOT NULL COMMENT 'Recipient''s language: ISO 639-1; empty: the ERP''s default',
  state ENUM('pending', 'sending', 'sent', 'failed', 'cancelled') NOT NULL
    COMMENT 'sent: a relay took it (2xx); failed: refused for good; cancelled: never handed over',
  attempts INT NOT NULL DEFAULT 0 COMMENT 'Times that a relay was asked to take it',
  objections INT NOT NULL DEFAULT 0 COMMENT 'Times that a relay refused it for what no mail has done',
  compose_failures INT NOT NULL DEFAULT 0 COMMENT 'Times that it could not be composed; it then goes alone',
  due_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'Not sent before; of a mail that failed: when it did',
  lease_until TIMESTAMP(3) NULL DEFAULT NULL
    COMMENT 'While sending: when another lane may take it over',
  lane INT NULL COMMENT 'Lane that sends or sent it',
  claim_id CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL
    COMMENT 'Claim whose outcome is to come, 16 hex digits; the next claim has another',
  relay VARCHAR(64) NULL COMMENT 'Relay that was asked last',
  smtp_code SMALLINT UNSIGNED NULL COMMENT 'Its reply code (RFC 5321); 0: words of ours',
  smtp_text VARCHAR(500) NULL COMMENT 'Its words, or why the mail was not sent',
  message_id VARCHAR(255) NULL COMMENT 'Message-ID without brackets; the same at every attempt',
  created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'When it was queued',
  retried_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When retry_mail() gave it its time anew',
  sent_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT 'When the relay had taken it',
  PRIMARY KEY (id),
  KEY claim (state, entity, due_at),
  KEY ticket_id (ticket_id),
  KEY address (address)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  COMMENT = 'TicketStock: mail queue';
