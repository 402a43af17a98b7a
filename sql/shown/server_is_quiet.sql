/*
 * Whether this transaction, which has written, may be committed without costing one of the ERP's anything: no other one
 * has written and is open, and none has begun within the last minute.
 *
 * quiet  OUT: 1: it may
 *
 * A transaction of the ERP reads what it later writes: a row that it read as missing it inserts (1062), and with
 * innodb_snapshot_isolation one that has changed since its first read costs it everything (1020). An older transaction
 * that has written nothing is a dump or a report. The server keeps the list for a tenth of a second: a list in which
 * our own write is missing is too old, and answers no.
 *
 * Called by:  erp_show_waiting
 * Internal
 */
DROP PROCEDURE IF EXISTS server_is_quiet;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE server_is_quiet(OUT quiet INT)
  COMMENT 'Whether no other transaction is at work'
BEGIN
  DECLARE began DATETIME;
  DECLARE busy INT;
  SELECT MAX(IF(x.trx_mysql_thread_id = CONNECTION_ID() AND x.trx_rows_modified > 0, x.trx_started, NULL)),
      MAX(x.trx_mysql_thread_id NOT IN (0, CONNECTION_ID()) AND (x.trx_rows_modified > 0
        OR x.trx_autocommit_non_locking = 0 AND x.trx_started >= o.latest - INTERVAL 1 MINUTE))
    INTO began, busy
    FROM information_schema.INNODB_TRX AS x
    CROSS JOIN (SELECT MAX(trx_started) AS latest FROM information_schema.INNODB_TRX) AS o;
  SET quiet = began IS NOT NULL AND busy = 0;
END//
DELIMITER ;
