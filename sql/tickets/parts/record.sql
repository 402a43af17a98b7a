  /* Our own record of it. */
  BEGIN
    /* There is a record of this movement (1062). If it is another movement's, the ERP has given the rowid once more:
       after a
       restore, or a lost counter. The trigger's movement is new, so what is there is always another's. */
    DECLARE EXIT HANDLER FOR 1062
    BEGIN
      SELECT COUNT(*) INTO unfit FROM opened_ticket
        WHERE opened_ticket.movement_id = this_movement AND COALESCE(opened_ticket.movement_print, @BOOKED_PRINT@) = @BOOKED_PRINT@ LIMIT 1;
      IF unfit AND NOT joins THEN
        RESIGNAL;
      END IF;
      INSERT INTO opened_ticket (movement_id, movement_print, ticket_id, track_id, rule_id, entity, repetition)
        VALUES (this_movement, @BOOKED_PRINT@, this_ticket, track, this_rule, this_entity,
          1 + FLOOR(RAND() * 4000000000));
    END;
    INSERT INTO opened_ticket (movement_id, movement_print, ticket_id, track_id, rule_id, entity)
      VALUES (this_movement, @BOOKED_PRINT@, this_ticket, track, this_rule, this_entity);
  END;
