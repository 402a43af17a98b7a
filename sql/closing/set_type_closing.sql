/*
 * Writes what the options of set_type_policy() say of closing and deadlines into the row that it has written.
 *
 * this_entity  type_policy.entity of the row
 * this_type    its type
 * options      JSON object; keys done_when, documents (a list), silence_days, warning_days, done_words_en, done_words_fr,
 *              reopen_days, take_hours, answer_hours, done_days, escalate_hours, escalate_to, escalate_value_days, assign_again_days; what is not there stays
 *
 * Error 45000 with a sentence if a value means nothing.
 *
 * Reads:      type_policy
 * Writes:     type_policy
 * Called by:  set_type_policy
 * Internal
 */
DROP PROCEDURE IF EXISTS set_type_closing;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE set_type_closing(IN this_entity INT,
  IN this_type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Writes what options say of closing and deadlines'
BEGIN
  DECLARE silence, warning, back, take, answer, days, later, at_stake, again, i INT DEFAULT 0;
  DECLARE ends, wanted, english, french, manager, word LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT CONCAT(p.done_when), CONCAT(p.documents), p.silence_days, p.warning_days, p.done_words_en, p.done_words_fr, p.reopen_days,
      p.take_hours, p.answer_hours, p.done_days, p.escalate_hours, p.escalate_to,
      p.escalate_value_days, p.assign_again_days
    INTO ends, wanted, silence, warning, english, french, back, take, answer, days, later, manager, at_stake, again
    FROM type_policy AS p WHERE p.entity = this_entity AND p.type_code = this_type LIMIT 1;
  CALL act_text(options, 'done_when', 20, word);
  SET ends = COALESCE(word, ends);
  IF ends NOT IN ('by_hand', 'goods_left', 'document', 'silence') THEN
    CALL refuse('Key "done_when" takes by_hand, goods_left, document or silence.');
  END IF;
  IF JSON_EXTRACT(options, '$.documents') IS NOT NULL THEN
    SET wanted = '', word = IF(JSON_TYPE(JSON_EXTRACT(options, '$.documents')) = 'ARRAY', '', 'no list');
    WHILE word <> 'no list' AND i < JSON_LENGTH(options, '$.documents') DO
      SET word = JSON_UNQUOTE(JSON_EXTRACT(options, CONCAT('$.documents[', i, ']'))), i = i + 1,
        wanted = CONCAT_WS(',', NULLIF(wanted, ''), word),
        word = IF(word IN ('intervention', 'shipment', 'order', 'invoice', 'credit_note'), word, 'no list');
    END WHILE;
    IF word = 'no list' THEN
      CALL refuse('Key "documents" takes a list of intervention, shipment, order, invoice, credit_note.');
    END IF;
  END IF;
  CALL act_number(options, 'silence_days', 1, 3650, silence);
  CALL act_number(options, 'warning_days', 1, 3650, warning);
  CALL act_number(options, 'reopen_days', 0, 3650, back);
  CALL act_number(options, 'take_hours', 1, 9999, take);
  CALL act_number(options, 'answer_hours', 1, 9999, answer);
  CALL act_number(options, 'done_days', 1, 999, days);
  CALL act_number(options, 'escalate_hours', 1, 9999, later);
  CALL act_number(options, 'escalate_value_days', 1, 999999999, at_stake);
  CALL act_number(options, 'assign_again_days', 1, 3650, again);
  IF JSON_EXTRACT(options, '$.done_words_en') IS NOT NULL THEN
    CALL act_text(options, 'done_words_en', 5000, english);
  END IF;
  IF JSON_EXTRACT(options, '$.done_words_fr') IS NOT NULL THEN
    CALL act_text(options, 'done_words_fr', 5000, french);
  END IF;
  IF JSON_EXTRACT(options, '$.escalate_to') IS NOT NULL THEN
    CALL act_text(options, 'escalate_to', 255, manager);
  END IF;
  UPDATE type_policy SET done_when = ends, documents = wanted, silence_days = silence, warning_days = warning,
      done_words_en = english, done_words_fr = french, reopen_days = back, take_hours = take, answer_hours = answer,
      done_days = days, escalate_hours = later, escalate_to = manager, escalate_value_days = at_stake,
      assign_again_days = again
    WHERE entity = this_entity AND type_code = this_type;
END//
DELIMITER ;
