/*
 * health_check's part on mails that were cancelled within a week, of each entity the newest 1,000: why, and how many. Not
 * those that somebody has cancelled, nor whose recipient could get them by now.
 *
 * Reads:      erp_mail_recipient, mail_outbox
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_cancelled;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_cancelled()
  COMMENT 'Part of health_check: mails that were cancelled'
BEGIN
  DECLARE this_entity INT;
  CALL next_entity('cancelled', this_entity);
  WHILE this_entity IS NOT NULL DO
    INSERT INTO finding
      SELECT 'warning', 'mail', CONCAT(w.number, ' mails of entity ', this_entity, ' were cancelled within 7 days: ', w.smtp_text), '',
          IF(w.smtp_text LIKE 'User %', CONCAT('Correct the user in the ERP, then CALL @TICKETSTOCK_SCHEMA@.retry_mail(', w.last_mail, ') for one of them.'),
            'Nothing is to be done if that was meant.')
        FROM (SELECT g.smtp_text, SUM(g.number) AS number, MAX(g.last_mail) AS last_mail
          FROM (SELECT c.smtp_text, c.recipient_user_id, COUNT(*) AS number, MAX(c.id) AS last_mail
            FROM (SELECT m.id, m.smtp_text, m.recipient_user_id FROM mail_outbox AS m FORCE INDEX (claim)
              WHERE m.state = 'cancelled' AND m.entity = this_entity AND m.due_at > NOW(3) - INTERVAL 7 DAY AND m.kind <> 'test'
              ORDER BY m.due_at DESC LIMIT 1000) AS c
            WHERE c.smtp_text IS NOT NULL AND c.smtp_text NOT LIKE 'The mail to user % goes to the same address.'
              AND c.smtp_text NOT LIKE 'Cancelled by %' AND c.smtp_text NOT LIKE 'This server is a copy %' AND c.smtp_text NOT LIKE 'It waits to be told %'
            GROUP BY c.smtp_text, c.recipient_user_id LIMIT 100) AS g
          LEFT JOIN erp_mail_recipient AS r ON r.user_id = g.recipient_user_id AND g.smtp_text LIKE 'User %'
          WHERE g.smtp_text NOT LIKE 'User %' OR r.user_id IS NULL OR r.problem IS NOT NULL
          GROUP BY g.smtp_text ORDER BY number DESC LIMIT 20) AS w;
    CALL next_entity('cancelled', this_entity);
  END WHILE;
END//
DELIMITER ;
