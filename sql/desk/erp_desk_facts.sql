/*
 * What reading tickets needs to know of the ERP as a whole.
 *
 * zone           OUT: zone of the ERP's times, as CONVERT_TZ() takes it
 * language       OUT: of labels, ISO 639-1: fr where the ERP's is French, else en
 * own_addresses  OUT: addresses whose mail is a machine's, with commas between: our sender, the ERP's, logins of mail
 *                collectors
 *
 * Reads:      erp_clock, llx_const, llx_emailcollector_emailcollector, setting
 * Called by:  create_guest_ticket, digest_zone, erp_compare_desk, preview_policy, run_following
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_desk_facts;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_desk_facts(
  OUT zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'What reading tickets needs to know of the ERP as a whole'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE address VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  /* Two, not one over a UNION: MySQL (docs/servers.md). */
  DECLARE erp_senders CURSOR FOR
    SELECT DISTINCT CONVERT(c.value USING utf8mb4) COLLATE utf8mb4_unicode_ci FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@
      WHERE c.name IN ('MAIN_MAIL_EMAIL_FROM', 'TICKET_NOTIFICATION_EMAIL_FROM');
  DECLARE our_senders CURSOR FOR SELECT DISTINCT s.value FROM setting AS s WHERE s.name = 'mail_sender';
  DECLARE collectors CURSOR FOR
    SELECT CONVERT(c.login USING utf8mb4) COLLATE utf8mb4_unicode_ci
      FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@emailcollector_emailcollector` AS c @BASE_TABLE@;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SELECT @SETTING_erp_time_zone@ INTO zone;
  IF zone = '' THEN
    SELECT IF(MAX(c.as_server) = 0, CONCAT(IF(MAX(c.ahead) < 0, '-', '+'), LPAD(ABS(MAX(c.ahead)) DIV 3600, 2, '0'), ':',
        LPAD(ABS(MAX(c.ahead)) MOD 3600 DIV 60, 2, '0')), @@GLOBAL.time_zone) INTO zone FROM erp_clock AS c;
  END IF;
  SELECT IF(COUNT(*) > 0, 'fr', 'en') INTO language FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@
    WHERE c.name = 'MAIN_LANG_DEFAULT' AND c.value LIKE 'fr%';
  SET own_addresses = '';
  OPEN erp_senders;
  FETCH erp_senders INTO address;
  WHILE NOT ended DO
    SET own_addresses = CONCAT_WS(',', NULLIF(own_addresses, ''), NULLIF(@ADDRESS_OF@, ''));
    FETCH erp_senders INTO address;
  END WHILE;
  CLOSE erp_senders;
  SET ended = 0;
  OPEN our_senders;
  FETCH our_senders INTO address;
  WHILE NOT ended DO
    SET own_addresses = CONCAT_WS(',', NULLIF(own_addresses, ''), NULLIF(@ADDRESS_OF@, ''));
    FETCH our_senders INTO address;
  END WHILE;
  CLOSE our_senders;
  SET ended = 0;
  BEGIN
    /* The ERP's mail collector may never have been switched on. */
    DECLARE EXIT HANDLER FOR 1054, 1142, 1143, 1146, 1176 BEGIN END;
    OPEN collectors;
    FETCH collectors INTO address;
    WHILE NOT ended DO
      SET own_addresses = CONCAT_WS(',', NULLIF(own_addresses, ''), NULLIF(@ADDRESS_OF@, ''));
      FETCH collectors INTO address;
    END WHILE;
    CLOSE collectors;
  END;
END//
DELIMITER ;
