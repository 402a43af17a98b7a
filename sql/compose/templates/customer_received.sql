/* The mail that tells a customer that his ticket has arrived. What a DBA has changed is kept. */
INSERT IGNORE INTO mail_template (kind, lang, subject, html) VALUES
('customer_received', 'en', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Hello __RECIPIENT_NAME__,</p>
<p>We have received your request. Its number is <strong style="white-space:nowrap">__TICKET_REF__</strong>.</p>
__TYPE_WORDS__
__TICKET_BUTTON__
<p>This is what you have written:</p>
<div dir="auto" style="margin:24px 0;padding-left:16px;border-left:3px solid #88888866">__WORD__</div>
<table style="width:100%;margin:24px 0;border-collapse:collapse">
<tr><th align="left">Subject</th><td>__TICKET_SUBJECT__</td></tr>
<tr><th align="left">Type</th><td>__TICKET_TYPE__</td></tr>
</table>
<p style="margin:32px 0 0;font-size:13px;opacity:.75">__REASON__</p>
'),
('customer_received', 'fr', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Bonjour __RECIPIENT_NAME__,</p>
<p>Nous avons bien reçu votre demande. Son numéro est <strong style="white-space:nowrap">__TICKET_REF__</strong>.</p>
__TYPE_WORDS__
__TICKET_BUTTON__
<p>Voici ce que vous avez écrit&nbsp;:</p>
<div dir="auto" style="margin:24px 0;padding-left:16px;border-left:3px solid #88888866">__WORD__</div>
<table style="width:100%;margin:24px 0;border-collapse:collapse">
<tr><th align="left">Sujet</th><td>__TICKET_SUBJECT__</td></tr>
<tr><th align="left">Type</th><td>__TICKET_TYPE__</td></tr>
</table>
<p style="margin:32px 0 0;font-size:13px;opacity:.75">__REASON__</p>
');
