# What the ERP's pages show of the desk (shown/). Columns in the ERP's table of tickets' extra fields: type as
# information_schema has it, and how they are made.
set(SHOWN_COLUMNS "SELECT 1 AS place, 'ticketstock_due' AS name, 'text' AS type, 'TEXT NULL' AS definition
      UNION ALL SELECT 2, 'ticketstock_is_due', 'int', 'INT NULL'
      UNION ALL SELECT 3, 'ticketstock_waiting', 'datetime', 'DATETIME NULL'
      UNION ALL SELECT 4, 'ticketstock_state', 'varchar', 'VARCHAR(255) NULL'
      UNION ALL SELECT 5, 'ticketstock_seq', 'bigint', 'BIGINT NOT NULL DEFAULT 0 COMMENT ''TicketStock: counts its changes'''
      UNION ALL SELECT 6, 'ticketstock_made', 'tinyint', 'TINYINT NOT NULL DEFAULT 0 COMMENT ''1: TicketStock made the row'''")
set(SHOWN_ENTITIES "SELECT 1 AS entity UNION SELECT c.entity FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@const` AS c @BASE_TABLE@ WHERE c.entity > 0")
set(SHOWN_LABELS "SELECT 'Answer due (TicketStock)' AS label, 'Answer due' AS english, 'Réponse due' AS french
        UNION ALL SELECT 'Waiting since (TicketStock)', 'Waiting since', 'En attente depuis'
        UNION ALL SELECT 'Handling (TicketStock)', 'Handling', 'Traitement'
        UNION ALL SELECT 'Answer due, yes or no (TicketStock)', 'Answer due: yes or no', 'Réponse due : oui ou non'
        UNION ALL SELECT 'Kept by TicketStock, read only', 'Kept by TicketStock, read only', 'Tenu par TicketStock, en lecture seule'")
check_base_tables(shown/fragments.cmake "${SHOWN_ENTITIES}")
string(CONFIGURE "${SHOWN_ENTITIES}" SHOWN_ENTITIES @ONLY)
# Whether a row (alias e) says already what a row of erp_shown_ticket (alias shown) says; and what variables say.
set(SHOWN_ALREADY_OF_ROW "CONVERT(e.ticketstock_due USING utf8mb4) COLLATE utf8mb4_bin <=> shown.due
          AND e.ticketstock_is_due <=> shown.is_due AND e.ticketstock_waiting <=> shown.waiting
          AND CONVERT(e.ticketstock_state USING utf8mb4) COLLATE utf8mb4_bin <=> shown.state")
string(REPLACE "shown." "this_" SHOWN_ALREADY "${SHOWN_ALREADY_OF_ROW}")
# Its triggers: as a script makes them (show_desk.sql), and as literals that replace what is there.
foreach(name shown_inserted shown_updated)
  string(TOUPPER ${name} NAME)
  read_part(PART_${NAME} shown/parts/${name}.sql)
  string(REPLACE "CREATE DEFINER" "CREATE OR REPLACE DEFINER" part "${PART_${NAME}}")
  quote_sql(QUOTED_${NAME} "${part}")
endforeach()
