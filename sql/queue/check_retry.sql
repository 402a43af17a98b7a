/*
 * Refuses conditions that retry_failed() does not know, with a sentence (45000).
 *
 * conditions  its argument; kinds of values are checked too; NULL: none
 *
 * Called by:  retry_failed
 * Internal
 */
DROP PROCEDURE IF EXISTS check_retry;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_retry(
  IN conditions LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Refuses conditions that retry_failed() does not know'
BEGIN
  DECLARE number INT DEFAULT 0;
  DECLARE this_key VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE this_value LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE since VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  IF NOT COALESCE(JSON_VALID(conditions), 1) THEN
    CALL refuse('retry_failed takes NULL or a JSON object, as {"relay": "main", "since": "2026-11-28 08:00"}.');
  ELSEIF JSON_TYPE(conditions) <> 'OBJECT' THEN
    CALL refuse('retry_failed takes NULL or a JSON object, as {"relay": "main", "since": "2026-11-28 08:00"}.');
  END IF;
  WHILE number < COALESCE(JSON_LENGTH(conditions), 0) DO
    SET this_key = LEFT(JSON_UNQUOTE(JSON_EXTRACT(JSON_KEYS(conditions), CONCAT('$[', number, ']'))), 64);
    IF this_key NOT IN ('relay', 'since', 'until', 'ticket', 'kind', 'code', 'like', 'ids', 'limit') THEN
      CALL refuse(CONCAT('retry_failed knows no "', LEFT(this_key, 26),
        '": relay, since, until, ticket (ref), kind, code, like (smtp_text), ids, limit.'));
    END IF;
    SET this_value = JSON_EXTRACT(conditions, CONCAT('$.', this_key));
    IF this_key = 'ids' THEN
      IF JSON_TYPE(this_value) <> 'ARRAY' OR this_value NOT REGEXP '^\\[ *[0-9]{1,19}( *, *[0-9]{1,19})* *\\]$' THEN
        CALL refuse('retry_failed takes a list of numbers of mails for "ids", as [17, 18].');
      END IF;
    ELSEIF this_key = 'limit' THEN
      IF this_value NOT REGEXP '^[1-9][0-9]{0,8}$' THEN
        CALL refuse('retry_failed takes a number of mails for "limit", 1 or more.');
      END IF;
    ELSEIF JSON_TYPE(this_value) <> 'STRING' THEN
      CALL refuse(CONCAT('retry_failed takes a text for "', this_key, '".'));
    ELSEIF this_key = 'code' AND JSON_UNQUOTE(this_value) NOT REGEXP '^([2-5][0-9][0-9]|[2-5]xx|0)$' THEN
      CALL refuse('retry_failed takes a reply code for "code": 550, 5xx for all that begin so, 0 for words of ours.');
    ELSEIF this_key IN ('since', 'until') THEN
      SET since = JSON_UNQUOTE(this_value);
      IF since NOT REGEXP '^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?)?$'
          OR CAST(since AS DATETIME) IS NULL THEN
        CALL refuse(CONCAT(this_key, ' takes a time as 2026-11-28 08:00, not "', LEFT(since, 40), '".'));
      END IF;
    END IF;
    SET number = number + 1;
  END WHILE;
END//
DELIMITER ;
