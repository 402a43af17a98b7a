/*
 * Writes the contacts of a warehouse as a new version, whose number is nobody else's: two who prepare at a time do not
 * meet.
 *
 * this_warehouse  rowid of the warehouse in the ERP
 * contacts        as erp_list_contacts() lists them; NULL: none
 * version         OUT: for ready_warehouse.contact_version
 *
 * Writes:     ready_contact
 * Called by:  erp_prepare_rule
 * Internal
 */
DROP PROCEDURE IF EXISTS write_contacts;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE write_contacts(
  IN this_warehouse INT, IN contacts MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, OUT version INT)
  COMMENT 'Writes the contacts of a warehouse as a new version'
BEGIN
  SET version = 1 + FLOOR(RAND() * 2000000000);
  INSERT INTO ready_contact (warehouse_id, version, made_at, position, is_last, contact_type_id,
      assigned_type_id, other_type_id,
      user_1, lang_1, address_1, user_2, lang_2, address_2, user_3, lang_3, address_3, user_4, lang_4, address_4,
        problem)
    SELECT this_warehouse, version, UTC_TIMESTAMP(), l.position, l.position = JSON_LENGTH(contacts), l.contact_type_id,
        l.assigned_type_id, l.other_type_id,
        l.user_1, l.lang_1, l.address_1, l.user_2, l.lang_2, l.address_2, l.user_3, l.lang_3, l.address_3,
        l.user_4, l.lang_4, l.address_4, NULLIF(l.problem, '')
      FROM JSON_TABLE(COALESCE(contacts, '[]'), '$[*]' COLUMNS (
        position FOR ORDINALITY,
        contact_type_id INT PATH '$.type',
        assigned_type_id INT PATH '$.assigned',
        other_type_id INT PATH '$.other',
        user_1 INT PATH '$.users[0].id',
        lang_1 CHAR(2) CHARACTER SET utf8mb4 PATH '$.users[0].lang',
        address_1 VARCHAR(255) CHARACTER SET utf8mb4 PATH '$.users[0].address',
        user_2 INT PATH '$.users[1].id',
        lang_2 CHAR(2) CHARACTER SET utf8mb4 PATH '$.users[1].lang',
        address_2 VARCHAR(255) CHARACTER SET utf8mb4 PATH '$.users[1].address',
        user_3 INT PATH '$.users[2].id',
        lang_3 CHAR(2) CHARACTER SET utf8mb4 PATH '$.users[2].lang',
        address_3 VARCHAR(255) CHARACTER SET utf8mb4 PATH '$.users[2].address',
        user_4 INT PATH '$.users[3].id',
        lang_4 CHAR(2) CHARACTER SET utf8mb4 PATH '$.users[3].lang',
        address_4 VARCHAR(255) CHARACTER SET utf8mb4 PATH '$.users[3].address',
        problem VARCHAR(500) CHARACTER SET utf8mb4 PATH '$.problem')) AS l;
END//
DELIMITER ;
