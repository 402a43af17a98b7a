      /*
       * What happened to tickets that is told: entries of the journal, with what is to be known of the ticket, of who did
       * it, and why nobody is to be told, if so (blanket).
       */
      SELECT j.id, j.ticket_id, j.at, j.what, j.connection, j.event_id AS said_by, x.id AS act_id, x.act, x.notify, k.entity, k.type_code,
          k.thirdparty_id, COALESCE(k.by_customer, 0) AS by_customer, IF(@WAS_ASSIGNED@, k.assignee_id, NULL) AS assignee_id, v.rowid IS NOT NULL AND @WAS_ASSIGNED@ AS is_assigned,
          y.tell_agents, y.tell_customer, y.tell_answers, y.escalate_to, CONVERT(j.old_value USING utf8mb4) COLLATE utf8mb4_unicode_ci AS step,
          CASE WHEN j.what = 'created' THEN 'created' WHEN j.what IN ('customer word', 'machine word') THEN 'customer_answered'
            WHEN j.what = 'agent word' THEN 'agent_answered' WHEN j.what IN ('warning', 'reminder', 'escalation') THEN CONCAT(j.what)
            WHEN j.what = 'assignee' THEN 'assigned' WHEN j.what = 'type' THEN 'moved'
            WHEN j.new_value = 'closed' THEN 'closed' ELSE 'reopened' END AS kind,
          CASE WHEN j.way = 'event' AND j.what <> 'created' THEN 'goods' WHEN x.id IS NOT NULL THEN 'sql' WHEN j.way = 'unknown' THEN 'page'
            /* The edit form, which mails nobody. */
            WHEN j.way = 'page' AND j.what = 'assignee' AND a.code = 'AC_TICKET_MODIFY' THEN 'rest'
            ELSE j.way END AS source,
          COALESCE(x.user_id, j.user_id) AS actor_id, LOWER(COALESCE(x.address, @ACTOR_MAIL@, j.who)) AS actor,
          @REQUESTER@ AS requester, CHAR_LENGTH(k.track_id) > 16 OR LENGTH(k.track_id) <> CHAR_LENGTH(k.track_id) AS foreign_track,
          /* What the ERP has mailed with the act itself it notes in date_last_msg_sent. */
          CASE j.what WHEN 'created' THEN t.notify_tiers_at_create = 1
              AND t.date_last_msg_sent BETWEEN t.datec AND t.datec + INTERVAL 5 MINUTE
            WHEN 'state' THEN a.code = 'AC_TICKET_CLOSE' AND t.date_last_msg_sent BETWEEN a.datec AND a.datec + INTERVAL 1 MINUTE
              AND EXISTS (SELECT 1 FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS b @BASE_TABLE@
                WHERE b.fk_element = t.rowid AND b.elementtype = 'ticket' AND b.code = 'AC_TICKET_MODIFY' AND b.id > a.id
                  AND b.datec <= a.datec + INTERVAL 1 MINUTE)
            ELSE a.code LIKE '%SENTBYMAIL' END AS asked,
          /* The form for mails tells whom it goes to. */
          IF(a.code = 'AC_TICKET_SENTBYMAIL', COALESCE(@EVENT_RECIPIENTS@, ''), NULL) AS sent_to,
          j.what = 'machine word' OR j.what = 'state' AND EXISTS (SELECT 1 FROM ticket_journal AS r
            WHERE r.ticket_id = j.ticket_id AND r.what = 'machine word' AND r.connection = j.connection
              AND r.at BETWEEN j.at - INTERVAL 1 MINUTE AND j.at + INTERVAL 1 MINUTE) AS by_machine,
          EXISTS (SELECT 1 FROM ticket_journal AS r WHERE r.ticket_id = j.ticket_id AND r.what = 'stale write'
            AND r.new_value IS NOT NULL AND (r.change_id = j.change_id AND r.at = j.at
              OR j.way = 'event' AND j.what IN ('state', 'assignee') AND x.id IS NULL AND r.id < j.id AND r.at >= j.at - INTERVAL 10 MINUTE)) AS is_stale,
          /* The last reopening before it, but for those that were put right. */
          IF(j.what = 'state' AND j.new_value = 'closed', COALESCE((SELECT MAX(r.id) FROM ticket_journal AS r
            LEFT JOIN ticket_journal AS e ON e.change_id = r.change_id AND e.ticket_id = r.ticket_id AND e.at = r.at
              AND e.what = 'stale write' AND e.new_value IS NOT NULL
            WHERE r.ticket_id = j.ticket_id AND r.what = 'state' AND r.old_value = 'closed' AND r.id < j.id AND e.id IS NULL), 0), 0)
            AS episode_from,
          /* That TicketStock has given a new ticket to somebody is told of the change that it makes. */
          j.what = 'created' AND EXISTS (SELECT 1 FROM ticket_journal AS r
            WHERE r.ticket_id = j.ticket_id AND r.what = 'assignment' AND r.change_id = j.change_id AND r.at = j.at) AS was_given,
          CASE WHEN tell_within > 0 AND j.at < noticed_from
              THEN CONCAT('It happened more than ', tell_within, IF(tell_within = 1, ' hour', ' hours'), ' before it was noticed (setting tell_within_hours).')
            WHEN tell_within > 0 AND (j.what = 'created' AND k.opened_at < j.at - INTERVAL tell_within HOUR
                OR j.what LIKE '% word' AND a.datec < CONVERT_TZ(j.at, '+00:00', zone) - INTERVAL tell_within HOUR)
              THEN CONCAT('An import: it was more than ', tell_within, IF(tell_within = 1, ' hour', ' hours'), ' old when it was written (setting tell_within_hours).')
            WHEN j.what = 'created' AND k.state = 'closed' AND NOT EXISTS (SELECT 1 FROM ticket_journal AS r
              WHERE r.ticket_id = j.ticket_id AND r.what = 'state' AND r.new_value = 'closed' AND r.id > j.id) THEN 'An import: it is closed already.'
            WHEN x.id IS NULL AND j.what NOT IN ('warning', 'reminder', 'escalation') AND w.things > import_limit AND import_limit > 0 AND j.at >= w.first_at - INTERVAL 10 MINUTE
              THEN CONCAT('An import: more than ', import_limit, ' writes by one connection within ten minutes (setting import_size).')
            END AS blanket
        FROM ticket_journal AS j
        JOIN desk_ticket AS k ON k.ticket_id = j.ticket_id AND k.track_id = j.track_id
        JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = k.ticket_id
        LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a @BASE_TABLE@ ON a.id = j.event_id
        /* Numbers of changes and of connections may come again: a change is of an act of its hour. */
        LEFT JOIN desk_act AS x ON x.id = (SELECT c.id FROM desk_act AS c
          WHERE c.ticket_id = j.ticket_id AND c.connection = j.connection AND j.change_id BETWEEN c.first_change AND c.last_change
            AND ABS(UNIX_TIMESTAMP(c.at) - UNIX_TIMESTAMP(j.at)) <= 3600 ORDER BY c.first_change DESC, c.id LIMIT 1)
        LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS v @BASE_TABLE@ ON v.rowid = k.assignee_id AND v.statut = 1
          AND COALESCE(v.fk_soc, 0) = 0 AND v.email <> ''
        LEFT JOIN type_policy AS y ON (y.entity, y.type_code) = (SELECT z.entity, z.type_code FROM type_policy AS z
          WHERE z.entity IN (0, k.entity) AND z.type_code IN ('*', k.type_code) ORDER BY z.entity DESC, z.type_code = '*' LIMIT 1)
        LEFT JOIN bulk_write AS w ON w.connection = j.connection
        WHERE @WHICH_ENTRIES@ AND j.what IN ('created', 'customer word', 'machine word', 'agent word', 'assignee', 'state', 'type', 'warning', 'reminder',
            'escalation')
          AND NOT (j.what = 'created' AND j.way = 'goods')
          AND NOT (j.what = 'state' AND j.old_value <> 'closed' AND j.new_value <> 'closed')
          AND NOT (j.what = 'assignee' AND (k.assignee_id IS NULL OR j.new_value IS NULL OR EXISTS (SELECT 1 FROM ticket_journal AS n
            WHERE n.ticket_id = j.ticket_id AND n.what = 'assignee' AND n.id > j.id)))
          /* A customer's ticket that has got another type is new to the agents of that type. */
          AND NOT (j.what = 'type' AND (k.state = 'closed' OR NOT COALESCE(k.by_customer, 0) OR EXISTS (SELECT 1 FROM ticket_journal AS n
            WHERE n.ticket_id = j.ticket_id AND n.what = 'type' AND n.id > j.id)))
          /* A word whose event was changed is journaled once more. */
          AND NOT (j.what LIKE '% word' AND EXISTS (SELECT 1 FROM ticket_journal AS n
            WHERE n.ticket_id = j.ticket_id AND n.event_id = j.event_id AND n.what = j.what AND n.id < j.id))
          /* What a policy asks for needs no agents. */
          AND (j.what IN ('warning', 'reminder', 'escalation') OR EXISTS (SELECT 1 FROM type_agent AS g
            WHERE g.entity IN (0, k.entity) AND g.type_code IN ('*', k.type_code) AND g.level = 'manage'))
