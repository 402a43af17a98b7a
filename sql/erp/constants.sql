/*
 * The ERP's constants that a ticket needs, in one read; the entity's own value wins over that of all
 * entities (0). NULL where a constant is not set.
 *
 * scheme, universal_mask, fiscal_month  the numbering, for erp_number_mask()
 * lang  OUT: the language of the entity as far as we speak it, fr or en
 * keeps_events  OUT: 1 if the ERP keeps events of new tickets
 * The names are literals: compared with a variable, a column in utf8mb3 could not use its index.
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
  DECLARE events VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT MAX(IF(c.name = 'TICKET_ADDON', c.value, NULL)),
      MAX(IF(c.name = 'TICKET_UNIVERSAL_MASK', c.value, NULL)),
      MAX(IF(c.name = 'SOCIETE_FISCAL_MONTH_START', c.value, NULL)),
      MAX(IF(c.name = 'MAIN_LANG_DEFAULT', IF(c.value LIKE 'fr%', 'fr', 'en'), NULL)),
      MAX(IF(c.name = 'MAIN_AGENDA_ACTIONAUTO_TICKET_CREATE', c.value, NULL))
    INTO scheme, universal_mask, fiscal_month, lang, events
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS own
      ON own.name = c.name AND own.entity = this_entity AND c.entity = 0 AND this_entity <> 0
    WHERE c.name IN ('TICKET_ADDON', 'TICKET_UNIVERSAL_MASK', 'SOCIETE_FISCAL_MONTH_START',
        'MAIN_LANG_DEFAULT', 'MAIN_AGENDA_ACTIONAUTO_TICKET_CREATE')
      AND c.entity IN (0, this_entity) AND own.name IS NULL;
  SET lang = COALESCE(lang, 'en'), keeps_events = COALESCE(events, '') NOT IN ('', '0');
END//
DELIMITER ;
