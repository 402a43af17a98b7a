/*
 * Chooses the relay for the next session of an entity's mails: usable, not backing off, lowest priority
 * first; NULL if there is none. A dead relay charges no mail an attempt; it is asked again when its pause is
 * over, and then gets the mails again. So with one that refuses this entity's mails (relay_refusal).
 *
 * this_entity  entity of the ERP
 * chosen       OUT: name of the relay; NULL: there is none
 *
 * Reads:      available_relay, relay_refusal, relay_state
 * Called by:  choose_way, judge_refusals
 * Internal
 */
DROP PROCEDURE IF EXISTS choose_relay;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE choose_relay(
  IN this_entity INT, OUT chosen VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Chooses the relay for the next session'
BEGIN
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET chosen = NULL;
  SELECT r.name INTO chosen FROM available_relay AS r
    LEFT JOIN relay_state AS s ON s.relay = r.name
    LEFT JOIN relay_refusal AS f ON f.relay = r.name AND f.entity = this_entity
    WHERE COALESCE(r.entity, this_entity) = this_entity AND r.problem IS NULL
      AND (s.retry_at IS NULL OR s.retry_at <= SYSDATE(3))
      AND (f.retry_at IS NULL OR f.retry_at <= SYSDATE(3))
    ORDER BY r.priority, r.name LIMIT 1;
END//
DELIMITER ;
