/*
 * The ERP's constants on its relay that hold in each entity, under their plain names: where the entity's
 * MAIN_MAIL_SENDMODE_TICKET is other than default, the values of the _TICKET set.
 *
 * Reads:      erp_effective_setting
 * Read by:    erp_relay
 * Internal
 */
DROP VIEW IF EXISTS erp_relay_constant;
CREATE DEFINER = `ticketstock`@`localhost` VIEW erp_relay_constant AS
SELECT s.entity, TRIM(TRAILING '_TICKET' FROM s.name) AS name, s.value
  FROM erp_effective_setting AS s
  LEFT JOIN erp_effective_setting AS mode ON mode.entity = s.entity AND mode.name = 'MAIN_MAIL_SENDMODE_TICKET'
  WHERE (s.name LIKE 'MAIN\_MAIL\_SMTP%' OR s.name LIKE 'MAIN\_MAIL\_EMAIL\_%TLS%'
    OR s.name LIKE 'MAIN\_MAIL\_EMAIL\_SMTP%')
    AND (s.name LIKE '%\_TICKET') = (COALESCE(mode.value, 'default') <> 'default');
