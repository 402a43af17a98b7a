/* What may stand in a rule's subject and message; anything else that looks like a placeholder is
 * refused when the rule is written. */
CREATE TABLE IF NOT EXISTS placeholder (
  name VARCHAR(40) NOT NULL COMMENT 'The placeholder, underscores included',
  meaning VARCHAR(255) NOT NULL COMMENT 'What it is replaced by',
  PRIMARY KEY (name)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'TicketStock: placeholders of rules';

INSERT INTO placeholder (name, meaning) VALUES
  ('__TICKET_REF__', 'Ref of the ticket'),
  ('__PRODUCT_REF__', 'Ref of the product'),
  ('__PRODUCT_LABEL__', 'Label of the product'),
  ('__PRODUCT_BARCODE__', 'Barcode of the product'),
  ('__QTY__', 'Quantity that entered'),
  ('__BATCH__', 'Lot or serial number'),
  ('__EATBY__', 'Eat-by date of the lot'),
  ('__SELLBY__', 'Sell-by date of the lot'),
  ('__WAREHOUSE_REF__', 'Ref of the warehouse'),
  ('__WAREHOUSE_LABEL__', 'Short name of the warehouse'),
  ('__MOVEMENT_ID__', 'Number of the movement'),
  ('__MOVEMENT_LABEL__', 'Label of the movement'),
  ('__INVENTORY_CODE__', 'Inventory or movement code'),
  ('__SOURCE__', 'Kind of movement: transfer, reception, return, correction, inventory, manufacturing, other'),
  ('__ORIGIN__', 'Ref of the document that caused the movement: reception, supplier order, shipment, inventory'),
  ('__THIRDPARTY_NAME__', 'Supplier or customer of that document'),
  ('__USER_FULLNAME__', 'First and last name of the user who booked the movement'),
  ('__USER_LOGIN__', 'Login of that user'),
  ('__DATE__', 'Date of the ticket: 2026-11-22'),
  ('__TIME__', 'Time of the ticket: 17:05')
ON DUPLICATE KEY UPDATE meaning = VALUES(meaning);
