# What users are told together (digest/). Of a decision (alias d): it is for him in person. Why one that waits is not to be told
# any more, with the tables that it is read from. What a digest says of one: what happened, and why he is told.
set(IS_FOR_HIM "(d.event = 'assigned' OR d.event IN ('customer_answered', 'opened', 'operation') AND d.reason = 'assignee')")
set(SETTLED_TABLES "LEFT JOIN ticket_journal AS j ON j.id = d.journal_id
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = d.ticket_id
        AND CONVERT(t.track_id USING utf8mb4) COLLATE utf8mb4_bin = j.track_id
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ ON u.rowid = d.user_id")
check_base_tables(digest/fragments.cmake "${SETTLED_TABLES}")
string(CONFIGURE "${SETTLED_TABLES}" SETTLED_TABLES @ONLY)
read_part(PART_SETTLED digest/parts/settled.sql)
foreach(words "WORDS d.event" "REASON CONCAT('OF_', d.reason)")
  string(REGEX MATCH "^([A-Z]+) (.*)$" words "${words}")
  set(NOTICE_${CMAKE_MATCH_1} "(SELECT l.label FROM code_label AS l WHERE l.dictionary = 'mail' AND l.lang IN (this_lang, 'en')
          AND l.code = UPPER(CONCAT('NOTICE_', ${CMAKE_MATCH_2})) ORDER BY l.lang = this_lang DESC LIMIT 1)")
endforeach()
