/*
 * How many tickets of each entity, type and state there are, how many are unread, and since when the first waits.
 *
 * Reads:      desk_ticket
 * Public: report
 */
DROP VIEW IF EXISTS ticket_counts;
CREATE DEFINER = `ticketstock`@`localhost` VIEW ticket_counts AS
SELECT d.entity, d.type_code, d.state, COUNT(*) AS tickets, SUM(d.unread) AS unread, MIN(d.waiting_since) AS waiting_since
  FROM desk_ticket AS d GROUP BY d.entity, d.type_code, d.state;
