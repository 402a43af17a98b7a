# What is written out in the scripts: lanes, stray triggers, the number of routines.

# Seconds for one lane: all together have 30 from @ticketstock_waits on, whatever becomes of the clock meanwhile.
set(LANE_PATIENCE "LEAST(30, GREATEST(0, 30 - TIMESTAMPDIFF(SECOND, @ticketstock_waits, SYSDATE())))")

# uninstall.sql has plain statements only: those for the lanes are written out.
foreach(lane RANGE 1 16)
  list(APPEND LANE_NUMBERS "SELECT ${lane} AS number")
  string(APPEND DROP_LANES "DROP EVENT IF EXISTS `${TICKETSTOCK_SCHEMA}`.deliver_lane_${lane};\n")
  string(APPEND AWAIT_LANES "DO GET_LOCK(LEFT(CONCAT(@ticketstock_locks, '.lane.${lane}'), 64), ${LANE_PATIENCE});\n"
    "DO RELEASE_LOCK(LEFT(CONCAT(@ticketstock_locks, '.lane.${lane}'), 64));\n")
endforeach()
list(JOIN LANE_NUMBERS " UNION ALL " LANE_NUMBERS)

# Where a trigger is on another table than its own (install/stray_trigger.sql); a name of a trigger is no parameter.
foreach(trigger movement ticket_inserted ticket_updated ticket_deleted event_inserted event_updated event_deleted)
  set(table stock_mouvement)
  if(trigger MATCHES "^ticket")
    set(table ticket)
  elseif(trigger MATCHES "^event")
    set(table actioncomm)
  endif()
  string(APPEND DROP_STRAY_TRIGGERS "  SELECT COUNT(*) INTO stray FROM information_schema.TRIGGERS
    WHERE TRIGGER_SCHEMA = '${ERP_SCHEMA}' AND TRIGGER_NAME = 'ticketstock_${trigger}' AND EVENT_OBJECT_TABLE <> '${ERP_PREFIX}${table}';
  IF stray THEN
    DROP TRIGGER `${ERP_SCHEMA}`.ticketstock_${trigger};
  END IF;\n")
endforeach()

# How many routines install.sql makes before the trigger, which is for a whole installation only.
set(ROUTINES 0)
foreach(file IN LISTS TICKETSTOCK_SQL)
  if(file STREQUAL "tickets/trigger_movement.sql")
    break()
  endif()
  file(STRINGS ${file} made REGEX "^CREATE DEFINER = `ticketstock`@`localhost` (PROCEDURE|FUNCTION)")
  list(LENGTH made made)
  math(EXPR ROUTINES "${ROUTINES} + ${made}")
endforeach()
