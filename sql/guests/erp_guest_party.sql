/*
 * Whose is this address? As Dolibarr's public page finds it: an active contact and its third party, else a third party.
 *
 * this_entity  entity of the ERP
 * address      mail address, lower case
 * third_party  OUT: rowid of the third party; NULL: none
 * contact      OUT: rowid of the contact (llx_socpeople); NULL: none
 *
 * Of several the oldest. The ERP has no index on addresses: both tables are read whole, whatever the address.
 *
 * Reads:      llx_societe, llx_socpeople
 * Called by:  create_guest_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_guest_party;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_guest_party(IN this_entity INT,
  IN address VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, OUT third_party INT, OUT contact INT)
  COMMENT 'Whose is this address'
BEGIN
  DECLARE company, of_contact INT;
  SELECT MIN(s.rowid) INTO company FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS s @BASE_TABLE@
    WHERE @COMPANY_ADDRESS@ = address AND s.entity IN (0, this_entity);
  SELECT MIN(p.rowid) INTO contact FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@socpeople` AS p @BASE_TABLE@
    WHERE @CONTACT_ADDRESS@ = address AND p.entity IN (0, this_entity) AND p.statut = 1;
  SELECT MAX(p.fk_soc) INTO of_contact FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@socpeople` AS p @BASE_TABLE@
    WHERE p.rowid = contact;
  SET third_party = IF(contact IS NULL, company, NULLIF(of_contact, 0));
END//
DELIMITER ;
