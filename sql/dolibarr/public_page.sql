/*
 * The address of the ERP's public page of a ticket, up to the track_id that is to follow.
 *
 * this_entity  entity of the ERP
 * erp_url      root of the ERP, without a slash at its end; empty: not known
 * public_page  OUT: the address; NULL: the page is off (TICKET_ENABLE_PUBLIC_INTERFACE), or nobody knows where it is
 *
 * The ERP's own constant for it, TICKET_URL_PUBLIC_INTERFACE, wins if it is a web address. The entity's own value of a
 * constant wins over that of all entities (0). The page has to be told another entity than 1.
 *
 * Reads:      llx_const
 * Called by:  erp_fill_desk_batch
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_public_page;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_public_page(IN this_entity INT,
  IN erp_url VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT public_page VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The address of the ERP''s public page of a ticket'
BEGIN
  DECLARE enabled, own_url VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT MAX(IF(c.name = 'TICKET_ENABLE_PUBLIC_INTERFACE', c.value, NULL)),
      MAX(IF(c.name = 'TICKET_URL_PUBLIC_INTERFACE', LEFT(TRIM(TRAILING '/' FROM TRIM(c.value)), 500), NULL))
    INTO enabled, own_url
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS own @BASE_TABLE@
      ON own.name = c.name AND own.entity = this_entity AND c.entity = 0 AND this_entity <> 0
    WHERE c.name IN ('TICKET_ENABLE_PUBLIC_INTERFACE', 'TICKET_URL_PUBLIC_INTERFACE')
      AND c.entity IN (0, this_entity) AND own.name IS NULL;
  IF own_url REGEXP '^https?://[^[:space:][:cntrl:]"<>]+$' THEN
    SET public_page = own_url;
  ELSE
    SET public_page = CONCAT(NULLIF(erp_url, ''), '/public/ticket');
  END IF;
  SET public_page = IF(COALESCE(enabled, '0') IN ('', '0'), NULL,
    CONCAT(public_page, '/view.php?', IF(this_entity > 1, CONCAT('entity=', this_entity, '&'), ''), 'track_id='));
END//
DELIMITER ;
