/*
 * May this address write to this ticket? It may if the ticket was opened by it, if it is an external contact's of the
 * ticket, or its third party's. Not the creator's and the assignee's, which Dolibarr's public page takes too: a word of
 * them would count as the customer's.
 *
 * this_ticket  rowid in the ERP; 0: none, nothing is found
 * address      mail address, lower case
 * allowed      OUT: 1 if it may
 *
 * Reads:      llx_c_type_contact, llx_element_contact, llx_societe, llx_socpeople, llx_ticket
 * Called by:  reply_as_guest
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_guest_address;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_guest_address(IN this_ticket INT,
  IN address VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, OUT allowed INT)
  COMMENT 'May this address write to this ticket'
BEGIN
  SELECT COUNT(*) > 0 INTO allowed
    FROM (
      SELECT @TICKET_OPENER_ADDRESS@ AS address FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
        WHERE t.rowid = this_ticket
      UNION ALL
      SELECT @COMPANY_ADDRESS@ FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
        STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS s @BASE_TABLE@ ON s.rowid = t.fk_soc
        WHERE t.rowid = this_ticket
      UNION ALL
      SELECT @CONTACT_ADDRESS@ FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` AS c @BASE_TABLE@
        STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS y @BASE_TABLE@ ON y.rowid = c.fk_c_type_contact
        STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@socpeople` AS p @BASE_TABLE@ ON p.rowid = c.fk_socpeople
        WHERE c.element_id = this_ticket AND y.element = 'ticket' AND y.source = 'external'
    ) AS f
    WHERE f.address = address AND address <> '';
END//
DELIMITER ;
