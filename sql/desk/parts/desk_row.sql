    /*
     * These tickets as the ERP's rows say that they are: rows of desk_ticket. What was said before
     * the last closing is answered. Of that the journal tells; else AC_TICKET_CLOSE, or date_close, which a reopening
     * lets stand. A word that the journal has is whose the journal says, and was said when it was written there.
     */
    WITH ticket_state AS (
      SELECT h.ticket_id, h.track_id, MAX(IF(h.new_value = 'closed', h.at, NULL)) AS closed_at,
          MAX(IF(h.new_value = 'closed', h.id, NULL)) AS closing,
          SUM(h.old_value = 'closed' AND NOT EXISTS (SELECT 1 FROM ticket_journal AS p
            WHERE p.change_id = h.change_id AND p.ticket_id = h.ticket_id AND p.at = h.at
              AND p.what = 'stale write' AND p.new_value IS NOT NULL)) AS reopened
        FROM @THESE_TICKETS@ AS these
        STRAIGHT_JOIN ticket_journal AS h ON h.ticket_id = these.ticket_id
        WHERE h.what = 'state'
        GROUP BY h.ticket_id, h.track_id
    )
    SELECT r.rowid AS ticket_id, r.entity, r.ref, r.track_id, r.status, r.state, r.unread,
        IF(r.unread, CONVERT_TZ(r.since, zone, '+00:00'), NULL) AS waiting_since,
        IF(r.unread, r.since, NULL) AS waiting_since_erp, r.by_customer,
        CONVERT_TZ(r.customer_at, zone, '+00:00') AS last_customer_word_at,
        CONVERT_TZ(r.agent_at, zone, '+00:00') AS last_agent_word_at, r.last_word AS last_word_id, r.episode,
        r.assignee AS assignee_id, r.creator AS creator_id, r.type_code, r.severity_code, r.category_code,
        r.thirdparty AS thirdparty_id, COALESCE(CONVERT_TZ(r.opened, zone, '+00:00'), TIMESTAMP('1970-01-02')) AS opened_at,
        IF(r.state <> 'closed', NULL, IF(r.journal_closed > COALESCE(CONVERT_TZ(r.erp_closed, zone, '+00:00'),
          TIMESTAMP('1970-01-02')) + INTERVAL 1 MINUTE, r.journal_closed, COALESCE(CONVERT_TZ(r.erp_closed, zone, '+00:00'), r.tms))) AS closed_at,
        (SELECT SUM(IF(g.moved_from IS NULL, g.quantity, 0)) FROM goods_due AS g
          WHERE g.ticket_id = r.rowid AND CONVERT(g.track_id USING utf8mb4) COLLATE utf8mb4_bin = r.track_id) AS goods_due,
        (SELECT SUM(IF(g.moved_from IS NULL, g.quantity, 0) - g.remaining) FROM goods_due AS g
          WHERE g.ticket_id = r.rowid AND CONVERT(g.track_id USING utf8mb4) COLLATE utf8mb4_bin = r.track_id) AS goods_left,
        (SELECT @GOODS_VALUE@ FROM goods_due AS g
          WHERE g.ticket_id = r.rowid AND CONVERT(g.track_id USING utf8mb4) COLLATE utf8mb4_bin = r.track_id) AS goods_value
      FROM (
        SELECT q.*, q.state <> 'closed' AND (q.first_unanswered IS NOT NULL OR q.opens_unread) AS unread,
            IF(q.opens_unread, COALESCE(q.opened, q.since_word), q.since_word) AS since,
            IF(q.by_customer, COALESCE(q.customer_word_at, q.opened), q.customer_word_at) AS customer_at
          FROM (
            SELECT t.rowid, COALESCE(t.entity, 1) AS entity, CONVERT(t.ref USING utf8mb4) COLLATE utf8mb4_unicode_ci AS ref,
                CONVERT(t.track_id USING utf8mb4) COLLATE utf8mb4_bin AS track_id, COALESCE(t.fk_statut, 0) AS status,
                CASE WHEN t.fk_statut IN (8, 9) THEN 'closed' WHEN t.fk_statut IN (3, 5, 7) THEN 'doing' ELSE 'todo' END AS state,
                COALESCE(k.by_customer, @BY_CUSTOMER@) AS by_customer,
                COALESCE(k.by_customer, @BY_CUSTOMER@) AND w.answer IS NULL AND j.closing IS NULL AND t.date_close IS NULL
                  AS opens_unread,
                w.first_unanswered, w.since_word, w.customer_word_at, w.agent_at, w.last_word,
                1 + COALESCE(j.reopened, 0) AS episode, j.closed_at AS journal_closed,
                IF(t.fk_user_assign > 0, t.fk_user_assign, NULL) AS assignee,
                IF(t.fk_user_create > 0, t.fk_user_create, NULL) AS creator,
                CONVERT(t.type_code USING utf8mb4) COLLATE utf8mb4_unicode_ci AS type_code,
                CONVERT(t.severity_code USING utf8mb4) COLLATE utf8mb4_unicode_ci AS severity_code,
                CONVERT(t.category_code USING utf8mb4) COLLATE utf8mb4_unicode_ci AS category_code, IF(t.fk_soc > 0, t.fk_soc, NULL) AS thirdparty,
                IF(t.datec BETWEEN '1970-01-03' AND '2037-12-30', t.datec, NULL) AS opened,
                IF(t.date_close BETWEEN '1970-01-03' AND '2037-12-30', t.date_close, NULL) AS erp_closed, t.tms
              FROM @THESE_TICKETS@ AS these
              STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = these.ticket_id
              LEFT JOIN (
                SELECT d.ticket, MAX(IF(d.said IN ('agent', 'closing'), d.id, NULL)) AS answer,
                    MIN(IF(d.unanswered AND d.id > d.answered, d.id, NULL)) AS first_unanswered,
                    MIN(IF(d.unanswered AND d.id > d.answered, d.said_at, NULL)) AS since_word,
                    MAX(IF(d.said = 'customer', d.said_at, NULL)) AS customer_word_at,
                    MAX(IF(d.said = 'agent', d.said_at, NULL)) AS agent_at,
                    MAX(IF(d.said = 'closing', NULL, d.id)) AS last_word
                  FROM (
                    SELECT s.ticket, s.id, s.said, s.said_at,
                        s.said = 'customer' AND CASE WHEN s.closing IS NULL THEN s.entry IS NOT NULL OR COALESCE(s.said_at >= s.date_close, 1)
                          WHEN s.entry IS NOT NULL THEN s.entry > s.closing
                          ELSE CONVERT_TZ(s.said_at, zone, '+00:00') > s.closed_at END AS unanswered,
                        MAX(IF(s.said IN ('agent', 'closing'), s.id, 0)) OVER (PARTITION BY s.ticket) AS answered
                      FROM (
                        SELECT a.fk_element AS ticket, a.id, v.entry, j.closing, j.closed_at, t.date_close,
                            CASE WHEN a.code = 'AC_TICKET_CLOSE' THEN 'closing'
                              WHEN v.said IS NOT NULL THEN v.said ELSE @DESK_WORD@ END AS said,
                            IF(a.datec BETWEEN '1970-01-03' AND '2037-12-30', a.datec, NULL) AS said_at
                          FROM @THESE_TICKETS@ AS these
                          STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a @BASE_TABLE@ ON a.fk_element = these.ticket_id
                          STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = a.fk_element
                          LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ ON u.rowid = a.fk_user_author
                          LEFT JOIN desk_ticket AS k ON k.ticket_id = t.rowid
                            AND k.track_id = CONVERT(t.track_id USING utf8mb4) COLLATE utf8mb4_bin
                          LEFT JOIN ticket_state AS j ON j.ticket_id = t.rowid
                            AND j.track_id = CONVERT(t.track_id USING utf8mb4) COLLATE utf8mb4_bin
                          LEFT JOIN (
                            SELECT g.ticket_id, g.track_id, g.event_id, MIN(g.id) AS entry, SUBSTRING_INDEX(SUBSTRING(
                                MAX(CONCAT(LPAD(g.id, 20, '0'), CONVERT(g.what USING utf8mb4))), 21), ' ', 1) AS said
                              FROM @THESE_TICKETS@ AS these
                              STRAIGHT_JOIN ticket_journal AS g ON g.ticket_id = these.ticket_id
                              WHERE g.what IN ('customer word', 'agent word', 'machine word') AND g.event_id IS NOT NULL
                              GROUP BY g.ticket_id, g.track_id, g.event_id
                          ) AS v ON v.ticket_id = t.rowid AND v.event_id = a.id
                            AND v.track_id = CONVERT(t.track_id USING utf8mb4) COLLATE utf8mb4_bin
                          WHERE a.elementtype = 'ticket'
                            AND a.code IN (@DESK_CODES@, 'AC_TICKET_CLOSE')
                      ) AS s
                      WHERE s.said IN ('customer', 'agent', 'closing')
                  ) AS d
                  GROUP BY d.ticket
              ) AS w ON w.ticket = t.rowid
              LEFT JOIN desk_ticket AS k ON k.ticket_id = t.rowid
                AND k.track_id = CONVERT(t.track_id USING utf8mb4) COLLATE utf8mb4_bin
              LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS c @BASE_TABLE@ ON c.rowid = t.fk_user_create
              LEFT JOIN ticket_state AS j ON j.ticket_id = t.rowid
                AND j.track_id = CONVERT(t.track_id USING utf8mb4) COLLATE utf8mb4_bin
          ) AS q
      ) AS r
