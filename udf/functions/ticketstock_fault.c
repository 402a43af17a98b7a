/*
 * ticketstock_fault: why a value cannot be used for mail.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *     SELECT CONVERT(ticketstock_fault('address', 'alice@example.com.') USING utf8mb4)
 *
 * Argument 1: what the value is, a constant: `address` (address_rule.h, the rule that the mailer
 * goes by) or `zone` (zone.h). Argument 2: the value, a text in UTF-8; NULL counts as empty.
 * Result: the end of a sentence that says what is wrong, NULL if nothing is. Any account may ask:
 * it keeps nothing, sends nothing, and tells nothing but whether the host has a zone. Error 1123 if
 * the form of the arguments is wrong.
 */
#include "core/zone.h"
#include "shared/address_rule.h"
#include "udf.h"

#include <string.h>

enum { FAULT_MAX = 255 }; /* bytes of the buffer that the server lends for a result */

typedef const char *fault_rule(const char *value, size_t length);

my_bool ticketstock_fault_init(UDF_INIT *init, UDF_ARGS *arguments, char *message) {
    if (arguments->arg_count != 2 || arguments->arg_type[0] != STRING_RESULT ||
        !arguments->args[0] ||
        !(udf_is_named(arguments, 0, "address") || udf_is_named(arguments, 0, "zone")))
        return udf_refuse(message, "ticketstock_fault takes 'address' or 'zone', and the value");
    fault_rule *rule = udf_is_named(arguments, 0, "zone") ? zone_fault : address_rule_fault;
    memcpy(&init->ptr, &rule, sizeof rule);
    arguments->arg_type[1] = STRING_RESULT;
    init->maybe_null = 1;
    init->max_length = FAULT_MAX;
    return 0;
}

char *ticketstock_fault(UDF_INIT *init, UDF_ARGS *arguments, char *result, unsigned long *length,
                        char *is_null, char *error) {
    (void)error;
    fault_rule *rule;
    memcpy(&rule, &init->ptr, sizeof rule);
    const char *fault = rule(arguments->args[1], arguments->args[1] ? arguments->lengths[1] : 0);
    *is_null = !fault;
    if (!fault)
        return NULL;
    *length = strnlen(fault, FAULT_MAX);
    memcpy(result, fault, *length);
    return result;
}
