/*
 * Makes assignee and group members contacts of a ticket and queues a mail to each.
 *
 * The assignee is SUPPORTTEC, once (Dolibarr's page allows one only), the members CONTRIBUTOR. A
 * disabled member becomes no contact and gets no mail; the outbox says so. The types' rowids differ
 * between installs: they are looked up by code. A group without active members is no reason to lose the
 * ticket: it is opened for the assignee, and an incident that needs no retry says so.
 */
DROP PROCEDURE IF EXISTS erp_write_contacts;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_write_contacts(
  IN this_movement INT, IN this_ticket INT, IN this_rule INT, IN ticket_entity INT, IN assignee INT,
  IN contact_group INT, IN actor INT, IN created_at DATETIME,
  IN mail_kind VARCHAR(32) CHARACTER SET utf8mb4)
  COMMENT 'Makes assignee and group members contacts and queues their mails'
BEGIN
  DECLARE ended, members INT DEFAULT 0;
  DECLARE assignee_type, member_type, contact, is_active, notifies_actor INT;
  DECLARE contact_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE contact_lang VARCHAR(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE contacts CURSOR FOR
    SELECT u.rowid, u.statut, u.email, u.lang FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u WHERE u.rowid = assignee
    UNION
    SELECT u.rowid, u.statut, u.email, u.lang FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u
      WHERE u.rowid IN (SELECT fk_user FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@usergroup_user`
        WHERE fk_usergroup = contact_group AND entity IN (0, ticket_entity))
    ORDER BY rowid <> assignee, rowid;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;

  SELECT MAX(IF(code = 'SUPPORTTEC', rowid, NULL)), MAX(IF(code = 'CONTRIBUTOR', rowid, NULL))
    INTO assignee_type, member_type FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact`
    WHERE element = 'ticket' AND source = 'internal' AND active = 1;
  IF assignee_type IS NULL OR member_type IS NULL THEN
    CALL refuse('The ERP lacks contact type SUPPORTTEC or CONTRIBUTOR for tickets (c_type_contact).');
  END IF;
  SELECT MAX(notify_actor) INTO notifies_actor FROM rule WHERE id = this_rule;
  OPEN contacts;
  FETCH contacts INTO contact, is_active, contact_address, contact_lang;
  WHILE NOT ended DO
    IF contact = assignee OR is_active = 1 THEN
      INSERT INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact`
          (datecreate, statut, element_id, fk_c_type_contact, fk_socpeople)
        VALUES (created_at, 4, this_ticket, IF(contact = assignee, assignee_type, member_type), contact);
    END IF;
    SET members = members + IF(contact <> assignee AND is_active = 1, 1, 0);
    IF notifies_actor OR NOT contact <=> actor THEN
      CALL queue_mail(ticket_entity, this_ticket, mail_kind, contact, contact_address,
        LEFT(COALESCE(contact_lang, ''), 2), is_active);
    END IF;
    FETCH contacts INTO contact, is_active, contact_address, contact_lang;
  END WHILE;
  CLOSE contacts;
  IF members = 0 THEN
    INSERT INTO incident (movement_id, sql_state, message, resolved_at)
      VALUES (this_movement, '01000', CONCAT('Rule ', this_rule, ': its group ', contact_group,
        ' has no active member besides the assignee, who alone became a contact of the ticket.'), NOW(3));
  END IF;
END//
DELIMITER ;
