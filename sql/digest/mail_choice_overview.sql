/*
 * What each user has chosen, how many things wait for him by each choice, and when the first of them goes.
 *
 * Reads:      llx_user, mail_choice, mail_decision
 * Read by:    set_mail_choice
 * Public
 */
DROP VIEW IF EXISTS mail_choice_overview;
CREATE DEFINER = `ticketstock`@`localhost` VIEW mail_choice_overview AS
SELECT c.user_id, (SELECT u.login FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ WHERE u.rowid = c.user_id) AS login,
    c.event, c.how, IF(c.how = 'now', NULL, c.minutes) AS minutes, IF(c.how = 'daily', c.hour, NULL) AS hour,
    (SELECT COUNT(*) FROM mail_decision AS d WHERE d.mail_id IS NULL AND d.goes_at IS NOT NULL AND d.user_id = c.user_id
      AND (IF(d.event = 'operation', 'opened', d.event) = c.event OR c.event = '*' AND NOT EXISTS (SELECT 1 FROM mail_choice AS o
        WHERE o.user_id = d.user_id AND o.event = IF(d.event = 'operation', 'opened', d.event)))) AS waiting,
    (SELECT MIN(d.goes_at) FROM mail_decision AS d WHERE d.mail_id IS NULL AND d.goes_at IS NOT NULL AND d.user_id = c.user_id
      AND (IF(d.event = 'operation', 'opened', d.event) = c.event OR c.event = '*' AND NOT EXISTS (SELECT 1 FROM mail_choice AS o
        WHERE o.user_id = d.user_id AND o.event = IF(d.event = 'operation', 'opened', d.event)))) AS next_at
  FROM mail_choice AS c;
