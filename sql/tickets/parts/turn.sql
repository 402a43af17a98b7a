        /* Whose turn it is. The list was made when turns_after was the newest movement; what has entered the rule's
           warehouses since, operation by operation where one shares a ticket, has moved it on. So has each rowid that
           is missing: who has it has not committed yet, and is not waited for. What is further back than 200 movements
           is not read: then lots are drawn. NULL: nobody is there. No table and no alias that is not named above. */
        SELECT SUBSTRING_INDEX(SUBSTRING_INDEX(MAX(r.turns), ',', 1 + IF(this_movement - MAX(r.turns_after) > 200,
              FLOOR(RAND() * 10000), COUNT(DISTINCT CASE WHEN m.value > 0 AND FIND_IN_SET(m.fk_entrepot, r.turn_warehouses)
                  THEN IF(r.mail_kind = 'operation',
                    CONCAT_WS(' ', m.fk_origin, m.origintype, COALESCE(NULLIF(m.inventorycode, ''), m.label)), m.rowid) END)
                + GREATEST(0, GREATEST(0, this_movement - 1 - MAX(r.turns_after)) DIV CAST(@@SESSION.auto_increment_increment AS SIGNED)
                  - COUNT(m.rowid)))
              MOD (1 + CHAR_LENGTH(MAX(r.turns)) - CHAR_LENGTH(REPLACE(MAX(r.turns), ',', '')))), ',', -1)
          INTO assignee
          FROM ready_warehouse AS r LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@
            ON m.rowid > r.turns_after AND m.rowid BETWEEN this_movement - 200 AND this_movement - 1
          WHERE r.warehouse_id = this_warehouse LIMIT 1;
