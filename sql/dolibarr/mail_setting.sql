/*
 * What a mail of each entity says of its sender: our settings first, the ERP's constants where ours are empty, as
 * "Name <address>" or bare. mail_host is the right side of Message-IDs: the host by which Dolibarr's mail collector
 * knows its own mails, if it is set there, else the domain of the sender; where that is not ASCII, which a Message-ID
 * has to be, or too long for one, a name made from it. problem: NULL, or why the entity's mails cannot be sent, in
 * words; they wait then. Each kind of mail needs a text, in whichever language.
 *
 * Reads:      erp_effective_setting, mail_template
 * Read by:    choose_way, claim_mail, erp_check_rules, erp_fill_batch, erp_fill_desk_batch, erp_fill_digests,
 *             erp_fill_test, erp_tell_failure
 * Internal
 */
DROP VIEW IF EXISTS erp_mail_setting;
CREATE DEFINER = `ticketstock`@`localhost` VIEW erp_mail_setting AS
SELECT c.entity, c.sender, COALESCE(c.sender_name, IF(c.is_own, NULL,
      NULLIF(TRIM(BOTH '"' FROM TRIM(SUBSTRING_INDEX(IF(c.erp_sender LIKE '%<%>', c.erp_sender, '<'), '<', 1))), '')),
      c.company) AS sender_name,
    c.reply_to, c.company, COALESCE(c.erp_url, '') AS erp_url, c.lang, c.zone,
    IF(COALESCE(c.signature_host, SUBSTRING_INDEX(c.sender, '@', -1)) REGEXP '^[A-Za-z0-9.-]{1,190}$',
      COALESCE(c.signature_host, SUBSTRING_INDEX(c.sender, '@', -1)),
      CONCAT(LEFT(SHA2(c.sender, 256), 32), '.invalid')) AS mail_host,
    CASE WHEN c.sender IS NULL THEN 'has no sender''s address'
      WHEN ticketstock_fault('address', c.sender) IS NOT NULL THEN
        CONCAT('has a sender that cannot be used, "', REGEXP_REPLACE(LEFT(c.sender, 254), '[[:cntrl:]]', '?'), '": ',
          CONVERT(ticketstock_fault('address', c.sender) USING utf8mb4))
      WHEN c.reply_to IS NOT NULL AND ticketstock_fault('address', c.reply_to) IS NOT NULL THEN
        CONCAT('has an address for answers that cannot be used, "',
          REGEXP_REPLACE(LEFT(c.reply_to, 254), '[[:cntrl:]]', '?'),
          '": ', CONVERT(ticketstock_fault('address', c.reply_to) USING utf8mb4))
      WHEN (SELECT COUNT(DISTINCT t.kind) FROM mail_template AS t
          WHERE t.kind IN ('frame', 'opened', 'operation', 'digest', @DESK_KINDS@)
            AND t.html <> '') < 11 THEN
        'lacks a mail text in any language (mail_template)'
    END AS problem
  FROM (
    SELECT e.entity, MAX(e.name = 'mail_sender') AS is_own,
        COALESCE(MAX(IF(e.name = 'mail_sender', e.value, NULL)),
          MAX(IF(e.name = 'TICKET_NOTIFICATION_EMAIL_FROM', IF(e.value LIKE '%<%>',
            TRIM(TRAILING '>' FROM SUBSTRING_INDEX(e.value, '<', -1)), e.value), NULL)),
          MAX(IF(e.name = 'MAIN_MAIL_EMAIL_FROM', IF(e.value LIKE '%<%>',
            TRIM(TRAILING '>' FROM SUBSTRING_INDEX(e.value, '<', -1)), e.value), NULL))) AS sender,
        COALESCE(MAX(IF(e.name = 'TICKET_NOTIFICATION_EMAIL_FROM', e.value, NULL)),
          MAX(IF(e.name = 'MAIN_MAIL_EMAIL_FROM', e.value, NULL))) AS erp_sender,
        MAX(IF(e.name = 'mail_sender_name', e.value, NULL)) AS sender_name,
        MAX(IF(e.name = 'mail_reply_to', e.value, NULL)) AS reply_to,
        MAX(IF(e.name = 'MAIN_INFO_SOCIETE_NOM', e.value, NULL)) AS company,
        LEFT(MAX(IF(e.name = 'MAIN_LANG_DEFAULT', e.value, NULL)), 2) AS lang,
        MAX(IF(e.name = 'mail_time_zone', e.value, NULL)) AS zone,
        MAX(IF(e.name = 'erp_url', TRIM(TRAILING '/' FROM e.value), NULL)) AS erp_url,
        MAX(IF(e.name = 'EMAIL_ALTERNATIVE_HOST_SIGNATURE', e.value, NULL)) AS signature_host
      FROM erp_effective_setting AS e GROUP BY e.entity
  ) AS c;
