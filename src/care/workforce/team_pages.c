/* The team: who may take referrals, what ends soon, who was not supervised, who has hours left. */
#include "care/workforce/pages/team.tmpl.h"
#include "care/workforce/workforce.sql.h"
#include "care/workforce/workforce_pages.h"

/* ---- what the list can be narrowed to ---- */

enum shown {
    SHOWN_ALL,
    SHOWN_NOT_READY,
    SHOWN_SUPERVISION,
    SHOWN_APPRAISAL,
    SHOWN_FULL,
    SHOWN_ENDING,
    SHOWN_CONFIRM,
    SHOWN_READ
};

static const struct worklist_choice CHOICES[] = {{STR_INIT("not-ready"), STR_INIT("Not ready for all their work")},
    {STR_INIT("supervision"), STR_INIT("Supervision overdue, or by nobody")},
    {STR_INIT("appraisal"), STR_INIT("Appraisal overdue")}, {STR_INIT("full"), STR_INIT("No room for one more")},
    {STR_INIT("ending"), STR_INIT("Training ends within 60 days")},
    {STR_INIT("confirm"), STR_INIT("Training to confirm")}, {STR_INIT("read"), STR_INIT("Evidence to read")}};
static const struct worklist_column COLUMNS[] = {{.heading = STR_INIT("Name")},
    {.heading = STR_INIT("Taking referrals")}, {.heading = STR_INIT("Supervision")},
    {.heading = STR_INIT("Hours for cases")}, {.heading = STR_INIT("Ends within 60 days")},
    {.heading = STR_INIT("Next step")}};
static const struct worklist_kind KIND = {.name = "team",
    .path = {STR_INIT("/team/readiness")},
    .columns = COLUMNS,
    .column_count = COUNT_OF(COLUMNS),
    .caption = STR_INIT("Team"),
    .empty = STR_INIT("Nobody is in your team yet. An administrator gives roles; a supervisor is named on the "
                      "page of each colleague.")};

struct member {
    const struct staff_facts *staff;
    struct staff_reach reach;
    struct staff_summary sum;
    struct capacity hours; /* where the reader sees the whole caseload */
    struct staff_step next;
};
struct member_list {
    struct member *items;
    size_t n;
};

static bool is_overdue(const struct member *m)
{
    return m->sum.clock.nobody || m->sum.clock.state == SUPERVISION_OVERDUE ||
        m->sum.clock.state == SUPERVISION_LATE;
}

static bool is_over(const struct member *m)
{
    return m->hours.week && m->hours.taken > m->hours.for_cases;
}

static bool is_shown(const struct member *m, enum shown shown)
{
    switch (shown) {
    case SHOWN_NOT_READY: return m->sum.ready_count < m->sum.ready.n;
    case SHOWN_ENDING: return m->sum.ending.n != 0;
    case SHOWN_SUPERVISION: return is_overdue(m);
    case SHOWN_APPRAISAL: return m->sum.development.overdue;
    case SHOWN_READ: return m->sum.development.waits != 0;
    case SHOWN_FULL: return m->hours.room == ROOM_NO;
    case SHOWN_CONFIRM: return m->sum.unconfirmed.n != 0;
    case SHOWN_ALL: break;
    }
    return true;
}

/* ---- who, and in which order ---- */

/* Who can't work comes before who will soon not be able to. */
static int urgency(const struct member *m)
{
    if (m->sum.ready_count < m->sum.ready.n) return 0;
    if (m->sum.overridden) return 1;
    if (is_overdue(m) || is_over(m)) return 2;
    return m->next.kind == STEP_NOTHING ? 4 : 3;
}

static int by_urgency(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    int order = urgency(x) - urgency(y);
    if (!order) order = str_compare(x->staff->name, y->staff->name);
    return order ? order :
                   (x->staff->account.v > y->staff->account.v) - (x->staff->account.v < y->staff->account.v);
}

/* Those who take referrals, and whom the reader sees. */
static struct member_list members(
    struct ctx *c, const struct staff_facts_list *all, const struct staff_loads *cases)
{
    struct date today = clock_today(c->clock);
    struct member_list list = {ARENA_ARRAY(c->arena, struct member, all->n), 0};
    for (size_t i = 0; i < all->n; i++) {
        const struct staff_facts *s = &all->items[i];
        struct member m = {.staff = s, .reach = staff_reach_of(c, s)};
        if (!s->active || m.reach.self || !m.reach.passport) continue;
        m.sum = staff_sum_up(c->arena, s, today);
        if (!m.sum.ready.n) continue;
        if (m.reach.caseload) staff_capacity(c->arena, s, cases, CASE_WEIGHT_STEADY, &m.hours);
        m.next = staff_next_step(c->arena, &m.sum, is_over(&m), today);
        list.items[list.n++] = m;
    }
    if (list.n) qsort(list.items, list.n, sizeof *list.items, by_urgency);
    return list;
}

/* ---- the page ---- */

static struct str ending_words(struct arena *a, const struct member *m, struct date today)
{
    if (!m->sum.ending.n) return STR_NONE;
    const struct training *t = m->sum.ending.items[0];
    struct str first = str_printf(a, "%.*s, %.*s", STR_ARG(training_title(a, t->course, t->setting)),
        STR_ARG(date_near(a, training_last_day(t), today)));
    if (m->sum.ending.n == 1) return first;
    return str_printf(a, "%.*s, and %zu more", STR_ARG(first), m->sum.ending.n - 1);
}

/* Only for who sees the whole caseload: a part of it would say that there is room. */
static void show_hours(struct arena *a, const struct member *m, struct worklist_cell *cell)
{
    const struct capacity *k = &m->hours;
    struct tag tag = k->room ? capacity_tag(a, k) : (struct tag){.text = STR_NONE};
    cell->none = STR("Not shown to you");
    if (tag.colour == TAG_NO_COLOUR)
        cell->text = tag.text;
    else
        cell->tag = tag;
    if (k->room) cell->quiet = str_printf(a, "%lld %s", (long long)k->cases, k->cases == 1 ? "case" : "cases");
}

/* Where the step is taken, if the reader may take it. */
static struct url step_url(struct ctx *c, const struct member *m)
{
    switch (m->next.kind) {
    case STEP_CONFIRM:
        if (m->reach.training) return url_with_id(c->arena, "/team/training/", m->next.key, "");
        break;
    case STEP_SUPERVISE:
        if (m->reach.supervises) return url_with_id(c->arena, "/team/", m->staff->key, "/supervision/new");
        break;
    case STEP_NAME:
        if (m->reach.post) return url_with_id(c->arena, "/team/", m->staff->key, "/post");
        break;
    case STEP_READ:
        if (m->reach.supervises) return url_with_id(c->arena, "/team/portfolio/", m->next.key, "");
        break;
    case STEP_NOTHING:
    case STEP_SEE: break;
    }
    return (struct url){STR_NONE};
}

static void add_row(struct ctx *c, const struct member *m, struct worklist_view *v)
{
    struct date today = clock_today(c->clock);
    struct worklist_cell *cells = worklist_add(c->arena, &KIND, v);
    cells[0] = (struct worklist_cell){
        .text = m->staff->name, .href = staff_page_url(c, m->staff), .quiet = m->staff->places};
    cells[1].tag = staff_ready_tag(c->arena, &m->sum, today);
    if (m->sum.clock.state == SUPERVISION_FINE && !m->sum.clock.nobody)
        cells[2].text =
            str_printf(c->arena, "Next by %.*s", STR_ARG(date_near(c->arena, m->sum.clock.next, today)));
    else
        cells[2].tag = supervision_tag(c->arena, &m->sum.clock, today);
    show_hours(c->arena, m, &cells[3]);
    cells[4] = (struct worklist_cell){.text = ending_words(c->arena, m, today), .none = STR("Nothing")};
    cells[5] = (struct worklist_cell){.text = m->next.words, .href = step_url(c, m), .none = STR("Nothing to do")};
}

static void show_counts(struct ctx *c, const struct member_list *all, struct counts *counts)
{
    static const struct {
        enum shown shown;
        struct str words;
    } SAID[] = {{SHOWN_NOT_READY, STR_INIT("not ready for all their work")},
        {SHOWN_SUPERVISION, STR_INIT("overdue for supervision, or with nobody named")},
        {SHOWN_APPRAISAL, STR_INIT("overdue for an appraisal")},
        {SHOWN_FULL, STR_INIT("with no room for one more")},
        {SHOWN_ENDING, STR_INIT("with training that ends within 60 days")},
        {SHOWN_CONFIRM, STR_INIT("with training to confirm")}, {SHOWN_READ, STR_INIT("with evidence to read")}};
    counts->items.items = ARENA_ARRAY(c->arena, struct count, COUNT_OF(SAID) + 1);
    counts->items.items[counts->items.n++] = (struct count){(int64_t)all->n, STR("in the team")};
    for (size_t i = 0; i < COUNT_OF(SAID); i++) {
        struct count one = {.text = SAID[i].words};
        for (size_t k = 0; k < all->n; k++) one.number += is_shown(&all->items[k], SAID[i].shown);
        counts->items.items[counts->items.n++] = one;
    }
}

struct reply team_readiness_get(struct ctx *c, const struct request *r)
{
    struct worklist_filter filters[] = {{.name = STR("show"),
        .label = STR("Show"),
        .any = STR("Everybody"),
        .choices = CHOICES,
        .n = COUNT_OF(CHOICES)}};
    struct worklist w;
    struct staff_facts_list all;
    struct staff_loads cases;
    if (!worklist_read(c, r, &KIND, filters, COUNT_OF(filters), &w)) return worklist_unreadable(c);
    enum err err = staff_facts_all(c, STAFF_WHOLE, &all);
    if (!err) err = staff_caseloads_read(c, (struct account_id){0}, &cases);
    if (err) return shell_failure(c, err);
    struct member_list team = members(c, &all, &cases);
    struct team_readiness_view *v = ARENA_NEW(c->arena, struct team_readiness_view);
    struct str said = worklist_said(c->arena, &w);
    v->top = (struct page_top){.heading = STR("My team"), .quiet = said.n ? said : STR("Who needs you first")};
    if (actor_may(c->actor, PERMISSION_READINESS_ALL)) v->caseloads = URL("/team/caseload");
    show_counts(c, &team, &v->counts);
    struct worklist_place none = {0};
    worklist_view(c, &w, &(struct worklist_span){.shown = team.n}, none, none, &v->list);
    for (size_t i = 0; i < team.n; i++)
        if (is_shown(&team.items[i], (enum shown)filters[0].chosen)) add_row(c, &team.items[i], &v->list);
    worklist_head_cells(&KIND, &v->list);
    struct page page = {.title = worklist_title(c->arena, &w, STR("My team")), .main = team_readiness_slot(v)};
    return shell_page(c, r, 200, SECTION_TEAM, &page);
}
