/*
 * Opens a ticket for a guest, who has no account, as Dolibarr's public page does: for gates. The link to it goes to his
 * address by mail, and nowhere else.
 *
 * email    his mail address, up to 128 characters
 * name     his name, up to 100 characters; it becomes the last line of the text; NULL: none
 * subject  one line, up to 255 characters
 * text     plain text, up to 20,000 characters
 * options  JSON; keys type, severity, group (codes or labels of the ERP), key (the same key once more is the same ticket); NULL: none
 *
 * Returns a row with the ref of the ticket. Error 45000 with a sentence if a value means nothing; for all that is not to be
 * told (no guests are wanted, or not this one, or too many tickets) one and the same, and nothing is written. A gate of all
 * entities opens tickets of entity 1. It commits: not inside a transaction.
 *
 * Reads:      desk_act, guest_count, llx_ticket, setting
 * Public: gate
 */
DROP PROCEDURE IF EXISTS create_guest_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE create_guest_ticket(
  IN email LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN name LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN subject LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN text LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Opens a ticket for a guest'
BEGIN
  DECLARE this_entity, is_open, known_only, third_party, contact, failures, mine, all_of_gate, refused, repeated, this_ticket, event INT;
  DECLARE per_day, per_hour, failures_allowed INT;
  DECLARE number BIGINT UNSIGNED;
  DECLARE gate, address VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE this_key LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE type, severity, category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE title, words, signature, own_addresses LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE erp_zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE most_rows BIGINT UNSIGNED DEFAULT @@SESSION.sql_select_limit;
  DECLARE @OWN_STEPS@;
  /* Before the handler, whose ROLLBACK would be the caller's too. */
  CALL prepare_session();
  CALL require_no_transaction();
  BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
      ROLLBACK AND NO CHAIN NO RELEASE;
      SET time_zone = zone, sql_select_limit = most_rows @RESTORE_STEPS@;
      RESIGNAL;
    END;
    SET time_zone = '+00:00', sql_select_limit = 18446744073709551615 @SERVER_STEPS@;
    CALL guest_gate(gate, this_entity);
    SET this_entity = IF(this_entity = 0, 1, this_entity);
    CALL check_options(options, 'type,severity,group,key');
    CALL act_text(options, 'key', 64, this_key);
    CALL guest_words('name', name, 0, 100, 1, signature);
    CALL guest_words('text', text, 1, 20000, 1, words);
    CALL guest_words('subject', subject, 1, 255, 0, title);
    SET address = LOWER(TRIM(LEFT(email, 128))), words = CONCAT(words, IF(signature = '<p></p>', '', signature));
    /* Of a domain outside ASCII no letter that stands for another (full width, ideographic dot): a mailbox has many such names. */
    IF CHAR_LENGTH(TRIM(email)) > 128 OR ticketstock_fault('address', COALESCE(address, '')) IS NOT NULL OR address REGEXP
        '@.*[^-.a-z0-9\\x{DF}-\\x{F6}\\x{F8}-\\x{132}\\x{134}-\\x{13F}\\x{141}-\\x{148}\\x{14A}-\\x{17E}\\x{3AC}-\\x{3CE}\\x{430}-\\x{45F}]' THEN
      CALL refuse('email takes one mail address of at most 128 characters.');
    END IF;
    CALL erp_guest_codes(this_entity, options, type, severity, category);
    SELECT @SETTING_guest_tickets_per_day@, @SETTING_guest_tickets_per_hour@, @SETTING_guest_failures_per_hour@
      INTO per_day, per_hour, failures_allowed;

    CALL begin_changes();
    CALL begin_act('guest create', NULL, address, 0, 1, this_key, number, repeated);
    IF repeated THEN
      SELECT MAX(d.ticket_id) INTO this_ticket FROM desk_act AS d WHERE d.id = number;
      SELECT MAX(t.ref) INTO ref FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ WHERE t.rowid = this_ticket;
    ELSE
      CALL count_guest('ticket', @GUEST_MAILBOX@, 86400, 1, mine);
      CALL count_guest('tickets', gate, 3600, 1, all_of_gate);
      SELECT COALESCE(MAX(g.number), 0) INTO failures FROM guest_count AS g
        WHERE g.what = 'failure' AND g.name = gate AND g.ends_at > SYSDATE();
      CALL erp_guests_allowed(this_entity, is_open, known_only);
      CALL erp_desk_facts(erp_zone, language, own_addresses);
      CALL erp_guest_party(this_entity, address, third_party, contact);
      SET refused = NOT is_open OR mine > per_day OR all_of_gate > per_hour OR FIND_IN_SET(address, own_addresses COLLATE utf8mb4_bin) > 0
        OR known_only AND (contact IS NULL OR third_party IS NULL OR failures >= failures_allowed);
      IF refused THEN
        /* What was not written is not counted, but whom the ERP does not know. */
        ROLLBACK AND NO CHAIN NO RELEASE;
        CALL begin_changes();
        CALL count_guest('failure', gate, 3600, is_open AND known_only AND (contact IS NULL OR third_party IS NULL), failures);
        COMMIT AND NO CHAIN NO RELEASE;
        CALL refuse(@GUEST_REFUSED@);
      END IF;
      CALL erp_new_ticket(this_entity, NULL, address, third_party, contact, NULL, type, severity, category, title, words, 1,
        this_ticket, ref, track, event);
      CALL end_act(number, this_ticket, event);
    END IF;
    COMMIT AND NO CHAIN NO RELEASE;
    SET time_zone = zone, sql_select_limit = most_rows @RESTORE_STEPS@;
    SELECT ref AS ref;
  END;
END//
DELIMITER ;
