/* The queue at a glance: one row. */
DROP VIEW IF EXISTS mail_status;
CREATE DEFINER = `ticketstock`@`localhost` VIEW mail_status AS
SELECT
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'pending') AS pending,
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'sending') AS sending,
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'sent') AS sent,
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'failed') AS failed,
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'cancelled') AS cancelled,
    (SELECT MIN(created_at) FROM mail_outbox WHERE state IN ('pending', 'sending')) AS oldest_pending,
    (SELECT MAX(sent_at) FROM mail_outbox WHERE state = 'sent') AS last_delivery;
