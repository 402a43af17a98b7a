          /* Tells operations apart: what one transaction does for one rule under one inventory code or origin. MySQL counts
             transactions in performance_schema. MariaDB has no such count, but how often the session began and ended one,
             which only grows, tells the same; outside BEGIN each statement is a transaction, known by its time. Each server
             passes over the other's comment. Without performance_schema's instrument of transactions a statement is all
             that MySQL tells. */
          BEGIN
            DECLARE transaction VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
            /*M!
            SELECT SUM(VARIABLE_VALUE) INTO transaction
              FROM information_schema.SESSION_STATUS
              WHERE VARIABLE_NAME IN ('COM_BEGIN', 'COM_COMMIT', 'COM_ROLLBACK', 'COM_XA_START', 'COM_XA_COMMIT') LIMIT 1;
            SET transaction = CONCAT(transaction, ' ', IF(@@in_transaction, '', NOW(6)));
            */
            /*!80000
            SELECT MAX(EVENT_ID) INTO transaction FROM performance_schema.events_transactions_current
              WHERE THREAD_ID = PS_CURRENT_THREAD_ID() LIMIT 1;
            */
            SET operation = CONCAT(this_rule, ' ', COALESCE(transaction, NOW(6)), ' ', operation);
          END;
