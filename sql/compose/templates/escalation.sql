/* The mail that tells agents, then the manager, that a reminder has not helped, or how much lies there. What a DBA has changed is kept. */
INSERT IGNORE INTO mail_template (kind, lang, subject, html) VALUES
('escalation', 'en', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Hello __RECIPIENT_NAME__,</p>
<p>Ticket <strong style="white-space:nowrap">__TICKET_REF__</strong> is escalated to you: __DEADLINE__</p>
__TICKET_BUTTON__
<table style="width:100%;margin:24px 0;border-collapse:collapse">
<tr><th align="left">Subject</th><td>__TICKET_SUBJECT__</td></tr>
<tr><th align="left">Type</th><td>__TICKET_TYPE__</td></tr>
<tr><th align="left">Status</th><td>__TICKET_STATUS__</td></tr>
<tr><th align="left">Severity</th><td>__TICKET_SEVERITY__</td></tr>
<tr><th align="left">Assigned to</th><td>__ASSIGNEE__</td></tr>
<tr><th align="left">Third party</th><td>__THIRDPARTY_NAME__</td></tr>
</table>
<p style="margin:32px 0 0;font-size:13px;opacity:.75">__REASON__</p>
'),
('escalation', 'fr', '[__TICKET_REF__] __TICKET_SUBJECT__',
'<p>Bonjour __RECIPIENT_NAME__,</p>
<p>Le ticket <strong style="white-space:nowrap">__TICKET_REF__</strong> vous est remonté&nbsp;: __DEADLINE__</p>
__TICKET_BUTTON__
<table style="width:100%;margin:24px 0;border-collapse:collapse">
<tr><th align="left">Sujet</th><td>__TICKET_SUBJECT__</td></tr>
<tr><th align="left">Type</th><td>__TICKET_TYPE__</td></tr>
<tr><th align="left">État</th><td>__TICKET_STATUS__</td></tr>
<tr><th align="left">Sévérité</th><td>__TICKET_SEVERITY__</td></tr>
<tr><th align="left">Attribué à</th><td>__ASSIGNEE__</td></tr>
<tr><th align="left">Tiers</th><td>__THIRDPARTY_NAME__</td></tr>
</table>
<p style="margin:32px 0 0;font-size:13px;opacity:.75">__REASON__</p>
');
