/*
 * The trigger comes last, and only if everything that it calls was made by this run: a client that goes on after an
 * error gets no further.
 */
SELECT COUNT(*) INTO @ticketstock_made FROM information_schema.ROUTINES
  WHERE ROUTINE_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND DEFINER = 'ticketstock@localhost' AND CREATED >= DATE_FORMAT(@ticketstock_began, '%Y-%m-%d %H:%i:%s');
SET @ticketstock_problem = IF(@ticketstock_made >= @ROUTINES@, NULL, CONCAT('TicketStock is installed in part: ', @ticketstock_made,
  ' of @ROUTINES@ routines. See the first error above; the trigger is left as it was.'));
/*M! SET SESSION tx_read_only = IF(@ticketstock_problem IS NULL, @@SESSION.tx_read_only, 1) */;
/*!80000 SET SESSION transaction_read_only = IF(@ticketstock_problem IS NULL, @@SESSION.transaction_read_only, 1) */;
/*M! SET @ticketstock_statement = IF(@ticketstock_problem IS NULL, 'DO 0',
  CONCAT('SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = ', QUOTE(@ticketstock_problem))) */;
/*M! PREPARE refuse_trigger FROM @ticketstock_statement */;
/*M! EXECUTE refuse_trigger */;
/*!80000 SET SESSION completion_type = COALESCE(@ticketstock_problem, 'NO_CHAIN') */;
