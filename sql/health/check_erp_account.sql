/*
 * health_check's part on the ERP's accounts: whether most events of tickets came from other accounts, of the newest 20,000
 * entries of the journal those of the last day.
 *
 * Reads:      erp_account, ticket_journal
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_erp_account;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_erp_account()
  COMMENT 'Part of health_check: are the ERP''s accounts known'
BEGIN
  DECLARE events, foreign_events INT;
  DECLARE newest BIGINT UNSIGNED;
  DECLARE accounts, other VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT LEFT(GROUP_CONCAT(y.account ORDER BY y.account SEPARATOR ', '), 300) INTO accounts FROM erp_account AS y WHERE y.is_erp;
  SELECT MAX(j.id) INTO newest FROM ticket_journal AS j;
  SELECT COUNT(*), SUM(j.way = 'sql'), LEFT(MAX(IF(j.way = 'sql', j.who, '')), 300) INTO events, foreign_events, other
    FROM ticket_journal AS j
    WHERE j.id > IF(newest > 20000, newest - 20000, 0) AND j.event_id IS NOT NULL AND j.at >= SYSDATE(3) - INTERVAL 1 DAY;
  IF events >= 10 AND foreign_events * 2 > events THEN
    INSERT INTO finding VALUES ('warning', 'desk', CONCAT(foreign_events, ' of ', events,
      ' entries of the last day that events of the ERP go with came from other accounts than the ERP''s (', COALESCE(accounts, ''), '), ', other, ' for one.'),
      '', 'If that is the ERP''s too, name it, without its host: REPLACE INTO @TICKETSTOCK_SCHEMA@.erp_account (account) VALUES (''name'')');
  END IF;
END//
DELIMITER ;
