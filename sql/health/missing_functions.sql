/*
 * Which of the library's functions the server does not have. They are called without arguments, which those that the server
 * has refuse before they do anything.
 *
 * missing  OUT: their names with commas between them; NULL: none
 *
 * Called by:  check_library
 * Internal
 */
DROP PROCEDURE IF EXISTS missing_functions;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE missing_functions(OUT missing VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Which of the library''s functions the server does not have'
BEGIN
  DECLARE name VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE answer TEXT;
  DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
  DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
  DECLARE CONTINUE HANDLER FOR 1305, 1126, 1127 SET missing = CONCAT_WS(', ', missing, name);
  SET missing = NULL, name = 'ticketstock_version';
  SET answer = ticketstock_version();
  SET name = 'ticketstock_check';
  SET answer = ticketstock_check();
  SET name = 'ticketstock_fault';
  SET answer = ticketstock_fault();
  SET name = 'ticketstock_render';
  SET answer = ticketstock_render();
  SET name = 'ticketstock_preview';
  SET answer = ticketstock_preview();
  SET name = 'ticketstock_send';
  SELECT ticketstock_send() INTO answer;
  SET name = 'ticketstock_left_over';
  SET answer = ticketstock_left_over();
  SET name = 'ticketstock_forget';
  SET answer = ticketstock_forget();
END//
DELIMITER ;
