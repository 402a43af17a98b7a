/*
 * The ERP's constants that a ticket needs, in one read; the entity's own value wins over that of all
 * entities (0). NULL where a constant is not set.
 *
 * scheme, universal_mask, fiscal_month  the numbering, for erp_number_mask()
 * lang  OUT: the language of the entity as far as we speak it, fr or en
 * keeps_events  OUT: 1 if the ERP keeps events of new tickets
 * The names are literals: compared with a variable, a column in utf8mb3 could not use its index. The digit before
 * each value, 1 for the entity's own, makes MAX take that one.
 */
DROP PROCEDURE IF EXISTS erp_constants;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_constants(
  IN this_entity INT,
  OUT scheme VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT universal_mask VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT fiscal_month VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT keeps_events INT)
  COMMENT 'The ERP''s constants that a ticket needs'
BEGIN
  DECLARE events, erp_lang VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT SUBSTRING(MAX(IF(c.name = 'TICKET_ADDON', CONCAT(c.entity > 0, c.value), NULL)), 2),
      SUBSTRING(MAX(IF(c.name = 'TICKET_UNIVERSAL_MASK', CONCAT(c.entity > 0, c.value), NULL)), 2),
      SUBSTRING(MAX(IF(c.name = 'SOCIETE_FISCAL_MONTH_START', CONCAT(c.entity > 0, c.value), NULL)), 2),
      SUBSTRING(MAX(IF(c.name = 'MAIN_LANG_DEFAULT', CONCAT(c.entity > 0, c.value), NULL)), 2),
      SUBSTRING(MAX(IF(c.name = 'MAIN_AGENDA_ACTIONAUTO_TICKET_CREATE', CONCAT(c.entity > 0, c.value), NULL)), 2)
    INTO scheme, universal_mask, fiscal_month, erp_lang, events
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c
    WHERE c.name IN ('TICKET_ADDON', 'TICKET_UNIVERSAL_MASK', 'SOCIETE_FISCAL_MONTH_START',
        'MAIN_LANG_DEFAULT', 'MAIN_AGENDA_ACTIONAUTO_TICKET_CREATE')
      AND c.entity IN (0, this_entity);
  SET lang = IF(erp_lang LIKE 'fr%', 'fr', 'en'), keeps_events = COALESCE(events, '') NOT IN ('', '0');
END//
DELIMITER ;
