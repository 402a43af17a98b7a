  /* Up to four a row: fewer statements. INSERT … SELECT would be one, and take the AUTO-INC lock of the ERP's table.
     IGNORE: contacts
     of an older ticket of that rowid may be left over in the ERP. */
  listing: BEGIN
    DECLARE EXIT HANDLER FOR NOT FOUND
      SIGNAL SQLSTATE '45000'
        SET MESSAGE_TEXT = 'The warehouse''s contacts are not prepared: CALL prepare_rules(), then retry_incident().';
    LOOP
      SET contact_row = contact_row + 1;
      SELECT c.is_last, c.contact_type_id, c.user_1, c.lang_1, c.address_1, c.user_2, c.lang_2, c.address_2,
          c.user_3, c.lang_3, c.address_3, c.user_4, c.lang_4, c.address_4, c.problem
        INTO is_last, contact_type, user_1, lang_1, address_1, user_2, lang_2, address_2,
          user_3, lang_3, address_3, user_4, lang_4, address_4, words
        FROM ready_contact AS c
        WHERE c.warehouse_id = this_warehouse AND c.version = contact_version AND c.position = contact_row LIMIT 1;
      IF user_4 IS NOT NULL THEN
        INSERT IGNORE INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` (datecreate, statut, element_id,
          fk_c_type_contact, fk_socpeople)
          VALUES (opened_on, 4, this_ticket, contact_type, user_1), (opened_on, 4, this_ticket, contact_type, user_2),
            (opened_on, 4, this_ticket, contact_type, user_3), (opened_on, 4, this_ticket, contact_type, user_4);
        INSERT INTO mail_outbox (entity, ticket_id, track_id, kind, recipient_user_id, lang, address, state) VALUES
          (this_entity, this_ticket, track, mail_kind, user_1, lang_1, address_1, 'pending'),
          (this_entity, this_ticket, track, mail_kind, user_2, lang_2, address_2, 'pending'),
          (this_entity, this_ticket, track, mail_kind, user_3, lang_3, address_3, 'pending'),
          (this_entity, this_ticket, track, mail_kind, user_4, lang_4, address_4, 'pending');
      ELSE
        IF contact_type IS NULL THEN
          SELECT IF(c.user_1 = assignee, c.assigned_type_id, c.other_type_id) INTO contact_type FROM ready_contact AS c
            WHERE c.warehouse_id = this_warehouse AND c.version = contact_version AND c.position = contact_row LIMIT 1;
        END IF;
        IF contact_type IS NOT NULL THEN
          INSERT IGNORE INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` (datecreate, statut, element_id,
            fk_c_type_contact, fk_socpeople)
            VALUES (opened_on, 4, this_ticket, contact_type, user_1);
        END IF;
        IF NOT user_1 <=> silent_user THEN
          IF silent_user IS NOT NULL THEN
            /* Whoever shares the address of who gets no mail gets his own. */
            SET words = NULLIF(words, CONCAT('The mail to user ', silent_user, ' goes to the same address.'));
          END IF;
          INSERT INTO mail_outbox (entity, ticket_id, track_id, kind, recipient_user_id, lang, address, state,
            smtp_text)
            VALUES (this_entity, this_ticket, track, mail_kind, user_1, lang_1, address_1,
              IF(words IS NULL, 'pending', 'cancelled'), words);
        END IF;
      END IF;
      IF is_last THEN
        LEAVE listing;
      END IF;
    END LOOP;
  END;
