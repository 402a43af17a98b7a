/* The library's functions. A server that cannot load it stops the installation here (1126). */
CREATE FUNCTION IF NOT EXISTS ticketstock_version RETURNS STRING SONAME 'ticketstock.so';
CREATE FUNCTION IF NOT EXISTS ticketstock_check RETURNS STRING SONAME 'ticketstock.so';
CREATE FUNCTION IF NOT EXISTS ticketstock_render RETURNS STRING SONAME 'ticketstock.so';
CREATE FUNCTION IF NOT EXISTS ticketstock_preview RETURNS STRING SONAME 'ticketstock.so';
CREATE AGGREGATE FUNCTION IF NOT EXISTS ticketstock_send RETURNS STRING SONAME 'ticketstock.so';
