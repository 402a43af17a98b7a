/* The mail about a ticket of one movement. What a DBA has changed is kept. */
INSERT IGNORE INTO mail_template (kind, lang, subject, html) VALUES
('opened', 'en', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Hello __RECIPIENT_NAME__,</p>
<p>Goods have arrived in warehouse <strong>__WAREHOUSE_REF__</strong>: ticket <strong>__TICKET_REF__</strong> has been opened.</p>
<p style="margin:24px 0"><a href="__TICKET_URL__" style="display:inline-block;padding:10px 20px;border:2px solid;border-radius:6px;font-weight:bold;text-decoration:none">Open ticket __TICKET_REF__</a></p>
<div>__TICKET_MESSAGE__</div>
<table style="width:100%;margin:24px 0;border-collapse:collapse">
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
'),
('opened', 'fr', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Bonjour __RECIPIENT_NAME__,</p>
<p>De la marchandise est arrivée dans l''entrepôt <strong>__WAREHOUSE_REF__</strong>&nbsp;: le ticket <strong>__TICKET_REF__</strong> a été ouvert.</p>
<p style="margin:24px 0"><a href="__TICKET_URL__" style="display:inline-block;padding:10px 20px;border:2px solid;border-radius:6px;font-weight:bold;text-decoration:none">Ouvrir le ticket __TICKET_REF__</a></p>
<div>__TICKET_MESSAGE__</div>
<table style="width:100%;margin:24px 0;border-collapse:collapse">
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
');
