/* Who did something, why and how it ended, in words; what they did is trail_words.c. */
#include "care/trail/trail_words.h"

#include "platform/audit/audit.h"
#include "platform/auth/relation.h"

struct str trail_who(struct str name, struct str action, struct str route)
{
    if (name.n) return name;
    bool from_page =
        str_starts(route, STR("GET ")) || str_starts(route, STR("POST ")) || str_eq(action, STR("sign in"));
    return from_page ? STR("Nobody signed in") : STR("Cairn itself");
}

struct str trail_claim(struct arena *a, struct str reason)
{
    struct str label = claim_reason_in_audit(reason);
    return label.n ? str_printf(a, "With a reason: %.*s", STR_ARG(label)) : STR_NONE;
}

struct str trail_outcome(int outcome)
{
    switch (outcome) {
    case AUDIT_REFUSED: return STR("Refused");
    case AUDIT_CONFLICT: return STR("Not done: changed by somebody else first");
    case AUDIT_INVALID: return STR("Not done: not valid");
    case AUDIT_FAILED: return STR("Failed");
    default: return STR_NONE;
    }
}

struct str trail_people(struct arena *a, int64_t n)
{
    if (!n) return STR_NONE;
    return str_printf(a, "%lld %s", (long long)n, n == 1 ? "person" : "people");
}
