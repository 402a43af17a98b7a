/*
 * erp_follow_changes(), and what becomes of its errors. What waits too long for a lock, or was a deadlock's victim, is
 * left for later. An ERP or an installation that is damaged or being upgraded is nobody's change: the error goes on, and
 * ends the turn.
 *
 * first_ticket   lowest rowid of the tickets that are meant
 * last_ticket    highest
 * first_change   lowest number of the changes that are meant
 * last_change    highest
 * zone           zone of the ERP's times (erp_desk_facts)
 * language       of labels
 * own_addresses  addresses of machines
 * later          OUT: 1: nothing was done
 * error          OUT: number of the server's error; NULL: there was none
 * reason         OUT: why the changes cannot be applied, nothing was done; NULL: they were, or will be
 *
 * Called by:  erp_follow_singly, run_following
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_try_changes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_try_changes(IN first_ticket INT, IN last_ticket INT,
  IN first_change BIGINT UNSIGNED, IN last_change BIGINT UNSIGNED,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT later INT, OUT error INT,
  OUT reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Applies changes of tickets, or says why not'
BEGIN
  DECLARE EXIT HANDLER FOR 1317, 1422, 1180 RESIGNAL;
  DECLARE EXIT HANDLER FOR 1205, 1213, 1020
  BEGIN
    ROLLBACK;
    SET later = 1;
    CALL begin_changes();
  END;
  DECLARE EXIT HANDLER FOR @INSTALLATION_ERRORS@ RESIGNAL;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 error = MYSQL_ERRNO, reason = MESSAGE_TEXT;
    ROLLBACK;
    CALL begin_changes();
    SET error = COALESCE(error, 1644), reason = COALESCE(reason, 'Why is not known.');
  END;
  CALL erp_follow_changes(first_ticket, last_ticket, first_change, last_change, zone, language, own_addresses, later);
END//
DELIMITER ;
