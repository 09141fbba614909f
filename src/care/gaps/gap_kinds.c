/* The kinds of gap: which there are, in which words, how each is found and where it is closed. */
#include "care/gaps/gap_kinds.h"
#include "care/consent/consent.h"
#include "care/gaps/gap_kinds.sql.h"
#include "care/plan/plan.h"
#include "care/reference/reference.h"
#include "base/utf8.h"
#include "platform/versions/merge.h"

enum { SOON_DAYS = 28, HOME_WORKING_DAYS = 2, HOME_DAYS_MOST = 60, WORDS_MOST = 160 };

/* ---- finding ---- */

/* Of everybody who came home up to this day the working days in which to reach them are over. */
static enum err last_home(struct ctx *c, struct date today, struct date *ret)
{
    struct holidays h;
    enum err err = reference_holidays(c, &h);
    *ret = date_add_days(today, -1);
    while (!err && !date_before(add_working_days(h, *ret, HOME_WORKING_DAYS), today))
        *ret = date_add_days(*ret, -1);
    return err;
}

enum err gap_look_begin(struct ctx *c, struct gap_look *ret)
{
    struct date today = clock_today(c->clock);
    *ret = (struct gap_look){.from = {1}, /* an id of 0 is none */
        .to = {INT64_MAX},
        .today = today,
        .soon = date_add_days(today, SOON_DAYS),
        .home_from = date_add_days(today, -HOME_DAYS_MOST)};
    return last_home(c, today, &ret->home_to);
}

/* A person with two cases is found twice: the first stands for both. */
static void keep(struct gap_found_list *list, struct gap_found found)
{
    for (size_t i = list->n; i-- > 0 && list->items[i].person.v == found.person.v;)
        if (uuid_eq(list->items[i].about, found.about)) return;
    list->items[list->n++] = found;
}

/* All statements give rows of one shape. */
#define FIND(kind, ...) \
    static enum err find_##kind(struct ctx *c, const struct gap_look *look, struct gap_found_list *ret) \
    { \
        struct gap_##kind##_list rows; \
        enum err err = gap_##kind(c->db, look->from, look->to, __VA_ARGS__ & rows); \
        if (err) return err; \
        *ret = (struct gap_found_list){ARENA_ARRAY(c->arena, struct gap_found, rows.n), 0}; \
        for (size_t i = 0; i < rows.n; i++) \
            keep(ret, \
                (struct gap_found){.person = rows.items[i].person_id, \
                    .pcn = rows.items[i].pcn_id, \
                    .owner = rows.items[i].owner_id, \
                    .role = rows.items[i].role, \
                    .about = rows.items[i].about, \
                    .since = rows.items[i].since, \
                    .fact = rows.items[i].fact, \
                    .words = rows.items[i].words}); \
        return ERR_NONE; \
    }
#define AND ,
FIND(discharge, look->home_from AND look->home_to AND)
FIND(referral, look->today AND)
FIND(coordinator, )
FIND(consent, look->soon AND)
FIND(plan_review, look->today AND)
FIND(case_review, look->today AND)
FIND(goal, )
FIND(carer, look->today AND)

/* The plan itself knows what asks for its review; here it stands in the list of whoever has the case. */
static enum err find_plan_asked(struct ctx *c, const struct gap_look *look, struct gap_found_list *ret)
{
    struct plan_asked_reviews all;
    enum err err = plan_reviews_asked(c, look->from, look->to, true, &all);
    if (err) return err;
    *ret = (struct gap_found_list){ARENA_ARRAY(c->arena, struct gap_found, all.n), 0};
    for (size_t i = 0; i < all.n; i++)
        if (all.items[i].owner.v)
            ret->items[ret->n++] = (struct gap_found){.person = all.items[i].person,
                .pcn = all.items[i].pcn,
                .owner = all.items[i].owner,
                .role = all.items[i].role,
                .about = all.items[i].event,
                .since = all.items[i].day,
                .fact = all.items[i].fact,
                .words = all.items[i].why};
    return ERR_NONE;
}

/* ---- in words ---- */

static struct str as_it_is(struct arena *a, struct str words)
{
    (void)a;
    return words;
}

static struct str field_of(struct arena *a, struct str state, const char *field)
{
    struct str value = merge_value(a, state, str_from_cstr(field));
    return value.n ? utf8_shorten(a, merge_text(a, value), WORDS_MOST) : STR_NONE;
}

static struct str goal_said(struct arena *a, struct str state)
{
    struct str words = field_of(a, state, "words");
    return words.n ? str_printf(a, "“%.*s”", STR_ARG(words)) : STR_NONE;
}

static struct str carer_said(struct arena *a, struct str state)
{
    struct str relation = field_of(a, state, "relation");
    return str_join(a, (const struct str[]){field_of(a, state, "name"), str_lower(a, relation)}, 2, STR(", "));
}

static struct str consent_said_of(struct arena *a, struct str words)
{
    int value;
    (void)a;
    if (vocabulary_find(&consent_channels, words, &value)) return vocabulary_label(&consent_channels, value);
    return vocabulary_find(&consent_purposes, words, &value) ? vocabulary_label(&consent_purposes, value) : words;
}

static struct str asked_said(struct arena *a, struct str why)
{
    return str_printf(a, "Because the person %.*s", STR_ARG(plan_asked_words(why)));
}

static struct str referral_said(struct arena *a, struct str words)
{
    return str_printf(a, "From %.*s", STR_ARG(words));
}

static struct str left_said(struct arena *a, struct str words)
{
    return str_printf(a, "%.*s has left", STR_ARG(words));
}

/* ---- the table ---- */

const struct gap_kind gap_kinds[] = {
    {.key = STR_INIT("discharge"),
        .label = STR_INIT("Home from hospital, not reached yet"),
        .why = STR_INIT("The first days at home are when medicines, help and appointments go wrong"),
        .since = STR_INIT("Home since"),
        .fix = STR_INIT("Log a contact"),
        .address = {"/contacts/new"},
        .find = find_discharge,
        .said = as_it_is},
    {.key = STR_INIT("referral"),
        .label = STR_INIT("Referral without an answer"),
        .why = STR_INIT("Whoever asked for help does not know whether it comes"),
        .since = STR_INIT("Answer was due"),
        .fix = STR_INIT("Answer the referral"),
        .address = {"/referrals/", ""},
        .whole = true,
        .find = find_referral,
        .said = referral_said},
    {.key = STR_INIT("coordinator"),
        .label = STR_INIT("No named co-ordinator"),
        .why = STR_INIT("Nobody knows that it is theirs to ring"),
        .since = STR_INIT("Since"),
        .fix = STR_INIT("Give the case to somebody"),
        .address = {"/case/", ""},
        .find = find_coordinator,
        .said = left_said},
    {.key = STR_INIT("consent"),
        .label = STR_INIT("Consent runs out"),
        .why = STR_INIT("Once it has, nothing of this may be shared any more"),
        .since = STR_INIT("Until"),
        .fix = STR_INIT("Ask them again"),
        .address = {"/consent"},
        .find = find_consent,
        .said = consent_said_of},
    {.key = STR_INIT("plan-asked"),
        .label = STR_INIT("Plan review asked for"),
        .why = STR_INIT("What was agreed was agreed before this happened"),
        .since = STR_INIT("Asked for since"),
        .fix = STR_INIT("Review the plan"),
        .address = {"/plan/review"},
        .find = find_plan_asked,
        .said = asked_said},
    {.key = STR_INIT("plan-review"),
        .label = STR_INIT("Plan review is past"),
        .why = STR_INIT("The plan may not fit their life any more"),
        .since = STR_INIT("Was due"),
        .fix = STR_INIT("Review the plan"),
        .address = {"/plan/review"},
        .find = find_plan_review,
        .said = as_it_is},
    {.key = STR_INIT("case-review"),
        .label = STR_INIT("Case review is past"),
        .why = STR_INIT("They may need more support, or less"),
        .since = STR_INIT("Was due"),
        .fix = STR_INIT("Look at the case"),
        .address = {"/case/", ""},
        .find = find_case_review,
        .said = as_it_is},
    {.key = STR_INIT("goal"),
        .label = STR_INIT("Goal without an owner"),
        .why = STR_INIT("What nobody has said that they do is not done"),
        .since = STR_INIT("Since"),
        .fix = STR_INIT("Say who does the next step"),
        .address = {"/plan/steps/", "/", "/edit"},
        .find = find_goal,
        .said = goal_said},
    {.key = STR_INIT("carer"),
        .label = STR_INIT("Carer whose own needs nobody asked about"),
        .why = STR_INIT("If they cannot go on, neither can the support"),
        .since = STR_INIT("Since"),
        .fix = STR_INIT("Write down what they need"),
        .address = {"/circle/family/", "/edit"},
        .find = find_carer,
        .said = carer_said},
};
const size_t gap_kind_count = COUNT_OF(gap_kinds);

const struct gap_kind *gap_kind_of(struct str key)
{
    for (size_t i = 0; i < gap_kind_count; i++)
        if (str_eq(gap_kinds[i].key, key)) return &gap_kinds[i];
    return NULL;
}

int64_t gap_kind_place(const struct gap_kind *kind)
{
    return kind - gap_kinds + 1;
}

struct url gap_fix(struct ctx *c, const struct gap_kind *kind, const struct person *p, struct uuid about)
{
    const struct uuid keys[GAP_ADDRESS_PARTS - 1] = {about, uuid_new(c->clock)};
    struct str path = str_from_cstr(kind->address[0]);
    for (size_t i = 1; i < GAP_ADDRESS_PARTS && kind->address[i]; i++)
        path = str_printf(
            c->arena, "%.*s%.*s%s", STR_ARG(path), STR_ARG(uuid_text(c->arena, keys[i - 1])), kind->address[i]);
    return kind->whole ? (struct url){path} : person_url(c->arena, p, str_cstr(c->arena, path));
}
