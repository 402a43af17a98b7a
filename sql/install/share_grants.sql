/*
 * Who may call health_check() and nothing else, from before it acted in its caller's name, may call what it calls. A right is
 * given by its name, so on servers of both kinds; a role of MariaDB has no host.
 */
DROP PROCEDURE IF EXISTS share_grants;
DELIMITER //
CREATE PROCEDURE share_grants()
  COMMENT 'Gives whoever may call health_check() the right on what it calls'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_grant TEXT CHARACTER SET utf8mb4;
  DECLARE accounts CURSOR FOR
    SELECT CONCAT('GRANT EXECUTE ON PROCEDURE `@TICKETSTOCK_SCHEMA@`.show_findings TO ', QUOTE(p.User),
        IF(p.Host = '', '', CONCAT('@', QUOTE(p.Host))))
      FROM mysql.procs_priv AS p
      WHERE p.Db = '@TICKETSTOCK_SCHEMA@' AND p.Routine_name = 'health_check' AND FIND_IN_SET('Execute', p.Proc_priv)
        AND p.User <> 'ticketstock_monitor';
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN accounts;
  FETCH accounts INTO this_grant;
  WHILE NOT ended DO
    SET @ticketstock_statement = this_grant;
    PREPARE give_grant FROM @ticketstock_statement;
    EXECUTE give_grant;
    DEALLOCATE PREPARE give_grant;
    FETCH accounts INTO this_grant;
  END WHILE;
  CLOSE accounts;
  SET @ticketstock_statement = NULL;
END//
DELIMITER ;
CALL share_grants();
DROP PROCEDURE share_grants;
