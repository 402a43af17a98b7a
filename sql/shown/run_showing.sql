/*
 * A turn of keeping what the ERP's pages show as desk_ticket says, for at most 0.8 s. One turn at a time.
 *
 * Rows that are there are changed one a transaction. With innodb_snapshot_isolation, and of rows that are missing,
 * several go into one, and each is kept only if the server is quiet: its list of transactions is renewed ten times a
 * second. What fails stands in desk_shown, and the next turn tries again.
 *
 * Reads:      desk_shown, lock_name, ticket_to_show
 * Writes:     desk_shown
 * Called by:  keep_shown
 * Internal
 */
DROP PROCEDURE IF EXISTS run_showing;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE run_showing()
  COMMENT 'A turn of keeping what the ERP''s pages show'
BEGIN
  DECLARE guard VARCHAR(64) CHARACTER SET utf8mb4;
  DECLARE reason TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE isolated, waiting INT DEFAULT 0;
  DECLARE ends_at DATETIME(3) DEFAULT SYSDATE(3) + INTERVAL 800000 MICROSECOND;
  DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180
  BEGIN
    ROLLBACK;
    DO RELEASE_LOCK(guard);
    RESIGNAL;
  END;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
    ROLLBACK;
    UPDATE desk_shown SET last_error = LEFT(reason, 600), last_error_at = SYSDATE(3) WHERE erp_schema = '@ERP_SCHEMA@';
    DO RELEASE_LOCK(guard);
  END;
  SELECT CONCAT(COALESCE(MAX(prefix), '@TICKETSTOCK_SCHEMA@'), '.show') INTO guard FROM lock_name;
  IF GET_LOCK(guard, 0) = 1 THEN
    CALL erp_find_behind();
    SELECT COUNT(*) INTO waiting FROM (SELECT q.id FROM ticket_to_show AS q LIMIT 1) AS one;
    IF waiting THEN
      /*M!
      SELECT COUNT(*) INTO isolated FROM information_schema.SYSTEM_VARIABLES
        WHERE VARIABLE_NAME = 'INNODB_SNAPSHOT_ISOLATION' AND GLOBAL_VALUE = 'ON';
      */
      CALL erp_show_waiting(0, IF(isolated, 20, 1), isolated, ends_at);
      CALL erp_show_waiting(1, 200, 1, ends_at);
    END IF;
    /* A turn that ended well: what an earlier one said is over. */
    SELECT COUNT(*) INTO waiting FROM desk_shown AS s WHERE s.last_error IS NOT NULL;
    IF waiting THEN
      UPDATE desk_shown SET last_error = NULL WHERE erp_schema = '@ERP_SCHEMA@';
      COMMIT;
    END IF;
    DO RELEASE_LOCK(guard);
  END IF;
END//
DELIMITER ;
