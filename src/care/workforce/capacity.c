/* Can somebody take one more case, and how that is worked out. */
#include "care/workforce/post.h"
#include "care/workforce/workforce.sql.h"

#define TERM(name, word, label, days, length) {STR_INIT(word), STR_INIT(label)},
static const struct term TERMS[] = {CASE_WEIGHT_LIST(TERM)};
#undef TERM
const struct vocabulary case_weights = {TERMS, COUNT_OF(TERMS)};

enum { DAYS_A_WEEK = 7, STEPS_BESIDE = 6 };

static const struct {
    int every, length;
} USUAL[] = {{0},
#define USUAL_OF(name, word, label, days, length) {days, length},
    CASE_WEIGHT_LIST(USUAL_OF)
#undef USUAL_OF
};

/* Minutes a week, to the nearest. */
static int64_t load_minutes(const struct case_load *load)
{
    int64_t each = USUAL[load->weight].length + load->travel, every = USUAL[load->weight].every;
    return (load->cases * each * DAYS_A_WEEK + every / 2) / every;
}

struct str workforce_length(struct arena *a, int64_t minutes)
{
    enum { HOUR = 60, TENTH = 6 };
    long long tenths = (long long)((minutes + TENTH / 2) / TENTH);
    if (minutes < HOUR) return str_printf(a, "%lld %s", (long long)minutes, minutes == 1 ? "minute" : "minutes");
    if (tenths % 10) return str_printf(a, "%lld.%lld hours", tenths / 10, tenths % 10);
    return str_printf(a, "%lld %s", tenths / 10, tenths == 10 ? "hour" : "hours");
}

static void step(struct arena *a, struct capacity *k, struct str words, int64_t minutes)
{
    struct str hours = minutes < 0 ? str_printf(a, "−%.*s", STR_ARG(workforce_length(a, -minutes))) :
                                     workforce_length(a, minutes);
    k->steps.items[k->steps.n++] = (struct capacity_step){words, hours};
}

static struct str load_words(struct arena *a, const struct case_load *load)
{
    struct str label = vocabulary_label(&case_weights, (int)load->weight);
    struct str travel = load->travel ? str_printf(a, " and %lld of travel", (long long)load->travel) : STR_NONE;
    return str_printf(a, "%s%.*s: %lld %s, each every %d days for %d minutes%.*s",
        load->covers ? "Covering. " : "", STR_ARG(label), (long long)load->cases,
        load->cases == 1 ? "case" : "cases", USUAL[load->weight].every, USUAL[load->weight].length,
        STR_ARG(travel));
}

static void add_loads(struct arena *a, struct case_load_list has, struct capacity *k)
{
    for (size_t i = 0; i < has.n; i++) {
        const struct case_load *load = &has.items[i];
        if (!load->cases) continue;
        k->taken += load_minutes(load);
        k->by_weight[load->weight] += load_minutes(load);
        k->cases += load->cases;
        step(a, k, load_words(a, load), -load_minutes(load));
    }
}

static enum room room_of(const struct capacity *k)
{
    if (!k->week) return ROOM_UNKNOWN;
    if (k->left < 0) return ROOM_NO;
    return k->left < k->one_more ? ROOM_TIGHT : ROOM_YES;
}

static void say(struct arena *a, struct capacity *k)
{
    if (k->room == ROOM_UNKNOWN) {
        k->words = STR("Nobody has said yet how many hours they work");
        return;
    }
    struct str for_cases = workforce_length(a, k->for_cases), taken = workforce_length(a, k->taken);
    struct str more = workforce_length(a, k->one_more),
               after = workforce_length(a, k->left < 0 ? -k->left : k->left);
    k->words = str_printf(a, "%.*s a week are for cases, %.*s are taken", STR_ARG(for_cases), STR_ARG(taken));
    k->after = str_printf(
        a, "Takes about %.*s a week: %.*s %s", STR_ARG(more), STR_ARG(after), k->left < 0 ? "too many" : "left");
}

struct tag capacity_tag(struct arena *a, const struct capacity *k)
{
    int64_t free = k->for_cases - k->taken;
    if (k->room == ROOM_UNKNOWN) return (struct tag){.text = STR("Hours not recorded"), .colour = TAG_GREY};
    if (free < 0)
        return (struct tag){
            .text = str_printf(a, "Over by %.*s", STR_ARG(workforce_length(a, -free))), .colour = TAG_RED};
    if (k->room == ROOM_NO) return (struct tag){.text = STR("Full"), .colour = TAG_YELLOW};
    return (struct tag){
        .text = str_printf(a, "%.*s free", STR_ARG(workforce_length(a, free))), .colour = TAG_NO_COLOUR};
}

void capacity_work_out(struct arena *a, const struct staff_facts *s, struct case_load_list has,
    const struct case_load *one_more, struct capacity *ret)
{
    *ret = (struct capacity){.week = s->week,
        .reserved = s->administration + s->supervision + s->development,
        .for_cases = staff_for_cases(s),
        .one_more = load_minutes(one_more)};
    ret->steps.items = ARENA_ARRAY(a, struct capacity_step, has.n + STEPS_BESIDE);
    step(a, ret, STR("Hours a week"), s->week);
    if (s->administration) step(a, ret, STR("Administration"), -s->administration);
    if (s->supervision) step(a, ret, STR("Supervision"), -s->supervision);
    if (s->development) step(a, ret, STR("Development"), -s->development);
    add_loads(a, has, ret);
    step(a, ret, str_printf(a, "One more. %.*s", STR_ARG(load_words(a, one_more))), -ret->one_more);
    ret->left = ret->for_cases - ret->taken - ret->one_more;
    ret->room = room_of(ret);
    say(a, ret);
}

/* ---- from what is recorded ---- */

enum { WEEKS_BACK = 12 };

enum err staff_caseloads_read(struct ctx *c, struct account_id whom, struct staff_loads *ret)
{
    struct date since = date_add_days(clock_today(c->clock), -WEEKS_BACK * DAYS_A_WEEK);
    struct pcn_id pcn = c->actor->pcn;
    int64_t last = whom.v ? whom.v : INT64_MAX;
    enum err err = staff_caseloads(c->db, pcn, whom.v, last, clock_today(c->clock), &ret->cases);
    return err ? err : staff_visits(c->db, pcn, whom.v, last, instant_from_local(since, 0, 0), &ret->visits);
}

/* Of each weight their own and, after those, the ones that they cover. */
enum { LOADS = 2 * CASE_WEIGHT_COUNT };

/* What is monitored counts as light, what is on hold not at all. Travel: of the visits that they made lately, for
 * each of their contacts. */
static void weigh(const struct staff_facts *s, const struct staff_loads *rows, struct case_load ret[LOADS])
{
    int64_t travel = 0;
    for (size_t i = 0; i < rows->visits.n; i++) {
        const struct staff_visits_row *row = &rows->visits.items[i];
        if (row->account_id.v == s->account.v && row->contacts) travel = s->travel * row->visits / row->contacts;
    }
    for (size_t i = 0; i < rows->cases.n; i++) {
        const struct staff_caseloads_row *row = &rows->cases.items[i];
        int weight;
        if (row->account_id.v != s->account.v || str_eq(row->state, STR("paused"))) continue;
        MUST(vocabulary_find(&case_weights, row->weight, &weight));
        if (str_eq(row->state, STR("monitoring"))) weight = CASE_WEIGHT_LIGHT;
        ret[weight + (row->covers ? CASE_WEIGHT_COUNT : 0)].cases += row->cases;
    }
    for (int i = 0; i < LOADS; i++) {
        ret[i].weight = (enum case_weight)(i % CASE_WEIGHT_COUNT);
        ret[i].covers = i >= CASE_WEIGHT_COUNT;
        ret[i].travel = travel;
    }
}

void staff_capacity(struct arena *a, const struct staff_facts *s, const struct staff_loads *rows,
    enum case_weight one_more, struct capacity *ret)
{
    struct case_load has[LOADS] = {{0}};
    weigh(s, rows, has);
    struct case_load more = has[one_more];
    more.cases = 1;
    capacity_work_out(a, s, (struct case_load_list){has, LOADS}, &more, ret);
}
