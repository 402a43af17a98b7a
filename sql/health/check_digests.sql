/*
 * health_check's part on what waits for users (mail_choice): what goes when, what cannot go, and why.
 *
 * Reads:      desk_ticket, erp_mail_recipient, mail_choice, mail_decision, setting
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_digests;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_digests()
  COMMENT 'Part of health_check: what waits for users'
BEGIN
  DECLARE number, this_entity INT;
  DECLARE named, zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  INSERT INTO finding
    SELECT 'warning', 'duty', CONCAT('Things that wait to be told to user ', d.user_id, ' were to go at ', MIN(d.goes_at),
        ' UTC and have not: ', COUNT(*), '.'),
        '', 'The event follow_tickets sends them: see the findings on events, and incidents.'
      FROM mail_decision AS d WHERE d.mail_id IS NULL AND d.goes_at < NOW(3) - INTERVAL 5 MINUTE GROUP BY d.user_id;
  INSERT INTO finding
    SELECT 'warning', 'duty', CONCAT(w.number, IF(w.number = 1, ' thing waits for user ', ' things wait for user '), w.user_id, ' and cannot go: ', COALESCE(r.problem, 'he is no longer in the ERP.')),
        '', 'Correct the user in the ERP before then.'
      FROM (SELECT d.user_id, COUNT(*) AS number FROM mail_decision AS d
        WHERE d.mail_id IS NULL AND d.goes_at IS NOT NULL GROUP BY d.user_id) AS w
      LEFT JOIN erp_mail_recipient AS r ON r.user_id = w.user_id WHERE r.user_id IS NULL OR r.problem IS NOT NULL;
  SELECT COUNT(*) INTO number FROM mail_choice AS c WHERE c.how = 'daily';
  IF number > 0 THEN
    SELECT MIN(k.entity) INTO this_entity FROM desk_ticket AS k;
    WHILE this_entity IS NOT NULL DO
      SELECT NULLIF(@SETTING_mail_time_zone@, '') INTO named;
      CALL digest_zone(this_entity, zone);
      IF named <> zone THEN
        INSERT INTO finding VALUES ('warning', 'duty', CONCAT('The server does not know the zone ', named, ' of entity ', this_entity,
          ': what is told daily goes by UTC.'),
          /*M! '$ mariadb-tzinfo-to-sql /usr/share/zoneinfo | mariadb mysql' */ /*!80000 '$ mysql_tzinfo_to_sql /usr/share/zoneinfo | mysql mysql' */,
          'The server''s tables of time zones are empty, or do not have it.');
      END IF;
      SELECT MIN(k.entity) INTO this_entity FROM desk_ticket AS k WHERE k.entity > this_entity;
    END WHILE;
  END IF;
END//
DELIMITER ;
