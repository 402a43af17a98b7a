/*
 * Puts failed mails into the queue again, as retry_mail() does one: with all their time anew and the address that the
 * ERP has now. 500 rows a transaction, so that nobody waits.
 *
 * conditions  JSON object, or NULL for all failed mails; all that are given must hold:
 *   relay  name of the relay that was asked last        ticket  ref of the ticket
 *   since  was due at this time or later                kind    of mail: opened, operation
 *   until  was due before this time                     code    reply code 550, class 5xx, 0: words of ours
 *   like   pattern of LIKE for smtp_text, as "%Helo command rejected%"
 *   ids    list of mails, [17, 18]                      limit   number: the oldest so many
 * Returns a row with retried (how many), left_out (whose recipient cannot get mail), and why the last of these cannot.
 * Error 45000 with a sentence for anything else in conditions. Refused inside a transaction: it commits.
 *
 * Reads:      erp_mail_recipient, failed_mail, mail_outbox, retried_mail
 * Writes:     mail_outbox, retried_mail
 * Public
 */
/* As begin_claim(): any engine will do. */
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO';
DROP PROCEDURE IF EXISTS retry_failed;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE retry_failed(
  IN conditions LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Puts failed mails into the queue again'
BEGIN
  DECLARE retried, left_out BIGINT DEFAULT 0;
  DECLARE seen BIGINT UNSIGNED DEFAULT 0;
  DECLARE step INT;
  DECLARE reason VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  /* Before the handler, whose ROLLBACK would be the caller's too. */
  CALL require_no_transaction();
  BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
      ROLLBACK;
      RESIGNAL;
    END;
    CALL check_retry(conditions);
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED; /* otherwise INSERT … SELECT locks what it reads */
    START TRANSACTION;
    CALL choose_failed(conditions);
    DROP TEMPORARY TABLE IF EXISTS retried_mail;
    CREATE TEMPORARY TABLE retried_mail (
      id BIGINT UNSIGNED NOT NULL PRIMARY KEY, address VARCHAR(255) NULL, problem VARCHAR(500) NULL
    ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
    REPEAT
      COMMIT;
      SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
      START TRANSACTION;
      DELETE FROM retried_mail;
      INSERT INTO retried_mail
        SELECT f.id, IF(m.copy_of IS NULL, r.address, NULL), IF(m.copy_of IS NULL, r.problem, NULL)
          FROM failed_mail AS f LEFT JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = f.id
          LEFT JOIN erp_mail_recipient AS r ON r.user_id = m.recipient_user_id
          WHERE f.id > seen ORDER BY f.id LIMIT 500;
      SET step = ROW_COUNT();
      UPDATE retried_mail AS c STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = c.id
        SET m.state = 'pending', m.attempts = 0, m.objections = 0, m.compose_failures = LEAST(m.compose_failures, 1),
          m.due_at = SYSDATE(3), m.retried_at = SYSDATE(3), m.address = COALESCE(c.address, m.address)
        WHERE m.state = 'failed' AND c.problem IS NULL;
      SET retried = retried + ROW_COUNT();
      SELECT COALESCE(MAX(id), seen), left_out + COALESCE(SUM(problem IS NOT NULL), 0), COALESCE(MAX(problem), reason)
        INTO seen, left_out, reason FROM retried_mail;
    UNTIL step < 500 END REPEAT;
    COMMIT;
    DROP TEMPORARY TABLE failed_mail, retried_mail;
    SELECT retried, left_out, reason;
  END;
END//
DELIMITER ;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
