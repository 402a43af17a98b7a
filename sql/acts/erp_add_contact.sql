/*
 * Makes somebody a contact of a ticket. A contact that is there already stays.
 *
 * this_ticket  rowid of the ticket in the ERP
 * this_source  internal: person is a user; external: a contact of a third party (llx_socpeople)
 * this_code    code of the kind of contact: SUPPORTTEC, CONTRIBUTOR; of external ones SUPPORTCLI, CONTRIBUTOR
 * person       rowid of the user or contact
 *
 * Reads:      llx_c_type_contact
 * Writes:     llx_element_contact
 * Called by:  erp_new_ticket, erp_set_assignee
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_add_contact;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_add_contact(IN this_ticket INT,
  IN this_source VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_code VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN person INT)
  COMMENT 'Makes somebody a contact of a ticket'
BEGIN
  DECLARE contact_type INT;
  DECLARE right_now DATETIME;
  SELECT MAX(y.rowid) INTO contact_type FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS y @BASE_TABLE@
    WHERE y.element = 'ticket' AND y.source = this_source COLLATE utf8mb4_unicode_ci
      AND y.code = this_code COLLATE utf8mb4_unicode_ci AND y.active = 1 LIMIT 1;
  IF contact_type IS NULL THEN
    CALL refuse(CONCAT('The ERP lacks the active kind of contact ', this_code, ', ', this_source, ', of tickets (c_type_contact).'));
  END IF;
  CALL erp_right_now(right_now);
  INSERT IGNORE INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` (datecreate, statut, element_id, fk_c_type_contact, fk_socpeople)
    VALUES (right_now, 4, this_ticket, contact_type, person);
END//
DELIMITER ;
