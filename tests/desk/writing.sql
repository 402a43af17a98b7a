-- What the writers of desk.sh call: one transaction on a ticket, and what the journal has to say of it.
-- SPDX-License-Identifier: GPL-3.0-or-later
DELETE FROM llx_ticket;
DELETE FROM llx_actioncomm;
CREATE TABLE truth (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, ticket INT NOT NULL, what VARCHAR(32) NOT NULL,
  old_value INT NULL, new_value INT NULL) ENGINE = InnoDB;
DELIMITER //
-- kind, of a ticket that there is: 0, 1 status, 2 customer's word, 3 agent's word, 4 note, 5 deleted, 6 status and rolled back
CREATE PROCEDURE act(IN this INT, IN kind INT, IN status INT)
BEGIN
  DECLARE present, before_it, deleted INT DEFAULT 0;
  START TRANSACTION;
  /* The ERP never gives a rowid twice, and keeps the events of a ticket that was deleted. */
  SELECT COUNT(*), MAX(fk_statut) INTO present, before_it FROM llx_ticket WHERE rowid = this FOR UPDATE;
  IF NOT present THEN
    SELECT COUNT(*) INTO deleted FROM truth WHERE ticket = this AND what = 'deleted';
  END IF;
  IF deleted THEN
    DO 0;
  ELSEIF NOT present THEN
    INSERT INTO llx_ticket (rowid, entity, ref, track_id, fk_user_create, subject, message, fk_statut, datec)
      VALUES (this, 1, CONCAT('T', UUID_SHORT()), UUID_SHORT(), 1, 's', 'm', 0, NOW());
    INSERT INTO truth (ticket, what) VALUES (this, 'created');
  ELSEIF kind IN (0, 1, 6) THEN
    UPDATE llx_ticket SET fk_statut = status WHERE rowid = this;
    INSERT INTO truth (ticket, what, old_value, new_value) SELECT this, 'status', before_it, status FROM DUAL
      WHERE before_it <> status;
  ELSEIF kind = 5 THEN
    DELETE FROM llx_ticket WHERE rowid = this;
    INSERT INTO truth (ticket, what) VALUES (this, 'deleted');
  ELSE
    INSERT INTO llx_actioncomm (ref, entity, code, fk_user_author, email_from, label, fk_element, elementtype, datec, datep)
      VALUES ('', 1, IF(kind = 4, 'TICKET_MSG_PRIVATE', 'TICKET_MSG'), IF(kind = 2, NULL, 2), 'a@b.example', '', this,
        'ticket', NOW(), NOW());
    INSERT INTO truth (ticket, what) VALUES (this, ELT(kind - 1, 'customer word', 'agent word', 'note'));
  END IF;
  IF kind = 6 THEN
    ROLLBACK;
  ELSE
    COMMIT;
  END IF;
END//
-- What differs, a sentence a row.
CREATE PROCEDURE judge()
BEGIN
  SELECT CONCAT('Ticket ', COALESCE(t.ticket, j.ticket), ', entry ', COALESCE(t.place, j.place), ': done ',
      COALESCE(t.entry, 'nothing'), ', journal ', COALESCE(j.entry, 'nothing')) AS difference
    FROM (SELECT ticket, ROW_NUMBER() OVER (PARTITION BY ticket ORDER BY id) AS place,
        CONCAT_WS(' ', what, old_value, new_value) AS entry FROM truth) AS t
    LEFT JOIN (SELECT ticket_id AS ticket, ROW_NUMBER() OVER (PARTITION BY ticket_id ORDER BY id) AS place,
        CONCAT_WS(' ', what, IF(what = 'status', o.code, NULL), IF(what = 'status', n.code, NULL)) AS entry
      FROM ticketstock.ticket_journal AS h
      LEFT JOIN ticketstock.code_label AS o ON o.dictionary = 'status' AND o.lang = 'fr' AND o.label = h.old_value
      LEFT JOIN ticketstock.code_label AS n ON n.dictionary = 'status' AND n.lang = 'fr' AND n.label = h.new_value
      WHERE what <> 'state' AND ticket_id > 100) AS j
      ON j.ticket = t.ticket AND j.place = t.place
    WHERE NOT t.entry <=> j.entry LIMIT 10;
  SELECT CONCAT('The journal has ', COUNT(*) - (SELECT COUNT(*) FROM truth), ' entries more than was done.') AS difference
    FROM ticketstock.ticket_journal WHERE what <> 'state' AND ticket_id > 100 HAVING COUNT(*) <> (SELECT COUNT(*) FROM truth);
  DROP TABLE IF EXISTS kept;
  CREATE TABLE kept AS SELECT * FROM ticketstock.desk_ticket;
  CALL ticketstock.rebuild_desk();
  SELECT CONCAT('Ticket ', COALESCE(k.ticket_id, d.ticket_id), ' differs from what rebuild_desk() makes.') AS difference
    FROM kept AS k LEFT JOIN ticketstock.desk_ticket AS d ON d.ticket_id = k.ticket_id
      AND (d.ref, d.track_id, d.status, d.state, d.unread, d.episode) = (k.ref, k.track_id, k.status, k.state, k.unread, k.episode)
      AND d.waiting_since <=> k.waiting_since AND d.last_word_id <=> k.last_word_id
      AND d.last_customer_word_at <=> k.last_customer_word_at AND d.last_agent_word_at <=> k.last_agent_word_at
    WHERE d.ticket_id IS NULL
    UNION ALL SELECT CONCAT('rebuild_desk() makes ', (SELECT COUNT(*) FROM ticketstock.desk_ticket), ' rows of ',
      (SELECT COUNT(*) FROM kept), '.') FROM DUAL WHERE (SELECT COUNT(*) FROM ticketstock.desk_ticket) <> (SELECT COUNT(*) FROM kept);
END//
DELIMITER ;
