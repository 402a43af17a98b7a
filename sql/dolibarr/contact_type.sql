/*
 * What a user can become on a ticket: rowids differ between installs, codes do not. Dolibarr's page allows one
 * SUPPORTTEC only.
 *
 * Reads:      llx_c_type_contact
 * Read by:    erp_list_contacts
 * Internal
 */
DROP VIEW IF EXISTS erp_contact_type;
CREATE DEFINER = `ticketstock`@`localhost` VIEW erp_contact_type AS
SELECT t.rowid AS id, t.code FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS t @BASE_TABLE@
  WHERE t.element = 'ticket' AND t.source = 'internal' AND t.active = 1;
