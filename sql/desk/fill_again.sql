/*
 * Has desk_ticket read from the ERP's rows, in small steps by the event follow_tickets: at installation, and whenever
 * install.sql runs, because what was done while a trigger was missing is told by nothing else.
 */
INSERT INTO desk_state (number, fill_below) VALUES (1, 2147483647) ON DUPLICATE KEY UPDATE fill_below = VALUES(fill_below);
