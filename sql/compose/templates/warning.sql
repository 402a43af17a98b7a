/* The mail that tells a customer that his ticket closes if nothing more comes. What a DBA has changed is kept. */
INSERT IGNORE INTO mail_template (kind, lang, subject, html) VALUES
('warning', 'en', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Hello __RECIPIENT_NAME__,</p>
<p>We have answered your request <strong style="white-space:nowrap">__TICKET_REF__</strong>, and have heard nothing since.</p>
<p>If nothing more comes, it is closed on <strong>__CLOSES_ON__</strong>. An answer to this mail keeps it open.</p>
__TICKET_BUTTON__
<table style="width:100%;margin:24px 0;border-collapse:collapse">
<tr><th align="left">Subject</th><td>__TICKET_SUBJECT__</td></tr>
<tr><th align="left">Type</th><td>__TICKET_TYPE__</td></tr>
</table>
<p style="margin:32px 0 0;font-size:13px;opacity:.75">__REASON__</p>
'),
('warning', 'fr', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Bonjour __RECIPIENT_NAME__,</p>
<p>Nous avons répondu à votre demande <strong style="white-space:nowrap">__TICKET_REF__</strong> et n''avons pas eu de nouvelles depuis.</p>
<p>Sans nouvelles de votre part, elle sera fermée le <strong>__CLOSES_ON__</strong>. Une réponse à ce mail la garde ouverte.</p>
__TICKET_BUTTON__
<table style="width:100%;margin:24px 0;border-collapse:collapse">
<tr><th align="left">Sujet</th><td>__TICKET_SUBJECT__</td></tr>
<tr><th align="left">Type</th><td>__TICKET_TYPE__</td></tr>
</table>
<p style="margin:32px 0 0;font-size:13px;opacity:.75">__REASON__</p>
');
