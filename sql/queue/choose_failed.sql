/*
 * Chooses the failed mails that retry_failed() puts back: their numbers, in the temporary table failed_mail that it makes.
 *
 * conditions  its argument, checked by check_retry(); all that are given hold
 *
 * Those that are looked at are found by an index, however many mails are kept; the caller's transaction reads without locks.
 *
 * Reads:      asked_mail, mail_outbox
 * Writes:     asked_mail, failed_mail
 * Called by:  retry_failed
 * Internal
 */
/* As begin_claim(): any engine will do. */
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO';
DROP PROCEDURE IF EXISTS choose_failed;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE choose_failed(
  IN conditions LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Chooses the failed mails that are put back'
BEGIN
  DECLARE most BIGINT DEFAULT 1000000000;
  DECLARE this_ticket INT;
  DECLARE since, till DATETIME(6);
  DECLARE these LONGTEXT CHARACTER SET utf8mb4;
  DECLARE this_code VARCHAR(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE asked VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_kind, pattern, this_ref VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SET since = JSON_UNQUOTE(JSON_EXTRACT(conditions, '$.since')), till = JSON_UNQUOTE(JSON_EXTRACT(conditions, '$.until')),
    asked = JSON_UNQUOTE(JSON_EXTRACT(conditions, '$.relay')),
    this_kind = JSON_UNQUOTE(JSON_EXTRACT(conditions, '$.kind')),
    pattern = JSON_UNQUOTE(JSON_EXTRACT(conditions, '$.like')),
    this_code = REPLACE(JSON_UNQUOTE(JSON_EXTRACT(conditions, '$.code')), 'x', '_'),
    these = JSON_EXTRACT(conditions, '$.ids'), most = COALESCE(JSON_VALUE(conditions, '$.limit'), most),
    this_ref = JSON_UNQUOTE(JSON_EXTRACT(conditions, '$.ticket'));
  IF this_ref IS NOT NULL THEN
    CALL erp_ticket_of_ref(this_ref, this_ticket);
  END IF;
  DROP TEMPORARY TABLE IF EXISTS asked_mail, failed_mail;
  CREATE TEMPORARY TABLE asked_mail (id BIGINT UNSIGNED NOT NULL PRIMARY KEY);
  CREATE TEMPORARY TABLE failed_mail (id BIGINT UNSIGNED NOT NULL PRIMARY KEY);
  IF these IS NULL THEN
    INSERT INTO asked_mail SELECT m.id FROM mail_outbox AS m FORCE INDEX (claim) WHERE m.state = 'failed';
  ELSE
    INSERT IGNORE INTO asked_mail SELECT i.id FROM JSON_TABLE(these, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS i;
  END IF;
  INSERT INTO failed_mail
    SELECT m.id FROM asked_mail AS a STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = a.id
      WHERE m.state = 'failed' AND (asked IS NULL OR m.relay = asked)
        AND (since IS NULL OR m.due_at >= since) AND (till IS NULL OR m.due_at < till)
        AND (this_ticket IS NULL OR m.ticket_id = this_ticket) AND (pattern IS NULL OR m.smtp_text LIKE pattern)
        AND (this_kind IS NULL OR m.kind = this_kind) AND (this_code IS NULL OR COALESCE(m.smtp_code, 0) LIKE this_code)
      ORDER BY m.id LIMIT most;
  DROP TEMPORARY TABLE asked_mail;
END//
DELIMITER ;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
