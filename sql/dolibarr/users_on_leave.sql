/*
 * Lists the users who are on leave now: approved in the ERP (llx_holiday), by the ERP's clock. A half day ends or begins at
 * noon.
 *
 * on_leave  OUT: JSON, their rowids: [3, 7]. Nobody, where the ERP has no leave
 *
 * Reads:      llx_holiday
 * Called by:  erp_list_turns, tell_seen_changes
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_users_on_leave;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_users_on_leave(
  OUT on_leave LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
  COMMENT 'Lists the users who are on leave now'
BEGIN
  DECLARE right_now DATETIME;
  /* Not every ERP has leave, or grants it. */
  DECLARE EXIT HANDLER FOR 1054, 1142, 1143, 1146 SET on_leave = '[]';
  CALL erp_right_now(right_now);
  /* halfday: -1 and 2 begin after noon, 1 and 2 end at noon. */
  SELECT COALESCE(JSON_ARRAYAGG(h.fk_user), '[]') INTO on_leave
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@holiday` AS h @BASE_TABLE@
    WHERE h.statut = 3 AND h.date_debut <= DATE(right_now) AND h.date_fin >= DATE(right_now)
      AND right_now >= TIMESTAMP(h.date_debut) + INTERVAL IF(h.halfday IN (-1, 2), 12, 0) HOUR
      AND right_now < TIMESTAMP(h.date_fin) + INTERVAL IF(h.halfday IN (1, 2), 12, 24) HOUR
    LIMIT 1;
END//
DELIMITER ;
