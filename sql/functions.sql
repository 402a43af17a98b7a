/*
 * The library's functions. A server that cannot load it stops the installation here (1126). Dropped first, because
 * a server that has an older library loaded lets go of it with its last function.
 */
DROP FUNCTION IF EXISTS ticketstock_version;
DROP FUNCTION IF EXISTS ticketstock_check;
DROP FUNCTION IF EXISTS ticketstock_render;
DROP FUNCTION IF EXISTS ticketstock_preview;
DROP FUNCTION IF EXISTS ticketstock_send;
DROP FUNCTION IF EXISTS ticketstock_left_over;
DROP FUNCTION IF EXISTS ticketstock_forget;
CREATE FUNCTION ticketstock_version RETURNS STRING SONAME 'ticketstock.so';
CREATE FUNCTION ticketstock_check RETURNS STRING SONAME 'ticketstock.so';
CREATE FUNCTION ticketstock_render RETURNS STRING SONAME 'ticketstock.so';
CREATE FUNCTION ticketstock_preview RETURNS STRING SONAME 'ticketstock.so';
CREATE FUNCTION ticketstock_left_over RETURNS STRING SONAME 'ticketstock.so';
CREATE FUNCTION ticketstock_forget RETURNS STRING SONAME 'ticketstock.so';
CREATE AGGREGATE FUNCTION ticketstock_send RETURNS STRING SONAME 'ticketstock.so';
