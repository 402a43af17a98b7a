/*
 * How many mails the next batch to a relay may have: the setting batch_size, and what the relay's limit per
 * minute and the ceiling per hour leave. To be called in the transaction that claims the batch: where a
 * limit is set its row is locked, so that lanes count one after the other. After a session in which the mailer died
 * without a word on the cause one mail is tried: it may be the mail's fault, and it is alone then.
 *
 * this_relay  NULL: the mails go nowhere, no limit counts
 * most        OUT: how many mails, 0 if the limit is reached
 * is_limited  OUT: 1 if use has to be recorded
 *
 * Reads:      relay, relay_state, relay_use, setting
 * Called by:  claim_mail
 * Internal
 */
DROP PROCEDURE IF EXISTS batch_allowance;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE batch_allowance(
  IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT most INT, OUT is_limited INT)
  COMMENT 'How many mails the next batch to a relay may have'
BEGIN
  DECLARE per_minute, per_hour, used BIGINT;
  SELECT @SETTING_batch_size@, NULLIF(@SETTING_mails_per_hour@, 0) INTO most, per_hour;
  SELECT MAX(max_per_minute) INTO per_minute FROM relay WHERE name = this_relay;
  SET per_hour = IF(this_relay IS NULL, NULL, per_hour);
  SET most = LEAST(GREATEST(most, 1), 4000), is_limited = per_minute IS NOT NULL OR per_hour IS NOT NULL;
  SELECT IF(COUNT(*) > 0, 1, most) INTO most FROM relay_state
    WHERE relay = this_relay AND failures > 0 AND last_error LIKE 'the mailer %';
  IF per_hour IS NOT NULL THEN
    SELECT MAX(CAST(value AS UNSIGNED)) INTO per_hour FROM setting
      WHERE entity = 0 AND name = 'mails_per_hour' FOR UPDATE;
    SELECT COALESCE(SUM(mails), 0) INTO used FROM relay_use WHERE used_at > SYSDATE(3) - INTERVAL 1 HOUR;
    SET most = GREATEST(LEAST(most, per_hour - used), 0);
  END IF;
  IF per_minute IS NOT NULL THEN
    SELECT MAX(max_per_minute) INTO per_minute FROM relay WHERE name = this_relay FOR UPDATE;
    SELECT COALESCE(SUM(mails), 0) INTO used FROM relay_use
      WHERE relay = this_relay AND used_at > SYSDATE(3) - INTERVAL 1 MINUTE;
    SET most = GREATEST(LEAST(most, per_minute - used), 0);
  END IF;
END//
DELIMITER ;
