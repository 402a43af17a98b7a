/*
 * The relays that mail may go to. View available_relay is asked only while table relay is empty: it reads the ERP's constants,
 * which costs more than all else that is asked of relays.
 *
 * usable  OUT: how many can be used, of the ERP's own those of entities that have a rule
 * names   OUT: names of all of them, commas between; empty: there is none
 *
 * Reads:      available_relay, relay, rule
 * Called by:  check_relays, sum_up
 * Internal
 */
DROP PROCEDURE IF EXISTS list_relays;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_relays(OUT usable INT, OUT names TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The relays that mail may go to'
BEGIN
  DECLARE own INT;
  SELECT COUNT(*), COUNT(IF(r.enabled = 1, 1, NULL)), COALESCE(GROUP_CONCAT(IF(r.enabled = 1, r.name, NULL)), '') INTO own, usable, names FROM relay AS r;
  IF own = 0 THEN
    SELECT COUNT(IF(a.problem IS NULL AND a.entity IN (SELECT u.entity FROM rule AS u), 1, NULL)), COALESCE(GROUP_CONCAT(a.name), '') INTO usable, names FROM available_relay AS a;
  END IF;
END//
DELIMITER ;
