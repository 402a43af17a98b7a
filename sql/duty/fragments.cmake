# Fragments of SQL: why somebody is told, or was.

# Subjects of mails: what came back for good; what answers by itself, if it came at once.
set(HARD_BOUNCE "'undeliver|unzustellbar|non remis|returned mail|delivery (has )?failed|delivery failure|failure notice|[(]failure[)]'")
set(LIKELY_MACHINE "'auto[- ]?(re|ant|submit|mat)|out[ -]of[ -](the[ -])?office|absen|abwesen|vacation|on leave|en cong|r[eé]pondeur|no-?reply|do not reply|ne pas r[eé]pondre'")
in_utf8(EVENT_TEXT a.note)
in_utf8(EVENT_RECIPIENTS a.email_to)
# An entry of the journal (alias j) in words.
set(HAPPENING "CONCAT(j.what, COALESCE(CONCAT(', ', j.old_value, IF(j.new_value IS NULL, '', ' ->')), ''), COALESCE(CONCAT(' ', j.new_value), ''),
        ': ', j.who, ', by ', j.way)")
# Why somebody got a mail (alias m), of a decision (d) with the rule (r) and record (o) of its ticket.
set(WHY_MAILED "CASE WHEN m.copy_of IS NOT NULL THEN CONCAT('It is a blind copy of mail ', m.copy_of, ': the ERP''s constant MAIN_MAIL_AUTOCOPY_TO.')
        WHEN d.id IS NOT NULL THEN CONCAT(CASE IF(d.event IN ('opened', 'operation'), 'rule', CONCAT(d.reason)) WHEN 'assignee' THEN 'The ticket was assigned to him.'
          WHEN 'rule' THEN CONCAT('He is a contact of the ticket as rule ', COALESCE(r.label, o.rule_id, '?'), ' says.')
          WHEN 'agent' THEN 'He is an agent of its type (type_agent).'
          WHEN 'manager' THEN 'He is the manager of its type (type_policy.escalate_to).'
          WHEN 'requester' THEN 'It is his ticket: he is its requester.'
          ELSE 'He is an external contact of the ticket, or its third party.' END,
          IF(d.how IS NULL, '', CONCAT(IF(d.mail_id IS NULL, ' It waits until ', ' It waited until '), d.goes_at, ' UTC at most (mail_choice: ', d.how, ').')))
        WHEN m.kind IN ('opened', 'operation') THEN CONCAT('He is a contact of the ticket as rule ', COALESCE(r.label, o.rule_id, '?'), ' says.')
        WHEN m.kind = 'test' THEN 'It was to be tried.'
        ELSE 'The decision on it has been deleted (setting purge_after_days).' END")
foreach(which ticket days)
  if(which STREQUAL "ticket")
    set(WHICH_ENTRIES "j.ticket_id = this_ticket AND j.id BETWEEN low_entry AND high_entry")
    set(WAS_ASSIGNED "1")
  else()
    set(WAS_ASSIGNED "COALESCE((SELECT n.old_value IS NOT NULL FROM ticket_journal AS n
            WHERE n.ticket_id = j.ticket_id AND n.what = 'assignee' AND n.id > j.id ORDER BY n.id LIMIT 1), 1)")
    set(WHICH_ENTRIES "j.at >= begin_at AND k.entity = this_entity AND this_type IN ('*', k.type_code)")
  endif()
  foreach(name happened persons decisions)
    string(TOUPPER ${name} NAME)
    read_part(PART_${NAME} duty/parts/${name}.sql)
  endforeach()
  string(TOUPPER ${which} WHICH)
  set(PART_DECISIONS_OF_${WHICH} "${PART_DECISIONS}")
endforeach()
