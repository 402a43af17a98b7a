# A routine is never missing for a moment, and keeps the rights that were granted on it, where the server can replace
# it: MariaDB. On MySQL it is dropped and made again (keep_grants.sql). Views are replaced everywhere.

# Writes the listed files, configured, one after the other, to two scripts in the build folder: <script>, and <script>.in with marks
# where the three names belong.
function(write_script script)
  set(text "")
  foreach(file IN LISTS ARGN)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} part)
    check_base_tables(${file} "${part}")
    check_mark(${file} "${part}")
    get_property(ROLE_GRANTS GLOBAL PROPERTY ROLE_GRANTS)
    get_property(ROLE_REVOKES GLOBAL PROPERTY ROLE_REVOKES)
    string(REGEX REPLACE "DROP PROCEDURE IF EXISTS ([a-z_]+);\nDELIMITER //\nCREATE DEFINER"
      "/*!80000 DROP PROCEDURE IF EXISTS \\1 */;\nDELIMITER //\nCREATE /*M! OR REPLACE */ DEFINER" part "${part}")
    string(REGEX REPLACE "DROP VIEW IF EXISTS [a-z_]+;\nCREATE DEFINER" "CREATE OR REPLACE DEFINER" part "${part}")
    check_names(${file} "${part}")
    string(CONFIGURE "${part}" part @ONLY)
    string(APPEND text "${part}\n")
  endforeach()
  file(WRITE ${PROJECT_BINARY_DIR}/${script}.in "${text}")
  foreach(name IN LISTS NAMES)
    string(REPLACE "@${name}@" "${NAME_${name}}" text "${text}")
  endforeach()
  file(WRITE ${PROJECT_BINARY_DIR}/${script} "${text}")
endfunction()
