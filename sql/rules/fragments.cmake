# A row of ready_warehouse: what REPLACE sets, and the same values for its fingerprint, of the long text a hash.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS rules/parts/ready_row.sql)
file(READ rules/parts/ready_row.sql READY_ROW)
string(STRIP "${READY_ROW}" READY_ROW)
string(REGEX REPLACE " */\\*[^\n]*\\*/\n *" "" READY_VALUES "\n${READY_ROW}")
string(REGEX REPLACE "\n *[a-z_]+ = " "\n      " READY_VALUES "${READY_VALUES}")
string(REPLACE "this_message" "SHA2(this_message, 256)" READY_VALUES "${READY_VALUES}")
