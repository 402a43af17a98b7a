/*
 * Open incidents by their cause: the message, its numbers left out. A row for each, the newest first.
 *
 * newest: the incident that message is of. remedy: a statement for all of them to paste, once explanation is done. Times show in the
 * session's zone.
 *
 * Reads:      incident
 * Public: monitor
 */
DROP VIEW IF EXISTS incident_overview;
CREATE DEFINER = `ticketstock`@`localhost` VIEW incident_overview AS
SELECT c.number, c.first_at, c.last_at, i.message AS cause, i.id AS newest,
    CASE WHEN i.ticket_id IS NOT NULL THEN CONCAT('ticket ', i.ticket_id)
      WHEN i.movement_id IS NOT NULL THEN CONCAT('movement ', i.movement_id) ELSE '' END AS about,
    CONCAT('CALL @TICKETSTOCK_SCHEMA@.retry_incident', IF(c.number > 1, 's', ''), '(', i.id, ')') AS remedy,
    CONCAT(CASE WHEN i.message LIKE '%not prepared%' OR i.message LIKE 'No series of ticket numbers%' OR i.message LIKE 'The counter of ticket numbers%'
        THEN 'CALL @TICKETSTOCK_SCHEMA@.prepare_numbers(); first.'
      WHEN i.message LIKE 'No free ticket number%' THEN 'It goes on above the highest number that the ERP has.'
      WHEN i.message LIKE '%is damaged or was being installed%' THEN 'Run install.sql again: it opens those of the last day. Then the older ones.'
      WHEN i.message LIKE 'The server would not write%' THEN 'Repair what the server''s words name first: a table, column, right or function.'
      ELSE 'Remove the cause first.' END,
      ' What is not to be repaired: CALL @TICKETSTOCK_SCHEMA@.dismiss_incident(', i.id, ', ''why'')',
      IF(c.number > 1, ', for that one.', '.')) AS explanation
  FROM (SELECT MAX(n.id) AS newest, COUNT(*) AS number, MIN(n.happened_at) AS first_at, MAX(n.happened_at) AS last_at
    FROM incident AS n WHERE n.resolved_at IS NULL
    GROUP BY n.ticket_id IS NULL, REGEXP_REPLACE(n.message, '[0-9]+', '0')) AS c
  JOIN incident AS i ON i.id = c.newest
  ORDER BY c.last_at DESC;
