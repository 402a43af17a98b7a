/*
 * The settings and mail constants that hold in each entity that has a warehouse or a rule: the entity's
 * own value, else that of all entities (0). An empty value counts as none.
 *
 * Cut to 500 characters, more than any of them needs: a longer text would make the server put every table in between on
 * disk (five for each reading, 2 ms). Each column of the UNION has a name: MySQL makes one of the expression otherwise,
 * too long for the dump to be loaded (1166).
 *
 * Reads:      llx_const, llx_entrepot, rule, setting
 * Read by:    erp_mail_setting, erp_relay_constant
 * Internal
 */
DROP VIEW IF EXISTS erp_effective_setting;
CREATE DEFINER = `ticketstock`@`localhost` VIEW erp_effective_setting AS
SELECT e.entity, v.name, COALESCE(MAX(IF(v.entity = 0, NULL, v.value)), MAX(v.value)) AS value
  FROM (SELECT entity FROM rule
        UNION SELECT entity FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` @BASE_TABLE@) AS e
  JOIN (
    SELECT entity, name, LEFT(value, 500) AS value FROM setting
    UNION ALL
    SELECT entity, CONVERT(name USING utf8mb4) COLLATE utf8mb4_unicode_ci AS name,
        LEFT(CONVERT(value USING utf8mb4) COLLATE utf8mb4_unicode_ci, 500) AS value
      FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` @BASE_TABLE@
      WHERE name IN ('TICKET_NOTIFICATION_EMAIL_FROM', 'MAIN_MAIL_EMAIL_FROM',
        'MAIN_INFO_SOCIETE_NOM', 'EMAIL_ALTERNATIVE_HOST_SIGNATURE', 'MAIN_LANG_DEFAULT', 'MAIN_MAIL_SENDMODE_TICKET',
        'MAIN_MAIL_SMTP_SERVER', 'MAIN_MAIL_SMTP_SERVER_TICKET', 'MAIN_MAIL_SMTP_PORT', 'MAIN_MAIL_SMTP_PORT_TICKET',
        'MAIN_MAIL_SMTPS_ID', 'MAIN_MAIL_SMTPS_ID_TICKET', 'MAIN_MAIL_SMTPS_AUTH_TYPE',
        'MAIN_MAIL_SMTPS_AUTH_TYPE_TICKET', 'MAIN_MAIL_EMAIL_TLS', 'MAIN_MAIL_EMAIL_TLS_TICKET',
        'MAIN_MAIL_EMAIL_STARTTLS', 'MAIN_MAIL_EMAIL_STARTTLS_TICKET', 'MAIN_MAIL_EMAIL_SMTP_ALLOW_SELF_SIGNED',
        'MAIN_MAIL_EMAIL_SMTP_ALLOW_SELF_SIGNED_TICKET')
  ) AS v ON v.entity IN (0, e.entity) AND v.value <> ''
  GROUP BY e.entity, v.name;
