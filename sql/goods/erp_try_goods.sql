/*
 * erp_follow_goods(), and what becomes of its errors: as erp_try_changes().
 *
 * first_movement  lowest of the movements in stock_change that are meant; NULL: none
 * at_most         how many
 * language        of lines in the ERP, ISO 639-1
 * counted         OUT: 1: something was done
 * error           OUT: number of the server's error; 0: there was none
 * reason          OUT: why they cannot be counted; NULL: they were, or will be
 *
 * Called by:  follow_goods
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_try_goods;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_try_goods(IN first_movement INT, IN at_most INT,
  IN language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT counted INT, OUT error INT,
  OUT reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Counts goods, or says why not'
BEGIN
  DECLARE EXIT HANDLER FOR 1317, 1422, 1180 RESIGNAL;
  DECLARE EXIT HANDLER FOR 1205, 1213, 1020
  BEGIN
    ROLLBACK;
    SET error = 1205, counted = 0;
  END;
  DECLARE EXIT HANDLER FOR @INSTALLATION_ERRORS@ RESIGNAL;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 error = MYSQL_ERRNO, reason = MESSAGE_TEXT;
    ROLLBACK;
    SET error = COALESCE(error, 1644), reason = COALESCE(reason, 'Why is not known.'), counted = 0;
  END;
  SET error = 0;
  CALL erp_follow_goods(first_movement, at_most, language, counted);
END//
DELIMITER ;
