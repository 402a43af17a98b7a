/* Lanes go on: functions.sql held them. */
DO RELEASE_ALL_LOCKS();
/* What a DBA sees at the end of the installation. */
SET @ticketstock_began = NULL, @ticketstock_refusal = NULL, @ticketstock_rights = NULL, @ticketstock_tables = NULL, @ticketstock_functions = NULL, @ticketstock_made = NULL, @ticketstock_problem = NULL,
  @ticketstock_statement = NULL;
/* The desk that the ERP's pages show may lack what an older version, or a restore of the ERP, has not: shown again. */
SET @ticketstock_statement = IF((SELECT COUNT(*) FROM desk_shown) = 0, 'DO 0', 'CALL change_shown(1)');
PREPARE show_again FROM @ticketstock_statement;
EXECUTE show_again;
DEALLOCATE PREPARE show_again;
SET @ticketstock_statement = NULL;
CALL health_check();
/* What the view health shows until the event runs. */
CALL keep_findings();
