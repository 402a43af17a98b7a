  /* Members by four: fewer statements. INSERT … SELECT would be one, and take the AUTO-INC lock of the ERP's table. IGNORE: contacts
     of an older ticket of that rowid may be left over in the ERP. */
  WHILE contacts <> '' DO
    SET contact = SUBSTRING_INDEX(contacts, '\b', 1), contacts = SUBSTRING(contacts, CHAR_LENGTH(contact) + 2),
      contact_type = SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 2), '\t', -1),
      user_1 = SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 3), '\t', -1);
    IF contact LIKE '4%' THEN
      SET user_2 = SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 6), '\t', -1),
        user_3 = SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 9), '\t', -1),
        user_4 = SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 12), '\t', -1);
      INSERT IGNORE INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` (datecreate, statut, element_id, fk_c_type_contact, fk_socpeople)
        VALUES (opened_on, 4, this_ticket, contact_type, user_1), (opened_on, 4, this_ticket, contact_type, user_2),
          (opened_on, 4, this_ticket, contact_type, user_3), (opened_on, 4, this_ticket, contact_type, user_4);
      INSERT INTO mail_outbox (entity, ticket_id, track_id, kind, recipient_user_id, lang, address, state) VALUES
        (this_entity, this_ticket, track, mail_kind, user_1,
          SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 4), '\t', -1), SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 5), '\t', -1), 'pending'),
        (this_entity, this_ticket, track, mail_kind, user_2,
          SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 7), '\t', -1), SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 8), '\t', -1), 'pending'),
        (this_entity, this_ticket, track, mail_kind, user_3,
          SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 10), '\t', -1), SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 11), '\t', -1), 'pending'),
        (this_entity, this_ticket, track, mail_kind, user_4,
          SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 13), '\t', -1), SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 14), '\t', -1), 'pending');
    ELSE
      IF contact_type THEN
        INSERT IGNORE INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` (datecreate, statut, element_id, fk_c_type_contact, fk_socpeople)
          VALUES (opened_on, 4, this_ticket, contact_type, user_1);
      END IF;
      IF NOT user_1 <=> silent_user THEN
        SET words = NULLIF(SUBSTRING_INDEX(contact, '\t', -1), '');
        INSERT INTO mail_outbox (entity, ticket_id, track_id, kind, recipient_user_id, lang, address, state, smtp_text)
          VALUES (this_entity, this_ticket, track, mail_kind, user_1,
            SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 4), '\t', -1), SUBSTRING_INDEX(SUBSTRING_INDEX(contact, '\t', 5), '\t', -1),
            IF(words IS NULL, 'pending', 'cancelled'), words);
      END IF;
    END IF;
  END WHILE;
