/* The mail that tells an assignee, or agents, what a customer has answered. What a DBA has changed is kept. */
INSERT IGNORE INTO mail_template (kind, lang, subject, html) VALUES
('customer_answered', 'en', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Hello __RECIPIENT_NAME__,</p>
<p><strong>__WHO__</strong> has answered in ticket <strong style="white-space:nowrap">__TICKET_REF__</strong>:</p>
<div dir="auto" style="margin:24px 0;padding-left:16px;border-left:3px solid #88888866">__WORD__</div>
__TICKET_BUTTON__
<table style="width:100%;margin:24px 0;border-collapse:collapse">
<tr><th align="left">Subject</th><td>__TICKET_SUBJECT__</td></tr>
<tr><th align="left">Type</th><td>__TICKET_TYPE__</td></tr>
<tr><th align="left">Severity</th><td>__TICKET_SEVERITY__</td></tr>
<tr><th align="left">Third party</th><td>__THIRDPARTY_NAME__</td></tr>
<tr><th align="left">Status</th><td>__TICKET_STATUS__</td></tr>
<tr><th align="left">Assigned to</th><td>__ASSIGNEE__</td></tr>
</table>
<p style="margin:32px 0 0;font-size:13px;opacity:.75">__REASON__</p>
'),
('customer_answered', 'fr', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Bonjour __RECIPIENT_NAME__,</p>
<p><strong>__WHO__</strong> a répondu dans le ticket <strong style="white-space:nowrap">__TICKET_REF__</strong>&nbsp;:</p>
<div dir="auto" style="margin:24px 0;padding-left:16px;border-left:3px solid #88888866">__WORD__</div>
__TICKET_BUTTON__
<table style="width:100%;margin:24px 0;border-collapse:collapse">
<tr><th align="left">Sujet</th><td>__TICKET_SUBJECT__</td></tr>
<tr><th align="left">Type</th><td>__TICKET_TYPE__</td></tr>
<tr><th align="left">Sévérité</th><td>__TICKET_SEVERITY__</td></tr>
<tr><th align="left">Tiers</th><td>__THIRDPARTY_NAME__</td></tr>
<tr><th align="left">État</th><td>__TICKET_STATUS__</td></tr>
<tr><th align="left">Attribué à</th><td>__ASSIGNEE__</td></tr>
</table>
<p style="margin:32px 0 0;font-size:13px;opacity:.75">__REASON__</p>
');
