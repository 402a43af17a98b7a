/*
 * Raises a sentence as an SQL error (45000). Servers keep 128 characters of a message; a longer one
 * is an error of its own on MySQL, so it is cut here.
 *
 * sentence  for whoever reads it; NULL: it was made of a value that is none
 *
 * Called by:  everywhere
 * Internal
 */
DROP PROCEDURE IF EXISTS refuse;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE refuse(
  IN sentence VARCHAR(2000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Raises a sentence as an SQL error'
BEGIN
  DECLARE cut VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SET sentence = COALESCE(sentence, 'A value that is needed was given as NULL.');
  SET cut = IF(CHAR_LENGTH(sentence) > 128, CONCAT(LEFT(sentence, 127), '…'), sentence);
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = cut;
END//
DELIMITER ;
