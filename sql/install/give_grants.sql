/* Gives again what keep_grants.sql has noted; a right on a routine that this version no longer has goes. */
DROP PROCEDURE IF EXISTS give_grants;
DELIMITER //
CREATE PROCEDURE give_grants()
  COMMENT 'Gives the rights again that were kept'
BEGIN
  /*!80000
  DECLARE ended INT DEFAULT 0;
  DECLARE this_grant TEXT CHARACTER SET utf8mb4;
  DECLARE kept CURSOR FOR SELECT statement FROM kept_grant ORDER BY number;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  DECLARE CONTINUE HANDLER FOR 1305 BEGIN END;
  OPEN kept;
  FETCH kept INTO this_grant;
  WHILE NOT ended DO
    SET @ticketstock_statement = this_grant;
    PREPARE give_grant FROM @ticketstock_statement;
    EXECUTE give_grant;
    DEALLOCATE PREPARE give_grant;
    FETCH kept INTO this_grant;
  END WHILE;
  CLOSE kept;
  SET @ticketstock_statement = NULL;
  */
  DO 0;
END//
DELIMITER ;
CALL give_grants();
DROP PROCEDURE give_grants;
/*!80000 DROP TEMPORARY TABLE kept_grant */;
