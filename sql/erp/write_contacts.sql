/*
 * Makes assignee and group members contacts of a ticket and queues a mail to each.
 *
 * The assignee is SUPPORTTEC, once (Dolibarr's page allows one only), the members CONTRIBUTOR. The types'
 * rowids differ between installs: they are looked up by code. A disabled member becomes no contact. Who cannot
 * get a mail is recorded all the same, as a cancelled row that says why; of an address only its outline is looked
 * at here, the mailer checks every character. A group without active members is no reason to lose the ticket: it
 * is opened for the assignee, and an incident that needs no retry says so.
 */
DROP PROCEDURE IF EXISTS erp_write_contacts;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_write_contacts(
  IN this_movement INT, IN this_ticket INT, IN this_rule INT, IN ticket_entity INT, IN assignee INT,
  IN contact_group INT, IN silent_user INT, IN created_at DATETIME,
  IN mail_kind VARCHAR(32) CHARACTER SET utf8mb4)
  COMMENT 'Makes assignee and group members contacts and queues their mails'
BEGIN
  DECLARE ended, active_members INT DEFAULT 0;
  DECLARE contact, previous, is_active, contact_type INT;
  DECLARE address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE contact_lang CHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE problem VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE members CURSOR FOR
    SELECT u.rowid, u.statut, TRIM(COALESCE(u.email, '')), LEFT(COALESCE(u.lang, ''), 2), t.rowid
      FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@usergroup_user` AS g
      JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u ON u.rowid = g.fk_user
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS t
        ON t.element = 'ticket' AND t.source = 'internal' AND t.code = 'CONTRIBUTOR' AND t.active = 1
      WHERE g.fk_usergroup = contact_group AND g.entity IN (0, ticket_entity) AND g.fk_user <> assignee
      ORDER BY u.rowid;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;

  /* Reads nothing: refused if there is a view in the table's place. */
  SELECT COUNT(*) INTO active_members FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` WHERE FALSE;
  SELECT u.rowid, u.statut, TRIM(COALESCE(u.email, '')), LEFT(COALESCE(u.lang, ''), 2), t.rowid
    INTO contact, is_active, address, contact_lang, contact_type
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS t
      ON t.element = 'ticket' AND t.source = 'internal' AND t.code = 'SUPPORTTEC' AND t.active = 1
    WHERE u.rowid = assignee;
  OPEN members;
  WHILE NOT ended DO
    IF contact_type IS NULL THEN
      CALL refuse('The ERP lacks contact type SUPPORTTEC or CONTRIBUTOR for tickets (c_type_contact).');
    END IF;
    IF contact = assignee OR is_active = 1 THEN
      INSERT INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact`
          (datecreate, statut, element_id, fk_c_type_contact, fk_socpeople)
        VALUES (created_at, 4, this_ticket, contact_type, contact);
      SET active_members = active_members + (contact <> assignee);
    END IF;
    IF NOT contact <=> silent_user THEN
      SET problem = CASE
        WHEN NOT is_active <=> 1 THEN CONCAT('User ', contact, ' is disabled in the ERP.')
        WHEN address = '' THEN CONCAT('User ', contact, ' has no mail address in the ERP: enter one there.')
        WHEN address NOT REGEXP '^[!-~]+@[^[:space:][:cntrl:]@,;<>"]+$' THEN
          CONCAT('User ', contact, ' has a mail address in the ERP that is none: correct it there.') END;
      INSERT INTO mail_outbox (entity, ticket_id, kind, recipient_user_id, address, lang, state, smtp_text)
        VALUES (ticket_entity, this_ticket, mail_kind, contact, address, contact_lang,
          IF(problem IS NULL, 'pending', 'cancelled'), problem);
    END IF;
    SET previous = contact;
    REPEAT
      FETCH members INTO contact, is_active, address, contact_lang, contact_type;
    UNTIL ended OR contact <> previous END REPEAT;
  END WHILE;
  CLOSE members;
  IF active_members = 0 THEN
    CALL record_incident(this_movement, this_rule, '01000', NULL, CONCAT('Rule ', this_rule, ': its group ', contact_group,
      ' has no active member besides the assignee, who alone became a contact of the ticket.'));
  END IF;
END//
DELIMITER ;
