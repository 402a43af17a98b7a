/*
 * The queue at a glance: one row. lanes: what each lane last showed of itself.
 *
 * Reads:      lane_state, mail_outbox, setting
 * Public: monitor
 */
DROP VIEW IF EXISTS mail_status;
CREATE DEFINER = `ticketstock`@`localhost` VIEW mail_status AS
SELECT
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'pending') AS pending,
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'sending') AS sending,
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'sent') AS sent,
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'failed') AS failed,
    (SELECT COUNT(*) FROM mail_outbox WHERE state = 'cancelled') AS cancelled,
    (SELECT MIN(created_at) FROM mail_outbox WHERE state IN ('pending', 'sending')) AS oldest_pending,
    (SELECT MAX(last_sent_at) FROM lane_state) AS last_delivery,
    (SELECT IF(@IS_HELD@, 'yes', 'no') FROM (SELECT @SETTING_mail_held@ AS held) AS h) AS held,
    (SELECT GROUP_CONCAT('lane ', lane, ': ', COALESCE(CONCAT('alive at ', heartbeat_at), 'never ran'),
        COALESCE(CONCAT(', failed at ', last_error_at, ': ', last_error), '') ORDER BY lane SEPARATOR '; ')
          FROM lane_state) AS lanes;
