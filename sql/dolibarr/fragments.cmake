# Fragments of SQL that read the ERP's rows: its tables, columns and names.

# Whoever owns the ERP's schema may put a view in the place of a table; functions in it (SQL SECURITY INVOKER) would
# act in our definer's name. Servers refuse an index hint on a view (1176), so every table of the ERP that is read says
# @BASE_TABLE@, a hint which has no other effect.
set(BASE_TABLE "IGNORE INDEX FOR GROUP BY (PRIMARY)")
set(BASE_TABLE_OF_CHOICES "IGNORE INDEX FOR GROUP BY (uk_user_param)") # llx_user_param, which has no primary key
function(check_base_tables file text)
  string(REGEX MATCHALL "(FROM|JOIN|UPDATE) `@ERP_SCHEMA@`\\.`@ERP_PREFIX@[a-z_]+`( AS [a-z_]+)?( @BASE_TABLE(_OF_CHOICES)?@)?"
    reads "${text}")
  list(FILTER reads EXCLUDE REGEX "@BASE_TABLE(_OF_CHOICES)?@$")
  if(reads)
    message(FATAL_ERROR "${file}: a table of the ERP that is read needs @BASE_TABLE@ behind its alias: ${reads}")
  endif()
endfunction()

# What the desk reads in the ERP's rows. The address in a From, lower case.
function(address_of variable text)
  set(${variable} "LOWER(TRIM(IF(${text} LIKE '%<%', SUBSTRING_INDEX(SUBSTRING_INDEX(${text}, '<', -1), '>', 1), ${text})))"
    PARENT_SCOPE)
endfunction()
# in_utf8(VARIABLE COLUMN): a column of the ERP, of whatever collation, as ours can be compared with.
function(in_utf8 variable column)
  set(${variable} "CONVERT(${column} USING utf8mb4) COLLATE utf8mb4_unicode_ci" PARENT_SCOPE)
endfunction()
function(user_name variable user)
  in_utf8(first n.firstname)
  in_utf8(last n.lastname)
  in_utf8(login n.login)
  string(CONFIGURE "(SELECT COALESCE(NULLIF(TRIM(CONCAT_WS(' ', ${first}, ${last})), ''), ${login})
                  FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS n @BASE_TABLE@ WHERE n.rowid = ${user})" name @ONLY)
  set(${variable} "${name}" PARENT_SCOPE)
endfunction()
