      /* A movement of an operation that has its ticket already joins it: a line of its table. Else that line ends the
         content. */
      IF mail_kind = 'operation' THEN
        SET line = CONVERT(ticketstock_render(
            '<tr><td>__PRODUCT__</td><td>__QTY__</td><td>__BATCH__</td><td>__WAREHOUSE__</td></tr>', 'html',
            '__PRODUCT__', CONCAT_WS(' ', product_ref, product_label), '__QTY__', quantity, '__BATCH__', lot,
            '__WAREHOUSE__', warehouse_ref) USING utf8mb4),
          operation = CONCAT_WS(' ', origin_id, origin_type, COALESCE(NULLIF(code, ''), movement_label));
        IF joins THEN
          /* The session remembers which ticket is its operation's; a new transaction has another key. The ticket is the
             transaction's own, so the update waits for nobody; one that was rolled back is not looked for, since the gap
             where it was would be locked. An agent may have written below the table: then another begins. */
          @PART_OPERATION@
          IF operation = CONVERT(@ticketstock_operation USING utf8mb4) COLLATE utf8mb4_bin THEN
            SELECT MAX(opened_ticket.ticket_id), MAX(opened_ticket.number) INTO this_ticket, number FROM opened_ticket
              WHERE opened_ticket.ticket_id = CAST(@ticketstock_operation_ticket AS SIGNED) LIMIT 1;
          END IF;
          IF this_ticket IS NOT NULL THEN
            UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` @BASE_TABLE@
              SET message = CONCAT(IF(`@ERP_PREFIX@ticket`.message LIKE '%<table class="ticketstock"%</table>',
                  LEFT(`@ERP_PREFIX@ticket`.message, CHAR_LENGTH(`@ERP_PREFIX@ticket`.message) - CHAR_LENGTH('</table>')),
                  CONCAT(`@ERP_PREFIX@ticket`.message, table_head)), line, '</table>')
              WHERE rowid = this_ticket;
            BEGIN
              DECLARE EXIT HANDLER FOR 1062
                INSERT INTO grouped_movement (movement_id, movement_print, ticket_id, opened_number, repetition)
                  VALUES (this_movement, @BOOKED_PRINT@, this_ticket, number, 1 + FLOOR(RAND() * 4000000000));
              INSERT INTO grouped_movement (movement_id, movement_print, ticket_id, opened_number)
                VALUES (this_movement, @BOOKED_PRINT@, this_ticket, number);
            END;
            SET warning = NULL;
            LEAVE writing;
          END IF;
        END IF;
        /* It ends the content. */
        SET line = CONCAT(table_head, line, '</table>');
      END IF;
