/* Is somebody ready to take referrals? The rules are two tables, and what they say of somebody is pure. */
#include "care/workforce/workforce_facts.h"

#define BIT(role) (1u << STAFF_ROLE_##role)
#define ALL_THREE (BIT(CARE_COORDINATOR) | BIT(LINK_WORKER) | BIT(HEALTH_COACH))

/* Whom a rule is for, besides the role. */
enum rule_when {
    WHEN_ALWAYS = 1,
    WHEN_OWN_SETTING, /* in a setting that has an induction of its own */
    WHEN_SPECIALIST,  /* somebody who specialises in the setting */
    WHEN_NEW,         /* somebody new to health and care */
};
struct course_rule {
    const char *id;
    enum readiness_weight weight;
    unsigned roles;
    enum rule_when when;
    enum course course;
    bool is_set; /* of the training set of its roles: who holds two roles needs both sets (T8) */
    const char *to_do;
};

/* standards §6.1. T1 is the care co-ordinators' rule; the courses of the two other roles stand beside it, because
 * T8 asks for both sets. */
static const struct course_rule COURSE_RULES[] = {
    {"T1", READINESS_BLOCKS, BIT(CARE_COORDINATOR), WHEN_ALWAYS, COURSE_COORDINATOR, true,
        "Book a two-day course that the Personalised Care Institute accredits"},
    {"T1", READINESS_BLOCKS, BIT(LINK_WORKER), WHEN_ALWAYS, COURSE_LINK_WORKER, true,
        "Book the training for link workers"},
    {"T1", READINESS_BLOCKS, BIT(HEALTH_COACH), WHEN_ALWAYS, COURSE_HEALTH_COACH, true,
        "Book a health coaching course that the Personalised Care Institute accredits"},
    {"T2", READINESS_BLOCKS, ALL_THREE, WHEN_ALWAYS, COURSE_PLANNING, true,
        "Do the e-learning of the Personalised Care Institute"},
    {"T3", READINESS_BLOCKS, ALL_THREE, WHEN_ALWAYS, COURSE_SHARED_DECISIONS, true,
        "Do the e-learning of the Personalised Care Institute"},
    {"T4", READINESS_BLOCKS, ALL_THREE, WHEN_ALWAYS, COURSE_INDUCTION, false,
        "Agree the induction with the supervisor"},
    {"T4", READINESS_BLOCKS, ALL_THREE, WHEN_OWN_SETTING, COURSE_SETTING_INDUCTION, false,
        "Agree days in the setting with the supervisor"},
    {"T5", READINESS_WARNS, ALL_THREE, WHEN_ALWAYS, COURSE_ADULTS_1, false, "Book it"},
    {"T5", READINESS_WARNS, ALL_THREE, WHEN_ALWAYS, COURSE_ADULTS_2, false, "Book it"},
    {"T5", READINESS_WARNS, ALL_THREE, WHEN_ALWAYS, COURSE_ADULTS_3, false, "Ask whether your network places it"},
    {"T5", READINESS_WARNS, ALL_THREE, WHEN_ALWAYS, COURSE_CHILDREN_1, false, "Book it"},
    {"T5", READINESS_WARNS, ALL_THREE, WHEN_ALWAYS, COURSE_CHILDREN_2, false, "Book it"},
    {"T5", READINESS_WARNS, ALL_THREE, WHEN_ALWAYS, COURSE_CHILDREN_3, false,
        "Ask whether your network places it"},
    {"T6", READINESS_WARNS, ALL_THREE, WHEN_ALWAYS, COURSE_GOVERNANCE, false, "Do the yearly e-learning"},
    {"T6", READINESS_WARNS, ALL_THREE, WHEN_ALWAYS, COURSE_CONFIDENTIALITY, false, "Book it"},
    {"T6", READINESS_WARNS, ALL_THREE, WHEN_ALWAYS, COURSE_CONSENT, false, "Book it"},
    {"T6", READINESS_WARNS, ALL_THREE, WHEN_ALWAYS, COURSE_RECORDS, false, "Book it"},
    {"T7", READINESS_ADVISES, ALL_THREE, WHEN_NEW, COURSE_CARE_CERTIFICATE, false,
        "Helps those who are new to health and care"},
    {"T9", READINESS_WARNS, ALL_THREE, WHEN_SPECIALIST, COURSE_SETTING_TRAINING, false,
        "Book training for this group of people"},
};

static const struct {
    const char *id;
    enum readiness_weight weight;
    enum staff_link_kind kind;
} LINK_RULES[] = {
    {"S3", READINESS_BLOCKS, STAFF_LINK_FIRST_CONTACT},
    {"S5", READINESS_BLOCKS, STAFF_LINK_CONCERNS},
    {"S4", READINESS_WARNS, STAFF_LINK_GP},
    {"S6", READINESS_WARNS, STAFF_LINK_DAY_TO_DAY},
    {"S6", READINESS_WARNS, STAFF_LINK_CLINICAL},
};

bool role_takes_referrals(enum staff_role role)
{
    return (ALL_THREE >> role & 1) != 0;
}

/* ---- one course ---- */

enum holding { HOLDS_NOTHING, HOLDS_ENDED, HOLDS_UNCONFIRMED, HOLDS };

static enum holding holding_of(const struct training *t, struct date day)
{
    struct date last = training_last_day(t);
    if (date_is_set(last) && date_before(last, day)) return HOLDS_ENDED;
    return training_is_confirmed(t) ? HOLDS : HOLDS_UNCONFIRMED;
}

/* Of two that are as good, the one that counts longer. */
static bool is_better(const struct training *t, const struct training *than, struct date day)
{
    if (!than) return true;
    enum holding a = holding_of(t, day), b = holding_of(than, day);
    struct date first = training_last_day(t), second = training_last_day(than);
    if (a != b) return a > b;
    if (!date_is_set(first) || !date_is_set(second)) return date_is_set(second);
    return date_before(second, first);
}

static const struct training *best(
    const struct staff_facts *s, enum course course, enum work_setting setting, struct date day)
{
    const struct training *found = NULL;
    for (size_t i = 0; i < s->training.n; i++) {
        const struct training *t = &s->training.items[i];
        if (!training_stands(t) || !course_covers(t->course, course) || date_before(day, t->done_on)) continue;
        if (course_has_setting(course) && t->setting != setting) continue;
        if (is_better(t, found, day)) found = t;
    }
    return found;
}

/* ---- what is missing ---- */

struct working {
    struct arena *arena;
    const struct staff_facts *staff;
    struct readiness *r;
    struct date until; /* by the rules */
    bool blocked;
};

enum { GAPS_MOST = 64 };

static struct readiness_gap *add_gap(
    struct working *w, enum readiness_weight weight, const char *rule, struct str words, struct str to_do)
{
    MUST(w->r->gaps.n < GAPS_MOST);
    struct readiness_gap *gap = &w->r->gaps.items[w->r->gaps.n++];
    *gap = (struct readiness_gap){.weight = weight, .rule = str_from_cstr(rule), .words = words, .to_do = to_do};
    if (weight == READINESS_BLOCKS) w->blocked = true;
    return gap;
}

static void ends(struct working *w, struct date last)
{
    if (date_is_set(last) && (!date_is_set(w->until) || date_before(last, w->until))) w->until = last;
}

static void check_course(struct working *w, const struct course_rule *rule, const char *id)
{
    struct arena *a = w->arena;
    enum work_setting setting = course_has_setting(rule->course) ? w->r->setting : WORK_SETTING_NONE;
    const struct training *t = best(w->staff, rule->course, setting, w->r->day);
    struct str title = training_title(a, rule->course, setting), to_do = str_from_cstr(rule->to_do);
    switch (t ? holding_of(t, w->r->day) : HOLDS_NOTHING) {
    case HOLDS:
        if (rule->weight == READINESS_BLOCKS) ends(w, training_last_day(t));
        break;
    case HOLDS_UNCONFIRMED:
        add_gap(w, rule->weight, id,
            str_printf(
                a, "%.*s: done on %.*s, not confirmed yet", STR_ARG(title), STR_ARG(date_long(a, t->done_on))),
            STR("A supervisor has to see the evidence and confirm it"))
            ->waits = t->key;
        break;
    case HOLDS_ENDED:
        add_gap(w, rule->weight, id,
            str_printf(a, "%.*s: ended on %.*s", STR_ARG(title), STR_ARG(date_long(a, training_last_day(t)))),
            to_do);
        break;
    case HOLDS_NOTHING:
        add_gap(w, rule->weight, id, str_printf(a, "%.*s: not done", STR_ARG(title)), to_do);
        break;
    }
}

static bool applies(const struct course_rule *rule, const struct staff_facts *s, enum work_setting setting)
{
    switch (rule->when) {
    case WHEN_OWN_SETTING: return setting != WORK_SETTING_GENERAL;
    case WHEN_SPECIALIST: return (s->specialisms & WORK_SETTING_BIT(setting)) != 0;
    case WHEN_NEW: return s->new_to_care;
    case WHEN_ALWAYS: break;
    }
    return true;
}

/* The role that somebody held first of the three; a second one needs its set as well. */
static enum staff_role first_role(const struct staff_facts *s)
{
    for (size_t i = 0; i < s->role_count; i++)
        if (role_takes_referrals(s->roles[i])) return s->roles[i];
    return STAFF_ROLE_NONE;
}

static void check_courses(struct working *w, enum readiness_weight weight)
{
    enum staff_role role = w->r->role, first = first_role(w->staff);
    for (size_t i = 0; i < COUNT_OF(COURSE_RULES); i++) {
        const struct course_rule *rule = &COURSE_RULES[i];
        if (rule->weight != weight || !applies(rule, w->staff, w->r->setting)) continue;
        if (rule->roles >> role & 1)
            check_course(w, rule, rule->id);
        else if (rule->is_set && rule->roles >> first & 1)
            check_course(w, rule, "T8");
    }
}

static void check_links(struct working *w, enum readiness_weight weight)
{
    for (size_t i = 0; i < COUNT_OF(LINK_RULES); i++) {
        const struct staff_link *link = &w->staff->links[LINK_RULES[i].kind];
        struct str label = vocabulary_label(&staff_links, (int)LINK_RULES[i].kind);
        if (LINK_RULES[i].weight != weight || (link->account.v && link->active)) continue;
        struct str words = !link->account.v ?
            str_printf(w->arena, "%.*s: nobody is named", STR_ARG(label)) :
            str_printf(w->arena, "%.*s: %.*s doesn’t work here any more", STR_ARG(label), STR_ARG(link->name));
        add_gap(w, weight, LINK_RULES[i].id, words, STR("A supervisor or administrator names a colleague"))
            ->names = true;
    }
}

/* Before any training: do they work here in this role, and yet? */
static void check_post(struct working *w)
{
    const struct staff_facts *s = w->staff;
    bool holds = false;
    for (size_t i = 0; i < s->role_count; i++) holds = holds || s->roles[i] == w->r->role;
    if (!s->active)
        add_gap(w, READINESS_BLOCKS, "", STR("Their account is not in use"), STR("Choose somebody else"));
    if (!holds)
        add_gap(w, READINESS_BLOCKS, "",
            str_printf(w->arena, "They don’t work as %.*s", STR_ARG(staff_role_label(w->r->role))),
            STR("An administrator gives them the role"));
    if (date_is_set(s->start_on) && date_before(w->r->day, s->start_on))
        add_gap(w, READINESS_BLOCKS, "",
            str_printf(w->arena, "They begin on %.*s", STR_ARG(date_long(w->arena, s->start_on))),
            STR("Choose somebody else until then"));
}

static bool in_post(const struct working *w)
{
    return w->r->gaps.n == 0;
}

static const struct readiness_override *acting(const struct staff_facts *s, const struct readiness *r)
{
    for (size_t i = 0; i < s->overrides.n; i++) {
        const struct readiness_override *o = &s->overrides.items[i];
        if (o->role == r->role && o->setting == r->setting && override_acts(o, r->day)) return o;
    }
    return NULL;
}

void readiness_work_out(struct arena *a, const struct staff_facts *s, enum staff_role role,
    enum work_setting setting, struct date day, struct readiness *ret)
{
    MUST(setting > WORK_SETTING_NONE && setting < WORK_SETTING_COUNT && role_takes_referrals(role));
    *ret = (struct readiness){.role = role, .setting = setting, .day = day, .until = DATE_NONE};
    ret->gaps.items = ARENA_ARRAY(a, struct readiness_gap, GAPS_MOST);
    struct working w = {.arena = a, .staff = s, .r = ret, .until = DATE_NONE};
    check_post(&w);
    bool works = in_post(&w);
    for (enum readiness_weight weight = READINESS_BLOCKS; weight <= READINESS_ADVISES; weight++) {
        check_courses(&w, weight);
        check_links(&w, weight);
    }
    const struct readiness_override *o = w.blocked && works ? acting(s, ret) : NULL;
    ret->ready = !w.blocked || o;
    ret->overridden = o != NULL;
    if (!w.blocked) ret->until = w.until;
    if (!o) return;
    ret->until = o->until_on;
    ret->override_by = o->made_by_name;
    ret->override_why = o->reason;
    ret->override_key = o->key;
}

/* ---- in words ---- */

struct str readiness_words(struct arena *a, const struct readiness *r)
{
    struct str until = date_long(a, r->until);
    if (r->overridden)
        return str_printf(a, "Not ready by the rules. %.*s answers for it until %.*s: %.*s",
            STR_ARG(r->override_by), STR_ARG(until), STR_ARG(r->override_why));
    if (r->ready && until.n) return str_printf(a, "Ready until %.*s", STR_ARG(until));
    if (r->ready) return STR("Ready");
    return str_printf(a, "Not ready. %.*s", STR_ARG(r->gaps.items[0].words));
}

struct tag readiness_tag(struct arena *a, const struct readiness *r)
{
    struct str until = date_near(a, r->until, r->day);
    if (r->overridden)
        return (struct tag){.text = str_printf(a, "Override until %.*s", STR_ARG(until)), .colour = TAG_ORANGE};
    if (!r->ready) return (struct tag){.text = STR("Not ready"), .colour = TAG_RED};
    if (!until.n) return (struct tag){.text = STR("Ready"), .colour = TAG_GREEN};
    return (struct tag){.text = str_printf(a, "Ready until %.*s", STR_ARG(until)), .colour = TAG_GREEN};
}
