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

# The events that run once at a time by a lock, and when each has last done something.
set(GUARDS "SELECT 'desk' AS topic, 'follow_tickets' AS event, '.follow' AS name, MAX(d.followed_at) AS at FROM desk_state AS d
          UNION ALL SELECT 'events', 'prepare_numbers', '.prepare', MAX(r.compared_at) FROM ready_state AS r
          UNION ALL SELECT 'events', 'check_health', '.health', MAX(h.looked_at) FROM health_state AS h")
