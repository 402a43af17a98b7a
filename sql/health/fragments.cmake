# Fragments of SQL for health_check.

# What makes the installation whole again, as health_check says it: a command line.
set(SQL_FOLDER ${CMAKE_INSTALL_FULL_DATADIR}/ticketstock)
set(INSTALL_AGAIN "/*M! '$ mariadb < ${SQL_FOLDER}/install.sql' */ /*!80000 '$ mysql < ${SQL_FOLDER}/install.sql' */")

# Tables that install.sql fills, and how many rows they have.
foreach(table placeholder code_label mail_duty lock_name desk_state ready_state)
  list(APPEND INSTALLED_ROWS "SELECT '${table}' AS name, COUNT(*) AS number FROM ${table}")
endforeach()
list(JOIN INSTALLED_ROWS " UNION ALL " INSTALLED_ROWS)
get_filename_component(SECRETS_FOLDER ${TICKETSTOCK_SECRETS} DIRECTORY)

# Whether the connection `holder` is a turn of one of our events that gets on: no statement of it takes a minute. The first
# turn after a pause (a restart, a lock that was kept) has not yet said that it runs. Of other accounts only their lock is seen.
set(IS_AT_WORK "EXISTS (SELECT 1 FROM information_schema.PROCESSLIST AS p WHERE p.ID = holder AND p.USER = 'ticketstock' AND p.TIME < 60)")
