# How a setting and a placeholder are declared. What the SQL files take from a declaration is a text between two @.

# quote_sql(VARIABLE TEXT): TEXT as an SQL literal.
function(quote_sql variable text)
  string(REPLACE "'" "''" text "${text}")
  set(${variable} "'${text}'" PARENT_SCOPE)
endfunction()

# setting(NAME [EACH_ENTITY] [EMPTY_COUNTS] [PREPARED] [DEFAULT value] <what it takes> MEANING text)
#
# EACH_ENTITY   an entity may have a value of its own; without it the value counts for all entities together
# EMPTY_COUNTS  an entity's own empty value counts; without it an empty value is none
# PREPARED      ready_warehouse depends on it: prepare_rules() follows when it is changed
# What it takes is one of these; this_value is the value that is checked:
#   CHOICE word …               one of the words
#   RANGE least most            a whole number
#   DIGITS count TAKES words    a whole number of so many digits at most
#   CHECK condition TAKES words what the condition, an SQL expression, is true for
#   FAULT kind                  empty, or what ticketstock_fault() has nothing against
# TAKES is how a refusal says what is allowed. MEANING is for DBAs: column meaning, docs/configuration.md.
#
# Gives SETTING_<NAME>, the value as an expression, never NULL: SELECT @SETTING_on_error@ INTO …
# With EACH_ENTITY it is that of this_entity, a variable of the routine. RANGE, DIGITS: a number, else a text.
# Of all settings together: SETTING_ROWS, SETTING_CHECKS, SETTING_DEFAULTS, SETTINGS_OF_ENTITIES, PREPARED_SETTINGS, and SETTINGS_TABLE for
# the documents.
function(setting name)
  cmake_parse_arguments(PARSE_ARGV 1 is "EACH_ENTITY;EMPTY_COUNTS;PREPARED" "DEFAULT;DIGITS;CHECK;TAKES;FAULT;MEANING"
    "CHOICE;RANGE")
  quote_sql(default "${is_DEFAULT}")
  quote_sql(meaning "${is_MEANING}")
  if(is_CHOICE)
    list(JOIN is_CHOICE "', '" words)
    set(is_CHECK "this_value IN ('${words}')")
    list(JOIN is_CHOICE " or " is_TAKES)
  elseif(is_RANGE)
    list(GET is_RANGE 0 least)
    list(GET is_RANGE 1 most)
    string(LENGTH "${most}" digits)
    set(is_CHECK "this_value REGEXP '^[0-9]{1,${digits}}$' AND this_value BETWEEN ${least} AND ${most}")
    set(is_TAKES "a number from ${least} to ${most}")
  elseif(is_DIGITS)
    set(is_CHECK "this_value REGEXP '^[0-9]{1,${is_DIGITS}}$'")
  elseif(NOT is_CHECK AND NOT is_FAULT)
    message(FATAL_ERROR "Setting ${name} does not say what it takes.")
  endif()
  if(is_FAULT)
    set(fault "CONVERT(ticketstock_fault('${is_FAULT}', this_value) USING utf8mb4)")
    set(check "SET fault = IF(this_value = '', NULL, ${fault})")
  else()
    quote_sql(takes "${is_TAKES}")
    set(check "SET allowed = IF(${is_CHECK}, NULL,\n      ${takes})")
  endif()

  set(scope all)
  set(shown empty)
  set(entities "= 0")
  set(value "MAX(s.value)")
  if(is_EACH_ENTITY)
    set(scope entity)
    set(entities "IN (0, this_entity)")
    set(own "NULLIF(s.value, '')")
    if(is_EMPTY_COUNTS)
      set(own "s.value")
    endif()
    set(value "MAX(IF(s.entity > 0, ${own}, NULL)), MAX(s.value)")
    list(APPEND SETTINGS_OF_ENTITIES "'${name}'")
  endif()
  set(value "COALESCE(${value}, ${default})")
  if(is_RANGE OR is_DIGITS)
    set(value "CAST(${value} AS SIGNED)")
  endif()
  if(is_PREPARED)
    list(APPEND PREPARED_SETTINGS "'${name}'")
  endif()
  if(NOT "${is_DEFAULT}" STREQUAL "")
    set(shown `${is_DEFAULT}`)
  endif()

  set(SETTING_${name} "(SELECT ${value} FROM setting AS s WHERE s.entity ${entities} AND s.name = '${name}')"
    PARENT_SCOPE)
  set(SETTING_ROWS "${SETTING_ROWS}${comma}  (0, '${name}', ${default},\n   ${meaning})" PARENT_SCOPE)
  set(SETTING_DEFAULTS "${SETTING_DEFAULTS} WHEN '${name}' THEN ${default}" PARENT_SCOPE)
  set(SETTING_CHECKS "${SETTING_CHECKS}  WHEN '${name}' THEN\n    ${check};\n" PARENT_SCOPE)
  set(SETTINGS_OF_ENTITIES "${SETTINGS_OF_ENTITIES}" PARENT_SCOPE)
  set(PREPARED_SETTINGS "${PREPARED_SETTINGS}" PARENT_SCOPE)
  set(SETTINGS_TABLE "${SETTINGS_TABLE}| `${name}` | ${shown} | ${scope} | ${is_MEANING} |\n" PARENT_SCOPE)
  set(comma ",\n" PARENT_SCOPE)
endfunction()

# placeholder(NAME meaning [RULE value | RULE_LATER] [MAIL value [AS_HTML] [SUBJECT]] [FRAME value [TEST_FRAME value]] [TEST value]
#   [BODY] [DESK value [DESK_AS_HTML] [DESK_SUBJECT] [USERS_ONLY]] [DIGEST value [DIGEST_AS_HTML] [DIGEST_SUBJECT]])
#
# What it is replaced by, an SQL expression, in each text that may hold it:
#   RULE        subject and content of a rule, in terms of erp_write_ticket(). p.COLUMN is a column of the ERP's
#               product, which is read into variable product_COLUMN
#   RULE_LATER  content of a rule; it stays in the ticket until erp_tell_seen() puts the value there
#   MAIL        html of the mails opened and operation, in terms of erp_fill_batch(); AS_HTML: the value is HTML
#               already; SUBJECT: their subject may hold it too
#   FRAME       html of frame, in the same terms; TEST_FRAME: what it is in erp_fill_test() where that differs
#   TEST        html of mail test, in terms of erp_fill_test()
#   BODY        html of frame, where the mail's own text goes
#   DESK        html of the mails of the desk, in terms of erp_fill_desk_batch(); DESK_AS_HTML, DESK_SUBJECT: as above;
#               USERS_ONLY: not of those that may go to customers
#   DIGEST      html of mail digest, in terms of erp_fill_digests(); DIGEST_AS_HTML, DIGEST_SUBJECT: as above
#
# Gives the pairs that ticketstock_render() takes: RULE_PLACEHOLDERS, SUBJECT_…, HTML_…, FRAME_…, TEST_FRAME_…, TEST_…, DESK_…,
# DESK_SUBJECT_…, DIGEST_…, DIGEST_SUBJECT_…; the same and CUSTOMER with _NAMES for check_template;
# PRODUCT_COLUMNS and PRODUCT_VARIABLES; PLACEHOLDER_ROWS of table placeholder; PLACEHOLDERS_TABLE and
# DESK_PLACEHOLDERS_TABLE for the documents.
function(placeholder name meaning)
  cmake_parse_arguments(PARSE_ARGV 2 is "RULE_LATER;SUBJECT;AS_HTML;BODY;DESK_AS_HTML;DESK_SUBJECT;USERS_ONLY;DIGEST_AS_HTML;DIGEST_SUBJECT"
    "RULE;MAIL;FRAME;TEST_FRAME;TEST;DESK;DIGEST" "")
  # add_pair(TEXT KEY value)
  macro(add_pair text key value)
    if("${value}" MATCHES "@[A-Z]")
      check_names(placeholders.cmake "${value}")
    endif()
    string(CONFIGURE "${value}" expression @ONLY)
    if(${text}_PLACEHOLDERS)
      string(APPEND ${text}_PLACEHOLDERS ",\n        ")
    endif()
    string(APPEND ${text}_PLACEHOLDERS "'${key}', ${expression}")
    set(${text}_PLACEHOLDERS "${${text}_PLACEHOLDERS}" PARENT_SCOPE)
  endmacro()
  macro(add_name text)
    set(${text}_NAMES ${${text}_NAMES} ${name})
    set(${text}_NAMES "${${text}_NAMES}" PARENT_SCOPE)
  endmacro()

  if(DEFINED is_RULE OR is_RULE_LATER)
    quote_sql(quoted "${meaning}")
    set(PLACEHOLDER_ROWS "${PLACEHOLDER_ROWS}${row_comma}  ('${name}', ${quoted})" PARENT_SCOPE)
    set(row_comma ",\n" PARENT_SCOPE)
    set(rules yes)
  endif()
  if(DEFINED is_RULE)
    if(is_RULE MATCHES "^p\\.([a-z_]+)$")
      set(variable product_${CMAKE_MATCH_1})
      set(PRODUCT_COLUMNS ${PRODUCT_COLUMNS} ${is_RULE})
      set(PRODUCT_VARIABLES ${PRODUCT_VARIABLES} ${variable})
      set(PRODUCT_COLUMNS "${PRODUCT_COLUMNS}" PARENT_SCOPE)
      set(PRODUCT_VARIABLES "${PRODUCT_VARIABLES}" PARENT_SCOPE)
      set(is_RULE ${variable})
    endif()
    add_pair(RULE ${name} "${is_RULE}")
  endif()
  if(is_SUBJECT)
    add_pair(SUBJECT ${name} "${is_MAIL}")
    add_name(SUBJECT)
    list(APPEND where subject)
  endif()
  if(DEFINED is_MAIL)
    set(key ${name})
    if(is_AS_HTML)
      set(key html:${name})
    endif()
    add_pair(HTML ${key} "${is_MAIL}")
    add_name(HTML)
    list(APPEND where html)
  endif()
  if(DEFINED is_FRAME)
    add_pair(FRAME ${name} "${is_FRAME}")
    if(NOT DEFINED is_TEST_FRAME)
      set(is_TEST_FRAME "${is_FRAME}")
    endif()
    add_pair(TEST_FRAME ${name} "${is_TEST_FRAME}")
  endif()
  if(is_BODY OR DEFINED is_FRAME)
    add_name(FRAME)
    list(APPEND where "`frame`")
  endif()
  if(DEFINED is_TEST)
    add_pair(TEST ${name} "${is_TEST}")
    add_name(TEST)
    list(APPEND where "`test`")
  endif()
  if(DEFINED is_DESK)
    set(key ${name})
    if(is_DESK_AS_HTML)
      set(key html:${name})
    endif()
    add_pair(DESK ${key} "${is_DESK}")
    add_name(DESK)
    set(desk_subject "")
    if(is_DESK_SUBJECT)
      add_pair(DESK_SUBJECT ${name} "${is_DESK}")
      add_name(DESK_SUBJECT)
      set(desk_subject yes)
    endif()
    set(desk_customer "")
    if(NOT is_USERS_ONLY)
      add_name(CUSTOMER)
      set(desk_customer yes)
    endif()
    list(APPEND where "[desk](mails.md)")
    set(DESK_PLACEHOLDERS_TABLE "${DESK_PLACEHOLDERS_TABLE}| `${name}` | ${desk_subject} | ${desk_customer} | ${meaning} |\n"
      PARENT_SCOPE)
  endif()
  if(DEFINED is_DIGEST)
    set(key ${name})
    if(is_DIGEST_AS_HTML)
      set(key html:${name})
    endif()
    add_pair(DIGEST ${key} "${is_DIGEST}")
    add_name(DIGEST)
    if(is_DIGEST_SUBJECT)
      add_pair(DIGEST_SUBJECT ${name} "${is_DIGEST}")
      add_name(DIGEST_SUBJECT)
    endif()
    list(APPEND where "[digest](digest.md)")
  endif()
  list(JOIN where ", " where)
  set(PLACEHOLDERS_TABLE "${PLACEHOLDERS_TABLE}| `${name}` | ${rules} | ${where} | ${meaning} |\n" PARENT_SCOPE)
endfunction()
