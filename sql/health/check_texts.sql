/*
 * health_check's part on mail texts and contents of rules that a trigger did not see: unknown placeholders. A text that was found to
 * be whole is not looked at again before it is another one.
 *
 * Reads:      installed_part, mail_template, rule
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_texts;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_texts()
  COMMENT 'Part of health_check: mail texts, contents of rules'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_print BIGINT;
  DECLARE this_kind VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_subject, wrong, reason VARCHAR(512) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_html MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE texts CURSOR FOR SELECT t.kind, t.lang, t.subject, t.html, CRC32(CONCAT_WS('|', t.subject, t.html)) FROM mail_template AS t
    LEFT JOIN installed_part AS i ON i.kind = 'checked' AND i.place = '' AND i.name = CONCAT('text ', t.kind, ' ', t.lang)
      AND i.print = CRC32(CONCAT_WS('|', t.subject, t.html)) WHERE i.kind IS NULL ORDER BY t.kind, t.lang;
  DECLARE rules CURSOR FOR SELECT CONCAT('rule ', r.id), '', r.subject, r.message, CRC32(CONCAT_WS('|', r.subject, r.message)) FROM rule AS r
    LEFT JOIN installed_part AS i ON i.kind = 'checked' AND i.place = '' AND i.name = CONCAT('rule ', r.id)
      AND i.print = CRC32(CONCAT_WS('|', r.subject, r.message)) WHERE r.enabled = 1 AND i.kind IS NULL ORDER BY r.id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN texts;
  FETCH texts INTO this_kind, this_lang, this_subject, this_html, this_print;
  WHILE NOT ended DO
    SET reason = NULL;
    BEGIN
      DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
      END;
      CALL check_template(this_kind, this_lang, this_subject, this_html);
    END;
    IF reason IS NULL THEN
      CALL note_checked(CONCAT('text ', this_kind, ' ', this_lang), this_print);
    ELSE
      SET wrong = REGEXP_SUBSTR(CONCAT(this_subject, this_html), IF(reason LIKE '%no placeholder %', REGEXP_SUBSTR(reason, '__[A-Za-z0-9_]+__'), 'x'));
      INSERT INTO finding VALUES ('error', 'mail', reason,
        IF(reason LIKE '%no placeholder %', CONCAT('UPDATE @TICKETSTOCK_SCHEMA@.mail_template SET subject = REPLACE(subject, ''', wrong, ''', ''''), html = REPLACE(html, ''', wrong,
            ''', '''') WHERE kind = ', QUOTE(this_kind), ' AND lang = ', QUOTE(this_lang)),
          CONCAT('DELETE FROM @TICKETSTOCK_SCHEMA@.mail_template WHERE kind = ', QUOTE(this_kind), ' AND lang = ', QUOTE(this_lang))),
        'Mails show it as it stands, or cannot be sent. What is deleted install.sql writes again as it was.');
    END IF;
    FETCH texts INTO this_kind, this_lang, this_subject, this_html, this_print;
  END WHILE;
  CLOSE texts;
  SET ended = 0;
  OPEN rules;
  FETCH rules INTO this_kind, this_lang, this_subject, this_html, this_print;
  WHILE NOT ended DO
    SET reason = NULL;
    BEGIN
      DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
      END;
      CALL check_placeholders(this_kind, CONCAT(this_subject, ' ', this_html), NULL);
    END;
    IF reason IS NULL THEN
      CALL note_checked(this_kind, this_print);
    ELSE
      SET wrong = REGEXP_SUBSTR(reason, '__[A-Za-z0-9_]+__');
      INSERT INTO finding VALUES ('error', 'rule', reason, CONCAT('UPDATE @TICKETSTOCK_SCHEMA@.rule SET subject = REPLACE(subject, ''', wrong, ''', ''''), message = REPLACE(message, ''',
          wrong, ''', '''') WHERE id = ', SUBSTRING(this_kind, 6)), 'Tickets show it as it stands.');
    END IF;
    FETCH rules INTO this_kind, this_lang, this_subject, this_html, this_print;
  END WHILE;
  CLOSE rules;
END//
DELIMITER ;
