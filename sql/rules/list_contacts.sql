/*
 * Lists assignee and group members as contacts of a rule's tickets and recipients of their mails.
 *
 * this_rule      rule.id
 * this_entity    entity of the ERP
 * assignee       rowid of the user whom tickets are assigned to
 * contact_group  rowid of the group whose members become contacts
 * most           setting recipients_per_ticket
 * takes_turns    1: each may be the one whom a ticket is assigned to; 0: it is the assignee
 * by_four        1: four members without a problem that follow each other share a row
 * list           OUT: JSON, for write_contacts(): [{"type": contact type or null, "assigned", "other": type
 *                of who has the ticket, and of who has not, where turns are taken, "users": [{"id", "lang", "address"},
 *                …], "problem"}, …]
 * note           OUT: what is to be kept in an incident of a ticket: a group without active members, or with too many,
 *                is no reason to lose the ticket; NULL: nothing
 *
 * The assignee is SUPPORTTEC, the members CONTRIBUTOR. A disabled member becomes no contact. Members are taken in the
 * order of their ids up to the limit. Who cannot get a mail is listed all the same, with the reason, for a cancelled
 * row; so is who has the address of somebody before him: one mail goes there. Each names the one just before him, so
 * that erp_write_ticket() can leave out one of them.
 * Error 45000 with a sentence if the ERP lacks a contact type.
 *
 * Reads:      erp_contact_type, erp_group_member, erp_mail_recipient
 * Called by:  erp_prepare_rule
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_list_contacts;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_list_contacts(
  IN this_rule INT, IN this_entity INT, IN assignee INT, IN contact_group INT, IN most INT,
    IN takes_turns INT, IN by_four INT,
  OUT list MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    OUT note VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Lists the contacts of a rule''s tickets'
BEGIN
  DECLARE ended, listed, waiting, active_members, left_out INT DEFAULT 0;
  DECLARE assignee_type, member_type, type, contact, is_active INT;
  DECLARE person, four, singles MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE known_addresses MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT '\b';
  DECLARE known_at INT;
  DECLARE address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE contact_lang CHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE problem VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE members CURSOR FOR
    SELECT u.user_id, u.active, u.address, u.lang, COALESCE(u.problem, '')
      FROM (SELECT DISTINCT g.user_id FROM erp_group_member AS g
          WHERE g.group_id = contact_group AND g.entity IN (0, this_entity) AND g.user_id <> assignee) AS c
      JOIN erp_mail_recipient AS u ON u.user_id = c.user_id
      ORDER BY c.user_id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SELECT MAX(IF(t.code = 'SUPPORTTEC', t.id, NULL)), MAX(IF(t.code = 'CONTRIBUTOR', t.id, NULL))
    INTO assignee_type, member_type
    FROM erp_contact_type AS t;
  SET list = '', singles = '', four = '';
  OPEN members;
  SELECT u.user_id, u.active, u.address, u.lang, COALESCE(u.problem, '') INTO contact, is_active, address, contact_lang, problem
    FROM erp_mail_recipient AS u WHERE u.user_id = assignee;
  IF ended THEN
    SET ended = 0;
    FETCH members INTO contact, is_active, address, contact_lang, problem;
  END IF;
  WHILE NOT ended DO
    IF IF(contact = assignee, assignee_type, member_type) IS NULL THEN
      CALL refuse('The ERP lacks contact type SUPPORTTEC or CONTRIBUTOR for tickets (c_type_contact).');
    END IF;
    IF listed = most THEN
      SET left_out = left_out + 1;
    ELSE
      SET listed = listed + 1, active_members = active_members + (contact <> assignee AND is_active),
        known_at = IF(problem = '', LOCATE(CONCAT('\b', LOWER(address), '\t'), known_addresses), 0),
        type = CASE WHEN contact = assignee AND NOT takes_turns THEN assignee_type WHEN is_active THEN member_type END,
        person = JSON_OBJECT('id', contact, 'lang', COALESCE(contact_lang, ''), 'address', COALESCE(address, ''));
      IF known_at > 0 THEN
        SET problem = CONCAT('The mail to user ', SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING(known_addresses, known_at),
          '\t', 2), '\t', -1),
          ' goes to the same address.');
      END IF;
      IF known_at > 0 OR problem = '' THEN
        SET known_addresses = CONCAT('\b', LOWER(address), '\t', contact, '\t', known_addresses);
      END IF;
      IF by_four AND contact <> assignee AND problem = '' THEN
        SET waiting = waiting + 1, four = CONCAT(four, ', ', person),
          singles = CONCAT(singles, ', {"type": ', COALESCE(type, 'null'), ', "users": [', person, ']}');
        IF waiting = 4 THEN
          SET list = CONCAT(list, ', {"type": ', member_type, ', "users": [', SUBSTRING(four, 3), ']}'), waiting = 0,
            four = '', singles = '';
        END IF;
      ELSE
        SET list = CONCAT(list, singles, ', {"type": ', COALESCE(IF(takes_turns, NULL, type), 'null'),
          IF(takes_turns, CONCAT(', "assigned": ', assignee_type, ', "other": ', COALESCE(type, 'null')), ''), ', "users": [', person, '], "problem": ', JSON_QUOTE(problem), '}'),
          waiting = 0, four = '', singles = '';
      END IF;
    END IF;
    FETCH members INTO contact, is_active, address, contact_lang, problem;
  END WHILE;
  CLOSE members;
  SET list = CONCAT('[', SUBSTRING(CONCAT(list, singles), 3), ']');
  IF left_out > 0 THEN
    SET note = CONCAT('Rule ', this_rule, ': its group ', contact_group, ' has ', left_out, ' members more than the ',
      most,
      ' recipients that setting recipients_per_ticket allows: those with the highest ids became no contacts and get no mail.');
  ELSEIF active_members = 0 THEN
    SET note = CONCAT('Rule ', this_rule, ': its group ', contact_group,
      ' has no active member besides the assignee, who alone became a contact of the ticket.');
  END IF;
END//
DELIMITER ;
