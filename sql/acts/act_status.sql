/*
 * The status that key state of the options names.
 *
 * options  JSON object; NULL: none
 * allowed  status that it may name, separated by commas
 * status   OUT: the status; NULL: not said
 *
 * Error 45000 if it means none of them. Words as lists take them (list_word).
 *
 * Called by:  close_ticket, reply_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS act_status;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE act_status(
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN allowed VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT status INT)
  COMMENT 'The status that key state names'
BEGIN
  DECLARE word LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE literal VARCHAR(9000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL act_text(options, 'state', 40, word);
  SET status = NULL;
  IF word IS NOT NULL THEN
    CALL list_word('status', word, literal);
    IF NOT FIND_IN_SET(literal, allowed) THEN
      CALL refuse(CONCAT('Key "state" takes ', IF(allowed LIKE '8%', 'solved or abandoned', 'in progress, need more info or waiting'),
        ' here, not "', word, '".'));
    END IF;
    SET status = literal;
  END IF;
END//
DELIMITER ;
