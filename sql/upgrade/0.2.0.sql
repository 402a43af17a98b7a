/*
 * From 0.1.0 to 0.2.0: columns and an index that delivery needs, relay.tls as text; the mail texts of 0.1.0 that
 * nobody has changed make room for the new ones. On a new installation it changes nothing.
 */
DROP PROCEDURE IF EXISTS upgrade_table;
DELIMITER //
CREATE PROCEDURE upgrade_table(
  IN this_table VARCHAR(64), IN this_column VARCHAR(64), IN change_it VARCHAR(2000), IN and_then VARCHAR(2000))
  COMMENT 'Changes a table if it lacks a column, and then its rows'
BEGIN
  DECLARE present INT;
  SELECT COUNT(*) INTO present FROM information_schema.COLUMNS
    WHERE TABLE_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND TABLE_NAME = this_table AND COLUMN_NAME = this_column;
  IF present = 0 THEN
    SET @ticketstock_statement = CONCAT('ALTER TABLE ', this_table, ' ', change_it);
    PREPARE change_table FROM @ticketstock_statement;
    EXECUTE change_table;
    SET @ticketstock_statement = and_then;
    PREPARE change_table FROM @ticketstock_statement;
    EXECUTE change_table;
    DEALLOCATE PREPARE change_table;
    SET @ticketstock_statement = NULL;
  END IF;
END//
DELIMITER ;
CALL upgrade_table('mail_outbox', 'entity', 'ADD entity INT NOT NULL COMMENT ''Entity of the ERP that the ticket belongs to'' AFTER id,
  ADD copy_of BIGINT UNSIGNED NULL COMMENT ''Mail that this one is a blind copy of: its number'' AFTER recipient_user_id,
  ADD retried_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT ''When retry_mail() gave it its time anew'' AFTER created_at,
  MODIFY lang CHAR(2) NOT NULL COMMENT ''Recipient''''s language: ISO 639-1; empty: the ERP''''s default'',
  DROP KEY claim, ADD KEY claim (state, entity, due_at)',
  'UPDATE mail_outbox AS m LEFT JOIN opened_ticket AS o ON o.ticket_id = m.ticket_id SET m.entity = COALESCE(o.entity, 1)');
CALL upgrade_table('relay', 'ca_file', 'MODIFY host VARCHAR(255) NOT NULL COMMENT ''Host name, also an international one, or IPv4 address'',
  MODIFY tls VARCHAR(16) NOT NULL DEFAULT ''none'' COMMENT ''starttls: TLS is required (RFC 3207); none: never used'',
  ADD ca_file VARCHAR(255) NULL COMMENT ''PEM file on the server with the authorities to trust, absolute path; NULL: the system''''s'' AFTER verify_certificate,
  ADD max_per_minute INT UNSIGNED NULL COMMENT ''Most mails handed to it within any 60 seconds, the others wait; NULL: no limit'' AFTER username', 'DO 0');
CALL upgrade_table('lane_state', 'heartbeat_at', 'ADD heartbeat_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT ''When it last showed that it is alive, every 20 s or so'' AFTER lane,
  ADD last_sent_at TIMESTAMP(3) NULL DEFAULT NULL COMMENT ''When a relay last took a mail from it'' AFTER heartbeat_at', 'DO 0');
CALL upgrade_table('number_series', 'seen_ticket', 'ADD seen_ticket INT NOT NULL DEFAULT 0 COMMENT ''The counter has followed the ERP''''s tickets up to this rowid''', 'DO 0');
CALL upgrade_table('delivery_key', 'next_value', 'ADD next_value CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL
  COMMENT ''Key that change_delivery_key() will put in its place; NULL: none'',
  COMMENT = ''TicketStock: delivery key, one row; to be changed by new_delivery_key() only''', 'DO 0');
ALTER TABLE mail_template MODIFY kind VARCHAR(32) NOT NULL
  COMMENT 'Kind of mail: opened (a ticket of one movement), operation (of several), test; those of the desk, as customer_received; frame: what stands around each';
DELETE FROM mail_template WHERE SHA2(html, 256) IN (
  '0e40ab338b883bfbb06ca3b58b5a23dee5dcfeffdb9d3e6e431225aa20273d5f',
  'bd4cb66f84916e16cb4ab74711e7fbf62ac0da8a32fbff51751cf81e407352af',
  'a818cedabb86b4f7af357a988d4881612e00c0e84b4cb59eca60d3ba50f912f6',
  'ec72621aa410c3f7ae6938f7421c36013c80f9cce60f81b780c08002ce919dbc');
