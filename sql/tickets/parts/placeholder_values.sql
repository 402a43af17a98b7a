'__TICKET_REF__', ref, '__PRODUCT_REF__', product_ref, '__PRODUCT_LABEL__', product_label,
        '__PRODUCT_BARCODE__', barcode, '__QTY__', quantity, '__BATCH__', lot, '__EATBY__', eat_by, '__SELLBY__', sell_by,
        '__WAREHOUSE_REF__', warehouse_ref, '__WAREHOUSE_LABEL__', warehouse_label, '__MOVEMENT_ID__', this_movement,
        '__MOVEMENT_LABEL__', movement_label, '__INVENTORY_CODE__', code, '__SOURCE__', this_source, '__ORIGIN__', origin_ref,
        '__THIRDPARTY_NAME__', third_party_name, '__USER_FULLNAME__', actor_name, '__USER_LOGIN__', actor_login,
        '__DATE__', DATE_FORMAT(opened_on, '%Y-%m-%d'), '__TIME__', DATE_FORMAT(opened_on, '%H:%i')
