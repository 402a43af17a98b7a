/* Rows of this version are not for the checks of an older one to judge: they are made again at the end. */
DROP TRIGGER IF EXISTS setting_inserted;
DROP TRIGGER IF EXISTS setting_updated;
DROP TRIGGER IF EXISTS rule_inserted;
DROP TRIGGER IF EXISTS rule_updated;
DROP TRIGGER IF EXISTS rule_numbered;
DROP TRIGGER IF EXISTS rule_warehouse_inserted;
DROP TRIGGER IF EXISTS rule_warehouse_updated;
DROP TRIGGER IF EXISTS relay_inserted;
DROP TRIGGER IF EXISTS relay_updated;
DROP TRIGGER IF EXISTS rule_changed;
DROP TRIGGER IF EXISTS rule_deleted;
DROP TRIGGER IF EXISTS setting_added;
DROP TRIGGER IF EXISTS setting_changed;
DROP TRIGGER IF EXISTS setting_deleted;
DROP TRIGGER IF EXISTS rule_warehouse_added;
DROP TRIGGER IF EXISTS rule_warehouse_changed;
DROP TRIGGER IF EXISTS rule_warehouse_deleted;
