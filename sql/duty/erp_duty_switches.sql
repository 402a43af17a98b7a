/*
 * The ERP's constants that decide whom it mails itself, as they stand now; the entity's own value wins over that of all
 * entities (0).
 *
 * this_entity  entity of the ERP
 * switches_on  OUT: those of mail_duty.erp_if and erp_unless that are on, with commas between
 * erp_to       OUT: address that the ERP tells of each new and each closed ticket; NULL: none
 * default_to   OUT: address that it tells of an answer where no user is to be; NULL: erp_to
 * main_to      OUT: address that it tells of each answer by the public page; NULL: none
 *
 * Reads:      llx_const
 * Called by:  erp_check_duty, erp_decide_mails, preview_policy
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_duty_switches;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_duty_switches(IN this_entity INT,
  OUT switches_on VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT erp_to VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT default_to VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT main_to VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The ERP''s constants that decide whom it mails itself'
BEGIN
  SELECT CONCAT_WS(',', MAX(IF(e.name = 'TICKET_PUBLIC_NOTIFICATION_NEW_MESSAGE_ENABLED' AND e.value <> '0', e.name, NULL)),
        MAX(IF(e.name = 'TICKET_DISABLE_ALL_MAILS' AND e.value <> '0', e.name, NULL))),
      MAX(IF(e.name = 'TICKET_NOTIFICATION_EMAIL_TO', e.address, NULL)),
      MAX(IF(e.name = 'TICKET_PUBLIC_NOTIFICATION_NEW_MESSAGE_DEFAULT_EMAIL', e.address, NULL)),
      IF(MAX(e.name = 'TICKET_NOTIFICATION_ALSO_MAIN_ADDRESS' AND e.value <> '0'),
        MAX(IF(e.name = 'TICKET_NOTIFICATION_EMAIL_TO', e.address, NULL)), NULL)
    INTO switches_on, erp_to, default_to, main_to
    FROM (
      SELECT s.name, s.value, @CONSTANT_ADDRESS@ AS address FROM (
        SELECT CONVERT(c.name USING utf8mb4) COLLATE utf8mb4_unicode_ci AS name,
            CONVERT(c.value USING utf8mb4) COLLATE utf8mb4_unicode_ci AS value
          FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@
          LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS own @BASE_TABLE@
            ON own.name = c.name AND own.entity = this_entity AND c.entity = 0 AND this_entity <> 0
          WHERE c.name IN ('TICKET_PUBLIC_NOTIFICATION_NEW_MESSAGE_ENABLED', 'TICKET_DISABLE_ALL_MAILS',
              'TICKET_NOTIFICATION_EMAIL_TO', 'TICKET_PUBLIC_NOTIFICATION_NEW_MESSAGE_DEFAULT_EMAIL',
              'TICKET_NOTIFICATION_ALSO_MAIN_ADDRESS')
            AND c.entity IN (0, this_entity) AND own.name IS NULL AND c.value <> ''
      ) AS s
    ) AS e;
END//
DELIMITER ;
