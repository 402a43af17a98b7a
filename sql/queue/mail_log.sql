/*
 * Who got what: a row for each mail of the queue and each test_mail(), with its state and what the relay answered.
 *
 * ticket is NULL of a digest, a test, and a ticket that the desk does not know; login where he is no user. By mail, address and
 * ticket_id it goes by an index, by created_at only beside one of them (mail > 1200000); ORDER BY mail DESC LIMIT 100 are the
 * newest. Times show in the session's zone.
 *
 * The login, per server: MariaDB would join the few users before LIMIT, and read the whole queue; MySQL would make a table of all
 * mails first, where a view has a subquery.
 *
 * Reads:      desk_ticket, llx_user, mail_outbox
 * Public
 */
DROP VIEW IF EXISTS mail_log;
CREATE DEFINER = `ticketstock`@`localhost` VIEW mail_log AS
SELECT m.id AS mail, m.created_at, m.kind, k.ref AS ticket,
    /*M! (SELECT n.login FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS n @BASE_TABLE@ WHERE n.rowid = m.recipient_user_id) */
    /*!80000 u.login */ AS login, m.address, m.state, m.sent_at, m.relay,
    m.smtp_code AS code, m.smtp_text AS answer, m.attempts, m.due_at, m.message_id, m.copy_of, m.entity, m.ticket_id
  FROM mail_outbox AS m
  LEFT JOIN desk_ticket AS k FORCE INDEX (PRIMARY, ref) ON k.ticket_id = m.ticket_id
    AND (m.track_id IS NULL OR k.track_id = CONVERT(m.track_id USING utf8mb4) COLLATE utf8mb4_bin)
  /*!80000 LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ FORCE INDEX (PRIMARY) ON u.rowid = m.recipient_user_id */;
