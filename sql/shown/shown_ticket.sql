/*
 * What the ERP's pages are to show of each ticket: a mark and 1 where an answer is due, since when, the state as the
 * value of a list (1 À traiter, 2 En cours, 3 Fermé).
 *
 * The mark is in the language of the ticket's entity; where that is each browser's own, in both.
 *
 * Reads:      desk_ticket, llx_const
 * Read by:    erp_find_behind, erp_write_shown, make_shown_triggers, trigger ticketstock_shown_inserted
 * Internal
 */
DROP VIEW IF EXISTS erp_shown_ticket;
CREATE DEFINER = `ticketstock`@`localhost` VIEW erp_shown_ticket AS
SELECT d.ticket_id,
    IF(d.unread = 1, CONCAT('<b style="color:#b00020">✉ ', COALESCE(
        (SELECT CASE WHEN c.value LIKE 'fr%' THEN 'Réponse due' WHEN c.value <> 'auto' THEN 'Answer due' END
          FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@
          WHERE c.name = 'MAIN_LANG_DEFAULT' AND c.entity IN (0, d.entity) AND c.value <> ''
          ORDER BY c.entity DESC LIMIT 1), 'Réponse due / Answer due'), '</b>'), NULL) AS due,
    d.unread AS is_due,
    IF(d.unread = 1, d.waiting_since_erp, NULL) AS waiting,
    CASE d.state WHEN 'todo' THEN '1' WHEN 'doing' THEN '2' ELSE '3' END AS state
  FROM desk_ticket AS d;
