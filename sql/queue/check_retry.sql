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
  DECLARE since VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  IF NOT COALESCE(JSON_VALID(conditions), 1) THEN
    CALL refuse('retry_failed takes NULL or a JSON object, as {"relay": "main", "since": "2026-11-28 08:00"}.');
  ELSEIF JSON_TYPE(conditions) <> 'OBJECT' THEN
    CALL refuse('retry_failed takes NULL or a JSON object, as {"relay": "main", "since": "2026-11-28 08:00"}.');
  END IF;
  WHILE number < COALESCE(JSON_LENGTH(conditions), 0) DO
    SET this_key = LEFT(JSON_UNQUOTE(JSON_EXTRACT(JSON_KEYS(conditions), CONCAT('$[', number, ']'))), 64);
    IF this_key NOT IN ('relay', 'since', 'ticket', 'like', 'kind') THEN
      CALL refuse(CONCAT('retry_failed knows no "', this_key,
        '": relay, since, ticket (ref), like (smtp_text), kind.'));
    ELSEIF JSON_TYPE(JSON_EXTRACT(conditions, CONCAT('$.', this_key))) <> 'STRING' THEN
      CALL refuse(CONCAT('retry_failed takes a text for "', this_key, '".'));
    END IF;
    SET number = number + 1;
  END WHILE;
  SET since = JSON_UNQUOTE(JSON_EXTRACT(conditions, '$.since'));
  IF since NOT REGEXP '^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?)?$'
      OR since IS NOT NULL AND CAST(since AS DATETIME) IS NULL THEN
    CALL refuse(CONCAT('since takes a time as 2026-11-28 08:00, not "', LEFT(since, 40), '".'));
  END IF;
END//
DELIMITER ;
