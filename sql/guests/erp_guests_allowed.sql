/*
 * May guests write to an entity, and does the ERP want to know them?
 *
 * this_entity  entity of the ERP
 * is_open      OUT: 1 if they may: setting guest_gate, else the ERP's public pages are switched on
 * known_only   OUT: 1 if only contacts of third parties may open tickets (TICKET_EMAIL_MUST_EXISTS)
 *
 * Reads:      llx_const, setting
 * Called by:  create_guest_ticket, reply_as_guest
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_guests_allowed;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_guests_allowed(IN this_entity INT, OUT is_open INT, OUT known_only INT)
  COMMENT 'May guests write to an entity'
BEGIN
  DECLARE gate VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE public_pages, must_exist VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT @SETTING_guest_gate@ INTO gate;
  SELECT SUBSTRING(MAX(IF(c.name = 'TICKET_ENABLE_PUBLIC_INTERFACE', CONCAT(c.entity > 0, LEFT(c.value, 60)), NULL)), 2),
      SUBSTRING(MAX(IF(c.name = 'TICKET_EMAIL_MUST_EXISTS', CONCAT(c.entity > 0, LEFT(c.value, 60)), NULL)), 2)
    INTO public_pages, must_exist FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@
    WHERE c.name IN ('TICKET_ENABLE_PUBLIC_INTERFACE', 'TICKET_EMAIL_MUST_EXISTS') AND c.entity IN (0, this_entity);
  SET is_open = gate = 'open' OR gate = 'erp' AND COALESCE(public_pages, '') NOT IN ('', '0'),
    known_only = COALESCE(must_exist, '') NOT IN ('', '0');
END//
DELIMITER ;
