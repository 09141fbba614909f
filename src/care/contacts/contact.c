/* The rules of contacts: codes, words. Pure. */
#include "care/contacts/contact.h"

static const struct snomed_id NO_CODE = {0};

static const struct term OUTCOMES[] = {
#define CONTACT_OUTCOME_TERM(name, word, label, before, mode) {STR_INIT(word), STR_INIT(label)},
    CONTACT_OUTCOME_LIST(CONTACT_OUTCOME_TERM)
#undef CONTACT_OUTCOME_TERM
};
static const struct term MODES[] = {
#define CONTACT_MODE_TERM(name, word, label) {STR_INIT(word), STR_INIT(label)},
    CONTACT_MODE_LIST(CONTACT_MODE_TERM)
#undef CONTACT_MODE_TERM
};
static const struct term WITHS[] = {
#define CONTACT_WITH_TERM(name, word, label) {STR_INIT(word), STR_INIT(label)},
    CONTACT_WITH_LIST(CONTACT_WITH_TERM)
#undef CONTACT_WITH_TERM
};
const struct vocabulary contact_outcomes = {OUTCOMES, COUNT_OF(OUTCOMES)};
const struct vocabulary contact_modes = {MODES, COUNT_OF(MODES)};
const struct vocabulary contact_withs = {WITHS, COUNT_OF(WITHS)};

enum contact_mode contact_usual_mode(enum contact_outcome outcome)
{
    static const enum contact_mode usual[] = {CONTACT_BY_TELEPHONE,
#define CONTACT_OUTCOME_MODE(name, word, label, before, mode) CONTACT_BY_##mode,
        CONTACT_OUTCOME_LIST(CONTACT_OUTCOME_MODE)
#undef CONTACT_OUTCOME_MODE
    };
    MUST((size_t)outcome < COUNT_OF(usual));
    return usual[outcome];
}

struct snomed_id contact_seen_code(enum staff_role role, enum contact_outcome outcome, enum contact_with with)
{
    bool reached = outcome == CONTACT_SPOKE || outcome == CONTACT_VISIT;
    bool counts = role == STAFF_ROLE_CARE_COORDINATOR && with == CONTACT_WITH_PERSON && reached;
    return counts ? SNOMED_SEEN_BY_CARE_COORDINATOR : NO_CODE;
}

struct snomed_id contact_mode_code(enum contact_mode mode, enum contact_with with)
{
    if (with != CONTACT_WITH_PERSON) return SNOMED_THIRD_PARTY_ENCOUNTER;
    if (mode == CONTACT_BY_TELEPHONE) return SNOMED_TELEPHONE_ENCOUNTER;
    if (mode == CONTACT_BY_VIDEO) return SNOMED_VIDEO_ENCOUNTER;
    return mode == CONTACT_BY_HOME_VISIT ? SNOMED_HOME_VISIT : NO_CODE;
}

void contact_gp_codes(const struct contact *k, struct snomed_id ret[2])
{
    bool nobody = k->outcome == CONTACT_NO_ANSWER || k->outcome == CONTACT_LEFT_MESSAGE;
    ret[0] = k->seen_code;
    ret[1] = nobody ? NO_CODE : k->mode_code;
}

static struct str words_before(enum contact_outcome outcome)
{
    static const struct str before[] = {STR_INIT("Was in touch with"),
#define CONTACT_OUTCOME_BEFORE(name, word, label, before, mode) STR_INIT(before),
        CONTACT_OUTCOME_LIST(CONTACT_OUTCOME_BEFORE)
#undef CONTACT_OUTCOME_BEFORE
    };
    MUST((size_t)outcome < COUNT_OF(before));
    return before[outcome];
}

static struct str whom(const struct contact *k, struct str called)
{
    if (k->with == CONTACT_WITH_PERSON) return called;
    if (k->with_name.n) return k->with_name;
    return k->with == CONTACT_WITH_CARER     ? STR("their carer or family") :
        k->with == CONTACT_WITH_PROFESSIONAL ? STR("a professional") :
                                               STR("somebody else");
}

struct str contact_title(struct arena *a, const struct contact *k, struct str called)
{
    struct str who = whom(k, called), before = words_before(k->outcome);
    if (k->incoming && k->outcome == CONTACT_SPOKE) return str_printf(a, "%.*s rang", STR_ARG(who));
    if (k->incoming && k->outcome == CONTACT_LEFT_MESSAGE)
        return str_printf(a, "%.*s left a message", STR_ARG(who));
    if (k->incoming && k->outcome == CONTACT_TEXT_OR_EMAIL) return str_printf(a, "%.*s wrote", STR_ARG(who));
    return str_printf(a, "%.*s %.*s", STR_ARG(before), STR_ARG(who));
}

struct str contact_manner(struct arena *a, const struct contact *k)
{
    struct str parts[3] = {vocabulary_label(&contact_modes, (int)k->mode)};
    size_t n = 1;
    if (k->minutes) parts[n++] = str_printf(a, "%d %s", k->minutes, k->minutes == 1 ? "minute" : "minutes");
    if (k->explained) parts[n++] = STR("role and confidentiality explained");
    return str_join(a, parts, n, STR(", "));
}

struct url contact_strike_url(struct arena *a, struct url person, const struct contact *k)
{
    struct str before = str_printf(a, "%.*s/contacts/", STR_ARG(person.text));
    return url_with_id(a, str_cstr(a, before), k->key, "/strike");
}
