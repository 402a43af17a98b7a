/*
 * Looks the installation over.
 *
 * Returns rows of severity (error, warning, ok), topic, finding, remedy (one whole statement to paste, or "$ " and a
 * command line; empty: there is none), explanation; the worst first. One row ok: nothing is wrong. Times are UTC.
 *
 * It acts in the name of its caller and does nothing by itself, so that it can still speak where the account of all other
 * routines is gone. It ends with no error, unless it is killed or a deadlock has undone the transaction of its caller: what cannot be
 * looked over is a finding.
 *
 * Called by:  install.sql
 * Public: monitor
 */
DROP PROCEDURE IF EXISTS health_check;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE health_check()
  SQL SECURITY INVOKER
  COMMENT 'Looks the installation over: severity, topic, finding, remedy, explanation'
checking: BEGIN
  DECLARE error_number INT;
  DECLARE message VARCHAR(512) CHARACTER SET utf8mb4;
  DECLARE errors INT DEFAULT @@SESSION.max_error_count;
  DECLARE EXIT HANDLER FOR 1213, 1317, 1422, 1180
  BEGIN
    /*M! SET max_error_count = errors; */
    RESIGNAL;
  END;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 error_number = MYSQL_ERRNO, message = MESSAGE_TEXT;
    /*M! SET max_error_count = errors; */
    SELECT 'error' AS severity, 'server' AS topic, CONCAT('Nothing can be looked over: ', COALESCE(message, 'an error'), ' (', COALESCE(error_number, '?'), ').') AS finding,
      CASE WHEN error_number = 1370 AND message NOT LIKE '%''ticketstock''@''localhost''%' THEN
          CONCAT('GRANT EXECUTE ON PROCEDURE @TICKETSTOCK_SCHEMA@.show_findings TO ',
            QUOTE(LEFT(CURRENT_USER(), CHAR_LENGTH(CURRENT_USER()) - CHAR_LENGTH(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)) - 1)), '@',
            QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)))
        WHEN error_number IN (1044, 1305, 1370, 1449) THEN @INSTALL_AGAIN@ ELSE '' END AS remedy,
      CASE WHEN error_number = 1449 THEN 'The account of all routines and triggers is gone: movements of watched warehouses are refused until it is there again.'
        WHEN error_number = 1370 AND message LIKE '%''ticketstock''@''localhost''%' THEN 'The account of all routines and triggers has lost its rights.'
        WHEN error_number = 1370 THEN 'A right is missing: who may call health_check() needs show_findings() too, as the role ticketstock_monitor has.'
        ELSE 'TicketStock is damaged, or is being installed.' END AS explanation;
  END;
  /*!80000
  IF @@SESSION.max_error_count = 0 THEN
    SELECT 'error' AS severity, 'server' AS topic, 'max_error_count is 0: loops of routines never end, so nothing was looked over.' AS finding,
      'SET GLOBAL max_error_count = DEFAULT, SESSION max_error_count = DEFAULT' AS remedy, 'Other sessions are to be connected again.' AS explanation;
    LEAVE checking;
  END IF;
  */
  /* At 0 handlers would not learn what the error is. MySQL allows no routine to set it. */
  /*M! SET max_error_count = GREATEST(errors, 64); */
  /* Of use to who may look at accounts, and to nobody else. */
  BEGIN
    DECLARE EXIT HANDLER FOR 1213, 1317, 1422, 1180 RESIGNAL;
    DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
    CALL look_at_account();
  END;
  CALL show_findings();
  /*M! SET max_error_count = errors; */
END checking//
DELIMITER ;
