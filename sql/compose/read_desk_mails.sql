/*
 * Reads what the desk's mails of claimed_mail say beside their ticket into the new desk_mail, and gives customers' mails
 * their language: a contact's (default_lang), else the third party's.
 *
 * What a mail tells mail_decision knows. A preview tells the journal's newest entry of that kind.
 * A customer is who has no user, or is an external one. His contact is one of the ticket, else of its third party, with
 * the mail's address, of a blind copy that of its original. own_mail: the newest mail of the ticket that was collected from that address.
 *
 * Problems: what is private is never told, nor what is gone; a kind for users goes to no customer. Only the ERP's public
 * messages keep their event_id, by which the text is read. Of a closing and a reopening by our procedures users read why,
 * which stands behind the event's title; customers do not.
 *
 * INSERT … SELECT in READ COMMITTED, as in erp_fill_batch: nothing of the ERP is locked.
 *
 * Reads:      claimed_mail, desk_act, desk_mail, desk_ticket, llx_actioncomm, llx_c_type_contact, llx_element_contact,
 *             llx_societe, llx_socpeople, llx_ticket, llx_user, mail_decision, mail_outbox, renewed_link,
 *             ticket_journal
 * Writes:     claimed_mail, desk_mail
 * Called by:  erp_fill_batch
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_read_desk_mails;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_read_desk_mails()
  COMMENT 'Reads what the desk''s mails say beside their ticket'
BEGIN
  CALL make_desk_mail();
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  START TRANSACTION;
  INSERT INTO desk_mail (id, ticket_id, address, event_id, problem, reason, is_customer, name, own_lang, who, thirdparty, assignee,
      old_assignee, old_status, new_status, thread, first_mail, own_mail, why, step, since, closes_on, worth, is_done)
    SELECT f.id, t.rowid, f.address, IF(e.code IN (@DESK_CODES@), e.id, NULL),
        CASE WHEN f.is_unknown THEN 'Nothing says what the mail was to tell (mail_decision).'
          WHEN @IS_CUSTOMER@ AND f.kind IN (@USER_KINDS@) THEN CONCAT('Mails of kind ', f.kind, ' are for users of the ERP only.')
          WHEN e.code LIKE 'TICKET\_MSG\_PRIVATE%' AND (@IS_CUSTOMER@ OR f.kind IN (@ANSWER_KINDS@))
            THEN 'The message that the mail was to tell is private.'
          WHEN f.kind IN (@ANSWER_KINDS@) AND NOT COALESCE(e.code IN (@DESK_CODES@), 0)
            THEN 'The message that the mail was to tell is not in the ERP.'
          WHEN s.statut = 0 AND NOT COALESCE(@REQUESTER_HAS_ADDRESS@, 0) THEN CONCAT('Contact ', s.rowid, ' is disabled in the ERP.') END,
        COALESCE(f.reason, IF(@IS_CUSTOMER@, 'requester', IF(t.fk_user_assign = f.recipient_user_id, 'assignee', 'agent'))),
        @IS_CUSTOMER@,
        COALESCE(NULLIF(TRIM(CONCAT_WS(' ', u.firstname, u.lastname)), ''), NULLIF(TRIM(CONCAT_WS(' ', s.firstname, s.lastname)), ''),
          IF(f.recipient_user_id IS NULL AND @PARTY_HAS_ADDRESS@, y.nom, NULL)),
        IF(f.recipient_user_id IS NULL, LEFT(COALESCE(NULLIF(s.default_lang, ''), y.default_lang), 2), NULL),
        CASE WHEN @IS_CUSTOMER@ AND f.kind <> 'agent_answered' THEN NULL
          WHEN f.kind = 'agent_answered' THEN NULLIF(TRIM(CONCAT_WS(' ', w.firstname, w.lastname)), '')
          WHEN f.kind = 'customer_answered'
            THEN COALESCE(NULLIF(TRIM(CONCAT_WS(' ', w.firstname, w.lastname)), ''), @NAME_OF_SENDER@, j.who)
          WHEN f.kind = 'agent_new' THEN COALESCE(@NAME_OF_REQUESTER@, @CREATOR_NAME@, j.who)
          ELSE j.who END,
        y.nom, COALESCE(IF(j.what = 'assignee', j.new_value, NULL), NULLIF(TRIM(CONCAT_WS(' ', n.firstname, n.lastname)), '')),
        IF(j.what = 'assignee', j.old_value, NULL), g.old_value, g.new_value,
        @TICKET_THREAD_ID@, NULLIF(@TICKET_MESSAGE_ID@, @TICKET_THREAD_ID@ COLLATE utf8mb4_bin),
        (SELECT @EVENT_MESSAGE_ID@ FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS b @BASE_TABLE@
          WHERE b.fk_element = t.rowid AND b.elementtype = 'ticket' AND b.code IN ('AC_EMAIL', 'AC_EMAIL_IN')
            AND @MAIL_ADDRESS@ = LOWER(f.address) ORDER BY b.id DESC LIMIT 1),
        IF(@IS_CUSTOMER@ OR f.kind NOT IN ('closed', 'reopened'), NULL, (SELECT @REASON_OF_EVENT@
          FROM desk_act AS x JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a @BASE_TABLE@ ON a.id = x.event_id
          WHERE x.ticket_id = t.rowid AND x.event_id = j.event_id AND x.act IN ('close', 'reopen')
            AND a.fk_element = t.rowid AND a.elementtype = 'ticket' LIMIT 1)),
        IF(j.what IN ('reminder', 'escalation'), SUBSTRING_INDEX(j.old_value, '_', 1), NULL),
        IF(j.old_value LIKE 'unanswered%', COALESCE(v.waiting_since_erp, t.datec), t.datec),
        IF(j.what = 'warning' AND j.new_value REGEXP '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', j.new_value, NULL),
        IF(j.what = 'escalation', LEFT(j.new_value, 40), NULL),
        COALESCE(j.what = 'state' AND EXISTS (SELECT 1 FROM ticket_journal AS i WHERE i.ticket_id = j.ticket_id AND i.what = 'done'
          AND i.connection = j.connection AND i.id < j.id AND i.at >= j.at - INTERVAL 1 MINUTE), 0)
      FROM (
        SELECT c.id, c.ticket_id, c.track_id, c.kind, c.recipient_user_id, COALESCE(o.address, c.address) AS address, d.event_id,
            d.reason,
            d.id IS NULL AND c.id > 0 AS is_unknown,
            COALESCE(d.journal_id, (SELECT MAX(h.id) FROM ticket_journal AS h WHERE h.ticket_id = c.ticket_id
              AND CASE c.kind WHEN 'customer_answered' THEN h.what = 'customer word' WHEN 'agent_answered' THEN h.what = 'agent word'
                WHEN 'assigned' THEN h.what = 'assignee' WHEN 'closed' THEN h.what = 'state' AND h.new_value = 'closed'
                WHEN 'reopened' THEN h.what = 'state' AND h.old_value = 'closed'
                WHEN 'warning' THEN h.what = 'warning' WHEN 'reminder' THEN h.what = 'reminder' WHEN 'escalation' THEN h.what = 'escalation' ELSE h.what = 'created' END)) AS journal_id
          FROM claimed_mail AS c
          LEFT JOIN mail_outbox AS o ON o.id = c.copy_of
          LEFT JOIN mail_decision AS d
            ON d.id = (SELECT MAX(l.id) FROM mail_decision AS l WHERE l.mail_id = COALESCE(c.copy_of, c.id))
          WHERE c.kind IN (@DESK_KINDS@)
      ) AS f
      STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = f.ticket_id
        AND CONVERT(t.track_id USING ascii) COLLATE ascii_bin = f.track_id
      LEFT JOIN ticket_journal AS j ON j.id = f.journal_id AND j.ticket_id = t.rowid
      LEFT JOIN ticket_journal AS g ON g.change_id = j.change_id AND g.what = 'status' AND g.ticket_id = j.ticket_id AND g.at = j.at
      LEFT JOIN desk_ticket AS v ON v.ticket_id = t.rowid
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ ON u.rowid = f.recipient_user_id
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS n @BASE_TABLE@ ON n.rowid = t.fk_user_assign
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS e @BASE_TABLE@
        ON e.id = COALESCE(f.event_id, IF(f.kind IN (@ANSWER_KINDS@), j.event_id, NULL))
          AND e.fk_element = t.rowid AND e.elementtype = 'ticket'
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS w @BASE_TABLE@
        ON w.rowid = IF(e.code IN ('AC_EMAIL', 'AC_EMAIL_IN'), @MAIL_SENDER_ID@, e.fk_user_author)
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS y @BASE_TABLE@ ON y.rowid = t.fk_soc
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@socpeople` AS s @BASE_TABLE@ ON f.recipient_user_id IS NULL AND s.rowid = COALESCE(
        (SELECT MIN(p.rowid) FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` AS r @BASE_TABLE@
          JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS q @BASE_TABLE@ ON q.rowid = r.fk_c_type_contact
            AND q.element = 'ticket' AND q.source = 'external'
          JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@socpeople` AS p @BASE_TABLE@ ON p.rowid = r.fk_socpeople
          WHERE r.element_id = t.rowid AND @CONTACT_HAS_ADDRESS@),
        (SELECT MIN(p.rowid) FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@socpeople` AS p @BASE_TABLE@
          WHERE p.fk_soc = t.fk_soc AND t.fk_soc > 0 AND @CONTACT_HAS_ADDRESS@));
  COMMIT;
  CALL erp_keep_threads();
  CALL put_back_busy();
  UPDATE desk_mail AS m STRAIGHT_JOIN claimed_mail AS c ON c.id = m.id
    SET c.lang = m.own_lang WHERE c.lang = '' AND m.own_lang REGEXP '^[a-z][a-z]$';
END//
DELIMITER ;
