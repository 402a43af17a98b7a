# What differs between the kinds of package; read by cpack.
if(CPACK_GENERATOR STREQUAL RPM)
  list(REMOVE_ITEM CPACK_COMPONENTS_ALL debian)
endif()
