/*
 * Gives every claimed mail the language of a template that exists: the recipient's, else the ERP's, else
 * English, else whichever there is.
 *
 * erp_lang  language of the ERP, ISO 639-1; NULL: not known
 *
 * Reads:      mail_template
 * Writes:     claimed_mail
 * Called by:  erp_fill_batch
 * Internal
 */
DROP PROCEDURE IF EXISTS choose_language;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE choose_language(
  IN erp_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Gives every claimed mail the language of a template that exists'
BEGIN
  UPDATE claimed_mail AS c
    LEFT JOIN mail_template AS own ON own.kind = c.kind AND own.lang = c.lang AND own.html <> ''
    LEFT JOIN mail_template AS common ON common.kind = c.kind AND common.lang = erp_lang AND common.html <> ''
    SET c.lang = COALESCE(own.lang, common.lang, (SELECT COALESCE(MAX(IF(t.lang = 'en', t.lang, NULL)), MIN(t.lang))
      FROM mail_template AS t WHERE t.kind = c.kind AND t.html <> ''), 'en');
END//
DELIMITER ;
