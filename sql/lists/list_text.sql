/*
 * The condition that words stand in the subject, or a part of the ref.
 *
 * A word that is frequent among the newest 20,000 is looked for in the order of the list. A rare one among these and by
 * the full-text index, which finds what begins with it; it is slow for frequent words, so it is asked for the rarest only.
 *
 * this_text  the words, all of which are wanted
 * before_id  tickets up to this rowid; 0: all
 * this_one   OUT: the condition (list_condition)
 *
 * Called by:  list_entity
 * Internal
 */
DROP PROCEDURE IF EXISTS list_text;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_text(
  IN this_text VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN before_id BIGINT, OUT this_one LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The condition that words stand in the subject, or a part of the ref'
BEGIN
  DECLARE words VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT TRIM(REGEXP_REPLACE(this_text, '[[:space:]]+', ' '));
  DECLARE word VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE literal, ref_literal VARCHAR(9000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE likes, sought, counts, newest, source LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '';
  DECLARE number, in_index INT DEFAULT 0;
  DECLARE share DOUBLE;
  DECLARE numbers VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  IF CHAR_LENGTH(words) NOT BETWEEN 2 AND 100 THEN
    CALL refuse('Key "text" takes 2 to 100 characters.');
  END IF;
  CALL sql_literal(CONCAT(REPLACE(REPLACE(REPLACE(words, '\\', '\\\\'), '%', '\\%'), '_', '\\_'), '%'), ref_literal);
  WHILE words <> '' AND number < 8 DO
    SET word = SUBSTRING_INDEX(words, ' ', 1), words = TRIM(SUBSTRING(words, CHAR_LENGTH(SUBSTRING_INDEX(words, ' ', 1)) + 1));
    CALL sql_literal(CONCAT('%', REPLACE(REPLACE(REPLACE(word, '\\', '\\\\'), '%', '\\%'), '_', '\\_'), '%'), literal);
    SET likes = CONCAT(likes, IF(number, ' AND ', ''), 'b.subject LIKE ', literal), number = number + 1;
    /* What the index does not hold: short words, its own list of English ones; signs are operators. */
    IF CHAR_LENGTH(word) > 2 AND word NOT REGEXP '[\\]+<>()~*"@,.;:!?/\\\\''&#%_={}|\\[-]' AND NOT FIND_IN_SET(word,
        'about,are,com,for,from,how,that,the,this,und,was,what,when,where,who,will,with,www') THEN
      SET sought = CONCAT(sought, ', X''', HEX(word), ''''), in_index = in_index + 1,
        counts = CONCAT(counts, IF(counts = '', '', ', '), 'COALESCE(SUM(b.subject LIKE ', literal, '), 0) AS n', in_index),
        numbers = CONCAT_WS(', ', numbers, CONCAT('n', in_index));
    END IF;
  END WHILE;
  SET source = CONCAT(' FROM (SELECT n.ticket_id, n.subject FROM desk_text AS n ',
    IF(before_id, CONCAT('WHERE n.ticket_id <= ', before_id), ''), ' ORDER BY n.ticket_id DESC LIMIT 20000) AS b'),
    newest = CONCAT('SELECT b.ticket_id', source, ' WHERE ', likes, ' LIMIT 300');
  SET @ticketstock_statement = CONCAT('SELECT COUNT(*), COUNT(*) / GREATEST(1, MAX(p.ticket_id) - MIN(p.ticket_id)) INTO @ticketstock_sum, @ticketstock_rate FROM (',
    newest, ') AS p LIMIT 1');
  PREPARE probe FROM @ticketstock_statement;
  EXECUTE probe;
  SET share = COALESCE(@ticketstock_rate, 0);
  SET this_one = JSON_OBJECT('alias', 'd', 'places', JSON_ARRAY(), 'share', share + 0,
    'way', JSON_OBJECT('leads', 0, 'ordered', '', 'dear', 1, 'near', 0, 'link', 0, 'cost', 0, 'needs', 256, 'covers', 0), 'test', CONCAT('(d.ref LIKE ', ref_literal,
    ' OR (SELECT COUNT(*) FROM desk_text AS b WHERE b.ticket_id = d.ticket_id AND ', likes, ') > 0)'));
  IF @ticketstock_sum < 300 THEN
    IF in_index > 1 THEN
      SET @ticketstock_statement = CONCAT('SELECT ELT(FIELD(LEAST(', numbers, '), ', numbers, ')', sought, ') INTO @ticketstock_word FROM (SELECT ',
        counts, REPLACE(source, '20000', '4000'), ') AS c LIMIT 1');
      PREPARE probe FROM @ticketstock_statement;
      EXECUTE probe;
    END IF;
    SET source = CONCAT('(', newest, ') UNION (SELECT f.ticket_id FROM desk_ticket AS f WHERE f.ref LIKE ', ref_literal, ' LIMIT 3000)');
    IF in_index THEN
      SET source = CONCAT(source, ' UNION (SELECT b.ticket_id FROM desk_text AS b WHERE MATCH (b.subject) AGAINST (_utf8mb4 X''',
        IF(in_index > 1, HEX(@ticketstock_word), SUBSTRING_INDEX(SUBSTRING(sought, 5), '''', 1)), '2A'' IN BOOLEAN MODE) AND ', likes, ')');
    END IF;
    SET this_one = JSON_SET(this_one, '$.found', source, '$.way.leads', 1, '$.way.n', 2000, '$.way.cost', 20000);
  END IF;
  DEALLOCATE PREPARE probe;
  SET @ticketstock_statement = NULL, @ticketstock_sum = NULL, @ticketstock_rate = NULL, @ticketstock_word = NULL;
END//
DELIMITER ;
