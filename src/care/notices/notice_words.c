/* What notices and closing steps are called, and the sentence that each notice says. Pure. */
#include "care/notices/notice.h"

static const struct term KINDS[] = {
#define NOTICE_TERM(name, word, label) {STR_INIT(word), STR_INIT(label)},
    NOTICE_KIND_LIST(NOTICE_TERM)
#undef NOTICE_TERM
};
const struct vocabulary notice_kinds = {KINDS, COUNT_OF(KINDS)};

static const struct term STEPS[] = {
#define CLOSING_TERM(name, word, label, how) {STR_INIT(word), STR_INIT(label)},
    CLOSING_STEP_LIST(CLOSING_TERM)
#undef CLOSING_TERM
};
const struct vocabulary closing_steps = {STEPS, COUNT_OF(STEPS)};

struct str closing_how(enum closing_step step)
{
    static const struct str HOW[] = {STR_INIT(""),
#define CLOSING_HOW(name, word, label, how) STR_INIT(how),
        CLOSING_STEP_LIST(CLOSING_HOW)
#undef CLOSING_HOW
    };
    MUST((size_t)step < COUNT_OF(HOW));
    return HOW[step];
}

static struct str from_to(struct arena *a, const char *what, struct str was, struct str became)
{
    if (was.n && became.n) return str_printf(a, "%s from %.*s to %.*s.", what, STR_ARG(was), STR_ARG(became));
    return became.n ? str_printf(a, "%s to %.*s.", what, STR_ARG(became)) : str_printf(a, "%s.", what);
}

struct str notice_words(struct arena *a, enum notice_kind kind, struct str was, struct str became)
{
    switch (kind) {
    case NOTICE_OF_DIED:
        return STR(
            "Open tasks were stopped and no letters are written. What remains to be done is under Closing steps.");
    case NOTICE_OF_LEFT:
        return str_printf(a,
            "Another system has them at practice %.*s, outside this network. Check with them who looks after them "
            "now before you go on.",
            STR_ARG(became));
    case NOTICE_OF_MOVED: return from_to(a, "They moved", was, became);
    case NOTICE_OF_RESTRICTED:
        return STR("Only their team sees this record from now on. Do not speak of it to others.");
    case NOTICE_OF_NUMBER_CHANGED: return from_to(a, "It changed", was, became);
    case NOTICE_OF_NUMBER_GONE:
        return str_printf(a, "%.*s is not theirs any more. Check who they are before you write or share anything.",
            STR_ARG(was));
    case NOTICE_OF_MERGED:
        return STR("They were here twice, and the two records are one now. Check what both said before you rely "
                   "on it.");
    case NOTICE_KIND_NONE: break;
    }
    return STR("");
}

struct str notice_raised_words(struct arena *a, const struct raised_notice *n)
{
    struct str day = date_long(a, instant_date(n->raised_at));
    struct str by = n->raised_by.n ? n->raised_by : STR("from another system");
    return str_join(a, (const struct str[]){day, by}, 2, STR(", "));
}
