/* What a DBA sees at the end of the installation. */
SET @ticketstock_began = NULL, @ticketstock_refusal = NULL, @ticketstock_rights = NULL, @ticketstock_tables = NULL, @ticketstock_functions = NULL, @ticketstock_made = NULL, @ticketstock_problem = NULL,
  @ticketstock_statement = NULL;
CALL health_check();
