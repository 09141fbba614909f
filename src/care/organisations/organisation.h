/*
 * Primary care networks and their member practices.
 *
 * The public face of the slice. A network has practices; each practice has an ODS code of its own and
 * belongs to one network. People are registered with a practice, staff work for a network or for one
 * practice of it [domain §1].
 */
#ifndef CAIRN_CARE_ORGANISATION_H
#define CAIRN_CARE_ORGANISATION_H

#include "nhs/ods_code.h"
#include "platform/ctx.h"

struct pcn {
    struct pcn_id id;
    struct uuid key;
    struct str name;
};
struct pcn_list {
    struct pcn *items;
    size_t n;
};

struct practice {
    struct practice_id id;
    struct uuid key;
    struct pcn_id pcn;
    struct str ods_code, name;
};
struct practice_list {
    struct practice *items;
    size_t n;
};

/* In an action. Both fill id and, unless it is set, key; both leave a version. */
MUST_USE enum err pcn_add(struct ctx *c, struct pcn *pcn);
MUST_USE enum err practice_add(struct ctx *c, struct practice *practice); /* ERR_EXISTS: the code is another's */

MUST_USE enum err pcn_all(struct ctx *c, struct pcn_list *ret);
/* The network of this name, in capitals or not; without a name the only one. ERR_REFUSED with a sentence for the
 * command line: there are several, or none is called so. */
MUST_USE enum err pcn_choose(struct ctx *c, struct str name, struct pcn *ret, struct str *ret_why);
MUST_USE enum err practices_all(struct ctx *c, struct practice_list *ret);
/* ERR_NOT_FOUND: no practice here has this code (capitals, as ods_code_parse gives it). */
MUST_USE enum err practice_by_code(struct ctx *c, struct str ods_code, struct practice *ret);

extern const struct db_statement_file organisation_statements;

#endif
