/* What the installation is made of, for health_check. */
START TRANSACTION;
DELETE FROM installed_part;
INSERT INTO installed_part (kind, place, name, definition) VALUES
@PARTS@;
CALL note_installed_parts();
COMMIT;
