/*
 * Writes the ticket of a movement as Dolibarr would: ticket, event, contacts, and our queued mails; or adds
 * the movement to the ticket of its operation.
 *
 * this_movement  rowid of the movement, this_rule  rule that opens the ticket, booked_at to origin_type  columns of the movement
 * joins        1: a rule grouped by operation adds the movement to the operation's ticket, and history opens none (setting
 *              oldest_movement_days); 0: it opens another, whatever its date
 * warning      OUT: what should be kept in an incident although the ticket is there, or NULL
 * Raises a sentence (45000) where there can be no ticket; the caller undoes. @ticketstock_refuses is 1 from then on
 * where setting on_error rejects such a movement.
 * It reads with SELECT … INTO only, which locks nothing (IF EXISTS, SET = (SELECT …) and INSERT … SELECT would, until
 * COMMIT; so would a table that the same routine writes, unless an alias makes it another to the server). Each table
 * and routine that is named here, directly or not, costs every movement a little, watched or not, and so does each
 * alias of a table; each statement and each variable costs a watched one: docs/speed.md.
 */
DROP PROCEDURE IF EXISTS erp_write_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_write_ticket(
  IN this_movement INT, IN this_warehouse INT, IN this_rule INT, IN joins INT, IN booked_at DATETIME, IN actor INT, IN product INT,
  IN quantity DOUBLE, IN lot VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN eat_by DATE, IN sell_by DATE,
  IN movement_type INT, IN movement_label VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN code VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN origin_id INT,
  IN origin_type VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT warning TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Writes the ticket of a movement, its event, contacts and mails'
writing: BEGIN
  DECLARE special, this_entity, assignee, silent_user, event_type, ref_width, this_slot, third_party, this_ticket, event, oldest,
    tries, unfit, contact_type, user_1, user_2, user_3, user_4 INT;
  DECLARE attempt INT DEFAULT 0;
  DECLARE track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE this_base, number BIGINT;
  DECLARE opened_on DATETIME;
  DECLARE type, severity, category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE mail_kind VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT 'opened';
  DECLARE product_ref, product_label, barcode, warehouse_ref, warehouse_label, actor_name, actor_login, this_source,
    origin_ref, third_party_name, ref, subject, template_subject, words VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE line, template, message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE ref_format, operation TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE contacts, contact MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

  SELECT r.special, r.entity, r.warehouse_ref, r.warehouse_label, r.assignee_id, r.type_code, r.severity_code, r.category_code,
      r.subject, r.message, r.event_type, r.event_label, r.ref_format, r.ref_width, r.slot, r.base, r.contacts,
      COALESCE(UTC_TIMESTAMP() + INTERVAL r.erp_ahead SECOND, NOW()), p.ref, p.label, p.barcode
    INTO special, this_entity, warehouse_ref, warehouse_label, assignee, type, severity, category,
      template_subject, template, event_type, words, ref_format, ref_width, this_slot, this_base, contacts,
      opened_on, product_ref, product_label, barcode
    FROM ready_warehouse AS r LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@product` AS p ON p.rowid = product
    WHERE r.warehouse_id = this_warehouse LIMIT 1;
  /* The goods entered now, in the ERP's zone, whatever date was forced; only one that is long past makes them history. */
  IF joins AND booked_at < opened_on - INTERVAL 1 DAY THEN
    SELECT r.oldest_days INTO oldest FROM ready_warehouse AS r WHERE r.warehouse_id = this_warehouse LIMIT 1;
    IF booked_at < opened_on - INTERVAL oldest DAY THEN
      LEAVE writing;
    END IF;
  END IF;
  IF special IS NULL THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'The warehouse is not prepared yet: CALL prepare_rules(), then retry_incident().';
  ELSEIF special OR origin_id > 0 THEN
    BEGIN
      DECLARE problem_number, tells_source, tells_actor INT;
      DECLARE problem TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
      DECLARE wanted_sources VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
      DECLARE table_head TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
      SELECT r.problem, r.problem_number, r.refuses, r.warning, r.sources, r.tells_source, r.tells_actor, r.mail_kind, r.table_head,
          IF(r.notify_actor, NULL, actor), IF(r.ends_at <= opened_on, r.next_slot, r.slot), IF(r.ends_at <= opened_on, r.next_base, r.base)
        INTO problem, problem_number, @ticketstock_refuses, warning, wanted_sources, tells_source, tells_actor, mail_kind, table_head,
          silent_user, this_slot, this_base
        FROM ready_warehouse AS r WHERE r.warehouse_id = this_warehouse LIMIT 1;
      IF silent_user IS NOT NULL THEN
        /* Whoever shares the address of who gets no mail gets his own. */
        SET contacts = REPLACE(contacts, CONCAT('The mail to user ', silent_user, ' goes to the same address.'), '');
      END IF;
      IF tells_source OR origin_id > 0 THEN
        CALL erp_movement_source(this_movement, tells_source, origin_type, origin_id, code, movement_type, product, quantity,
          this_source, origin_ref, third_party, third_party_name);
      END IF;
      IF wanted_sources = '' OR tells_source AND NOT FIND_IN_SET(this_source, wanted_sources) THEN
        SET warning = NULL;
        LEAVE writing;
      END IF;
      IF mail_kind = 'operation' THEN
        SET line = CONVERT(ticketstock_render(
            '<tr><td>__PRODUCT__</td><td>__QTY__</td><td>__BATCH__</td><td>__WAREHOUSE__</td></tr>', 'html',
            '__PRODUCT__', CONCAT_WS(' ', product_ref, product_label), '__QTY__', quantity, '__BATCH__', lot,
            '__WAREHOUSE__', warehouse_ref) USING utf8mb4),
          operation = CONCAT_WS(' ', origin_id, origin_type, COALESCE(NULLIF(code, ''), movement_label));
        IF joins THEN
          /* The session remembers which ticket is its operation's; a new transaction has another key. The ticket is the
             transaction's own, so the update waits for nobody; one that was rolled back is not looked for, since the gap
             where it was would be locked. An agent may have written below the table: then another begins. */
          CALL operation_key(this_rule, operation);
          IF operation = CONVERT(@ticketstock_operation USING utf8mb4) COLLATE utf8mb4_bin THEN
            SELECT MAX(o.ticket_id), MAX(o.number) INTO this_ticket, number FROM opened_ticket AS o
              WHERE o.ticket_id = CAST(@ticketstock_operation_ticket AS SIGNED) LIMIT 1;
          END IF;
          IF this_ticket IS NOT NULL THEN
            UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket`
              SET message = CONCAT(IF(`@ERP_PREFIX@ticket`.message LIKE '%<table class="ticketstock"%</table>',
                  LEFT(`@ERP_PREFIX@ticket`.message, CHAR_LENGTH(`@ERP_PREFIX@ticket`.message) - CHAR_LENGTH('</table>')),
                  CONCAT(`@ERP_PREFIX@ticket`.message, table_head)), line, '</table>')
              WHERE rowid = this_ticket;
            BEGIN
              DECLARE EXIT HANDLER FOR 1062
                INSERT INTO grouped_movement (movement_id, movement_print, ticket_id, opened_number, repetition)
                  VALUES (this_movement, @BOOKED_PRINT@, this_ticket, number, 1 + FLOOR(RAND() * 4000000000));
              INSERT INTO grouped_movement (movement_id, movement_print, ticket_id, opened_number)
                VALUES (this_movement, @BOOKED_PRINT@, this_ticket, number);
            END;
            SET warning = NULL;
            LEAVE writing;
          END IF;
        END IF;
        /* It ends the content. */
        SET line = CONCAT(table_head, line, '</table>');
      END IF;
      IF problem_number IS NOT NULL THEN
        SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = problem_number, MESSAGE_TEXT = problem;
      ELSEIF problem IS NOT NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = problem;
      END IF;
      IF tells_actor THEN
        SELECT TRIM(CONCAT_WS(' ', MAX(u.firstname), MAX(u.lastname))), MAX(u.login) INTO actor_name, actor_login
          FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u WHERE u.rowid = actor LIMIT 1;
      END IF;
    END;
  END IF;

  /* Reads nothing: refused if there is a view in a table's place. */
  SELECT COUNT(*) INTO unfit FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact`
    JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm_resources` WHERE FALSE LIMIT 1;
  trying: REPEAT
    SET attempt = attempt + 1, tries = 0, unfit = 0;
    /* As take_slot_number(), which a movement would pay for. */
    CASE this_slot
    WHEN 1 THEN
      INSERT INTO number_slot_1 VALUES (NULL);
      DELETE FROM number_slot_1 WHERE number_slot_1.number = LAST_INSERT_ID();
    WHEN 2 THEN
      INSERT INTO number_slot_2 VALUES (NULL);
      DELETE FROM number_slot_2 WHERE number_slot_2.number = LAST_INSERT_ID();
    WHEN 3 THEN
      INSERT INTO number_slot_3 VALUES (NULL);
      DELETE FROM number_slot_3 WHERE number_slot_3.number = LAST_INSERT_ID();
    WHEN 4 THEN
      INSERT INTO number_slot_4 VALUES (NULL);
      DELETE FROM number_slot_4 WHERE number_slot_4.number = LAST_INSERT_ID();
    ELSE
      SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'No series of ticket numbers has been made: see health_check(), then retry_incident().';
    END CASE;
    SET number = CAST(LAST_INSERT_ID() AS SIGNED) - this_base;
    /* Somebody has set the counter back: prepare_numbers() lifts it, until then the numbers that come next are tried. */
    IF number < 1 AND attempt < 10000 THEN
      ITERATE trying;
    ELSEIF number < 1 THEN
      SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'The counter of ticket numbers was set back: CALL prepare_numbers(), then retry_incident().';
    END IF;
    SET ref = REPLACE(REPLACE(DATE_FORMAT(opened_on, ref_format), '{y}', RIGHT(YEAR(opened_on), 1)),
        '{number}', LPAD(number, GREATEST(ref_width, CHAR_LENGTH(number)), '0')),
      subject = LEFT(CONVERT(ticketstock_render(template_subject, 'text',
        '__TICKET_REF__', ref, '__PRODUCT_REF__', product_ref, '__PRODUCT_LABEL__', product_label,
        '__PRODUCT_BARCODE__', barcode, '__QTY__', quantity, '__BATCH__', lot, '__EATBY__', eat_by, '__SELLBY__', sell_by,
        '__WAREHOUSE_REF__', warehouse_ref, '__WAREHOUSE_LABEL__', warehouse_label, '__MOVEMENT_ID__', this_movement,
        '__MOVEMENT_LABEL__', movement_label, '__INVENTORY_CODE__', code, '__SOURCE__', this_source, '__ORIGIN__', origin_ref,
        '__THIRDPARTY_NAME__', third_party_name, '__USER_FULLNAME__', actor_name, '__USER_LOGIN__', actor_login,
        '__DATE__', DATE_FORMAT(opened_on, '%Y-%m-%d'), '__TIME__', DATE_FORMAT(opened_on, '%H:%i')) USING utf8mb4), 255),
      message = CONCAT(CONVERT(ticketstock_render(template, 'html',
        '__TICKET_REF__', ref, '__PRODUCT_REF__', product_ref, '__PRODUCT_LABEL__', product_label,
        '__PRODUCT_BARCODE__', barcode, '__QTY__', quantity, '__BATCH__', lot, '__EATBY__', eat_by, '__SELLBY__', sell_by,
        '__WAREHOUSE_REF__', warehouse_ref, '__WAREHOUSE_LABEL__', warehouse_label, '__MOVEMENT_ID__', this_movement,
        '__MOVEMENT_LABEL__', movement_label, '__INVENTORY_CODE__', code, '__SOURCE__', this_source, '__ORIGIN__', origin_ref,
        '__THIRDPARTY_NAME__', third_party_name, '__USER_FULLNAME__', actor_name, '__USER_LOGIN__', actor_login,
        '__DATE__', DATE_FORMAT(opened_on, '%Y-%m-%d'), '__TIME__', DATE_FORMAT(opened_on, '%H:%i')) USING utf8mb4), COALESCE(line, ''));
    IF message IS NULL THEN
      SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'The rule''s content is larger than 16 MB with its values, or memory is out.';
    END IF;
    BEGIN
      /* The ref or the track_id is taken (1062): Dolibarr has opened a ticket of that number meanwhile, take the next.
         An ERP in utf8mb3 cannot keep an emoji that a rule has (1366): such characters become "?". */
      DECLARE EXIT HANDLER FOR 1062 BEGIN END;
      DECLARE CONTINUE HANDLER FOR 1366 SET unfit = unfit + 1,
        subject = REGEXP_REPLACE(subject, '[\\x{10000}-\\x{10FFFF}]', '?'), message = REGEXP_REPLACE(message, '[\\x{10000}-\\x{10FFFF}]', '?');
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
        SET tries = tries + 1, track = REPLACE(LOWER(CONCAT(
            RIGHT(CONCAT('0000000', CONV(HEX(RANDOM_BYTES(8)), 16, 35)), 8),
            RIGHT(CONCAT('0000000', CONV(HEX(RANDOM_BYTES(8)), 16, 35)), 8))), '0', 'z');
        IF @ticketstock_lacks_references THEN
          INSERT INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket`
              (entity, ref, track_id, fk_soc, fk_project, fk_contract, fk_user_create, fk_user_assign,
               subject, message, fk_statut, resolution, progress, timing,
               type_code, category_code, severity_code, datec, notify_tiers_at_create, email_msgid)
            VALUES (this_entity, ref, track, third_party, NULL, NULL, actor, assignee,
              subject, message, 2, NULL, 0, NULL,
              type, category, severity, opened_on, 0, @THREAD_ID@);
        ELSE
          INSERT INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket`
              (entity, ref, track_id, fk_soc, fk_project, fk_contract, fk_user_create, fk_user_assign,
               subject, message, fk_statut, resolution, progress, timing,
               type_code, category_code, severity_code, datec, notify_tiers_at_create, origin_references)
            VALUES (this_entity, ref, track, third_party, NULL, NULL, actor, assignee,
              subject, message, 2, NULL, 0, NULL,
              type, category, severity, opened_on, 0, CONCAT('<', @THREAD_ID@, '>'));
        END IF;
      UNTIL unfit < tries OR tries = 3 END REPEAT;
      IF unfit = tries THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'The ERP''s ticket table does not take the ticket''s text: see its character set.';
      END IF;
      SET this_ticket = LAST_INSERT_ID();
    END;
    /* A long text is rendered and refused fewer times: the movement waits for seconds at most. */
  UNTIL this_ticket IS NOT NULL OR attempt >= GREATEST(100, LEAST(10000, 20000000 DIV (1 + CHAR_LENGTH(template)))) END REPEAT;
  IF this_ticket IS NULL THEN
    SET words = CONCAT('No free ticket number up to ', ref, ': call retry_incident().');
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = words;
  END IF;
  BEGIN
    /* There is a record of this movement (1062). If it is another movement's, the ERP has given the rowid once more: after a
       restore, or a lost counter. The trigger's movement is new, so what is there is always another's. */
    DECLARE EXIT HANDLER FOR 1062
    BEGIN
      SELECT COUNT(*) INTO unfit FROM opened_ticket AS o
        WHERE o.movement_id = this_movement AND COALESCE(o.movement_print, @BOOKED_PRINT@) = @BOOKED_PRINT@ LIMIT 1;
      IF unfit AND NOT joins THEN
        RESIGNAL;
      END IF;
      INSERT INTO opened_ticket (movement_id, movement_print, ticket_id, track_id, rule_id, entity, repetition)
        VALUES (this_movement, @BOOKED_PRINT@, this_ticket, track, this_rule, this_entity, 1 + FLOOR(RAND() * 4000000000));
    END;
    INSERT INTO opened_ticket (movement_id, movement_print, ticket_id, track_id, rule_id, entity)
      VALUES (this_movement, @BOOKED_PRINT@, this_ticket, track, this_rule, this_entity);
  END;

  /* The event that Dolibarr's ticket page lists, if the ERP keeps such events; its ref is its own number. */
  IF event_type IS NOT NULL THEN
    SET words = REPLACE(words, '__TICKET_REF__', ref);
    INSERT INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm`
        (ref, entity, datep, datep2, datec, fk_action, code, percent, fk_user_author, fk_user_action,
         label, note, fk_element, elementtype, durationp, transparency, location)
      VALUES ('', this_entity, opened_on, opened_on, opened_on, event_type, 'AC_TICKET_CREATE', -1, actor, actor,
         words, words, this_ticket, 'ticket', 0, 0, '');
    SET event = LAST_INSERT_ID();
    UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` SET ref = event WHERE id = event;
    INSERT IGNORE INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm_resources`
        (fk_actioncomm, element_type, fk_element, answer_status, mandatory, transparency)
      VALUES (event, 'user', COALESCE(actor, 0), '0', 0, 0);
  END IF;

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
  IF mail_kind = 'operation' AND joins THEN
    SET @ticketstock_operation = operation, @ticketstock_operation_ticket = this_ticket;
  END IF;
END//
DELIMITER ;
