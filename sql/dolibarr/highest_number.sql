/*
 * The highest number that the ERP's newer tickets of an entity have in a mask and a period; 0 if none.
 *
 * this_entity  entity of the ERP
 * this_mask    numbering mask
 * starts_at    beginning of the period; NULL: it has none
 * ends_at      end of the period; NULL: it has none
 * seen         INOUT: tickets up to this rowid are passed over; then the newest rowid
 * highest      OUT: the number, 0 if there is none
 *
 * A period is recognised by the tickets' date of creation, which Dolibarr writes into the ref too. All
 * parts of a mask but the counter have a fixed width, so the counter is what lies between them, at any
 * width. A ref with more than nine digits that say something was typed or imported: whoever followed it would come to
 * the end of what a counter or a ref can hold. From 0 on it reads all tickets: never in the path of a movement.
 *
 * Reads:      llx_ticket
 * Called by:  prepare_series
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_highest_number;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_highest_number(
  IN this_entity INT, IN this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  IN starts_at DATETIME, IN ends_at DATETIME, INOUT seen INT, OUT highest BIGINT)
  COMMENT 'The highest ticket number of an entity in a mask and a period'
BEGIN
  DECLARE newest INT;
  DECLARE counter VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
    DEFAULT REGEXP_SUBSTR(this_mask, '[{]0+([@+][0-9]+)?([@+][0-9]+)?[}]');
  DECLARE pattern, head, tail VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SET head = REPLACE(SUBSTRING_INDEX(this_mask, counter, 1), '%', '_');
  SET tail = REPLACE(SUBSTRING_INDEX(this_mask, counter, -1), '%', '_');
  SET head = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(head, '{yyyy}', '____'), '{yy}', '__'),
    '{y}', '_'), '{mm}', '__'), '{dd}', '__');
  SET tail = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(tail, '{yyyy}', '____'), '{yy}', '__'),
    '{y}', '_'), '{mm}', '__'), '{dd}', '__');
  SET pattern = CONCAT(head, REPEAT('_', CHAR_LENGTH(REGEXP_SUBSTR(counter, '0+'))), '%', tail);
  SELECT COALESCE(MAX(t.rowid), 0) INTO newest FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@;
  SELECT COALESCE(MAX(CAST(found.digits AS UNSIGNED)), 0) INTO highest
    FROM (
      SELECT SUBSTRING(t.ref, 1 + CHAR_LENGTH(head),
          CHAR_LENGTH(t.ref) - CHAR_LENGTH(head) - CHAR_LENGTH(tail)) AS digits
        FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
        WHERE t.rowid > seen AND t.entity = this_entity AND t.ref LIKE pattern COLLATE utf8mb4_unicode_ci
          AND (starts_at IS NULL OR t.datec >= starts_at) AND (ends_at IS NULL OR t.datec < ends_at)
    ) AS found
    WHERE found.digits REGEXP '^0*[0-9]{1,9}$';
  SET seen = newest;
END//
DELIMITER ;
