/*
 * Writes an event of a ticket as Dolibarr does: a message, or that something was done to it.
 *
 * this_ticket   rowid of the ticket in the ERP
 * this_code     TICKET_MSG, TICKET_MSG_PRIVATE: a message; AC_TICKET_CREATE, _MODIFY, _ASSIGNED, _CLOSE: what was done
 * actor         user of the ERP who did it; NULL: a visitor, for whom there is no resource
 * this_address  address of the visitor, or of the user where Dolibarr notes it; NULL: none
 * title         its title; NULL: of a message none, otherwise it is made of code_label
 * words         of a message: its text, HTML; otherwise what follows the title in the text; NULL: nothing
 * event         OUT: llx_actioncomm.id; NULL: the ERP keeps no such events (MAIN_AGENDA_ACTIONAUTO_…)
 *
 * Labels are in the language of the ticket's entity. Error 45000 if the ERP has no type for such events, or its table does
 * not take the text.
 *
 * Reads:      code_label, llx_actioncomm, llx_actioncomm_resources, llx_c_actioncomm, llx_const, llx_ticket
 * Writes:     llx_actioncomm, llx_actioncomm_resources
 * Called by:  close_ticket, erp_add_message, erp_close_itself, erp_new_ticket, erp_note_mail, erp_open_successor,
 *             erp_reopen_goods, erp_reopen_itself, erp_set_assignee, erp_tell_goods, reopen_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_add_event;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_add_event(IN this_ticket INT,
  IN this_code VARCHAR(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN actor INT,
  IN this_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN title VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN words MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT event INT)
  COMMENT 'Writes an event of a ticket'
BEGIN
  DECLARE this_entity, third_party, event_type, kept, unfit INT;
  DECLARE is_message INT DEFAULT this_code LIKE 'TICKET\_MSG%';
  DECLARE right_now DATETIME;
  DECLARE this_ref, language, wanted VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT MAX(t.entity), MAX(t.fk_soc), MAX(t.ref) INTO this_entity, third_party, this_ref
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ WHERE t.rowid = this_ticket LIMIT 1;
  SELECT SUBSTRING(MAX(IF(c.name = 'MAIN_LANG_DEFAULT', CONCAT(c.entity > 0, c.value), NULL)), 2),
      SUBSTRING(MAX(IF(c.name = CONCAT('MAIN_AGENDA_ACTIONAUTO_', SUBSTRING(this_code, 4)) COLLATE utf8mb4_unicode_ci,
        CONCAT(c.entity > 0, c.value), NULL)), 2)
    INTO language, wanted FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@
    WHERE c.name IN ('MAIN_LANG_DEFAULT', 'MAIN_AGENDA_ACTIONAUTO_TICKET_CREATE', 'MAIN_AGENDA_ACTIONAUTO_TICKET_MODIFY',
        'MAIN_AGENDA_ACTIONAUTO_TICKET_ASSIGNED', 'MAIN_AGENDA_ACTIONAUTO_TICKET_CLOSE')
      AND c.entity IN (0, this_entity) LIMIT 1;
  SET event = NULL, kept = is_message OR COALESCE(wanted, '') NOT IN ('', '0');
  IF kept THEN
    SELECT MAX(a.id) INTO event_type FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_actioncomm` AS a @BASE_TABLE@
      WHERE a.code = 'AC_OTH_AUTO' LIMIT 1;
    IF event_type IS NULL THEN
      CALL refuse('The ERP lacks event type AC_OTH_AUTO (c_actioncomm), which events of tickets need.');
    END IF;
    IF NOT is_message THEN
      IF title IS NULL THEN
        SELECT REPLACE(MAX(l.label), '__TICKET_REF__', this_ref) INTO title FROM code_label AS l WHERE l.dictionary = 'event'
          AND l.code = CASE this_code WHEN 'AC_TICKET_CREATE' THEN 'CREATED' WHEN 'AC_TICKET_ASSIGNED' THEN 'ASSIGNED'
            WHEN 'AC_TICKET_CLOSE' THEN 'CLOSED' ELSE 'MODIFIED' END
          AND l.lang = IF(language LIKE 'fr%', 'fr', 'en') LIMIT 1;
      END IF;
      SET words = CONCAT(title, COALESCE(words, ''));
    END IF;
    CALL erp_right_now(right_now);
    /* Reads nothing: refused if there is a view in a table's place. */
    SELECT COUNT(*) INTO unfit FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a @BASE_TABLE@
      JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm_resources` AS r @BASE_TABLE@ WHERE FALSE LIMIT 1;
    writing: LOOP
      SET unfit = COALESCE(unfit, 0) + 1;
      BEGIN
        /* An ERP in utf8mb3 cannot keep an emoji: it becomes "?". */
        DECLARE EXIT HANDLER FOR 1366 SET title = REGEXP_REPLACE(title, '[\\x{10000}-\\x{10FFFF}]', '?'),
          words = REGEXP_REPLACE(words, '[\\x{10000}-\\x{10FFFF}]', '?');
        INSERT INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm`
            (ref, entity, datep, datep2, datec, fk_action, code, percent, fk_user_author, fk_user_action, fk_soc,
             label, note, email_from, fk_element, elementtype, durationp, transparency, priority, location)
          VALUES ('', this_entity, right_now, IF(is_message, NULL, right_now), right_now, event_type, this_code, -1, actor, actor,
            NULLIF(third_party, 0), COALESCE(title, ''), words, this_address, this_ticket, 'ticket', IF(is_message, NULL, 0), 0, 0, '');
        LEAVE writing;
      END;
      IF unfit > 2 THEN
        CALL refuse('The ERP''s table of events does not take the text: see its character set.');
      END IF;
    END LOOP;
    SET event = LAST_INSERT_ID();
    UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` @BASE_TABLE@ SET ref = event WHERE id = event;
    IF actor IS NOT NULL THEN
      INSERT IGNORE INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm_resources`
          (fk_actioncomm, element_type, fk_element, answer_status, mandatory, transparency)
        VALUES (event, 'user', actor, '0', 0, 0);
    END IF;
  END IF;
END//
DELIMITER ;
