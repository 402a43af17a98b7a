/*
 * When does a user want to be told? By his choice (mail_choice) and what he has muted.
 *
 * this_decision  mail_decision.id, of a user
 * this_entity    entity of its ticket
 * chosen         OUT: window, daily: with others; NULL: as a mail of its own, at once
 * leaves_at      OUT: when it goes, UTC; NULL: at once
 * refusal        OUT: why he is not told; NULL: he is
 *
 * What is for him, an assignment to him, an answer in his ticket, goods that are assigned to him, waits for the window at most, and is told of muted
 * tickets too.
 *
 * Reads:      mail_choice, mail_decision, muted_ticket, ticket_journal
 * Called by:  ask_again, put_off_alerts, queue_decided
 * Internal
 */
DROP PROCEDURE IF EXISTS ask_choice;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE ask_choice(IN this_decision BIGINT UNSIGNED, IN this_entity INT,
  OUT chosen VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT leaves_at DATETIME(3),
  OUT refusal VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'When does a user want to be told?'
BEGIN
  DECLARE for_him, muted, within, at_hour INT;
  DECLARE since DATETIME(3);
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SET leaves_at = NULL, refusal = NULL;
  SELECT MAX(d.at), MAX(@IS_FOR_HIM@), COUNT(m.user_id) INTO since, for_him, muted
    FROM mail_decision AS d JOIN ticket_journal AS j ON j.id = d.journal_id
    LEFT JOIN muted_ticket AS m ON m.ticket_id = d.ticket_id AND m.user_id = d.user_id AND m.track_id = j.track_id
    WHERE d.id = this_decision;
  SELECT MAX(o.how), MAX(o.minutes), MAX(o.hour) INTO chosen, within, at_hour FROM (
    SELECT CONCAT(c.how) AS how, c.minutes, c.hour FROM mail_decision AS d
      JOIN mail_choice AS c ON c.user_id = d.user_id AND c.event IN ('*', IF(d.event = 'operation', 'opened', d.event))
      WHERE d.id = this_decision ORDER BY c.event = '*' LIMIT 1) AS o;
  IF for_him AND chosen IN ('daily', 'never') THEN
    SET chosen = 'window';
  END IF;
  IF muted AND NOT for_him THEN
    SET refusal = 'He has muted the ticket (mute_ticket).';
  ELSEIF chosen = 'never' THEN
    SET refusal = 'He does not want to be told (mail_choice).';
  ELSEIF chosen = 'window' THEN
    SET leaves_at = since + INTERVAL within MINUTE;
  ELSEIF chosen = 'daily' THEN
    CALL digest_zone(this_entity, zone);
    CALL next_hour(since, at_hour, zone, since);
    SET leaves_at = since;
  END IF;
  SET chosen = NULLIF(IF(refusal IS NULL, chosen, NULL), 'now');
END//
DELIMITER ;
