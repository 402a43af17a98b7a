  /* The event that Dolibarr's ticket page lists, if the ERP keeps such events; its ref is its own number. */
  IF event_type IS NOT NULL THEN
    SET words = REPLACE(words, '__TICKET_REF__', ref);
    INSERT INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm`
        (ref, entity, datep, datep2, datec, fk_action, code, percent, fk_user_author, fk_user_action,
         label, note, fk_element, elementtype, durationp, transparency, location)
      VALUES ('', this_entity, opened_on, opened_on, opened_on, event_type, 'AC_TICKET_CREATE', -1, actor, actor,
         words, words, this_ticket, 'ticket', 0, 0, '');
    SET event = LAST_INSERT_ID();
    UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` @BASE_TABLE@ SET ref = event WHERE id = event;
    INSERT IGNORE INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm_resources`
        (fk_actioncomm, element_type, fk_element, answer_status, mandatory, transparency)
      VALUES (event, 'user', COALESCE(actor, 0), '0', 0, 0);
  END IF;
