/*
 * erp_read_desk() in a transaction of its own that stays open, and what becomes of its errors: those that are about a
 * ticket are told, all others go on, as in erp_try_ticket().
 *
 * first_ticket   lowest rowid in the ERP
 * last_ticket    highest
 * zone           zone of the ERP's times (erp_desk_facts)
 * own_addresses  addresses of machines (erp_desk_facts)
 * error          OUT: number of the server's error; NULL: there was none
 * reason         OUT: why the tickets cannot be read; NULL: they were. Nothing is done then, the transaction is over
 *
 * Called by:  erp_fill_desk, erp_fill_singly
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_try_fill;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_try_fill(IN first_ticket INT, IN last_ticket INT,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT error INT,
  OUT reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Reads a range of tickets, or says why not'
BEGIN
  DECLARE EXIT HANDLER FOR 1317, 1422, 1180, 1205, 1213, 1020 RESIGNAL;
  DECLARE EXIT HANDLER FOR @INSTALLATION_ERRORS@ RESIGNAL;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 error = MYSQL_ERRNO, reason = MESSAGE_TEXT;
    ROLLBACK;
    SET error = COALESCE(error, 1644), reason = COALESCE(reason, 'Why is not known.');
  END;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  START TRANSACTION;
  CALL erp_read_desk(first_ticket, last_ticket, NULL, NULL, zone, own_addresses);
END//
DELIMITER ;
