/*
 * The numbers that monitoring keeps: one row, in a few milliseconds whatever the size of the queue. Counts end at 10,000.
 *
 * errors, warnings  rows of view health
 * oldest_seconds    age of the oldest mail that waits, of 10,000 that wait; 0: none does
 * pending           mails that wait
 * failed_last_hour  mails that were refused for good, counted once a minute
 * open_incidents    incidents that are not resolved
 * lanes_alive       delivery lanes that have shown themselves within two minutes
 * heartbeat_age     seconds since one has; NULL: never
 * desk_lag          seconds since the oldest change of a ticket that is not yet followed; 0: all are
 *
 * Reads:      health, health_state, incident, lane_state, mail_outbox, ticket_change
 * Public: monitor
 */
DROP VIEW IF EXISTS health_numbers;
CREATE DEFINER = `ticketstock`@`localhost` VIEW health_numbers AS
SELECT
    (SELECT COUNT(*) FROM health AS h WHERE h.severity = 'error') AS errors,
    (SELECT COUNT(*) FROM health AS h WHERE h.severity = 'warning') AS warnings,
    (SELECT COALESCE(GREATEST(0, UNIX_TIMESTAMP() - FLOOR(UNIX_TIMESTAMP(MIN(m.created_at)))), 0) FROM mail_outbox AS m
      WHERE m.id = (SELECT MIN(w.id) FROM (SELECT p.id FROM mail_outbox AS p FORCE INDEX (claim)
        WHERE p.state IN ('pending', 'sending') LIMIT 10000) AS w)) AS oldest_seconds,
    (SELECT COUNT(*) FROM (SELECT 1 FROM mail_outbox AS p FORCE INDEX (claim) WHERE p.state = 'pending' LIMIT 10000) AS w) AS pending,
    (SELECT COALESCE(MAX(s.failed_last_hour), 0) FROM health_state AS s) AS failed_last_hour,
    (SELECT COUNT(*) FROM (SELECT 1 FROM incident AS i FORCE INDEX (resolved_at) WHERE i.resolved_at IS NULL LIMIT 10000) AS o) AS open_incidents,
    (SELECT COUNT(*) FROM lane_state AS l WHERE UNIX_TIMESTAMP(l.heartbeat_at) > UNIX_TIMESTAMP() - 120) AS lanes_alive,
    (SELECT GREATEST(0, UNIX_TIMESTAMP() - FLOOR(UNIX_TIMESTAMP(MAX(l.heartbeat_at)))) FROM lane_state AS l) AS heartbeat_age,
    (SELECT COALESCE(GREATEST(0, UNIX_TIMESTAMP() - FLOOR(UNIX_TIMESTAMP(MIN(c.at)))), 0)
      FROM (SELECT g.at FROM ticket_change AS g WHERE g.incident_id IS NULL ORDER BY g.id LIMIT 1) AS c) AS desk_lag;
