/* What the pages do to a record, for a demonstration: the same relation, version and entry for the lead. */
#include "care/access/access.h"
#include "care/access/review.h"
#include "care/people/person.h"
#include "platform/app.h"
#include "platform/audit/audit.h"

enum err access_restrict_invented(struct ctx *c, struct person_id person, struct str reason, struct uuid key)
{
    MUST(c->app->demonstration && restrict_reason_label(reason).n);
    enum err err = person_restrict(c, person, true);
    if (!err) err = review_raise_as(c, key, REVIEW_RESTRICTED, reason, 0);
    c->audit->reason = str_printf(c->arena, "restricted: %.*s", STR_ARG(reason));
    return err;
}

enum err access_open_invented(struct ctx *c, struct relation *claim, struct uuid key)
{
    MUST(c->app->demonstration && claim->kind == RELATION_CLAIM);
    struct str word = claim_reason_word(claim->reason);
    enum err err = relation_begin(c, claim);
    if (!err) err = review_raise_as(c, key, REVIEW_CLAIM, word, claim->hours);
    c->audit->reason = str_printf(c->arena, "claim: %.*s", STR_ARG(word));
    return err;
}
