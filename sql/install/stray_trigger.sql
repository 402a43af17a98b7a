/*
 * Tools that change a table in use make a copy and RENAME TABLE: a trigger stays on the old table of movements, tickets or
 * events. None is watched then, and the trigger's name is taken. A procedure, since it is to be dropped in that case only.
 */
DROP PROCEDURE IF EXISTS drop_stray_trigger;
DELIMITER //
CREATE PROCEDURE drop_stray_trigger()
  COMMENT 'Drops triggers where they are on another table than theirs'
BEGIN
  DECLARE stray INT;
@DROP_STRAY_TRIGGERS@END//
DELIMITER ;
CALL drop_stray_trigger();
DROP PROCEDURE drop_stray_trigger;
