# cpack -G DEB, cpack -G RPM: a package that ticketstock-setup belongs to. INSTALL.md says how to build one; configure with
# -DCMAKE_INSTALL_PREFIX=/usr, since the library is told when it is built where the mailer is.
set(packaging ${CMAKE_CURRENT_LIST_DIR})
set(TICKETSTOCK_CONTACT "TicketStock maintainers <maintainers@ticketstock.invalid>" CACHE STRING "Who made the package")
set(made ${PROJECT_BINARY_DIR}/packaging)

# compress(SOURCE TARGET): as Debian wants documents, without a time and a name in it.
find_program(GZIP gzip REQUIRED)
function(compress source target)
  execute_process(COMMAND ${GZIP} -9 -n -c ${source} OUTPUT_FILE ${made}/${target} COMMAND_ERROR_IS_FATAL ANY)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
endfunction()

# Manual pages, documents: with any installation.
file(MAKE_DIRECTORY ${made})
foreach(page ticketstock-setup.8 ticketstock.7)
  configure_file(${packaging}/man/${page}.in ${made}/${page} @ONLY)
  compress(${made}/${page} ${page}.gz)
endforeach()
install(FILES ${made}/ticketstock-setup.8.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man8)
install(FILES ${made}/ticketstock.7.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man7)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/INSTALL.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs DESTINATION ${CMAKE_INSTALL_DOCDIR} PATTERN notes EXCLUDE)

# What only a package has: its papers, and the folder of the key file, empty, which the server's account reads through.
string(TIMESTAMP PACKAGE_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)
configure_file(${packaging}/changelog.in ${made}/changelog @ONLY)
compress(${made}/changelog changelog.Debian.gz)
compress(${PROJECT_SOURCE_DIR}/CHANGELOG.md changelog.gz)
install(FILES ${made}/changelog.gz ${packaging}/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT package EXCLUDE_FROM_ALL)
install(FILES ${made}/changelog.Debian.gz DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT debian EXCLUDE_FROM_ALL)
install(FILES ${packaging}/lintian-overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides RENAME ticketstock
        COMPONENT debian EXCLUDE_FROM_ALL)
get_filename_component(key_folder ${TICKETSTOCK_SECRETS} DIRECTORY)
install(DIRECTORY DESTINATION ${key_folder} COMPONENT package EXCLUDE_FROM_ALL DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
        GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_PACKAGE_NAME ticketstock)
set(CPACK_PACKAGE_CONTACT "${TICKETSTOCK_CONTACT}")
set(CPACK_PACKAGE_VENDOR TicketStock)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "tickets and mails when goods arrive, inside Dolibarr's database")
set(CPACK_PACKAGE_DESCRIPTION "TicketStock is a plugin for the MariaDB or MySQL server under a
Dolibarr ERP. When goods arrive in a watched warehouse it opens
a ticket, in the transaction of their stock movement, and mails
the ticket's contacts. ticketstock-setup(8) installs it for one ERP.")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX ${CMAKE_INSTALL_PREFIX})
set(CPACK_STRIP_FILES ON)
# One package, without the scripts that have the names of the build in them: component named.
set(CPACK_COMPONENTS_ALL Unspecified package debian)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_PROJECT_CONFIG_FILE ${packaging}/generator.cmake)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION database)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "mariadb-client | virtual-mysql-client")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "mariadb-server | virtual-mysql-server, tzdata")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${packaging}/postinst ${packaging}/prerm ${packaging}/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION TRUE)

set(CPACK_RPM_COMPONENT_INSTALL ON)
set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_LICENSE GPL-3.0-or-later)
set(CPACK_RPM_PACKAGE_AUTOREQ ON)
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION /etc /usr/libexec /usr/sbin /usr/lib/mysql /usr/lib/mysql/plugin /usr/lib64/mysql
    /usr/lib64/mysql/plugin /usr/share/man /usr/share/man/man7 /usr/share/man/man8 /usr/share/doc /usr/share/lintian /usr/share/lintian/overrides)
include(CPack)
