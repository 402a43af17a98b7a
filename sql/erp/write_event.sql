/*
 * Writes the event of a new ticket that Dolibarr's ticket page lists, where the ERP is set to keep such events
 * (MAIN_AGENDA_ACTIONAUTO_TICKET_CREATE). Its ref is its own number.
 */
DROP PROCEDURE IF EXISTS erp_write_event;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_write_event(
  IN this_ticket INT, IN ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_entity INT, IN this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN actor INT, IN opened_on DATETIME)
  COMMENT 'Writes the event of a new ticket'
BEGIN
  DECLARE words VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE event_type, event INT;
  SELECT a.id, l.label INTO event_type, words
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_actioncomm` AS a
    LEFT JOIN code_label AS l ON l.dictionary = 'event' AND l.code = 'CREATED' AND l.lang = this_lang
    WHERE a.code = 'AC_OTH_AUTO';
  IF event_type IS NULL THEN
    CALL refuse('The ERP lacks event type AC_OTH_AUTO (c_actioncomm), which events of tickets need.');
  END IF;
  SET words = REPLACE(words, '__TICKET_REF__', ref);
  /* Reads nothing: refused if there is a view in a table's place. */
  SELECT COUNT(*) INTO event FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a
    JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm_resources` AS r WHERE FALSE;
  INSERT INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm`
      (ref, entity, datep, datep2, datec, fk_action, code, percent, fk_user_author, fk_user_action,
       label, note, fk_element, elementtype, durationp, transparency, location)
    VALUES ('', this_entity, opened_on, opened_on, opened_on, event_type, 'AC_TICKET_CREATE', -1, actor, actor,
       words, words, this_ticket, 'ticket', 0, 0, '');
  SET event = LAST_INSERT_ID();
  UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` SET ref = event WHERE id = event;
  INSERT INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm_resources`
      (fk_actioncomm, element_type, fk_element, answer_status, mandatory, transparency)
    VALUES (event, 'user', COALESCE(actor, 0), '0', 0, 0);
END//
DELIMITER ;
