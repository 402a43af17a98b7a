/*
 * The switches that an administrator of the ERP has set on mail, as they stand now; the entity's own value
 * wins over that of all entities (0).
 *
 * Addresses stand there as Dolibarr takes them, "Name <address>" or bare, lists with commas (or semicolons).
 *
 * this_entity  entity of the ERP
 * off_by       OUT: the constant that stops mail, NULL: none does. A MAIN_MAIL_FORCE_SENDTO that is no
 *              address stops it too: no mail may go to its real recipient then
 * forced_to    OUT: address that gets every mail instead (MAIN_MAIL_FORCE_SENDTO), or NULL
 * excluded     OUT: addresses that get none, separated by commas without blanks, or NULL
 * replaced_by  OUT: address that gets the mails of the excluded ones instead, or NULL, also where it is none
 * copy_to      OUT: addresses that get a blind copy, separated by commas without blanks, or NULL; none
 *              with forced_to. An entry __USER_EMAIL__ (the web user) is passed over: there is none here
 *
 * Reads:      llx_const
 * Called by:  choose_way, copy_sent_mail, erp_check_switches, erp_fill_batch, erp_fill_desk_batch, erp_fill_digests,
 *             erp_fill_test
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_mail_switches;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_mail_switches(
  IN this_entity INT,
  OUT off_by VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT forced_to VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT excluded TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT replaced_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT copy_to TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The ERP''s switches on mail, as they stand now'
BEGIN
  DECLARE no_copies VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT MAX(IF(c.name IN ('MAIN_DISABLE_ALL_MAILS', 'TICKET_DISABLE_ALL_MAILS') AND c.value <> '0', c.name, NULL)),
      MAX(IF(c.name = 'MAIN_MAIL_FORCE_SENDTO', TRIM(c.value), NULL)),
      MAX(IF(c.name = 'MAIN_MAIL_FORCE_NOT_SENDING_TO', c.value, NULL)),
      MAX(IF(c.name = 'MAIN_MAIL_FORCE_NOT_SENDING_TO_REPLACE', c.value, NULL)),
      MAX(IF(c.name = 'MAIN_MAIL_AUTOCOPY_TO', REPLACE(c.value, '__USER_EMAIL__', ''), NULL)),
      MAX(IF(c.name = 'TICKET_DISABLE_MAIL_AUTOCOPY_TO' AND c.value <> '0', c.value, NULL))
    INTO off_by, forced_to, excluded, replaced_by, copy_to, no_copies
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS own @BASE_TABLE@
      ON own.name = c.name AND own.entity = this_entity AND c.entity = 0 AND this_entity <> 0
    WHERE c.name IN ('MAIN_DISABLE_ALL_MAILS', 'TICKET_DISABLE_ALL_MAILS', 'MAIN_MAIL_FORCE_SENDTO',
        'MAIN_MAIL_FORCE_NOT_SENDING_TO', 'MAIN_MAIL_FORCE_NOT_SENDING_TO_REPLACE', 'MAIN_MAIL_AUTOCOPY_TO',
        'TICKET_DISABLE_MAIL_AUTOCOPY_TO')
      AND c.entity IN (0, this_entity) AND own.name IS NULL AND c.value <> '';
  IF forced_to LIKE '%<%>%' THEN
    SET forced_to = SUBSTRING_INDEX(SUBSTRING_INDEX(forced_to, '<', -1), '>', 1);
  END IF;
  /* Names go, and the brackets; what holds a line end or stands behind a bracket stays, and is no address then. */
  SET excluded = REPLACE(REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(excluded, '[^,;<>[:cntrl:]]*<', ''), '> *(,|;|$)', ','),
    ' ', ''), ';', ','),
    copy_to = REPLACE(REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(copy_to, '[^,;<>[:cntrl:]]*<', ''), '> *(,|;|$)', ','), ' ',
      ''), ';', ','),
    replaced_by = TRIM(REGEXP_REPLACE(REGEXP_REPLACE(TRIM(replaced_by), '^[^<>[:cntrl:]]*<', ''), '>$', ''));
  IF ticketstock_fault('address', replaced_by) IS NOT NULL THEN
    SET replaced_by = NULL;
  END IF;
  IF off_by IS NULL AND forced_to IS NOT NULL AND ticketstock_fault('address', forced_to) IS NOT NULL THEN
    SET off_by = 'MAIN_MAIL_FORCE_SENDTO';
  END IF;
  IF forced_to IS NOT NULL OR no_copies IS NOT NULL THEN
    SET copy_to = NULL;
  END IF;
END//
DELIMITER ;
