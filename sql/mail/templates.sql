/* The mails of a new installation; what a DBA has changed is kept. */
INSERT IGNORE INTO mail_template (kind, lang, subject, html) VALUES
('opened', 'en', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Hello __RECIPIENT_NAME__,</p>
<p>Goods have arrived in warehouse <strong>__WAREHOUSE_REF__</strong>: ticket <a href="__TICKET_URL__">__TICKET_REF__</a> has been opened.</p>
<div>__TICKET_MESSAGE__</div>
<table border="0" cellpadding="4">
<tr><th align="left">Subject</th><td>__TICKET_SUBJECT__</td></tr>
<tr><th align="left">Type</th><td>__TICKET_TYPE__</td></tr>
<tr><th align="left">Severity</th><td>__TICKET_SEVERITY__</td></tr>
<tr><th align="left">Group</th><td>__TICKET_GROUP__</td></tr>
<tr><th align="left">Product</th><td>__PRODUCT_REF__ __PRODUCT_LABEL__</td></tr>
<tr><th align="left">Quantity</th><td>__QTY__</td></tr>
<tr><th align="left">Lot/serial</th><td>__BATCH__</td></tr>
<tr><th align="left">Warehouse</th><td>__WAREHOUSE_REF__ __WAREHOUSE_LABEL__</td></tr>
<tr><th align="left">Movement</th><td>__MOVEMENT_LABEL__ __INVENTORY_CODE__</td></tr>
</table>
<p><a href="__TICKET_URL__">__TICKET_URL__</a></p>
<p>__COMPANY__</p>
'),
('opened', 'fr', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Bonjour __RECIPIENT_NAME__,</p>
<p>De la marchandise est arrivée dans l''entrepôt <strong>__WAREHOUSE_REF__</strong> : le ticket <a href="__TICKET_URL__">__TICKET_REF__</a> a été ouvert.</p>
<div>__TICKET_MESSAGE__</div>
<table border="0" cellpadding="4">
<tr><th align="left">Sujet</th><td>__TICKET_SUBJECT__</td></tr>
<tr><th align="left">Type</th><td>__TICKET_TYPE__</td></tr>
<tr><th align="left">Sévérité</th><td>__TICKET_SEVERITY__</td></tr>
<tr><th align="left">Groupe</th><td>__TICKET_GROUP__</td></tr>
<tr><th align="left">Produit</th><td>__PRODUCT_REF__ __PRODUCT_LABEL__</td></tr>
<tr><th align="left">Quantité</th><td>__QTY__</td></tr>
<tr><th align="left">Lot/série</th><td>__BATCH__</td></tr>
<tr><th align="left">Entrepôt</th><td>__WAREHOUSE_REF__ __WAREHOUSE_LABEL__</td></tr>
<tr><th align="left">Mouvement</th><td>__MOVEMENT_LABEL__ __INVENTORY_CODE__</td></tr>
</table>
<p><a href="__TICKET_URL__">__TICKET_URL__</a></p>
<p>__COMPANY__</p>
'),
('operation', 'en', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Hello __RECIPIENT_NAME__,</p>
<p>Goods have arrived in warehouse <strong>__WAREHOUSE_REF__</strong>: ticket <a href="__TICKET_URL__">__TICKET_REF__</a> has been opened.</p>
<div>__TICKET_MESSAGE__</div>
<table border="0" cellpadding="4">
<tr><th align="left">Subject</th><td>__TICKET_SUBJECT__</td></tr>
<tr><th align="left">Type</th><td>__TICKET_TYPE__</td></tr>
<tr><th align="left">Severity</th><td>__TICKET_SEVERITY__</td></tr>
<tr><th align="left">Group</th><td>__TICKET_GROUP__</td></tr>
<tr><th align="left">Movement</th><td>__MOVEMENT_LABEL__ __INVENTORY_CODE__</td></tr>
</table>
<p><a href="__TICKET_URL__">__TICKET_URL__</a></p>
<p>__COMPANY__</p>
'),
('operation', 'fr', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Bonjour __RECIPIENT_NAME__,</p>
<p>De la marchandise est arrivée dans l''entrepôt <strong>__WAREHOUSE_REF__</strong> : le ticket <a href="__TICKET_URL__">__TICKET_REF__</a> a été ouvert.</p>
<div>__TICKET_MESSAGE__</div>
<table border="0" cellpadding="4">
<tr><th align="left">Sujet</th><td>__TICKET_SUBJECT__</td></tr>
<tr><th align="left">Type</th><td>__TICKET_TYPE__</td></tr>
<tr><th align="left">Sévérité</th><td>__TICKET_SEVERITY__</td></tr>
<tr><th align="left">Groupe</th><td>__TICKET_GROUP__</td></tr>
<tr><th align="left">Mouvement</th><td>__MOVEMENT_LABEL__ __INVENTORY_CODE__</td></tr>
</table>
<p><a href="__TICKET_URL__">__TICKET_URL__</a></p>
<p>__COMPANY__</p>
');
