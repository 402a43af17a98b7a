# Fragments of SQL for what people do to tickets.

in_utf8(TICKET_REF t.ref)
in_utf8(TYPE_CODE t.code)
in_utf8(code d.code)
in_utf8(label d.label)
foreach(dictionary type severity category)
  string(APPEND FIND_CODE "WHEN '${dictionary}' THEN
    SELECT ${code} INTO this_code FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_${dictionary}` AS d @BASE_TABLE@
      LEFT JOIN code_label AS l ON l.dictionary = '${dictionary}' AND l.label = word AND l.code = ${code}
      WHERE d.active = 1 AND d.entity IN (0, this_entity)
        AND (word IS NULL AND d.use_default = 1 OR ${code} = word OR ${label} = word OR l.code IS NOT NULL)
      ORDER BY ${code} = word DESC, d.pos, d.code LIMIT 1;
  ")
endforeach()
in_utf8(login u.login)
set(USER_LOGIN "${login}")
in_utf8(group g.nom)
set(AGENT_NAME "COALESCE(${login}, ${group})")
# How long ago something was, from seconds in a variable age.
set(AGO "CASE WHEN age < 120 THEN CONCAT(age, ' s') WHEN age < 7200 THEN CONCAT(age DIV 60, ' min')
        WHEN age < 172800 THEN CONCAT(age DIV 3600, ' h') ELSE CONCAT(age DIV 86400, ' days') END")
# level_of(VARIABLE ENTITY TYPE): level of user me for the tickets of a type; NULL: none. manage is before read.
function(level_of variable entity type)
  set(${variable} "(SELECT MIN(CONCAT(a.level)) FROM type_agent AS a
            WHERE a.entity IN (0, ${entity}) AND a.type_code IN ('*', ${type}) AND (a.user_id = me
              OR a.group_id IN (SELECT g.group_id FROM erp_group_member AS g WHERE g.user_id = me AND g.entity IN (0, ${entity}))))"
    PARENT_SCOPE)
endfunction()
in_utf8(type t.type_code)
level_of(TICKET_LEVEL t.entity "${type}")
level_of(CODE_LEVEL this_entity type)
