/*
 * The language of an entity, as far as we speak it: fr or en.
 */
DROP PROCEDURE IF EXISTS erp_language;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_language(
  IN this_entity INT, OUT lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The language of an entity: fr or en'
BEGIN
  DECLARE value TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL erp_constant('MAIN_LANG_DEFAULT', this_entity, value);
  SET lang = IF(value LIKE 'fr%', 'fr', 'en');
END//
DELIMITER ;
