    /* Tickets first_ticket to last_ticket as the ERP's rows say that they are: rows of desk_ticket. */
    SELECT r.rowid AS ticket_id, r.entity, r.ref, r.track_id, r.status, r.state, r.unread,
        IF(r.unread, CONVERT_TZ(r.since, zone, '+00:00'), NULL) AS waiting_since,
        IF(r.unread, r.since, NULL) AS waiting_since_erp,
        CONVERT_TZ(r.customer_at, zone, '+00:00') AS last_customer_word_at,
        CONVERT_TZ(r.agent_at, zone, '+00:00') AS last_agent_word_at, r.last_word AS last_word_id, r.episode,
        r.assignee AS assignee_id, r.creator AS creator_id, r.type_code, r.severity_code, r.category_code,
        r.thirdparty AS thirdparty_id, COALESCE(CONVERT_TZ(r.opened, zone, '+00:00'), TIMESTAMP('1970-01-02')) AS opened_at,
        IF(r.state <> 'closed', NULL, IF(r.journal_closed > COALESCE(CONVERT_TZ(r.erp_closed, zone, '+00:00'),
          TIMESTAMP('1970-01-02')) + INTERVAL 1 MINUTE, r.journal_closed, COALESCE(CONVERT_TZ(r.erp_closed, zone, '+00:00'), r.tms))) AS closed_at
      FROM (
        SELECT q.*, q.state <> 'closed' AND (q.first_unanswered IS NOT NULL OR q.opens_unread) AS unread,
            IF(q.opens_unread, COALESCE(q.opened, q.since_word), q.since_word) AS since,
            IF(q.by_customer, COALESCE(q.customer_word_at, q.opened), q.customer_word_at) AS customer_at
          FROM (
            SELECT t.rowid, t.entity, CONVERT(t.ref USING utf8mb4) COLLATE utf8mb4_unicode_ci AS ref,
                CONVERT(t.track_id USING utf8mb4) COLLATE utf8mb4_bin AS track_id, COALESCE(t.fk_statut, 0) AS status,
                CASE WHEN t.fk_statut IN (8, 9) THEN 'closed' WHEN t.fk_statut IN (3, 5, 7) THEN 'doing' ELSE 'todo' END AS state,
                @BY_CUSTOMER@ AS by_customer, @BY_CUSTOMER@ AND w.answer IS NULL AS opens_unread,
                w.first_unanswered, w.since_word, w.customer_word_at, w.agent_at, w.last_word,
                1 + COALESCE(j.reopened, 0) AS episode, j.closed_at AS journal_closed,
                IF(t.fk_user_assign > 0, t.fk_user_assign, NULL) AS assignee,
                IF(t.fk_user_create > 0, t.fk_user_create, NULL) AS creator,
                CONVERT(t.type_code USING utf8mb4) COLLATE utf8mb4_unicode_ci AS type_code,
                CONVERT(t.severity_code USING utf8mb4) COLLATE utf8mb4_unicode_ci AS severity_code,
                CONVERT(t.category_code USING utf8mb4) COLLATE utf8mb4_unicode_ci AS category_code, IF(t.fk_soc > 0, t.fk_soc, NULL) AS thirdparty,
                IF(t.datec BETWEEN '1970-01-03' AND '2037-12-30', t.datec, NULL) AS opened,
                IF(t.date_close BETWEEN '1970-01-03' AND '2037-12-30', t.date_close, NULL) AS erp_closed, t.tms
              FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
              LEFT JOIN (
                SELECT d.ticket, MAX(IF(d.said = 'agent', d.id, NULL)) AS answer,
                    MIN(IF(d.said = 'customer' AND d.id > d.answered, d.id, NULL)) AS first_unanswered,
                    MIN(IF(d.said = 'customer' AND d.id > d.answered, d.said_at, NULL)) AS since_word,
                    MAX(IF(d.said = 'customer', d.said_at, NULL)) AS customer_word_at,
                    MAX(IF(d.said = 'agent', d.said_at, NULL)) AS agent_at, MAX(d.id) AS last_word
                  FROM (
                    SELECT s.ticket, s.id, s.said, s.said_at,
                        MAX(IF(s.said = 'agent', s.id, 0)) OVER (PARTITION BY s.ticket) AS answered
                      FROM (
                        SELECT a.fk_element AS ticket, a.id, @DESK_WORD@ AS said,
                            IF(a.datec BETWEEN '1970-01-03' AND '2037-12-30', a.datec, NULL) AS said_at
                          FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a @BASE_TABLE@
                          LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ ON u.rowid = a.fk_user_author
                          WHERE a.fk_element BETWEEN first_ticket AND last_ticket AND a.elementtype = 'ticket'
                            AND a.code IN (@DESK_CODES@)
                      ) AS s
                      WHERE s.said IN ('customer', 'agent')
                  ) AS d
                  GROUP BY d.ticket
              ) AS w ON w.ticket = t.rowid
              LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS c @BASE_TABLE@ ON c.rowid = t.fk_user_create
              LEFT JOIN (
                SELECT h.ticket_id, h.track_id, SUM(h.old_value = 'closed') AS reopened,
                    MAX(IF(h.new_value = 'closed', h.at, NULL)) AS closed_at
                  FROM ticket_journal AS h
                  WHERE h.ticket_id BETWEEN first_ticket AND last_ticket AND h.what = 'state'
                  GROUP BY h.ticket_id, h.track_id
              ) AS j ON j.ticket_id = t.rowid
                AND j.track_id = CONVERT(t.track_id USING utf8mb4) COLLATE utf8mb4_bin
              WHERE t.rowid BETWEEN first_ticket AND last_ticket
          ) AS q
      ) AS r
