    /* What few movements need: a problem of the rule, the kind of operation, a document, a shared ticket, the actor,
       another period. */
    BEGIN
      DECLARE problem_number, tells_source, tells_actor, takes_back, came_from, is_sibling INT;
      DECLARE problem TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
      DECLARE wanted_sources VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
      DECLARE table_head TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
      SELECT r.problem, r.problem_number, r.refuses, r.warning, r.sources, r.tells_source, r.tells_actor, r.takes_back, r.mail_kind,
        r.table_head,
          IF(r.notify_actor, NULL, actor), IF(r.ends_at <= opened_on, r.next_slot, r.slot),
            IF(r.ends_at <= opened_on, r.next_base, r.base)
        INTO problem, problem_number, @ticketstock_refuses, warning, wanted_sources, tells_source, tells_actor, takes_back,
          mail_kind, table_head,
          silent_user, this_slot, this_base
        FROM ready_warehouse AS r WHERE r.warehouse_id = this_warehouse LIMIT 1;
      IF tells_source OR origin_id > 0 THEN
        @PART_SOURCE@
      END IF;
      /* Goods that come back are those of a ticket, or move on with it: follow_goods() looks for it, and opens one if
         there is none. */
      IF takes_back AND joins THEN
        IF this_source = 'transfer' AND came_from <> this_warehouse THEN
          SELECT COUNT(*) INTO is_sibling FROM ready_warehouse AS r
            WHERE r.warehouse_id = came_from AND r.rule_id = this_rule LIMIT 1;
        END IF;
        IF this_source = 'return' OR is_sibling THEN
          INSERT INTO stock_change (movement_id, schema_print, warehouse_id)
            VALUES (this_movement, CRC32(LOWER('@ERP_SCHEMA@')), this_warehouse);
          SET warning = NULL;
          LEAVE writing;
        END IF;
      END IF;
      IF wanted_sources = '' OR tells_source AND NOT FIND_IN_SET(this_source, wanted_sources) THEN
        SET warning = NULL;
        LEAVE writing;
      END IF;
      @PART_SHARED_TICKET@
      IF problem_number IS NOT NULL THEN
        SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = problem_number, MESSAGE_TEXT = problem;
      ELSEIF problem IS NOT NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = problem;
      END IF;
      IF assignee IS NULL THEN
        @PART_TURN@
      END IF;
      IF tells_actor THEN
        SELECT TRIM(CONCAT_WS(' ', MAX(u.firstname), MAX(u.lastname))), MAX(u.login) INTO actor_name, actor_login
          FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ WHERE u.rowid = actor LIMIT 1;
      END IF;
    END;
