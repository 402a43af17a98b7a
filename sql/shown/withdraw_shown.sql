/*
 * Takes back what declare_shown() has told the ERP, and what users and administrators have made of it since: an order of
 * the list or a column of ours that is left would make its page an error for everybody.
 *
 * Reads:      llx_default_values, llx_extrafields, llx_menu, llx_overwrite_trans
 * Writes:     llx_default_values, llx_extrafields, llx_menu, llx_overwrite_trans, llx_user_param
 * Called by:  change_shown
 * Internal
 */
DROP PROCEDURE IF EXISTS withdraw_shown;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE withdraw_shown()
  SQL SECURITY INVOKER
  COMMENT 'Takes back what the ERP was told of our fields'
BEGIN
  DELETE x FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@default_values` AS x @BASE_TABLE@
    WHERE x.page LIKE 'ticket/%' AND x.param LIKE '%ticketstock\_%';
  DELETE x FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@menu` AS x @BASE_TABLE@ WHERE x.module = 'ticketstock';
  DELETE x FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@extrafields` AS x @BASE_TABLE@
    WHERE x.elementtype = 'ticket'
      AND x.name IN ('ticketstock_due', 'ticketstock_is_due', 'ticketstock_waiting', 'ticketstock_state');
  DELETE x FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@overwrite_trans` AS x @BASE_TABLE@
    JOIN (@SHOWN_LABELS@) AS w ON CONVERT(x.transkey USING utf8mb4) COLLATE utf8mb4_bin = w.label;
  UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@user_param` AS x @BASE_TABLE_OF_CHOICES@
    SET x.value = REGEXP_REPLACE(REGEXP_REPLACE(x.value, '^(ef\\.ticketstock_[a-z_]+,)+', ''), ',ef\\.ticketstock_[a-z_]+', '')
    WHERE x.param = 'MAIN_SELECTEDFIELDS_ticketlist' AND x.value LIKE '%ef.ticketstock\_%';
END//
DELIMITER ;
