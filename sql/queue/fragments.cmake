# Fragments of SQL for the queue.

# Of the value of setting mail_held (column or variable held): whether it stops the queue at this moment.
set(IS_HELD "(held = '1' OR held > DATE_FORMAT(UTC_TIMESTAMP(), '%Y-%m-%d %H:%i:%s'))")
