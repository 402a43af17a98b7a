# What every act of the desk begins with.
# The session's own steps of numbers, which on MariaDB any account may set, would use up those of the ERP's tables.
set(OWN_STEPS "step INT DEFAULT @@SESSION.auto_increment_increment;
  DECLARE start INT DEFAULT @@SESSION.auto_increment_offset")
set(SERVER_STEPS "/*M! , auto_increment_increment = @@GLOBAL.auto_increment_increment, auto_increment_offset = @@GLOBAL.auto_increment_offset */")
set(RESTORE_STEPS "/*M! , auto_increment_increment = step, auto_increment_offset = start */")
set(RESTORE_SESSION "SET time_zone = zone, sql_big_selects = big_selects, sql_safe_updates = safe_updates, sql_select_limit = most_rows ${RESTORE_STEPS}")
read_part(PART_ACT acts/parts/act.sql)
string(CONFIGURE "${FIND_CODE}" FIND_CODE @ONLY)
