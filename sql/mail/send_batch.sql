/*
 * Hands the lane's claimed mails to a relay in one session and records what became of each.
 *
 * The statement that calls the UDF, and with it the network, reads one temporary table and nothing
 * else: no transaction, no lock, no metadata lock of a real table (the COMMITs: also where autocommit is off). The key goes in a user variable:
 * a procedure's variable would stand in the process list as NAME_CONST('…') with the binary log on.
 */
DROP PROCEDURE IF EXISTS send_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE send_batch(
  IN this_lane INT, IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Sends the claimed mails of a lane'
BEGIN
  DECLARE relay_host, relay_user VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE relay_port, verify INT;
  DECLARE relay_tls VARCHAR(16) CHARACTER SET utf8mb4;
  DECLARE outcomes LONGTEXT CHARACTER SET utf8mb4;
  CALL erp_fill_batch();
  SELECT MAX(host), MAX(port), MAX(tls), MAX(verify_certificate), MAX(username)
    INTO relay_host, relay_port, relay_tls, verify, relay_user FROM relay WHERE name = this_relay;
  SELECT MAX(value) INTO @ticketstock_delivery_key FROM delivery_key;
  COMMIT;
  SELECT CONVERT(ticketstock_send(@ticketstock_delivery_key,
      'relay.name', this_relay, 'relay.host', relay_host, 'relay.port', relay_port,
      'relay.tls', relay_tls, 'relay.verify_certificate', verify, 'relay.username', relay_user,
      'mail', b.id, 'sender', b.sender, 'sender_name', b.sender_name, 'reply_to', b.reply_to,
      'recipient', b.recipient, 'recipient_name', b.recipient_name,
      'message_id', b.message_id, 'references', b.reference,
      'subject', ticketstock_render(b.subject, 'text',
        '__TICKET_REF__', b.ticket_ref, '__TICKET_SUBJECT__', b.ticket_subject,
        '__QTY__', b.quantity, '__PRODUCT_REF__', b.product_ref,
        '__PRODUCT_LABEL__', b.product_label, '__WAREHOUSE_REF__', b.warehouse_ref),
      'html', ticketstock_render(b.html, 'html',
        '__TICKET_REF__', b.ticket_ref, '__TICKET_SUBJECT__', b.ticket_subject,
        'html:__TICKET_MESSAGE__', b.ticket_message, '__TICKET_TYPE__', b.type_label,
        '__TICKET_SEVERITY__', b.severity_label, '__TICKET_GROUP__', b.category_label,
        '__TICKET_URL__', b.ticket_url, '__PRODUCT_REF__', b.product_ref,
        '__PRODUCT_LABEL__', b.product_label, '__QTY__', b.quantity, '__BATCH__', b.lot,
        '__WAREHOUSE_REF__', b.warehouse_ref, '__WAREHOUSE_LABEL__', b.warehouse_label,
        '__MOVEMENT_LABEL__', b.movement_label, '__INVENTORY_CODE__', b.inventory_code,
        '__RECIPIENT_NAME__', b.recipient_name, '__COMPANY__', b.company)) USING utf8mb4)
    INTO outcomes FROM mail_batch AS b;
  SET @ticketstock_delivery_key = NULL;
  DROP TEMPORARY TABLE mail_batch;
  CALL record_outcomes(this_lane, this_relay, outcomes);
  COMMIT;
END//
DELIMITER ;
