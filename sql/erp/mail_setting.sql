/*
 * What a mail of each entity says of its sender: our settings first, the ERP's constants where ours
 * are empty. mail_host is the right side of Message-IDs: the host by which Dolibarr's mail collector
 * knows its own mails, if it is set there, else the domain of the sender; where neither is ASCII, which a Message-ID has
 * to be, a name made from it. problem: NULL, or why the entity's mails cannot be sent, in words; they wait then.
 */
DROP VIEW IF EXISTS erp_mail_setting;
CREATE DEFINER = `ticketstock`@`localhost` VIEW erp_mail_setting AS
SELECT c.entity, c.sender, COALESCE(c.sender_name, c.company) AS sender_name,
    c.reply_to, c.company, COALESCE(c.erp_url, '') AS erp_url, c.lang, c.zone,
    IF(COALESCE(c.signature_host, SUBSTRING_INDEX(c.sender, '@', -1)) REGEXP '^[A-Za-z0-9.-]+$',
      COALESCE(c.signature_host, SUBSTRING_INDEX(c.sender, '@', -1)),
      CONCAT(LEFT(SHA2(c.sender, 256), 32), '.invalid')) AS mail_host,
    CASE WHEN c.sender IS NULL THEN 'has no sender''s address'
      WHEN c.sender NOT REGEXP '^[!-~]+@[^[:space:][:cntrl:]@,;<>"]+$' THEN CONCAT('has a sender that is no bare mail address: ', c.sender)
      WHEN c.reply_to NOT REGEXP '^[!-~]+@[^[:space:][:cntrl:]@,;<>"]+$' THEN CONCAT('has an address for answers that is none: ', c.reply_to)
    END AS problem
  FROM (
    SELECT e.entity,
        COALESCE(MAX(IF(e.name = 'mail_sender', e.value, NULL)),
          MAX(IF(e.name = 'TICKET_NOTIFICATION_EMAIL_FROM', e.value, NULL)),
          MAX(IF(e.name = 'MAIN_MAIL_EMAIL_FROM', e.value, NULL))) AS sender,
        MAX(IF(e.name = 'mail_sender_name', e.value, NULL)) AS sender_name,
        MAX(IF(e.name = 'mail_reply_to', e.value, NULL)) AS reply_to,
        MAX(IF(e.name = 'MAIN_INFO_SOCIETE_NOM', e.value, NULL)) AS company,
        LEFT(MAX(IF(e.name = 'MAIN_LANG_DEFAULT', e.value, NULL)), 2) AS lang,
        MAX(IF(e.name = 'mail_time_zone', e.value, NULL)) AS zone,
        MAX(IF(e.name = 'erp_url', TRIM(TRAILING '/' FROM e.value), NULL)) AS erp_url,
        MAX(IF(e.name = 'EMAIL_ALTERNATIVE_HOST_SIGNATURE', e.value, NULL)) AS signature_host
      FROM erp_effective_setting AS e GROUP BY e.entity
  ) AS c;
