/*
 * Writes an event on the ticket of a mail that has failed: whom it was for and why, in the ERP's language.
 *
 * this_mail  mail_outbox.id
 *
 * An event that the ERP does not take is no reason to lose the outcome: the reason stands in
 * lane_state.last_error then.
 *
 * Reads:      code_label, erp_mail_setting, llx_actioncomm, llx_actioncomm_resources, llx_c_actioncomm, llx_ticket,
 *             mail_outbox
 * Writes:     lane_state, llx_actioncomm, llx_actioncomm_resources
 * Called by:  erp_tell_failures
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_tell_failure;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_tell_failure(IN this_mail BIGINT UNSIGNED)
  COMMENT 'Writes an event on the ticket of a mail that has failed'
BEGIN
  DECLARE this_ticket, ticket_entity, author, this_lane, event_type, event INT;
  DECLARE right_now DATETIME;
  DECLARE ticket_ref, address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE erp_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE reason VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE words VARCHAR(1500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
    INSERT INTO lane_state (lane, last_error, last_error_at)
      VALUES (this_lane, LEFT(CONCAT('Mail ', this_mail, ' has failed, and the ERP took no event of it: ', reason),
        600), SYSDATE(3))
      ON DUPLICATE KEY UPDATE last_error = VALUES(last_error), last_error_at = VALUES(last_error_at);
  END;
  SELECT MAX(m.lane), MAX(t.rowid), MAX(t.entity), MAX(t.fk_user_create), MAX(t.ref), MAX(m.address),
      MAX(CONCAT_WS(' ', NULLIF(m.smtp_code, 0), m.smtp_text))
    INTO this_lane, this_ticket, ticket_entity, author, ticket_ref, address, reason
    FROM mail_outbox AS m JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = m.ticket_id
      AND CONVERT(t.track_id USING ascii) COLLATE ascii_bin = m.track_id WHERE m.id = this_mail;
  IF this_ticket IS NOT NULL THEN
    CALL erp_right_now(right_now);
    SELECT MAX(lang) INTO erp_lang FROM erp_mail_setting WHERE entity = ticket_entity;
    SELECT COALESCE(MAX(IF(lang = erp_lang, label, NULL)), MAX(IF(lang = 'en', label, NULL))) INTO words FROM code_label
      WHERE dictionary = 'event' AND code = 'MAIL_FAILED' AND lang IN (erp_lang, 'en');
    SET words = REPLACE(REPLACE(words, '__TICKET_REF__', ticket_ref), '__ADDRESS__', address);
    SELECT MAX(id) INTO event_type FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_actioncomm` @BASE_TABLE@
      WHERE code = 'AC_OTH_AUTO';
    SET words = REGEXP_REPLACE(CONCAT(words, ' ', reason), '[\\x{10000}-\\x{10FFFF}]', '?');
    /* Reads nothing: refused if there is a view in a table's place. */
    SELECT COUNT(*) INTO event FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a @BASE_TABLE@
      JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm_resources` AS r @BASE_TABLE@ WHERE FALSE;
    INSERT INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm`
        (ref, entity, datep, datep2, datec, fk_action, code, percent, fk_user_author, fk_user_action,
         label, note, fk_element, elementtype, durationp, transparency, location)
      VALUES ('', ticket_entity, right_now, right_now, right_now, event_type, 'AC_OTH_AUTO', -1, author, author,
         LEFT(words, 255), words, this_ticket, 'ticket', 0, 0, '');
    SET event = LAST_INSERT_ID();
    UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` @BASE_TABLE@ SET ref = event WHERE id = event;
    INSERT IGNORE INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm_resources`
        (fk_actioncomm, element_type, fk_element, answer_status, mandatory, transparency)
      VALUES (event, 'user', COALESCE(author, 0), '0', 0, 0);
  END IF;
END//
DELIMITER ;
