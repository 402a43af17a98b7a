/*
 * A value of a list's key that is a word or a code, as a literal of SQL.
 *
 * this_key    state, status, type, severity, group or unread
 * this_value  what was asked for; words in French or English, with or without accents
 * literal     OUT: the literal
 *
 * Error 45000 with what is allowed if it means nothing.
 *
 * Reads:      desk_code
 * Called by:  act_status, list_condition
 * Internal
 */
DROP PROCEDURE IF EXISTS list_word;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_word(
  IN this_key VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_value VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT literal VARCHAR(9000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'A value of a list that is a word or a code, as a literal of SQL'
BEGIN
  DECLARE this_code, allowed VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CASE this_key
  WHEN 'state' THEN
    SET allowed = 'todo, doing, closed, À traiter, En cours, Fermé',
      literal = CASE WHEN this_value IN ('todo', 'to do', 'à traiter') THEN '''todo'''
        WHEN this_value IN ('doing', 'in progress', 'en cours') THEN '''doing'''
        WHEN this_value IN ('closed', 'fermé') THEN '''closed''' END;
  WHEN 'status' THEN
    SET allowed = '0, 1, 2, 3, 5, 7, 8, 9, or unread, read, assigned, in progress, need more info, waiting, solved, abandoned',
      literal = CASE WHEN this_value IN ('0', 'unread', 'non lu') THEN '0' WHEN this_value IN ('1', 'read', 'lu') THEN '1'
        WHEN this_value IN ('2', 'assigned', 'assigné') THEN '2' WHEN this_value IN ('3', 'in progress', 'en cours') THEN '3'
        WHEN this_value IN ('5', 'need more info', 'information manquante') THEN '5'
        WHEN this_value IN ('7', 'waiting', 'suspended', 'en attente', 'suspendu') THEN '7'
        WHEN this_value IN ('8', 'solved', 'closed', 'fermé', 'résolu') THEN '8'
        WHEN this_value IN ('9', 'abandoned', 'canceled', 'cancelled', 'abandonné', 'annulé') THEN '9' END;
  WHEN 'unread' THEN
    SET allowed = 'true, false',
      literal = CASE WHEN this_value IN ('true', 'yes', 'oui', '1') THEN '1' WHEN this_value IN ('false', 'no', 'non', '0') THEN '0' END;
  ELSE
    SELECT MAX(c.code) INTO this_code FROM desk_code AS c
      WHERE c.dictionary = this_key AND (c.code = this_value COLLATE utf8mb4_unicode_ci OR c.label = this_value COLLATE utf8mb4_unicode_ci);
    IF this_code IS NULL THEN
      SELECT GROUP_CONCAT(DISTINCT c.code ORDER BY c.code SEPARATOR ', ') INTO allowed FROM desk_code AS c
        WHERE c.dictionary = this_key;
    END IF;
    CALL sql_literal(this_code, literal);
  END CASE;
  IF literal IS NULL THEN
    CALL refuse(CONCAT('Key "', this_key, '" takes ', COALESCE(allowed, 'nothing'), '; not "', COALESCE(LEFT(this_value, 30), 'null'), '".'));
  END IF;
END//
DELIMITER ;
