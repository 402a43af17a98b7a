/*
 * How an entity's new tickets are to be: the numbering (setting ticket_number_mask, else what the ERP's constants
 * say: mod_ticket_simple, or mod_ticket_universal's mask), the language, the events. The entity's own value wins over
 * that of all entities (0).
 *
 * this_entity   entity of the ERP
 * this_mask     OUT: the mask; mod_ticket_simple is the mask TS{yy}{mm}-{0000}
 * first_number  OUT: the first number of a period, 1 more than the offset
 * reset_month   OUT: when it counts from first_number again: 99 each month, 1 to 12 each year, NULL never
 * lang          OUT: the language of the entity as far as we speak it, fr or en
 * keeps_events  OUT: 1 if the ERP keeps events of new tickets
 * Fact: {0000+offset@month}, in either order; @0 is the month of SOCIETE_FISCAL_MONTH_START if that is set.
 * Error 45000 for a mask without a counter or with parts that depend on third party or user.
 * The names are literals: compared with a variable, a column in utf8mb3 could not use its index. The digit before
 * each value, 1 for the entity's own, makes MAX take that one.
 *
 * Reads:      llx_const, setting
 * Called by:  erp_check_rules, erp_new_ticket, erp_prepare_rule, prepare_series
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_numbering;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_numbering(
  IN this_entity INT, OUT this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  OUT first_number BIGINT, OUT reset_month INT,
  OUT lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT keeps_events INT)
  COMMENT 'How an entity''s new tickets are numbered, and in which language'
BEGIN
  DECLARE scheme, universal, fiscal_month, events, erp_lang,
    own VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE counter VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  SELECT SUBSTRING(MAX(IF(c.name = 'TICKET_ADDON', CONCAT(c.entity > 0, c.value), NULL)), 2),
      SUBSTRING(MAX(IF(c.name = 'TICKET_UNIVERSAL_MASK', CONCAT(c.entity > 0, c.value), NULL)), 2),
      SUBSTRING(MAX(IF(c.name = 'SOCIETE_FISCAL_MONTH_START', CONCAT(c.entity > 0, c.value), NULL)), 2),
      SUBSTRING(MAX(IF(c.name = 'MAIN_LANG_DEFAULT', CONCAT(c.entity > 0, c.value), NULL)), 2),
      SUBSTRING(MAX(IF(c.name = 'MAIN_AGENDA_ACTIONAUTO_TICKET_CREATE', CONCAT(c.entity > 0, c.value), NULL)), 2)
    INTO scheme, universal, fiscal_month, erp_lang, events
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@
    WHERE c.name IN ('TICKET_ADDON', 'TICKET_UNIVERSAL_MASK', 'SOCIETE_FISCAL_MONTH_START',
        'MAIN_LANG_DEFAULT', 'MAIN_AGENDA_ACTIONAUTO_TICKET_CREATE')
      AND c.entity IN (0, this_entity);
  SET lang = IF(erp_lang LIKE 'fr%', 'fr', 'en'), keeps_events = COALESCE(events, '') NOT IN ('', '0');
  SELECT @SETTING_ticket_number_mask@ INTO own;
  IF own <> '' THEN
    SET scheme = 'mod_ticket_universal', universal = own;
  END IF;
  SET this_mask = 'TS{yy}{mm}-{0000}', first_number = 1, reset_month = NULL;
  IF scheme = 'mod_ticket_universal' THEN
    SET counter = REGEXP_SUBSTR(universal, '[{]0+([@+][0-9]+)?([@+][0-9]+)?[}]');
    IF COALESCE(counter, '') = '' OR CHAR_LENGTH(universal) > 100
      OR REGEXP_REPLACE(REPLACE(universal, counter, ''), '[{](yyyy|yy|y|mm|dd)[}]', '') LIKE '%{%' THEN
      CALL refuse(CONCAT(IF(own = '', 'TICKET_UNIVERSAL_MASK', 'Setting ticket_number_mask'), ' "',
        COALESCE(universal, ''),
        '" has no counter or a part that is not supported.'));
    END IF;
    SET this_mask = universal;
    SET first_number = 1 + COALESCE(SUBSTRING(NULLIF(REGEXP_SUBSTR(counter, '[+][0-9]+'), ''), 2), 0);
    SET reset_month = SUBSTRING(NULLIF(REGEXP_SUBSTR(counter, '@[0-9]+'), ''), 2);
    IF reset_month = 0 THEN
      SET reset_month = IF(fiscal_month REGEXP '^([1-9]|1[0-2])$', fiscal_month, NULL);
    END IF;
  ELSEIF scheme <> 'mod_ticket_simple' THEN
    CALL refuse(CONCAT('TICKET_ADDON "', scheme, '" is no numbering that is supported.'));
  END IF;
END//
DELIMITER ;
