/*
 * The numbering of an entity's tickets as the ERP is set: mod_ticket_simple, or mod_ticket_universal's
 * mask, and the period that a moment falls into.
 *
 * this_mask     OUT: the mask; mod_ticket_simple is the mask TS{yy}{mm}-{0000}
 * this_period   OUT: yyyymm for @99, yyyy for @1 to @12 (the year in which it began), else empty
 * first_number  OUT: the first number of a period, 1 more than the offset
 * starts_at, ends_at  OUT: the period, NULL where it has no bound
 * Fact: {0000+offset@month}, in either order; @0 is the month of SOCIETE_FISCAL_MONTH_START if that is set.
 * Error 45000 for a mask without a counter or with parts that depend on third party or user.
 */
DROP PROCEDURE IF EXISTS erp_number_mask;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_number_mask(
  IN this_entity INT, IN at_moment DATETIME,
  OUT this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  OUT this_period CHAR(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  OUT first_number BIGINT, OUT starts_at DATETIME, OUT ends_at DATETIME)
  COMMENT 'The numbering of an entity''s tickets as the ERP is set'
BEGIN
  DECLARE scheme, universal, fiscal_month TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE counter VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE reset_month INT;
  CALL erp_constant('TICKET_ADDON', this_entity, scheme);
  SET this_mask = 'TS{yy}{mm}-{0000}', this_period = '', first_number = 1, starts_at = NULL, ends_at = NULL;
  IF scheme = 'mod_ticket_universal' THEN
    CALL erp_constant('TICKET_UNIVERSAL_MASK', this_entity, universal);
    SET counter = REGEXP_SUBSTR(universal, '[{]0+([@+][0-9]+)?([@+][0-9]+)?[}]');
    IF COALESCE(counter, '') = '' OR CHAR_LENGTH(universal) > 100
      OR REGEXP_REPLACE(REPLACE(universal, counter, ''), '[{](yyyy|yy|y|mm|dd)[}]', '') LIKE '%{%' THEN
      CALL refuse(CONCAT('TICKET_UNIVERSAL_MASK "', COALESCE(universal, ''),
        '" has no counter or a part that is not supported.'));
    END IF;
    SET this_mask = universal;
    SET first_number = 1 + COALESCE(SUBSTRING(NULLIF(REGEXP_SUBSTR(counter, '[+][0-9]+'), ''), 2), 0);
    SET reset_month = SUBSTRING(NULLIF(REGEXP_SUBSTR(counter, '@[0-9]+'), ''), 2);
    IF reset_month = 0 THEN
      CALL erp_constant('SOCIETE_FISCAL_MONTH_START', this_entity, fiscal_month);
      SET reset_month = IF(fiscal_month REGEXP '^([1-9]|1[0-2])$', fiscal_month, NULL);
    END IF;
  ELSEIF scheme <> 'mod_ticket_simple' THEN
    CALL refuse(CONCAT('TICKET_ADDON "', scheme, '" is no numbering that is supported.'));
  END IF;
  IF reset_month = 99 THEN
    SET starts_at = CAST(DATE_FORMAT(at_moment, '%Y-%m-01') AS DATETIME);
    SET ends_at = starts_at + INTERVAL 1 MONTH, this_period = DATE_FORMAT(starts_at, '%Y%m');
  ELSEIF reset_month BETWEEN 1 AND 12 THEN
    SET starts_at = CAST(CONCAT(YEAR(at_moment), '-', reset_month, '-01') AS DATETIME);
    SET starts_at = starts_at - INTERVAL IF(MONTH(at_moment) < reset_month, 1, 0) YEAR;
    SET ends_at = starts_at + INTERVAL 1 YEAR, this_period = DATE_FORMAT(starts_at, '%Y');
  END IF;
END//
DELIMITER ;
