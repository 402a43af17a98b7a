/*
 * Reads the documents that open tickets wait for into linked_document: those of the kinds that the policy names, linked in
 * either direction, but for cancelled ones.
 *
 * first_ticket  lowest rowid of the tickets that are meant
 * last_ticket   highest
 *
 * Done is an intervention that is closed or billed, a shipment that is validated, an order that is delivered, an invoice
 * that is paid, a supplier's credit note that is validated. A document of whose kind the ERP has no table is none. Old is a
 * document by which the ticket was closed before: who has reopened it has not meant it to close at once.
 *
 * Reads:      desk_ticket, llx_commande, llx_element_element, llx_expedition, llx_facture, llx_facture_fourn,
 *             llx_fichinter, ticket_journal, type_policy
 * Writes:     linked_document
 * Called by:  step_holds, watch_documents
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_read_documents;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_read_documents(IN first_ticket INT, IN last_ticket INT)
  COMMENT 'Reads the documents that open tickets wait for'
BEGIN
  DELETE FROM linked_document WHERE ticket_id BETWEEN first_ticket AND last_ticket;
  @READ_DOCUMENTS@
  UPDATE linked_document AS l JOIN ticket_journal AS j ON j.ticket_id = l.ticket_id AND j.what = 'done' AND j.old_value = 'document'
      AND LOCATE(CONCAT(' ', l.ref, ','), CONCAT(j.new_value, ',')) > 0
    SET l.is_new = 0 WHERE l.ticket_id BETWEEN first_ticket AND last_ticket;
END//
DELIMITER ;
