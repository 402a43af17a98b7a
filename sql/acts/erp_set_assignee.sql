/*
 * Writes what follows a new assignee of a ticket, as Dolibarr does: event, contacts, and that a mail was sent.
 *
 * this_ticket  rowid of the ticket in the ERP, whose own row has the assignee already
 * actor        user of the ERP who did it
 * former       user it was assigned to; NULL: nobody
 * assignee     user it is assigned to; NULL: nobody
 * tells        1: the assignee is told
 * event        OUT: event AC_TICKET_ASSIGNED; NULL: the ERP keeps none
 *
 * Reads:      code_label, llx_c_type_contact, llx_const, llx_element_contact, llx_ticket, llx_user
 * Writes:     llx_element_contact
 * Called by:  assign_ticket, claim_ticket, erp_write_assignee, unclaim_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_set_assignee;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_set_assignee(IN this_ticket INT, IN actor INT, IN former INT,
  IN assignee INT, IN tells INT, OUT event INT)
  COMMENT 'Writes what follows a new assignee of a ticket'
BEGIN
  DECLARE words TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE contact_type INT;
  SELECT CONCAT('\n', MAX(IF(l.code = 'OLD_USER', l.label, NULL)), ': ',
      COALESCE(@USER_FORMER@, MAX(IF(l.code = 'NOBODY', l.label, NULL))), '\n', MAX(IF(l.code = 'NEW_USER', l.label, NULL)), ': ',
      COALESCE(@USER_ASSIGNEE@, MAX(IF(l.code = 'NOBODY', l.label, NULL))))
    INTO words FROM code_label AS l WHERE l.dictionary = 'event' AND l.lang = IF((
      SELECT SUBSTRING(MAX(CONCAT(c.entity > 0, c.value)), 2) FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
        JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@ ON c.name = 'MAIN_LANG_DEFAULT' AND c.entity IN (0, t.entity)
        WHERE t.rowid = this_ticket) LIKE 'fr%', 'fr', 'en') LIMIT 1;
  CALL erp_add_event(this_ticket, 'AC_TICKET_ASSIGNED', actor, NULL, NULL, words, event);
  IF tells THEN
    CALL erp_note_mail(this_ticket, actor, NULL);
  END IF;
  SELECT MAX(y.rowid) INTO contact_type FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS y @BASE_TABLE@
    WHERE y.element = 'ticket' AND y.source = 'internal' AND y.code = 'SUPPORTTEC' AND y.active = 1 LIMIT 1;
  DELETE c FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` AS c @BASE_TABLE@
    WHERE c.element_id = this_ticket AND c.fk_c_type_contact = contact_type AND NOT c.fk_socpeople <=> assignee;
  IF assignee IS NOT NULL THEN
    CALL erp_add_contact(this_ticket, 'internal', 'SUPPORTTEC', assignee);
  END IF;
END//
DELIMITER ;
