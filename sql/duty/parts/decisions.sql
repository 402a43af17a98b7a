    /*
     * Who is told of what happened, by whom, and who is not and why: rows of mail_decision. Of what one has done at a time
     * a person is told once, of each word. In terms of erp_decide_mail() and preview_policy().
     */
    WITH happened AS (
@PART_HAPPENED@
    ), person AS (
@PART_PERSONS@
    )
    SELECT r.ticket_id, r.id AS journal_id, r.event, r.user_id, r.address, r.stranger, r.reason, r.sender, r.why, r.event_id, r.entity
      FROM (
        SELECT q.*, ROW_NUMBER() OVER (PARTITION BY q.id, q.address
              ORDER BY FIELD(q.sender, 'erp', 'ours', 'nobody'), FIELD(q.reason, 'assignee', 'agent', 'requester', 'contact', 'actor')) AS of_entry,
            ROW_NUMBER() OVER (PARTITION BY q.ticket_id, q.connection, q.act_id, q.address
              ORDER BY q.sender = 'nobody', FIELD(q.event, 'customer_received', 'agent_new', 'customer_answered', 'agent_answered',
                'assigned', 'closed', 'reopened'), q.id DESC,
              FIELD(q.sender, 'erp', 'ours', 'nobody'), FIELD(q.reason, 'assignee', 'agent', 'requester', 'contact', 'actor')) AS of_act
          FROM (
            SELECT p.ticket_id, p.id, p.connection, p.act_id, p.entity, CONVERT(p.event USING utf8mb4) COLLATE utf8mb4_unicode_ci AS event,
                p.user_id, p.address, p.stranger,
                CONVERT(IF(p.is_actor, 'actor', p.person) USING utf8mb4) COLLATE utf8mb4_unicode_ci AS reason,
                CONVERT(CASE WHEN p.is_actor OR p.duty <> 'ours' AND NOT p.erp_did THEN 'nobody' WHEN p.erp_did THEN 'erp'
                  WHEN p.objection IS NOT NULL THEN 'nobody' ELSE 'ours' END USING utf8mb4) COLLATE utf8mb4_unicode_ci AS sender,
                CONVERT(CASE WHEN p.is_actor THEN 'He did it himself.' WHEN p.erp_did THEN 'The ERP mails it.'
                  WHEN p.duty = 'erp' THEN 'The ERP mails it if a user asks it to, and nobody did (mail_duty).'
                  WHEN p.duty = 'nobody' THEN 'Nobody mails it (mail_duty).'
                  ELSE COALESCE(LEFT(p.objection, 255), '') END USING utf8mb4) COLLATE utf8mb4_unicode_ci AS why,
                p.event_id, p.knows_it
              FROM (
                SELECT h.ticket_id, h.id, h.connection, h.act_id, h.entity, n.event, n.person, n.duty, n.user_id, n.address,
                    n.person = 'requester' AND h.thirdparty_id IS NULL AS stranger,
                    IF(h.what IN ('customer word', 'agent word'), h.said_by, NULL) AS event_id,
                    /* By the mail of a word that the same page has written just before. */
                    h.act_id IS NULL AND n.event IN ('assigned', 'closed', 'reopened') AND EXISTS (
                      SELECT 1 FROM mail_decision AS o JOIN ticket_journal AS i ON i.id = o.journal_id
                        WHERE o.ticket_id = h.ticket_id AND o.address = n.address AND o.sender <> 'nobody' AND i.connection = h.connection
                          AND i.at >= h.at - INTERVAL 1 MINUTE AND o.event IN ('customer_answered', 'agent_answered')) AS knows_it,
                    n.event <> 'customer_received' AND (COALESCE(n.user_id = h.actor_id, 0) OR LOWER(n.address) = h.actor) AS is_actor,
                    n.address <> '' AND n.problem IS NULL AND (
                      CASE n.erp_mails WHEN 'always' THEN 1 WHEN 'asked' THEN COALESCE(h.asked, 0) ELSE 0 END
                        AND (n.erp_if IS NULL OR FIND_IN_SET(n.erp_if, switches_on))
                        AND NOT COALESCE(FIND_IN_SET(n.erp_unless, switches_on), 0)
                        AND (h.sent_to IS NULL OR LOCATE(n.address, h.sent_to) > 0)
                        /* Of a closed ticket the ERP tells contacts, also internal ones; the third party where there are none. */
                        AND NOT (h.kind = 'closed' AND n.is_party AND EXISTS (@INTERNAL_CONTACTS@))
                      OR n.user_id IS NOT NULL AND n.address = erp_to AND (h.kind = 'created' AND h.source <> 'sql'
                        OR h.kind = 'closed' AND h.source IN ('page', 'public page'))
                      OR n.user_id IS NOT NULL AND h.kind = 'customer_answered' AND h.source = 'public page'
                        AND FIND_IN_SET('TICKET_PUBLIC_NOTIFICATION_NEW_MESSAGE_ENABLED', switches_on)
                        AND NOT FIND_IN_SET('TICKET_DISABLE_ALL_MAILS', switches_on)
                        AND (n.address = main_to OR n.user_id IN (@INTERNAL_CONTACTS@)
                          OR n.address = COALESCE(default_to, erp_to) AND NOT EXISTS (@INTERNAL_CONTACTS@))) AS erp_did,
                    CASE WHEN h.by_machine THEN 'A machine wrote it.'
                      WHEN h.is_stale THEN 'An old state came back by mistake, and was put right.'
                      WHEN h.notify = 0 THEN 'Who did it wanted nobody to be told (notify).'
                      WHEN n.event = 'agent_answered' AND h.source = 'sql' AND NOT COALESCE(h.act = 'reply', 0)
                        THEN 'It was written by SQL: of answers only reply_ticket() tells the customer.'
                      WHEN n.event = 'customer_received' AND NOT COALESCE(FIND_IN_SET(h.source, h.tell_customer), 0)
                        THEN CONCAT('Type policy: of tickets that come by ', h.source, ' the customer is not told (tell_customer).')
                      WHEN n.event = 'agent_new' AND NOT COALESCE(h.tell_agents, 0) THEN 'Type policy: agents are not told (tell_agents).'
                      WHEN n.event = 'customer_answered' AND COALESCE(h.tell_answers, 'nobody') = 'nobody'
                        THEN 'Type policy: nobody is told of answers (tell_answers).'
                      WHEN n.problem IS NOT NULL THEN n.problem
                      WHEN FIND_IN_SET(LOWER(n.address), own_addresses) THEN 'It is an address of our own: that would be a loop.'
                      WHEN ticketstock_fault('address', n.address) IS NOT NULL
                        THEN CONCAT('Its address cannot be used: ', CONVERT(ticketstock_fault('address', n.address) USING utf8mb4), '.')
                      WHEN n.event = 'customer_received' AND n.person = 'requester' AND NOT h.by_customer
                        THEN 'No customer wrote it: a user of the ERP needs no receipt.'
                      WHEN n.user_id IS NULL AND EXISTS (SELECT 1 FROM resting_address AS o
                          WHERE o.address = n.address AND COALESCE(o.until > now_is, 1))
                        THEN 'A mail to it came back undelivered: it rests (resting_address).'
                      WHEN h.foreign_track THEN 'The ticket''s track_id is none of the ERP''s: it has to have up to 16 characters.'
                      WHEN h.kind = 'moved' AND EXISTS (SELECT 1 FROM mail_decision AS o
                          WHERE o.ticket_id = h.ticket_id AND o.address = n.address AND o.event = 'agent_new' AND o.sender <> 'nobody'
                            AND o.journal_id < h.id)
                        THEN 'He was told of the ticket before.'
                      WHEN n.event = 'closed' AND EXISTS (SELECT 1 FROM mail_decision AS o
                          WHERE o.ticket_id = h.ticket_id AND o.address = n.address AND o.event = 'closed' AND o.sender <> 'nobody'
                            AND o.journal_id < h.id AND o.journal_id > h.episode_from)
                        THEN 'He was told before: once an episode.' END AS objection
                  FROM happened AS h JOIN person AS n ON n.id = h.id
              ) AS p
            UNION ALL
            SELECT h.ticket_id, h.id, h.connection, h.act_id, h.entity,
                CONVERT(IF(h.kind IN ('created', 'moved'), 'agent_new', h.kind) USING utf8mb4) COLLATE utf8mb4_unicode_ci, NULL,
                _utf8mb4'' COLLATE utf8mb4_unicode_ci, 0, _utf8mb4'everybody' COLLATE utf8mb4_unicode_ci,
                _utf8mb4'nobody' COLLATE utf8mb4_unicode_ci, CONVERT(h.blanket USING utf8mb4) COLLATE utf8mb4_unicode_ci, NULL, 0
              FROM happened AS h WHERE h.blanket IS NOT NULL
          ) AS q
      ) AS r
      WHERE r.of_entry = 1 AND (r.of_act = 1 OR r.sender = 'nobody' OR r.event IN ('customer_answered', 'agent_answered'))
        AND NOT (r.sender <> 'nobody' AND r.knows_it)
