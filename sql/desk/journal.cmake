# Fragments of SQL for the journal: what it says, and in which names.

# The journal speaks in names: of a user (JOURNAL_USER_<what>), of a code, of a third party. lang is the ERP's language.
function(code_name variable dictionary value)
  in_utf8(label d.label)
  in_utf8(code d.code)
  string(CONFIGURE "COALESCE((SELECT l.label FROM code_label AS l
                    WHERE l.dictionary = '${dictionary}' AND l.code = ${value} AND l.lang = language),
                  (SELECT MAX(${label}) FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_${dictionary}` AS d @BASE_TABLE@
                    WHERE ${code} = ${value}), ${value})" name @ONLY)
  set(${variable} "${name}" PARENT_SCOPE)
endfunction()
function(party_name variable value)
  in_utf8(label d.nom)
  string(CONFIGURE "COALESCE((SELECT ${label} FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS d @BASE_TABLE@
                    WHERE d.rowid = ${value}), ${value})" name @ONLY)
  set(${variable} "${name}" PARENT_SCOPE)
endfunction()
foreach(side old new)
  user_name(assignee f.${side}_assignee)
  set(${side}_assignee "COALESCE(${assignee}, f.${side}_assignee)")
  foreach(dictionary type severity category)
    code_name(${side}_${dictionary} ${dictionary} f.${side}_${dictionary})
  endforeach()
  party_name(${side}_thirdparty f.${side}_thirdparty)
  set(${side}_state "CASE WHEN f.${side}_status IN (8, 9) THEN 'closed' WHEN f.${side}_status IN (3, 5, 7) THEN 'doing' ELSE 'todo' END")
  set(${side}_status "COALESCE((SELECT l.label FROM code_label AS l
                    WHERE l.dictionary = 'status' AND l.code = CAST(f.${side}_status AS CHAR) AND l.lang = language), f.${side}_status)")
  string(TOUPPER ${side} SIDE)
  set(JOURNAL_${SIDE} "CASE x.what
          WHEN 'state' THEN ${${side}_state}
          WHEN 'status' THEN ${${side}_status}
          WHEN 'assignee' THEN ${${side}_assignee}
          WHEN 'type' THEN ${${side}_type}
          WHEN 'severity' THEN ${${side}_severity}
          WHEN 'group' THEN ${${side}_category}
          WHEN 'thirdparty' THEN ${${side}_thirdparty}")
endforeach()
set(JOURNAL_CHANGED "CASE x.what
          WHEN 'state' THEN ${old_state} <> ${new_state}
          WHEN 'status' THEN NOT f.old_status <=> f.new_status
          WHEN 'assignee' THEN NOT f.old_assignee <=> f.new_assignee
          WHEN 'type' THEN NOT f.old_type <=> f.new_type
          WHEN 'severity' THEN NOT f.old_severity <=> f.new_severity
          WHEN 'group' THEN NOT f.old_category <=> f.new_category
          WHEN 'thirdparty' THEN NOT f.old_thirdparty <=> f.new_thirdparty
          WHEN 'subject' THEN f.subject_changed
          WHEN 'ref' THEN NOT f.old_ref <=> f.ref
          ELSE 0 END")
in_utf8(TICKET_SUBJECT t.subject)
in_utf8(EVENT_LABEL a.label)
in_utf8(EVENT_SUBJECT a.email_subject)
