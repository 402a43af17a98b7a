/*
 * Writes the ticket of a movement as Dolibarr would: ticket, event, contacts, and our queued mails; or adds
 * the movement to the ticket of its operation.
 *
 * this_movement   rowid of the movement in the ERP
 * this_warehouse  rowid of the warehouse in the ERP
 * this_rule       rule that opens the ticket
 * joins           1: a rule grouped by operation adds the movement to the operation's ticket, and history opens none
 *                 (setting oldest_movement_days); 0: it opens another, whatever its date
 * booked_at       the movement's date; from here to origin_type columns of the movement, which may be NULL
 * actor           rowid of the user
 * product         rowid of the product
 * quantity        how much entered
 * lot             lot or serial number
 * eat_by          eat-by date of the lot
 * sell_by         sell-by date of the lot
 * movement_type   0 to 3
 * movement_label  label of the movement
 * code            inventory or movement code
 * origin_id       rowid of the document that caused it
 * origin_type     kind of that document
 * warning         OUT: what should be kept in an incident although the ticket is there; NULL: nothing
 *
 * Raises a sentence (45000) where there can be no ticket; the caller undoes. @ticketstock_refuses is 1 from then on
 * where setting on_error rejects such a movement.
 * It reads with SELECT … INTO only, which locks nothing (IF EXISTS, SET = (SELECT …) and INSERT … SELECT would, until
 * COMMIT; so would a table that the same routine writes, unless an alias makes it another to the server). Each table
 * and routine that is named here, directly or not, costs every movement a little, watched or not, and so does each
 * alias of a table; each statement and each variable costs a watched one: docs/notes/performance-log.md.
 *
 * Reads:      llx_actioncomm, llx_actioncomm_resources, llx_commande_fournisseur, llx_element_contact, llx_expedition,
 *             llx_inventory, llx_product, llx_reception, llx_societe, llx_stock_mouvement, llx_ticket, llx_user,
 *             opened_ticket, ready_contact, ready_warehouse
 * Writes:     grouped_movement, llx_actioncomm, llx_actioncomm_resources, llx_element_contact, llx_ticket, mail_outbox,
 *             number_slot_1, number_slot_2, number_slot_3, number_slot_4, opened_ticket, stock_change
 * Called by:  erp_retry_movement, trigger ticketstock_movement
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_write_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_write_ticket(
  IN this_movement INT, IN this_warehouse INT, IN this_rule INT, IN joins INT, IN booked_at DATETIME, IN actor INT,
    IN product INT,
  IN quantity DOUBLE, IN lot VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN eat_by DATE,
    IN sell_by DATE,
  IN movement_type INT, IN movement_label VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN code VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN origin_id INT,
  IN origin_type VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT warning TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Writes the ticket of a movement, its event, contacts and mails'
writing: BEGIN
  DECLARE reads_exceptions, this_entity, assignee, silent_user, event_type, ref_width, this_slot, third_party,
    this_ticket,
    event, oldest, tries, unfit, contact_version, contact_type, user_1, user_2, user_3, user_4 INT;
  DECLARE is_last TINYINT;
  DECLARE attempt, contact_row INT DEFAULT 0;
  DECLARE track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE this_base, number BIGINT;
  DECLARE opened_on DATETIME;
  DECLARE type, severity, category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE mail_kind VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT 'opened';
  DECLARE @PRODUCT_VARIABLES@, warehouse_ref, warehouse_label, actor_name, actor_login, this_source,
    origin_ref, third_party_name, ref, subject, template_subject,
      words VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE line, template, message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE ref_format, operation TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE lang_1, lang_2, lang_3, lang_4 CHAR(2) CHARACTER SET ascii;
  DECLARE address_1, address_2, address_3, address_4 TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

  SELECT r.reads_exceptions, r.entity, r.warehouse_ref, r.warehouse_label, r.assignee_id, r.type_code, r.severity_code,
      r.category_code, r.subject, r.message, r.event_type, r.event_label, r.ref_format, r.ref_width, r.slot, r.base,
      r.contact_version, COALESCE(UTC_TIMESTAMP() + INTERVAL r.erp_ahead SECOND, NOW()), @PRODUCT_COLUMNS@
    INTO reads_exceptions, this_entity, warehouse_ref, warehouse_label, assignee, type, severity, category,
      template_subject, template, event_type, words, ref_format, ref_width, this_slot, this_base, contact_version,
      opened_on, @PRODUCT_VARIABLES@
    FROM ready_warehouse AS r LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@product` AS p @BASE_TABLE@ ON p.rowid = product
    WHERE r.warehouse_id = this_warehouse LIMIT 1;
  /* The goods entered now, in the ERP's zone, whatever date was forced; only one that is long past makes them
     history. */
  IF joins AND booked_at < opened_on - INTERVAL 1 DAY THEN
    SELECT r.oldest_days INTO oldest FROM ready_warehouse AS r WHERE r.warehouse_id = this_warehouse LIMIT 1;
    IF booked_at < opened_on - INTERVAL oldest DAY THEN
      LEAVE writing;
    END IF;
  END IF;
  IF contact_version IS NULL THEN
    SIGNAL SQLSTATE '45000'
      SET MESSAGE_TEXT = 'The warehouse is not prepared yet: CALL prepare_rules(), then retry_incident().';
  ELSEIF reads_exceptions OR origin_id > 0 THEN
    @PART_EXCEPTIONS@
  END IF;

  /* Reads nothing: refused if there is a view in a table's place. */
  SELECT COUNT(*) INTO unfit FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` @BASE_TABLE@
    JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` @BASE_TABLE@
    JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` @BASE_TABLE@
      JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm_resources` @BASE_TABLE@ WHERE FALSE LIMIT 1;
  trying: REPEAT
    SET attempt = attempt + 1, tries = 0, unfit = 0;
    @PART_NUMBER@
    @PART_TEXTS@
    @PART_TICKET_ROW@
    /* A long text is rendered and refused fewer times: the movement waits for seconds at most. */
  UNTIL this_ticket IS NOT NULL OR attempt >= GREATEST(100,
    LEAST(10000, 20000000 DIV (1 + CHAR_LENGTH(template)))) END REPEAT;
  IF this_ticket IS NULL THEN
    SET words = CONCAT('No free ticket number up to ', ref, ': call retry_incident().');
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = words;
  END IF;
  @PART_RECORD@

  @PART_EVENT@

  @PART_CONTACTS@
  IF mail_kind = 'operation' AND joins THEN
    SET @ticketstock_operation = operation, @ticketstock_operation_ticket = this_ticket;
  END IF;
END//
DELIMITER ;
