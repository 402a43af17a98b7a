/*
 * What the options of an act say that all acts have.
 *
 * options   JSON object; NULL: none
 * this_key  OUT: key; NULL: none
 * notifies  OUT: notify: 1 unless it is false
 * version   OUT: if_version: id of the last word that the caller has seen, 0: none; NULL: not said
 *
 * Error 45000 if a value is of another type.
 *
 * Called by:  assign_ticket, claim_ticket, close_ticket, create_ticket, link_tickets, reopen_ticket, reply_ticket,
 *             unclaim_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS act_options;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE act_options(
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT this_key VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, OUT notifies INT, OUT version INT)
  COMMENT 'What the options of an act say'
BEGIN
  DECLARE value LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  CALL act_text(options, 'key', 64, value);
  SET this_key = value;
  CALL act_flag(options, 'notify', 1, notifies);
  SET version = NULL, value = JSON_EXTRACT(options, '$.if_version');
  IF value <> 'null' THEN
    IF NOT value REGEXP '^[0-9]{1,9}$' THEN
      CALL refuse('Key "if_version" takes the id of the last word that was seen, a number; 0: none.');
    END IF;
    SET version = value;
  END IF;
END//
DELIMITER ;
