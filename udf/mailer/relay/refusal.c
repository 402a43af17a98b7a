/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "refusal.h"

#include <stdlib.h>

enum {
    CODE_TOO_LARGE = 552, /* more than the allotted storage, RFC 5321 and RFC 1870 */
    CODE_NO_MAIL = 521,   /* the host takes no mail at all, RFC 7504 */
    CODE_PARAMETERS = 555 /* of MAIL or RCPT, RFC 5321 */
};

/* Subjects of an enhanced code, RFC 3463, 3. */
enum { OTHER, ADDRESS, MAILBOX, SYSTEM, NETWORK, PROTOCOL, CONTENT, POLICY };

/* Takes `class.subject.detail` off the front of a reply's text; false if it has no such code. */
static bool take_enhanced(const char *text, int class, long *subject, long *detail) {
    char *end;
    if (!text || text[0] != '0' + class || text[1] != '.' || text[2] < '0' || text[2] > '9')
        return false;
    *subject = strtol(text + 2, &end, 10);
    if (*end != '.' || end[1] < '0' || end[1] > '9')
        return false;
    *detail = strtol(end + 1, &end, 10);
    return *end == '\0' || *end == ' ' || *end == '\r' || *end == '\n';
}

static bool is_size_or_content(long subject, long detail) {
    return subject == CONTENT || (subject == SYSTEM && detail == 4) ||
           (subject == MAILBOX && detail == 3);
}

/* Details of the IANA registry "SMTP Enhanced Status Codes". */
static bool is_about_recipient(long subject, long detail) {
    switch (subject) {
    case ADDRESS:
        return detail != 7 && detail != 8; /* the sender's: its syntax, its system */
    case MAILBOX:
        return true;
    case NETWORK:
        return detail != 3 && detail != 5; /* a directory is down, congestion or a quota */
    case POLICY:
        return detail == 17 || detail == 18; /* mailbox or domain have another owner */
    default:
        return false;
    }
}

bool refusal_is_about_mail(enum dialogue_step step, int code, const char *text) {
    long subject = OTHER;
    long detail = 0;
    const bool enhanced = take_enhanced(text, code / 100, &subject, &detail) && subject != OTHER;
    if (enhanced && is_size_or_content(subject, detail))
        return true;
    if (code < 500) /* 4.7.x is what greylisting says, of one recipient */
        return step != STEP_MAIL && !(enhanced && subject == SYSTEM);
    if (step == STEP_MAIL)
        return code == CODE_TOO_LARGE && !enhanced;
    if (enhanced)
        return is_about_recipient(subject, detail);
    return code >= 550 ? code != CODE_PARAMETERS : code > 504 && code != CODE_NO_MAIL;
}
