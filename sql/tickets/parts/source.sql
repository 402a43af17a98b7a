    /* The kind of operation and its document: dolibarr/movement_source.sql. */
    BEGIN
      DECLARE counterpart INT;
      DECLARE document VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
        DEFAULT IF(origin_id > 0, LOWER(SUBSTRING_INDEX(COALESCE(origin_type, ''), '@', 1)), '');
      IF document IN ('project', 'user') THEN
        SET document = '';
      END IF;
      SET this_source = CASE
        WHEN document = 'inventory' THEN 'inventory'
        WHEN document = 'mo' THEN 'manufacturing'
        WHEN document = 'stocktransfer' THEN 'transfer'
        WHEN document IN ('reception', 'order_supplier', 'supplier_order', 'commande_fournisseur', 'commandefournisseur',
          'commandefournisseurdispatch', 'invoice_supplier') THEN 'reception'
        WHEN document IN ('shipping', 'expedition', 'delivery', 'commande', 'order', 'facture', 'invoice')
          THEN 'return' END;
      IF document <> '' THEN
        BEGIN
          DECLARE EXIT HANDLER FOR 1054, 1142, 1143, 1146 BEGIN END;
          IF document = 'reception' THEN
            SELECT MAX(d.ref), MAX(d.fk_soc), MAX(s.nom) INTO origin_ref, third_party, third_party_name
              FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@reception` AS d @BASE_TABLE@
              LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS s @BASE_TABLE@ ON s.rowid = d.fk_soc
                WHERE d.rowid = origin_id LIMIT 1;
          ELSEIF document IN ('order_supplier', 'supplier_order', 'commande_fournisseur', 'commandefournisseur') THEN
            SELECT MAX(d.ref), MAX(d.fk_soc), MAX(s.nom) INTO origin_ref, third_party, third_party_name
              FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@commande_fournisseur` AS d @BASE_TABLE@
              LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS s @BASE_TABLE@ ON s.rowid = d.fk_soc
                WHERE d.rowid = origin_id LIMIT 1;
          ELSEIF document IN ('shipping', 'expedition') THEN
            SELECT MAX(d.ref), MAX(d.fk_soc), MAX(s.nom) INTO origin_ref, third_party, third_party_name
              FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@expedition` AS d @BASE_TABLE@
              LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS s @BASE_TABLE@ ON s.rowid = d.fk_soc
                WHERE d.rowid = origin_id LIMIT 1;
          ELSEIF document = 'inventory' THEN
            SELECT MAX(d.ref) INTO origin_ref
              FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@inventory` AS d @BASE_TABLE@ WHERE d.rowid = origin_id LIMIT 1;
          END IF;
        END;
      END IF;
      IF this_source IS NULL AND tells_source + (document <> '') > 1
        AND (document <> '' OR COALESCE(movement_type, 0) NOT IN (2, 3)) THEN
        SELECT MAX(m.rowid), SUBSTRING_INDEX(MAX(CONCAT(LPAD(m.rowid, 10, '0'), ' ', m.fk_entrepot)), ' ', -1)
          INTO counterpart, came_from
          FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@
          WHERE m.rowid BETWEEN this_movement - 200 AND this_movement - 1 AND m.fk_product + 0 = product
            AND m.value = -quantity AND m.inventorycode <=> code COLLATE utf8mb4_unicode_ci
            AND (m.type_mouvement = 1 OR document <> '' AND m.fk_origin = origin_id
              AND m.origintype = origin_type COLLATE utf8mb4_unicode_ci);
      END IF;
      SET this_source = CASE
        WHEN this_source IS NOT NULL THEN this_source
        WHEN counterpart IS NOT NULL THEN 'transfer'
        WHEN movement_type = 2 OR movement_type = 3 AND CONCAT(COALESCE(code, ''), document) = '' THEN 'return'
        WHEN movement_type = 3 THEN 'reception'
        WHEN document <> '' THEN 'other'
        ELSE 'correction' END;
    END;
