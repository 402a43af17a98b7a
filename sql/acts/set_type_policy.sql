/*
 * Says what becomes of the tickets of a type; what is not said stays as it is.
 *
 * this_type  code of the type; *: every ticket
 * options    JSON; keys entity (0, all, if it is not said), tell_agents (true, false), tell_customer (a list of page, rest,
 *            collector, public page, sql; [] for never), tell_answers (assignee, agents, nobody), words_en, words_fr (plain
 *            text; null: none), assignment (fixed, round_robin, least_open), and those of set_type_closing()
 *
 * What holds for the type so far, by a row of another entity or of every ticket, is what a new row begins with. Error 45000
 * with a sentence if a value means nothing.
 *
 * Reads:      type_policy
 * Writes:     type_policy
 * Public
 */
DROP PROCEDURE IF EXISTS set_type_policy;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE set_type_policy(
  IN this_type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Says what becomes of the tickets of a type'
BEGIN
  DECLARE agents, this_entity, i INT DEFAULT 0;
  DECLARE owns INT;
  DECLARE ways, answers, english, french, word, strategy LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    CALL undo_work(owns);
    RESIGNAL;
  END;
  CALL check_options(options, 'entity,tell_agents,tell_customer,tell_answers,words_en,words_fr,assignment,@CLOSING_KEYS@');
  IF options IS NULL OR this_type IS NULL THEN
    CALL refuse('A type and a JSON object are required, such as ''HELP'', ''{"tell_agents": true}''.');
  END IF;
  SET word = COALESCE(JSON_EXTRACT(options, '$.entity'), '0');
  IF NOT word REGEXP '^[0-9]{1,9}$' THEN
    CALL refuse('Key "entity" takes the number of an entity of the ERP, or 0 for all.');
  END IF;
  SET this_entity = word;
  SELECT p.tell_agents, CONCAT(p.tell_customer), CONCAT(p.tell_answers), p.words_en, p.words_fr, CONCAT(p.assignment)
    INTO agents, ways, answers, english, french, strategy
    FROM type_policy AS p
    WHERE p.entity IN (0, this_entity) AND p.type_code IN ('*', this_type)
    ORDER BY p.entity DESC, p.type_code = '*' LIMIT 1;
  CALL act_flag(options, 'tell_agents', agents, agents);
  IF JSON_EXTRACT(options, '$.tell_customer') IS NOT NULL THEN
    IF JSON_TYPE(JSON_EXTRACT(options, '$.tell_customer')) <> 'ARRAY' THEN
      CALL refuse('Key "tell_customer" takes a list: page, rest, collector, public page, sql; [] for never.');
    END IF;
    SET ways = '';
    WHILE i < JSON_LENGTH(options, '$.tell_customer') DO
      SET word = JSON_UNQUOTE(JSON_EXTRACT(options, CONCAT('$.tell_customer[', i, ']'))), i = i + 1;
      IF word NOT IN ('page', 'rest', 'collector', 'public page', 'sql') THEN
        CALL refuse(CONCAT('Key "tell_customer" takes page, rest, collector, public page, sql; not "', LEFT(word, 20), '".'));
      END IF;
      SET ways = CONCAT_WS(',', NULLIF(ways, ''), word);
    END WHILE;
  END IF;
  CALL act_text(options, 'tell_answers', 20, word);
  SET answers = COALESCE(word, answers);
  IF answers NOT IN ('assignee', 'agents', 'nobody') THEN
    CALL refuse('Key "tell_answers" takes assignee, agents or nobody.');
  END IF;
  IF JSON_EXTRACT(options, '$.words_en') IS NOT NULL THEN
    CALL act_text(options, 'words_en', 5000, english);
  END IF;
  IF JSON_EXTRACT(options, '$.words_fr') IS NOT NULL THEN
    CALL act_text(options, 'words_fr', 5000, french);
  END IF;
  CALL act_text(options, 'assignment', 20, word);
  SET strategy = COALESCE(word, strategy, 'fixed');
  IF strategy NOT IN ('fixed', 'round_robin', 'least_open') THEN
    CALL refuse('Key "assignment" takes fixed, round_robin or least_open.');
  END IF;
  CALL begin_work(owns);
  INSERT INTO type_policy (entity, type_code, tell_agents, tell_customer, tell_answers, words_en, words_fr, assignment, @CLOSING_COLUMNS@, asked_at)
    SELECT this_entity, this_type, agents, ways, COALESCE(answers, 'assignee'), english, french, strategy, COALESCE(p.done_when, 'by_hand'),
        COALESCE(p.documents, ''), @CLOSING_VALUES@, p.asked_at
      FROM (SELECT 1 AS number) AS o
      LEFT JOIN type_policy AS p ON (p.entity, p.type_code) = (SELECT z.entity, z.type_code FROM type_policy AS z
        WHERE z.entity IN (0, this_entity) AND z.type_code IN ('*', this_type) ORDER BY z.entity DESC, z.type_code = '*' LIMIT 1)
    ON DUPLICATE KEY UPDATE tell_agents = agents, tell_customer = ways, tell_answers = COALESCE(answers, 'assignee'), words_en = english,
      words_fr = french, assignment = strategy;
  CALL set_type_closing(this_entity, this_type, options);
  CALL end_work(owns);
END//
DELIMITER ;
