/*
 * TicketStock @PROJECT_VERSION@: shows the desk in the ERP's pages, on MySQL, where a routine can make no trigger. Elsewhere
 * CALL show_desk_in_erp() does it. Either way CALL hide_desk_in_erp() takes it back.
 *
 *     mysql < show_desk.sql
 */
SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
SET SESSION sql_notes = 0, lock_wait_timeout = 5, group_concat_max_len = 100000;
CALL `@TICKETSTOCK_SCHEMA@`.prepare_shown();
USE `@ERP_SCHEMA@`;
DROP TRIGGER IF EXISTS ticketstock_shown_inserted;
DROP TRIGGER IF EXISTS ticketstock_shown_updated;
DELIMITER //
@PART_SHOWN_INSERTED@//
@PART_SHOWN_UPDATED@//
DELIMITER ;
CALL `@TICKETSTOCK_SCHEMA@`.show_desk_in_erp();
