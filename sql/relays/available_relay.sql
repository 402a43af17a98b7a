/*
 * The relays that mail may go to: those of table relay that are enabled or, while that table is empty, the
 * ERP's own, entity by entity.
 *
 * entity  NULL: for all entities; problem  NULL, or why it cannot be used, in words
 *
 * Reads:      erp_relay, relay
 * Read by:    check_relays, choose_relay, hand_over, judge_refusals, list_relays, test_mail
 * Internal
 */
DROP VIEW IF EXISTS available_relay;
CREATE DEFINER = `ticketstock`@`localhost` VIEW available_relay AS
SELECT NULL AS entity, name, priority, host, port, tls, verify_certificate, ca_file, username, NULL AS problem
  FROM relay WHERE enabled = 1
UNION ALL
SELECT entity, CONVERT(name USING utf8mb4) COLLATE utf8mb4_unicode_ci AS name, 10 AS priority, host, port, tls,
  verify_certificate,
    NULL AS ca_file, username, problem
  FROM erp_relay WHERE (SELECT COUNT(*) FROM relay) = 0;
