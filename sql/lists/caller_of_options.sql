/*
 * Who is it, and on whose behalf: desk_caller with the key "as".
 *
 * options      JSON object; NULL: none
 * this_user    OUT: user of the ERP
 * this_entity  OUT: entity of the ERP whose tickets are met; 0: all
 * this_lang    OUT: fr or en
 *
 * Error 45000 if the account is nobody to the desk, or "as" is no text.
 *
 * Called by:  assign_ticket, claim_ticket, close_ticket, create_ticket, journal_of_ticket, link_tickets,
 *             list_statement, new_guest_link, reopen_ticket, reply_ticket, set_mail_choice, set_muted, show_ticket,
 *             unclaim_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS caller_of_options;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE caller_of_options(
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT this_user INT, OUT this_entity INT,
  OUT this_lang CHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Who is it, and on whose behalf'
BEGIN
  DECLARE on_behalf LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT JSON_EXTRACT(options, '$.as');
  IF on_behalf IS NOT NULL AND JSON_TYPE(on_behalf) <> 'STRING' THEN
    CALL refuse('Key "as" takes the login of a user.');
  END IF;
  CALL desk_caller(LEFT(JSON_UNQUOTE(on_behalf), 255), this_user, this_entity, this_lang);
END//
DELIMITER ;
