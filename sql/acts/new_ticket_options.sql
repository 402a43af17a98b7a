/*
 * What the options of create_ticket() say, as numbers and codes of the ERP.
 *
 * options      JSON object
 * me           user of the ERP who asks
 * my_entity    entity of the ERP whose tickets are met; 0: all
 * this_entity  OUT: entity of the ticket; so are all that follow, as erp_new_ticket takes them
 * subject      OUT: subject
 * message      OUT: text
 * type         OUT: code of the type
 * severity     OUT: code of the severity
 * category     OUT: code of the group; NULL: none
 * third_party  OUT: third party; NULL: none
 * customer     OUT: external contact; NULL: none
 * assignee     OUT: user it is assigned to; NULL: nobody
 *
 * Error 45000 if a value means nothing, or is not for the caller to say.
 *
 * Reads:      erp_group_member, llx_const, llx_socpeople, llx_user, type_agent
 * Called by:  create_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS new_ticket_options;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE new_ticket_options(
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN me INT, IN my_entity INT, OUT this_entity INT,
  OUT subject LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT message LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT severity VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT third_party INT, OUT customer INT, OUT assignee INT)
  COMMENT 'What the options of create_ticket() say'
BEGIN
  DECLARE own_party, its_party, present INT;
  DECLARE word, own_level LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SET this_entity = NULLIF(my_entity, 0), word = JSON_EXTRACT(options, '$.entity');
  IF word <> 'null' THEN
    SELECT COUNT(*) INTO present FROM (@SHOWN_ENTITIES@) AS e WHERE e.entity = IF(word REGEXP '^[0-9]{1,9}$', word, 0) LIMIT 1;
    IF NOT present OR this_entity <> word THEN
      CALL refuse(CONCAT('Key "entity" takes ', COALESCE(CONCAT(this_entity, ', yours'), 'the number of an entity of the ERP'), ', not ',
        LEFT(word, 20), '.'));
    END IF;
    SET this_entity = word;
  END IF;
  SET this_entity = COALESCE(this_entity, 1);
  CALL act_text(options, 'subject', 255, subject);
  CALL act_text(options, 'message', 500000, message);
  IF subject IS NULL OR message IS NULL THEN
    CALL refuse('Key "subject" is required, and so is "message".');
  END IF;
  SET subject = REGEXP_REPLACE(subject, '[[:cntrl:]]', ' ');
  CALL check_html(message);
  CALL act_text(options, 'type', 100, word);
  CALL erp_find_code('type', word, this_entity, type);
  CALL act_text(options, 'severity', 100, word);
  CALL erp_find_code('severity', word, this_entity, severity);
  CALL act_text(options, 'group', 100, word);
  CALL erp_find_code('group', word, this_entity, category);
  CALL act_text(options, 'assignee', 255, word);
  SET assignee = NULL;
  IF word IS NOT NULL THEN
    SELECT @CODE_LEVEL@ INTO own_level FROM (SELECT 1 AS one) AS always;
    IF NOT own_level <=> 'manage' THEN
      CALL refuse(CONCAT('To assign a ticket takes level manage of its type, ', type, '.'));
    END IF;
    CALL find_assignee(word, this_entity, assignee);
  END IF;
  SELECT MAX(u.fk_soc) INTO own_party FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ WHERE u.rowid = me AND u.fk_soc > 0 LIMIT 1;
  IF own_party IS NOT NULL AND (JSON_EXTRACT(options, '$.thirdparty') IS NOT NULL OR JSON_EXTRACT(options, '$.contact') IS NOT NULL) THEN
    CALL refuse('Keys "thirdparty" and "contact" are for internal users: the ticket is your own third party''s.');
  END IF;
  CALL find_party(JSON_EXTRACT(options, '$.thirdparty'), 'thirdparty', me, this_entity, third_party);
  CALL find_party(JSON_EXTRACT(options, '$.contact'), 'contact', me, this_entity, customer);
  IF customer IS NOT NULL THEN
    SELECT MAX(p.fk_soc) INTO its_party FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@socpeople` AS p @BASE_TABLE@ WHERE p.rowid = customer LIMIT 1;
    IF third_party <> its_party THEN
      CALL refuse(CONCAT('Contact ', customer, ' is another third party''s, ', its_party, '.'));
    END IF;
  END IF;
  SET third_party = COALESCE(own_party, third_party, NULLIF(its_party, 0));
END//
DELIMITER ;
