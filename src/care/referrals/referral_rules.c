#include "care/referrals/referral_rules.h"

#define TERM(name, word, label) {STR_INIT(word), STR_INIT(label)},
#define TERM_AND(name, word, label, more) {STR_INIT(word), STR_INIT(label)},
#define STATE_TERM(name, word, stage, label, colour) {STR_INIT(word), STR_INIT(label)},
#define VOCABULARY(noun, LIST, AS) \
    static const struct term noun##_terms[] = {LIST(AS)}; \
    const struct vocabulary noun = {noun##_terms, COUNT_OF(noun##_terms)};
VOCABULARY(referral_sources, REFERRAL_SOURCE_LIST, TERM)
VOCABULARY(referral_reasons, REFERRAL_REASON_LIST, TERM_AND)
VOCABULARY(referral_urgencies, REFERRAL_URGENCY_LIST, TERM_AND)
VOCABULARY(referral_agreeds, REFERRAL_AGREED_LIST, TERM)
VOCABULARY(referral_states, REFERRAL_STATE_LIST, STATE_TERM)
VOCABULARY(referral_steps, REFERRAL_STEP_LIST, TERM)
VOCABULARY(referral_declines, REFERRAL_DECLINE_LIST, TERM)

static const struct {
    enum referral_stage stage;
    enum tag_colour colour;
} STATES[] = {{REFERRAL_STAGE_NONE, TAG_GREY},
#define STATE_ROW(name, word, stage, label, colour) {REFERRAL_STAGE_##stage, colour},
    REFERRAL_STATE_LIST(STATE_ROW)};

enum referral_stage referral_stage_of(enum referral_state state)
{
    return STATES[state].stage;
}

bool referral_is_open(enum referral_state state)
{
    return STATES[state].stage != REFERRAL_STAGE_NONE && STATES[state].stage <= REFERRAL_STAGE_WITH_SOMEBODY;
}

struct tag referral_tag(enum referral_state state)
{
    return (struct tag){.text = vocabulary_label(&referral_states, (int)state), .colour = STATES[state].colour};
}

/* ---- which step may follow which state ---- */

#define IN(name) (1u << REFERRAL_IS_##name)
#define IN_BOX (IN(RECEIVED) | IN(ASKED))
#define WITH_SOMEBODY (IN(ALLOCATED) | IN(ACCEPTED))
#define EVERY ((1u << REFERRAL_STATE_COUNT) - 2)

static const struct {
    unsigned from;
    enum referral_state to; /* 0: stays as it is */
    bool needs_known;
} STEPS[REFERRAL_STEP_COUNT] = {
    [REFERRAL_STEP_ASKED] = {IN(RECEIVED), REFERRAL_IS_ASKED, false},
    [REFERRAL_STEP_ANSWERED] = {IN(ASKED), REFERRAL_IS_RECEIVED, false},
    [REFERRAL_STEP_ALLOCATED] = {IN_BOX | WITH_SOMEBODY, REFERRAL_IS_ALLOCATED, true},
    [REFERRAL_STEP_ACCEPTED] = {IN_BOX | IN(ALLOCATED), REFERRAL_IS_ACCEPTED, true},
    [REFERRAL_STEP_GIVEN_BACK] = {WITH_SOMEBODY, REFERRAL_IS_RECEIVED, false},
    [REFERRAL_STEP_REDIRECTED] = {IN_BOX | IN(ALLOCATED), REFERRAL_IS_REDIRECTED, false},
    [REFERRAL_STEP_DECLINED] = {IN_BOX | IN(ALLOCATED), REFERRAL_IS_DECLINED, false},
    [REFERRAL_STEP_WITHDRAWN] = {IN_BOX | WITH_SOMEBODY, REFERRAL_IS_WITHDRAWN, false},
    [REFERRAL_STEP_CLOSED] = {IN(ACCEPTED), REFERRAL_IS_CLOSED, false},
    [REFERRAL_STEP_AMENDED] = {IN_BOX | WITH_SOMEBODY, 0, false},
    [REFERRAL_STEP_MATCHED] = {IN_BOX, 0, false},
    [REFERRAL_STEP_TOLD] = {EVERY, 0, false},
};

bool referral_may(enum referral_state state, enum referral_step step, bool known)
{
    if (!(STEPS[step].from & 1u << state)) return false;
    if (step == REFERRAL_STEP_MATCHED) return !known;
    return known || !STEPS[step].needs_known;
}

enum referral_state referral_after(enum referral_state state, enum referral_step step)
{
    return STEPS[step].to ? STEPS[step].to : state;
}

/* ---- time ---- */

struct date referral_due(struct holidays h, struct date received, enum referral_urgency urgency)
{
    static const int DAYS[] = {0,
#define DAYS_OF(name, word, label, days) days,
        REFERRAL_URGENCY_LIST(DAYS_OF)};
    return add_working_days(h, received, DAYS[urgency]);
}

static struct str days_words(struct arena *a, int days)
{
    return str_printf(a, "%d working %s", days, days == 1 ? "day" : "days");
}

struct str referral_age(struct arena *a, struct holidays h, struct date received, struct date today)
{
    int days = working_days_between(h, received, today);
    return days <= 0 ? STR("Less than a working day") : days_words(a, days);
}

struct tag referral_due_tag(struct arena *a, struct holidays h, struct date due, struct date today)
{
    int late = working_days_between(h, due, today);
    if (date_before(due, today) && late > 0)
        return (struct tag){
            .text = str_printf(a, "Late by %.*s", STR_ARG(days_words(a, late))), .colour = TAG_RED};
    if (!date_before(today, due)) return (struct tag){.text = STR("Decide today"), .colour = TAG_BLUE};
    return (struct tag){.text = str_printf(a, "By %.*s", STR_ARG(date_brief(a, due))), .colour = TAG_WHITE};
}

struct str referral_reason_words(struct arena *a, unsigned reasons)
{
    struct str parts[COUNT_OF(referral_reasons_terms)];
    size_t n = 0;
    for (size_t i = 0; i < referral_reasons.n; i++)
        if (reasons & 1u << i) parts[n++] = referral_reasons.terms[i].label;
    return str_join(a, parts, n, STR("; "));
}

/* ---- whom it suggests ---- */

enum staff_role referral_role(struct arena *a, unsigned reasons, enum staff_role wished, struct str *ret_why)
{
    static const enum staff_role ROLES[] = {STAFF_ROLE_NONE,
#define ROLE_OF(name, word, label, role) STAFF_ROLE_##role,
        REFERRAL_REASON_LIST(ROLE_OF)};
    int asks[STAFF_ROLE_HEALTH_COACH + 1] = {0}, first[STAFF_ROLE_HEALTH_COACH + 1] = {0};
    for (int i = REFERRAL_FOR_OTHER; i > 0; i--)
        if (reasons & REFERRAL_REASON_BIT(i)) {
            asks[ROLES[i]]++;
            first[ROLES[i]] = i;
        }
    enum staff_role role = STAFF_ROLE_CARE_COORDINATOR;
    for (int r = STAFF_ROLE_CARE_COORDINATOR; r <= STAFF_ROLE_HEALTH_COACH; r++)
        if (asks[r] > asks[role]) role = (enum staff_role)r;
    *ret_why = first[role] ? vocabulary_label(&referral_reasons, first[role]) : STR_NONE;
    if (!wished) return role;
    *ret_why = wished == role ?
        str_printf(a, "asked for, and it fits: %.*s", STR_ARG(*ret_why)) :
        str_printf(a, "asked for; the reasons speak for a %.*s", STR_ARG(str_lower(a, staff_role_label(role))));
    return wished;
}

enum work_setting referral_source_setting(enum referral_source source)
{
    return source == REFERRAL_FROM_CARE_HOME ? WORK_SETTING_CARE_HOMES : WORK_SETTING_GENERAL;
}

/* Lower is better: each of these outweighs all that follow. */
static int64_t rank(const struct referral_colleague *one, enum staff_role role)
{
    enum { MUCH = 1000000 };
    const bool against[] = {one->not_ready.n != 0, one->role != role, !one->before, !one->specialist, !one->here,
        one->room == ROOM_NO};
    int64_t weight = 0;
    for (size_t i = 0; i < COUNT_OF(against); i++) weight = 2 * weight + against[i];
    return weight * MUCH + (one->open < MUCH ? one->open : MUCH - 1);
}

void referral_rank(struct referral_colleagues *all, enum staff_role role)
{
    for (size_t i = 1; i < all->n; i++)
        for (size_t k = i; k > 0 && rank(&all->items[k], role) < rank(&all->items[k - 1], role); k--) {
            struct referral_colleague other = all->items[k];
            all->items[k] = all->items[k - 1];
            all->items[k - 1] = other;
        }
}

struct str referral_colleague_why(struct arena *a, const struct referral_colleague *one)
{
    const char *word = one->referrals == 1 ? "referral" : "referrals";
    struct str parts[] = {staff_role_label(one->role), one->before ? STR("has supported them before") : STR_NONE,
        one->specialist ? STR("this is their specialism") : STR_NONE, one->here ? one->place : STR_NONE,
        one->room_words, str_printf(a, "%lld %s", (long long)one->referrals, word),
        one->counted ? str_printf(a, "%lld to do", (long long)one->open) : STR_NONE, one->not_ready};
    return str_join(a, parts, COUNT_OF(parts), STR(", "));
}

struct str referral_rooms(struct arena *a, const struct referral_colleagues *all)
{
    static const char *const MANY[] = {NULL, "Care co-ordinators", "Link workers", "Health coaches"};
    struct str parts[COUNT_OF(MANY)] = {{0}};
    for (int role = STAFF_ROLE_CARE_COORDINATOR; role <= STAFF_ROLE_HEALTH_COACH; role++) {
        int64_t minutes = 0, known = 0;
        for (size_t i = 0; i < all->n; i++) {
            const struct referral_colleague *one = &all->items[i];
            if ((int)one->role != role || one->not_ready.n || one->room == ROOM_UNKNOWN) continue;
            known++;
            if (one->free > 0) minutes += one->free;
        }
        if (!known) continue;
        parts[role] = minutes ?
            str_printf(a, "%s: %.*s a week free.", MANY[role], STR_ARG(workforce_length(a, minutes))) :
            str_printf(a, "%s: no room.", MANY[role]);
    }
    return str_join(a, parts, COUNT_OF(parts), STR(" "));
}
