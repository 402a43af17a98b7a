/*
 * A reason as it follows the title in an event of the ERP, which shows a text with tags or entities as HTML.
 *
 * why  INOUT: plain text; NULL: none. As it follows the title
 *
 * Error 45000 if it is longer than 5,000 characters.
 *
 * Called by:  close_ticket, erp_close_itself, erp_open_successor, erp_reopen_goods, erp_reopen_itself, reopen_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS act_reason;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE act_reason(INOUT why TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'A reason as an event of the ERP holds it'
BEGIN
  IF CHAR_LENGTH(why) > 5000 THEN
    CALL refuse('The reason is longer than 5,000 characters.');
  END IF;
  SET why = CASE WHEN why REGEXP '[<>&"]' THEN CONCAT('<br>', REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(why,
      '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '\n', '<br>'))
    WHEN TRIM(why) = '' THEN NULL ELSE CONCAT('\n', why) END;
END//
DELIMITER ;
