/*
 * Opens a ticket as Dolibarr does: number, track_id, the ticket's row with the reference of its mails, contacts, event.
 *
 * this_entity  entity of the ERP
 * actor        user of the ERP who opens it; NULL: a visitor
 * this_email   address of the visitor (origin_email); NULL: it is a user
 * third_party  third party; NULL: none
 * customer     contact of the third party (llx_socpeople), who becomes SUPPORTCLI; NULL: none
 * assignee     user it is assigned to, who becomes SUPPORTTEC; NULL: nobody. Status is 2 or else 0
 * type         code of its type, as the dictionary has it; so are the next two
 * severity     code of its severity
 * category     code of its group
 * subject      plain text, up to 255 characters
 * message      text, HTML
 * notifies     notify_tiers_at_create: 1: the ERP has told, or will tell, the customer
 * this_ticket  OUT: rowid of the ticket
 * ref          OUT: its ref
 * track        OUT: its track_id
 * event        OUT: its event AC_TICKET_CREATE (llx_actioncomm.id); NULL: the ERP keeps none
 *
 * The number comes from the series of the entity, as movements take theirs: nobody waits for it. A series that nothing has
 * made ready yet is made here, once. Whether the values fit the ERP is the caller's to check.
 *
 * Reads:      llx_element_contact, llx_ticket, llx_user
 * Writes:     llx_ticket
 * Called by:  create_guest_ticket, create_ticket, erp_open_successor
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_new_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_new_ticket(IN this_entity INT, IN actor INT,
  IN this_email VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN third_party INT, IN customer INT, IN assignee INT,
  IN type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN severity VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN subject VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN notifies INT, OUT this_ticket INT,
  OUT ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin,
  OUT event INT)
  COMMENT 'Opens a ticket'
BEGIN
  DECLARE tries, unfit, keeps_events, reset_month, this_slot, next_slot, ref_width INT;
  DECLARE attempt INT DEFAULT 0;
  DECLARE number, first_number, this_base, next_base BIGINT;
  DECLARE opened_on, this_end DATETIME;
  DECLARE language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_mask, counter, format, ref_format VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT this_email;
  CALL erp_right_now(opened_on);
  CALL erp_numbering(this_entity, this_mask, first_number, reset_month, language, keeps_events);
  finding: LOOP
    CALL find_series(this_entity, this_mask, reset_month, this_slot, this_base, this_end, next_slot, next_base);
    IF this_end <= opened_on THEN
      SET this_slot = next_slot, this_base = next_base;
    END IF;
    IF this_slot IS NOT NULL OR attempt > 0 THEN
      LEAVE finding;
    END IF;
    CALL prepare_entity(this_entity);
    SET attempt = 1;
  END LOOP;
  IF this_slot IS NULL THEN
    CALL refuse(CONCAT('No series of ticket numbers could be made for entity ', this_entity, ': see health_check().'));
  END IF;
  SET @REF_FORMAT@;
  SET ref_format = format, attempt = 0, this_ticket = NULL;
  /* Reads nothing: refused if there is a view in a table's place. */
  SELECT COUNT(*) INTO unfit FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` @BASE_TABLE@
    JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` @BASE_TABLE@ WHERE FALSE LIMIT 1;
  REPEAT
    SET attempt = attempt + 1, tries = 0, unfit = 0;
    CALL take_slot_number(this_slot, NULL, number);
    /* Below 1: somebody has set the counter back; the numbers that come next are tried. */
    SET number = number - this_base, ref = @REF_OF_NUMBER@;
    IF number >= 1 THEN
      @PART_NEW_ROW@
    END IF;
  UNTIL this_ticket IS NOT NULL OR attempt >= 10000 END REPEAT;
  IF this_ticket IS NULL THEN
    CALL refuse(CONCAT('No free ticket number up to ', ref, ': CALL prepare_numbers(), then again.'));
  END IF;
  IF assignee IS NOT NULL THEN
    CALL erp_add_contact(this_ticket, 'internal', 'SUPPORTTEC', assignee);
  END IF;
  IF actor IS NOT NULL THEN
    SELECT MAX(u.email) INTO address FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ WHERE u.rowid = actor LIMIT 1;
  END IF;
  CALL erp_add_event(this_ticket, 'AC_TICKET_CREATE', actor, address, NULL, NULL, event);
  IF customer IS NOT NULL THEN
    CALL erp_add_contact(this_ticket, 'external', 'SUPPORTCLI', customer);
  END IF;
END//
DELIMITER ;
