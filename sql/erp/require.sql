/*
 * Stops the installation if the ERP's schema lacks a table. Dolibarr creates the tables of a module
 * only when the module is activated.
 */
DROP PROCEDURE IF EXISTS erp_require;
DELIMITER //
CREATE PROCEDURE erp_require()
  COMMENT 'Fails with a sentence if a table of the ERP is missing'
BEGIN
  DECLARE missing TEXT CHARACTER SET utf8mb4;
  DECLARE sentence VARCHAR(1000) CHARACTER SET utf8mb4;
  SELECT GROUP_CONCAT(needed.name ORDER BY needed.name SEPARATOR ', ') INTO missing
    FROM (SELECT '@ERP_PREFIX@stock_mouvement' AS name UNION ALL SELECT '@ERP_PREFIX@entrepot'
          UNION ALL SELECT '@ERP_PREFIX@product' UNION ALL SELECT '@ERP_PREFIX@ticket'
          UNION ALL SELECT '@ERP_PREFIX@c_ticket_type' UNION ALL SELECT '@ERP_PREFIX@c_ticket_severity'
          UNION ALL SELECT '@ERP_PREFIX@c_ticket_category' UNION ALL SELECT '@ERP_PREFIX@element_contact'
          UNION ALL SELECT '@ERP_PREFIX@c_type_contact' UNION ALL SELECT '@ERP_PREFIX@user'
          UNION ALL SELECT '@ERP_PREFIX@usergroup' UNION ALL SELECT '@ERP_PREFIX@usergroup_user'
          UNION ALL SELECT '@ERP_PREFIX@const' UNION ALL SELECT '@ERP_PREFIX@actioncomm'
          UNION ALL SELECT '@ERP_PREFIX@actioncomm_resources' UNION ALL SELECT '@ERP_PREFIX@c_actioncomm'
          UNION ALL SELECT '@ERP_PREFIX@societe') AS needed
    LEFT JOIN information_schema.TABLES AS present
      ON present.TABLE_SCHEMA = '@ERP_SCHEMA@' AND present.TABLE_NAME = needed.name
    WHERE present.TABLE_NAME IS NULL;
  IF missing IS NOT NULL THEN
    SET sentence = CONCAT('Activate the modules Stock and Ticket in the ERP first: @ERP_SCHEMA@ lacks ', missing);
    SET sentence = IF(CHAR_LENGTH(sentence) > 128, CONCAT(LEFT(sentence, 127), '…'), sentence);
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = sentence;
  END IF;
END//
DELIMITER ;
CALL erp_require();
DROP PROCEDURE erp_require;
