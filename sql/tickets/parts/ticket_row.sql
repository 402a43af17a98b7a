    /* The ticket in the ERP; its ref may be taken, then there is none. */
    BEGIN
      /* The ref or the track_id is taken (1062): Dolibarr has opened a ticket of that number meanwhile, take the next.
         An ERP in utf8mb3 cannot keep an emoji that a rule has (1366): such characters become "?". */
      DECLARE EXIT HANDLER FOR 1062 BEGIN END;
      DECLARE CONTINUE HANDLER FOR 1366 SET unfit = unfit + 1,
        subject = REGEXP_REPLACE(subject, '[\\x{10000}-\\x{10FFFF}]', '?'),
          message = REGEXP_REPLACE(message, '[\\x{10000}-\\x{10FFFF}]', '?');
      /* An older ERP, before Dolibarr 22, has no origin_references: the session remembers it. */
      DECLARE CONTINUE HANDLER FOR 1054
      BEGIN
        IF @ticketstock_lacks_references THEN
          SET @ticketstock_lacks_references = NULL;
          RESIGNAL;
        END IF;
        SET unfit = unfit + 1, @ticketstock_lacks_references = 1;
      END;
      /* The track_id opens the public ticket page: 16 random characters of a-z and 1-9 from the server's cryptographic
         source, twice the last eight digits of a number of 64 bits to the base of 35, with z for 0.
         The mail collector looks for the reference of the ticket's mails in both columns; origin_references is shown
         nowhere, email_msgid as "made from a mail", but not before Dolibarr 22. */
      REPEAT
        SET tries = tries + 1, track = @NEW_TRACK_ID@;
        IF @ticketstock_lacks_references THEN
          INSERT INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket`
              (entity, ref, track_id, fk_soc, fk_project, fk_contract, fk_user_create, fk_user_assign,
               subject, message, fk_statut, resolution, progress, timing,
               type_code, category_code, severity_code, datec, notify_tiers_at_create, email_msgid@ROW_COLUMNS@)
            VALUES (this_entity, ref, track, third_party, NULL, NULL, actor, assignee,
              subject, message, @ROW_STATUS@, NULL, 0, NULL,
              type, category, severity, opened_on, @ROW_NOTIFIES@, @THREAD_ID@@ROW_VALUES@);
        ELSE
          INSERT INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket`
              (entity, ref, track_id, fk_soc, fk_project, fk_contract, fk_user_create, fk_user_assign,
               subject, message, fk_statut, resolution, progress, timing,
               type_code, category_code, severity_code, datec, notify_tiers_at_create, origin_references@ROW_COLUMNS@)
            VALUES (this_entity, ref, track, third_party, NULL, NULL, actor, assignee,
              subject, message, @ROW_STATUS@, NULL, 0, NULL,
              type, category, severity, opened_on, @ROW_NOTIFIES@, CONCAT('<', @THREAD_ID@, '>')@ROW_VALUES@);
        END IF;
      UNTIL unfit < tries OR tries = 3 END REPEAT;
      IF unfit = tries THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'The ERP''s ticket table does not take the ticket''s text: see its character set.';
      END IF;
      SET this_ticket = LAST_INSERT_ID();
    END;
