/*
 * Writes a guest's answer to a ticket, as Dolibarr's public page does: for gates. Who he is, is said by the link's track_id
 * and an address that belongs to the ticket.
 *
 * track_id  of the ticket, as his link holds it
 * email     his mail address
 * text      plain text, up to 20,000 characters
 *
 * Returns a row with the ref of the ticket. Error 45000 with a sentence if the text is none; for all that is not to be told
 * (no such link, another's address, too many tries or answers, no guests are wanted) one and the same, and nothing is
 * written. The same is read in all of these cases. It commits, so that tries are counted: not inside a transaction.
 *
 * Reads:      guest_count, setting
 * Public: gate
 */
DROP PROCEDURE IF EXISTS reply_as_guest;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE reply_as_guest(
  IN track_id LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN email LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN text LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Writes a guest''s answer to a ticket'
BEGIN
  DECLARE gate_entity, this_ticket, this_entity, is_open, known_only, is_ours, allowed, wrong, failures, mine, all_of_gate, refused,
    repeated, event INT;
  DECLARE per_day, per_hour, tries_allowed, failures_allowed INT;
  DECLARE number BIGINT UNSIGNED;
  DECLARE gate, address VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE link VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE this_track VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE ref, title VARCHAR(512) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE words LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
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
    CALL guest_gate(gate, gate_entity);
    CALL guest_words('text', text, 1, 20000, 1, words);
    /* What cannot be a track_id or an address is one that there is not. */
    SET this_track = IF(track_id REGEXP '^[0-9A-Za-z]{1,128}$', track_id, ''), address = LOWER(TRIM(LEFT(COALESCE(email, ''), 128)));
    SELECT @SETTING_guest_answers_per_day@, @SETTING_guest_answers_per_hour@, @SETTING_guest_tries_per_hour@,
      @SETTING_guest_failures_per_hour@ INTO per_day, per_hour, tries_allowed, failures_allowed;

    CALL begin_changes();
    CALL erp_guest_link(this_track, gate_entity, this_ticket, this_entity, ref, title, is_ours);
    /* Links that there are not are told apart up to a thousand, and take the same steps. */
    SET link = COALESCE(this_ticket, CONCAT('-', 1 + CRC32(this_track) MOD 1000));
    CALL count_guest('link', link, 3600, 0, wrong);
    CALL erp_guest_address(COALESCE(this_ticket, 0), address, allowed);
    CALL erp_guests_allowed(COALESCE(this_entity, NULLIF(gate_entity, 0), 1), is_open, known_only);
    SELECT COALESCE(MAX(g.number), 0) INTO failures FROM guest_count AS g
      WHERE g.what = 'failure' AND g.name = gate AND g.ends_at > SYSDATE();
    SET refused = this_ticket IS NULL OR NOT allowed OR NOT is_open OR wrong >= tries_allowed OR failures >= failures_allowed AND NOT is_ours;
    IF NOT refused THEN
      CALL count_guest('answer', @GUEST_MAILBOX@, 86400, 1, mine);
      CALL count_guest('answers', gate, 3600, 1, all_of_gate);
      IF mine > per_day OR all_of_gate > per_hour THEN
        ROLLBACK AND NO CHAIN NO RELEASE;
        CALL refuse(@GUEST_REFUSED@);
      END IF;
      CALL begin_act('guest reply', NULL, address, 0, 1, NULL, number, repeated);
      CALL erp_add_message(this_ticket, NULL, address, 1, 0, title, words, NULL, 0, event);
      CALL end_act(number, this_ticket, event);
    ELSEIF is_open AND wrong < tries_allowed AND (failures < failures_allowed OR is_ours) AND NOT (this_ticket IS NOT NULL AND allowed) THEN
      /* One wrong address that comes again and again is one. Beyond the limit nothing is written. */
      CALL count_guest('pair', CONCAT(link, ' ', address), 3600, 1, mine);
      CALL count_guest('link', link, 3600, mine = 1, wrong);
      CALL count_guest('failure', gate, 3600, mine = 1 OR this_ticket IS NULL, failures);
    END IF;
    COMMIT AND NO CHAIN NO RELEASE;
    IF refused THEN
      CALL refuse(@GUEST_REFUSED@);
    END IF;
    SET time_zone = zone, sql_select_limit = most_rows @RESTORE_STEPS@;
    SELECT ref AS ref;
  END;
END//
DELIMITER ;
