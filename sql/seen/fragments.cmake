# Fragments of SQL: goods that were here before.

user_name(SEEN_AGENT k.assignee_id)
# The lot of a movement (alias m), of an earlier one (e).
set(MOVED_LOT "LOWER(CONVERT(m.batch USING utf8mb4)) COLLATE utf8mb4_bin")
set(EARLIER_LOT "LOWER(CONVERT(e.batch USING utf8mb4)) COLLATE utf8mb4_bin")
# A number of days in words, from variables days and language.
set(DAYS_WORDS "CASE days WHEN 0 THEN IF(language = 'fr', 'moins d''un jour', 'less than a day') WHEN 1 THEN IF(language = 'fr', '1 jour', '1 day')
        ELSE CONCAT(days, IF(language = 'fr', ' jours', ' days')) END")
