/*
 * The users of the ERP as recipients: address, language, and why a user cannot get mail, if so. What an address may be
 * says ticketstock_fault, by the same rule as the mailer.
 *
 * problem: NULL, or the reason in words
 *
 * Reads:      llx_user
 * Read by:    erp_check_cancelled, erp_check_digests, erp_check_watched, erp_list_contacts, preview_desk_mail,
 *             preview_mail, queue_decided, queue_digest, retry_failed, retry_mail, ticket_mail
 * Internal
 */
DROP VIEW IF EXISTS erp_mail_recipient;
CREATE DEFINER = `ticketstock`@`localhost` VIEW erp_mail_recipient AS
SELECT u.rowid AS user_id, u.login, COALESCE(u.statut, 0) = 1 AS active, TRIM(COALESCE(u.email, '')) AS address,
    /* Two ASCII characters, or none. */
    IF(LENGTH(CONVERT(LEFT(u.lang, 2) USING utf8mb4)) = CHAR_LENGTH(LEFT(u.lang, 2)), LEFT(u.lang, 2), '') AS lang,
    CASE WHEN COALESCE(u.statut, 0) <> 1 THEN CONCAT('User ', u.rowid, ' is disabled in the ERP.')
      WHEN TRIM(COALESCE(u.email, '')) = '' THEN CONCAT('User ', u.rowid,
        ' has no mail address in the ERP: enter one there.')
      ELSE CONCAT('User ', u.rowid, ' has a mail address in the ERP that cannot be used, correct it there: ',
        CONVERT(ticketstock_fault('address', CONVERT(TRIM(u.email) USING utf8mb4)) USING utf8mb4), '.')
    END AS problem
  FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@;
