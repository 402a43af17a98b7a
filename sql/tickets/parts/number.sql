    /* Takes the next number of the series, without waiting for anybody: as take_slot_number(), which a movement would
       pay for. */
    CASE this_slot
    @TAKE_SLOT@ELSE
      SIGNAL SQLSTATE '45000'
        SET MESSAGE_TEXT = 'No series of ticket numbers has been made: see health_check(), then retry_incident().';
    END CASE;
    SET number = CAST(LAST_INSERT_ID() AS SIGNED) - this_base;
    /* Somebody has set the counter back: prepare_numbers() lifts it, until then the numbers that come next are
       tried. */
    IF number < 1 AND attempt < 10000 THEN
      ITERATE trying;
    ELSEIF number < 1 THEN
      SIGNAL SQLSTATE '45000'
        SET MESSAGE_TEXT = 'The counter of ticket numbers was set back: CALL prepare_numbers(), then retry_incident().';
    END IF;
