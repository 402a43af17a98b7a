/*
 * The cheapest way to the first tickets that meet all of some conditions, and what it may cost. Of three: through the index
 * of the list's order until there are enough; so through that of a condition; or the tickets of the two sparsest
 * conditions are put side by side first, which costs a fifth of looking each of them up.
 *
 * frame   the list (list_frame, list_scale)
 * ways    array of the members way of its conditions (list_condition, list_probe)
 * leader  OUT: place in the array of the condition that leads; -1: the order
 * second  OUT: place of the one that is put beside it; -1: none
 * cost    OUT: about how long it takes, in microseconds
 *
 * Called by:  list_entity, list_permitted
 * Internal
 */
DROP PROCEDURE IF EXISTS list_way;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_way(
  IN frame LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN ways LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT leader INT, OUT second INT, OUT cost DOUBLE)
  COMMENT 'The cheapest way to the tickets of a list'
BEGIN
  DECLARE i, sparsest, next_one INT DEFAULT -1;
  DECLARE quick_ones, dear_ones, needed, is_dear, is_quick INT DEFAULT 0;
  DECLARE least, most DOUBLE DEFAULT 1e18;
  DECLARE share, cheap_share, near_share, quick_share, one_share DOUBLE DEFAULT 1;
  DECLARE number, one_cost, read_rows, this_cost DOUBLE;
  DECLARE conditions INT DEFAULT JSON_LENGTH(ways);
  DECLARE tickets DOUBLE DEFAULT JSON_EXTRACT(frame, '$.tickets');
  DECLARE opened_share DOUBLE DEFAULT JSON_EXTRACT(frame, '$.opened_share');
  DECLARE wanted INT DEFAULT JSON_EXTRACT(frame, '$.limit');
  DECLARE sorted VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT JSON_UNQUOTE(JSON_EXTRACT(frame, '$.sorted'));
  DECLARE one VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SET i = 0;
  WHILE i < conditions DO
    SET one = JSON_EXTRACT(ways, CONCAT('$[', i, ']'));
    SET number = JSON_EXTRACT(one, '$.n'), is_dear = JSON_EXTRACT(one, '$.dear'), one_share = LEAST(1, GREATEST(1e-9, number / tickets));
    SET is_quick = is_dear AND JSON_EXTRACT(one, '$.quick') IS NOT NULL, share = share * one_share,
      cheap_share = cheap_share * IF(is_dear, 1, one_share), quick_share = quick_share * IF(is_quick, one_share, 1),
      quick_ones = quick_ones + is_quick, dear_ones = dear_ones + (is_dear AND NOT is_quick),
      near_share = near_share * IF(JSON_EXTRACT(one, '$.near') = 1, one_share, 1),
      needed = needed | JSON_EXTRACT(one, '$.needs');
    IF JSON_EXTRACT(one, '$.leads') = 1 AND number < least THEN
      SET most = least, next_one = sparsest, least = number, sparsest = i;
    ELSEIF JSON_EXTRACT(one, '$.leads') = 1 AND number < most THEN
      SET most = number, next_one = i;
    END IF;
    SET i = i + 1;
  END WHILE;
  /* Microseconds as measured: 4 to look up a ticket, 0.4 to read on in an index, 0.7 to put side by side, 6 to ask the ERP. */
  SET read_rows = IF(sorted = 'opened_at', LEAST(tickets * opened_share, wanted / share), IF(opened_share < 1, tickets, LEAST(tickets, wanted / share))),
    i = 0, leader = -1, second = -1;
  SET cost = read_rows * (IF(conditions = 0, 0.4, 4) + cheap_share * (2 * quick_ones + 6 * dear_ones + 6 * quick_share * (quick_ones > 0)));
  WHILE i < conditions DO
    SET one = JSON_EXTRACT(ways, CONCAT('$[', i, ']'));
    IF JSON_EXTRACT(one, '$.leads') = 1 THEN
      SET number = JSON_EXTRACT(one, '$.n'), is_dear = JSON_EXTRACT(one, '$.dear'), one_share = LEAST(1, GREATEST(1e-9, number / tickets));
      SET read_rows = number * opened_share;
      IF JSON_UNQUOTE(JSON_EXTRACT(one, '$.ordered')) = sorted THEN
        SET read_rows = LEAST(read_rows, wanted * COALESCE(JSON_EXTRACT(one, '$.places'), 1) * one_share / share);
      END IF;
      SET is_quick = is_dear AND JSON_EXTRACT(one, '$.quick') IS NOT NULL;
      SET this_cost = JSON_EXTRACT(one, '$.cost') + read_rows * IF(JSON_EXTRACT(one, '$.link') = 1,
        0.6 + near_share / IF(JSON_EXTRACT(one, '$.near') = 1, one_share, 1) * (2 * (quick_ones - is_quick) + quick_share / IF(is_quick, one_share, 1) * (4 + 6 * (dear_ones - (is_dear AND NOT is_quick)))),
        IF(needed & ~JSON_EXTRACT(one, '$.covers') = 0 AND sorted = 'opened_at', 0.4, 4)
        + cheap_share / IF(is_dear, 1, one_share) * (2 * quick_ones + 6 * dear_ones + 6 * quick_share * (quick_ones > 0)));
      IF this_cost < cost THEN
        SET cost = this_cost, leader = i;
      END IF;
      IF i IN (sparsest, next_one) THEN
        SET one_cost = COALESCE(one_cost, 0) + JSON_EXTRACT(one, '$.cost');
      END IF;
    END IF;
    SET i = i + 1;
  END WHILE;
  SET this_cost = one_cost + (least + most) * opened_share * 0.7 + least * most / tickets * opened_share * 6;
  IF next_one >= 0 AND this_cost < cost THEN
    SET cost = this_cost, leader = sparsest, second = next_one;
  END IF;
END//
DELIMITER ;
