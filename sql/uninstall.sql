/*
 * TicketStock @PROJECT_VERSION@: removes the plugin without a trace: trigger, schema with rules, queue
 * and incidents, functions, account. Tickets that were opened stay in the ERP; undelivered mails are
 * lost. The key file @TICKETSTOCK_SECRETS@ is yours to delete.
 *
 *     mariadb < uninstall.sql        (or: mysql < uninstall.sql)
 */
DROP TRIGGER IF EXISTS `@ERP_SCHEMA@`.`ticketstock_movement`;
@DROP_LANES@DROP EVENT IF EXISTS `@TICKETSTOCK_SCHEMA@`.prepare_numbers;
DROP EVENT IF EXISTS `@TICKETSTOCK_SCHEMA@`.purge_mail;
/* A lane that is sending may end its session: the deadline is 20 s. */
@AWAIT_LANES@DROP DATABASE IF EXISTS `@TICKETSTOCK_SCHEMA@`;
DROP FUNCTION IF EXISTS ticketstock_send;
DROP FUNCTION IF EXISTS ticketstock_left_over;
DROP FUNCTION IF EXISTS ticketstock_forget;
DROP FUNCTION IF EXISTS ticketstock_preview;
DROP FUNCTION IF EXISTS ticketstock_render;
DROP FUNCTION IF EXISTS ticketstock_check;
DROP FUNCTION IF EXISTS ticketstock_version;
DROP USER IF EXISTS `ticketstock`@`localhost`;
