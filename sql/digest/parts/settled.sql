CASE WHEN t.rowid IS NULL THEN 'The ticket is no longer in the ERP.'
          WHEN u.rowid IS NULL THEN CONCAT('User ', d.user_id, ' is no longer in the ERP.')
          WHEN @USER_PROBLEM@ IS NOT NULL THEN @USER_PROBLEM@
          WHEN d.event <> 'closed' AND t.fk_statut IN (8, 9) THEN 'The ticket was closed meanwhile.'
          WHEN d.event IN ('closed', 'reopened') AND EXISTS (SELECT 1 FROM ticket_journal AS n WHERE n.ticket_id = d.ticket_id
              AND n.id > d.journal_id AND n.what = 'state' AND 'closed' IN (n.old_value, n.new_value))
            THEN 'The ticket was closed or reopened again meanwhile.'
          WHEN d.event IN ('agent_new', 'customer_answered') AND EXISTS (SELECT 1 FROM ticket_journal AS n
              WHERE n.ticket_id = d.ticket_id AND n.id > d.journal_id AND n.what = 'agent word' AND n.user_id = d.user_id)
            THEN 'He has answered it himself meanwhile.'
          WHEN d.reason = 'assignee' AND NOT COALESCE(t.fk_user_assign = d.user_id, 0) THEN 'The ticket is no longer assigned to him.'
          WHEN d.event = 'agent_new' AND t.fk_user_assign > 0 THEN 'Somebody has taken the ticket meanwhile.'
          WHEN d.reason = 'agent' AND NOT EXISTS (SELECT 1 FROM type_agent AS g WHERE g.level = 'manage' AND g.entity IN (0, t.entity)
              AND g.type_code IN ('*', CONVERT(t.type_code USING utf8mb4) COLLATE utf8mb4_unicode_ci)
              AND (g.user_id = d.user_id OR g.group_id IN (SELECT m.group_id FROM erp_group_member AS m
                WHERE m.user_id = d.user_id AND m.entity IN (0, t.entity))))
            THEN 'He no longer manages tickets of its type (type_agent).'
          WHEN NOT @IS_FOR_HIM@ AND EXISTS (SELECT 1 FROM muted_ticket AS m
              WHERE m.ticket_id = d.ticket_id AND m.user_id = d.user_id AND m.track_id = j.track_id)
            THEN 'He has muted the ticket (mute_ticket).' END
