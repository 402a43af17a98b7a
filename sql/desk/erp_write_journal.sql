/*
 * Writes what was done to tickets into ticket_journal: a row for each thing that a change has changed, in names.
 *
 * first_ticket   lowest rowid of the tickets in due_change that are meant
 * last_ticket    highest
 * first_change   lowest number of their changes in due_change that are meant
 * last_change    highest
 * language       of codes' labels, ISO 639-1
 * own_addresses  addresses of machines (erp_desk_facts)
 *
 * Who it was is told by the event itself, or by the one of the same connection that goes with it. By which way: an
 * account that is not the ERP's came by SQL. Of an act of the desk its own row tells both. REST is told from the page only where the page never writes such rows: a
 * status set with an event AC_TICKET_MODIFY, an assignee without a status, a message with the ticket's subject, a ticket
 * created without the creator's address in its event.
 *
 * Reads:      code_label, desk_act, desk_ticket, due_change, erp_account, llx_actioncomm, llx_c_ticket_category,
 *             llx_c_ticket_severity, llx_c_ticket_type, llx_societe, llx_ticket, llx_user, mail_outbox, opened_ticket,
 *             ticket_journal
 * Writes:     ticket_journal
 * Called by:  erp_follow_changes
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_write_journal;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_write_journal(IN first_ticket INT, IN last_ticket INT,
  IN first_change BIGINT UNSIGNED, IN last_change BIGINT UNSIGNED,
  IN language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Writes changes of tickets into the journal'
BEGIN
  INSERT INTO ticket_journal (ticket_id, track_id, entity, at, who, user_id, way, what, old_value, new_value, mail_id,
      event_id, change_id, connection)
    SELECT f.ticket_id, f.track, f.entity_id, f.at, LEFT(f.who, 255), f.acting_user, f.way, IF(x.what = 'word', f.word, x.what),
        LEFT(@JOURNAL_OLD@ WHEN 'ref' THEN f.old_ref WHEN 'deleted' THEN f.ref END, 255),
        LEFT(@JOURNAL_NEW@ WHEN 'ref' THEN f.ref WHEN 'subject' THEN f.subject WHEN 'created' THEN f.subject
          WHEN 'word' THEN f.title END, 255),
        IF(x.what = 'created' AND f.way = 'goods',
          (SELECT MIN(m.id) FROM mail_outbox AS m WHERE m.ticket_id = f.ticket_id
            AND m.track_id = CONVERT(f.track USING ascii) COLLATE ascii_bin), NULL),
        f.said_by, f.id, f.connection
      FROM (
        SELECT c.*, COALESCE(IF(c.kind = 'deleted', c.track_id, NULL), @TICKET_TRACK@, k.track_id, c.track_id, '') AS track,
            COALESCE(c.entity, t.entity, k.entity, 0) AS entity_id, a.id AS said_by,
            @TICKET_SUBJECT@ AS subject, COALESCE(NULLIF(@EVENT_SUBJECT@, ''), NULLIF(@EVENT_LABEL@, '')) AS title,
            CASE WHEN c.kind <> 'event' OR a.id IS NULL THEN NULL WHEN c.code LIKE 'TICKET\_MSG\_PRIVATE%' THEN 'note'
              WHEN c.code IN (@DESK_CODES@) THEN CASE @DESK_WORD@ WHEN 'customer' THEN 'customer word' WHEN 'agent' THEN 'agent word'
                WHEN 'machine' THEN 'machine word' ELSE 'note' END END AS word,
            CASE WHEN z.id IS NOT NULL THEN z.user_id WHEN NOT @IS_ERP@ AND o.number IS NULL THEN NULL
              WHEN c.kind = 'inserted' THEN IF(t.fk_user_create > 0 AND @TICKET_ADDRESS@ = '', t.fk_user_create, NULL)
              WHEN a.code IN ('AC_EMAIL', 'AC_EMAIL_IN') AND COALESCE(a.email_from, '') <> '' THEN @SENDER_ID@
              WHEN a.fk_user_author > 0 THEN a.fk_user_author END AS acting_user,
            CASE WHEN z.id IS NOT NULL THEN CONCAT(COALESCE(z.address, @ACT_NAME@, z.account), IF(z.by_app, CONCAT(' by ', z.account), ''))
              WHEN c.account LIKE 'ticketstock@%' THEN 'TicketStock'
              WHEN NOT @IS_ERP@ AND o.number IS NULL THEN c.account
              WHEN c.kind = 'inserted' THEN COALESCE(NULLIF(@TICKET_ADDRESS@, ''), @CREATOR_NAME@, IF(o.number IS NULL, c.account, 'TicketStock'))
              WHEN a.code IN ('AC_EMAIL', 'AC_EMAIL_IN') AND COALESCE(a.email_from, '') <> ''
                THEN COALESCE(@SENDER_NAME@, @EVENT_ADDRESS@)
              WHEN a.fk_user_author > 0 THEN COALESCE(@AUTHOR_NAME@, c.account)
              WHEN a.id IS NOT NULL THEN COALESCE(NULLIF(@EVENT_ADDRESS@, ''), NULLIF(@TICKET_ADDRESS@, ''), c.account)
              ELSE COALESCE(p.who, c.account) END AS who,
            CASE WHEN z.id IS NOT NULL THEN 'sql' WHEN c.account LIKE 'ticketstock@%' THEN 'event'
              WHEN c.kind = 'inserted' AND o.number IS NOT NULL THEN 'goods'
              WHEN NOT @IS_ERP@ THEN 'sql'
              WHEN c.kind = 'inserted' THEN CASE WHEN t.rowid IS NULL THEN 'unknown'
                WHEN COALESCE(t.fk_user_create, 0) <= 0 THEN 'public page'
                WHEN @TICKET_ADDRESS@ <> '' THEN 'collector'
                WHEN t.notify_tiers_at_create = 1 AND EXISTS (SELECT 1 FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS w @BASE_TABLE@
                    WHERE w.rowid = t.fk_user_create AND w.email <> '')
                  AND EXISTS (SELECT 1 FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS b @BASE_TABLE@
                    WHERE b.fk_element = t.rowid AND b.elementtype = 'ticket' AND b.code = 'AC_TICKET_CREATE'
                      AND COALESCE(b.email_from, '') = '') THEN 'rest'
                ELSE 'page' END
              WHEN a.id IS NULL THEN COALESCE(p.way, 'page')
              WHEN a.code IN ('AC_EMAIL', 'AC_EMAIL_IN') AND COALESCE(a.email_from, '') <> '' THEN 'collector'
              WHEN COALESCE(a.fk_user_author, 0) <= 0 THEN 'public page'
              WHEN c.kind = 'updated' AND a.code = 'AC_TICKET_MODIFY' AND c.new_status IN (3, 5, 7, 8, 9)
                AND NOT c.new_status <=> c.old_status THEN 'rest'
              WHEN c.kind = 'updated' AND a.code = 'AC_TICKET_MODIFY' AND c.new_status IN (0, 1)
                AND NOT c.new_assignee <=> c.old_assignee THEN 'rest'
              WHEN c.kind = 'event' AND c.code LIKE 'TICKET\_MSG%' AND a.label <> '' AND @EVENT_LABEL@ = @TICKET_SUBJECT@ THEN 'rest'
              ELSE 'page' END AS way
          FROM due_change AS c
          LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = c.ticket_id
          LEFT JOIN desk_ticket AS k ON k.ticket_id = c.ticket_id
          LEFT JOIN opened_ticket AS o ON c.kind = 'inserted' AND o.ticket_id = c.ticket_id
            AND o.track_id = CONVERT(t.track_id USING ascii) COLLATE ascii_bin
          LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a @BASE_TABLE@ ON a.id = COALESCE(c.event_id, c.partner)
          LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ ON u.rowid = a.fk_user_author
          LEFT JOIN desk_act AS z ON z.id = (SELECT e.id FROM desk_act AS e
            WHERE e.ticket_id = c.ticket_id AND e.connection = c.connection AND c.id BETWEEN e.first_change AND e.last_change
              AND ABS(UNIX_TIMESTAMP(e.at) - UNIX_TIMESTAMP(c.at)) <= 3600 ORDER BY e.first_change DESC, e.id LIMIT 1)
          LEFT JOIN ticket_journal AS p ON p.id = (SELECT MAX(h.id) FROM ticket_journal AS h
            WHERE h.ticket_id = c.ticket_id AND h.connection = c.connection AND h.at >= c.at - INTERVAL 5 SECOND)
          WHERE c.ticket_id BETWEEN first_ticket AND last_ticket AND c.id BETWEEN first_change AND last_change
      ) AS f
      JOIN (SELECT 1 AS place, 'created' AS what UNION ALL SELECT 2, 'deleted' UNION ALL SELECT 3, 'word' UNION ALL SELECT 4, 'status'
        UNION ALL SELECT 5, 'state' UNION ALL SELECT 6, 'assignee' UNION ALL SELECT 7, 'type' UNION ALL SELECT 8, 'severity'
        UNION ALL SELECT 9, 'group' UNION ALL SELECT 10, 'thirdparty' UNION ALL SELECT 11, 'subject' UNION ALL SELECT 12, 'ref') AS x
        ON CASE f.kind WHEN 'inserted' THEN x.what = 'created' WHEN 'deleted' THEN x.what = 'deleted' WHEN 'reread' THEN 0
          WHEN 'event' THEN x.what = 'word' AND f.word IS NOT NULL ELSE @JOURNAL_CHANGED@ END
      ORDER BY f.id, x.place;
END//
DELIMITER ;
