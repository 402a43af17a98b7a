/* Which tables of the ERP are missing, for before.sql. Dolibarr makes a module's tables when the module is activated. */
SELECT GROUP_CONCAT(needed.name ORDER BY needed.name SEPARATOR ', ') INTO @ticketstock_tables
  FROM (SELECT '@ERP_PREFIX@stock_mouvement' AS name UNION ALL SELECT '@ERP_PREFIX@entrepot'
        UNION ALL SELECT '@ERP_PREFIX@product' UNION ALL SELECT '@ERP_PREFIX@ticket'
        UNION ALL SELECT '@ERP_PREFIX@c_ticket_type' UNION ALL SELECT '@ERP_PREFIX@c_ticket_severity'
        UNION ALL SELECT '@ERP_PREFIX@c_ticket_category' UNION ALL SELECT '@ERP_PREFIX@element_contact'
        UNION ALL SELECT '@ERP_PREFIX@c_type_contact' UNION ALL SELECT '@ERP_PREFIX@user'
        UNION ALL SELECT '@ERP_PREFIX@usergroup' UNION ALL SELECT '@ERP_PREFIX@usergroup_user'
        UNION ALL SELECT '@ERP_PREFIX@const' UNION ALL SELECT '@ERP_PREFIX@actioncomm'
        UNION ALL SELECT '@ERP_PREFIX@actioncomm_resources' UNION ALL SELECT '@ERP_PREFIX@c_actioncomm'
        UNION ALL SELECT '@ERP_PREFIX@societe') AS needed
  LEFT JOIN information_schema.TABLES AS present
    ON present.TABLE_SCHEMA = '@ERP_SCHEMA@' AND present.TABLE_NAME = needed.name
    AND (@@lower_case_table_names > 0 OR CAST(present.TABLE_NAME AS BINARY) = CAST(needed.name AS BINARY))
  WHERE present.TABLE_NAME IS NULL;
