/*
 * A ticket's ref: the mask with date and number put in. The width of the counter is the least: a number
 * that needs more digits gets them (LPAD alone would truncate it).
 */
DROP PROCEDURE IF EXISTS erp_ticket_ref;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_ticket_ref(
  IN this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  IN number BIGINT, IN opened_on DATETIME,
  OUT ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'A ticket''s ref from mask, number and date'
BEGIN
  DECLARE counter VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
    DEFAULT REGEXP_SUBSTR(this_mask, '[{]0+([@+][0-9]+)?([@+][0-9]+)?[}]');
  DECLARE width INT DEFAULT CHAR_LENGTH(REGEXP_SUBSTR(counter, '0+'));
  SET ref = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(this_mask,
    counter, IF(CHAR_LENGTH(number) > width, number, LPAD(number, width, '0'))),
    '{yyyy}', DATE_FORMAT(opened_on, '%Y')), '{yy}', DATE_FORMAT(opened_on, '%y')),
    '{y}', RIGHT(YEAR(opened_on), 1)), '{mm}', DATE_FORMAT(opened_on, '%m')), '{dd}', DATE_FORMAT(opened_on, '%d'));
END//
DELIMITER ;
