      /* Who may have to be told of each: requester, external contacts or third party, assignee, agents of the type, its manager. */
      SELECT h.id, d.event, d.person, d.sender AS duty, d.erp_mails, d.erp_if, d.erp_unless, NULL AS user_id, h.requester AS address,
          CONVERT(NULL USING utf8mb4) COLLATE utf8mb4_unicode_ci AS problem, 0 AS is_party
        FROM happened AS h JOIN mail_duty AS d ON d.person = 'requester' AND d.source = h.source
          AND d.event = IF(h.kind = 'created', 'customer_received', h.kind)
        WHERE h.requester <> '' AND h.blanket IS NULL
      UNION ALL
      SELECT h.id, d.event, d.person, d.sender, d.erp_mails, d.erp_if, d.erp_unless, NULL, TRIM(@CONTACT_MAIL@) COLLATE utf8mb4_unicode_ci,
          CONVERT(NULL USING utf8mb4) COLLATE utf8mb4_unicode_ci, 0
        FROM happened AS h JOIN mail_duty AS d ON d.person = 'contact' AND d.source = h.source
          AND d.event = IF(h.kind = 'created', 'customer_received', h.kind)
        JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` AS c @BASE_TABLE@ ON c.element_id = h.ticket_id
        JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS y @BASE_TABLE@ ON y.rowid = c.fk_c_type_contact
          AND y.element = 'ticket' AND y.source = 'external'
        JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@socpeople` AS s @BASE_TABLE@ ON s.rowid = c.fk_socpeople AND s.statut = 1
        WHERE s.email <> '' AND h.blanket IS NULL
      UNION ALL
      SELECT h.id, d.event, d.person, d.sender, d.erp_mails, d.erp_if, d.erp_unless, NULL, TRIM(@PARTY_MAIL@) COLLATE utf8mb4_unicode_ci,
          CONVERT(NULL USING utf8mb4) COLLATE utf8mb4_unicode_ci, 1
        FROM happened AS h JOIN mail_duty AS d ON d.person = 'contact' AND d.source = h.source
          AND d.event = IF(h.kind = 'created', 'customer_received', h.kind)
        JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS s @BASE_TABLE@ ON s.rowid = h.thirdparty_id
        WHERE s.email <> '' AND h.requester = '' AND h.blanket IS NULL
          AND NOT EXISTS (SELECT 1 FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` AS c @BASE_TABLE@
            JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS y @BASE_TABLE@ ON y.rowid = c.fk_c_type_contact
              AND y.element = 'ticket' AND y.source = 'external'
            JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@socpeople` AS o @BASE_TABLE@ ON o.rowid = c.fk_socpeople AND o.statut = 1 AND o.email <> ''
            WHERE c.element_id = h.ticket_id)
      UNION ALL
      SELECT h.id, d.event, d.person, d.sender, d.erp_mails, d.erp_if, d.erp_unless, u.rowid, @USER_MAIL@, @USER_PROBLEM@, 0
        FROM happened AS h JOIN mail_duty AS d ON d.person = 'assignee' AND d.event = IF(h.kind = 'created', 'assigned', h.kind)
          /* Whom a new ticket is assigned to the ERP mails by whichever of its ways it came. */
          AND d.source = IF(h.kind = 'created' AND h.source IN ('rest', 'collector', 'public page'), 'page', h.source)
        JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ ON u.rowid = h.assignee_id
        WHERE h.blanket IS NULL AND NOT h.was_given
      UNION ALL
      SELECT h.id, d.event, d.person, d.sender, d.erp_mails, d.erp_if, d.erp_unless, u.rowid, @USER_MAIL@, @USER_PROBLEM@, 0
        FROM happened AS h JOIN mail_duty AS d ON d.person = 'agent' AND d.source = h.source
          AND d.event = IF(h.kind IN ('created', 'moved'), 'agent_new', h.kind)
        JOIN type_agent AS g ON g.level = 'manage' AND g.entity IN (0, h.entity) AND g.type_code IN ('*', h.type_code)
        LEFT JOIN erp_group_member AS m ON m.group_id = g.group_id AND m.entity IN (0, h.entity)
        JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ ON u.rowid = IF(g.user_id > 0, g.user_id, m.user_id)
        WHERE h.blanket IS NULL AND CASE WHEN h.kind IN ('created', 'moved') THEN h.by_customer AND NOT h.is_assigned
          WHEN h.kind = 'escalation' THEN h.step LIKE '%\_group' WHEN h.kind = 'reminder' THEN NOT h.is_assigned
          ELSE NOT h.is_assigned OR h.tell_answers = 'agents' END
      UNION ALL
      SELECT h.id, d.event, d.person, d.sender, d.erp_mails, d.erp_if, d.erp_unless, u.rowid,
          IF(u.rowid IS NULL, h.escalate_to, @USER_MAIL@), CASE WHEN u.rowid IS NOT NULL THEN @USER_PROBLEM@ WHEN h.escalate_to NOT LIKE '%@%'
            THEN CONCAT('There is no user with login "', LEFT(h.escalate_to, 40), '" in the ERP any more (type_policy.escalate_to).') END, 0
        FROM happened AS h JOIN mail_duty AS d ON d.person = 'manager' AND d.source = h.source AND d.event = h.kind
        LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ ON @USER_LOGIN@ = h.escalate_to
        WHERE h.blanket IS NULL AND h.step LIKE '%\_manager' AND h.escalate_to IS NOT NULL
