/* Who is overloaded, why, and what can move. */
#include "care/home/team_board.h"
#include "care/caseload/caseload.h"
#include "care/home/pages/team_board.tmpl.h"
#include "care/referrals/referral.h"
#include "platform/auth/permission.h"

enum { HOUR = 60 };

static const struct worklist_column COLUMNS[] = {{.heading = STR_INIT("Name")},
    {.heading = STR_INIT("Hours for cases")}, {.heading = STR_INIT("Cases")},
    {.heading = STR_INIT("Contacts late")}, {.heading = STR_INIT("Not begun")},
    {.heading = STR_INIT("What can move")}};
static const struct worklist_kind KIND = {.name = "team-board",
    .path = {STR_INIT("/team/caseload")},
    .columns = COLUMNS,
    .column_count = COUNT_OF(COLUMNS),
    .caption = STR_INIT("Colleagues, the fullest first"),
    .empty = STR_INIT("Nobody in your team supports people yet. An administrator gives roles.")};

struct colleague {
    const struct workforce_load *load;
    struct case_tally tally; /* all 0: they have no case */
};
struct board {
    struct colleague *items;
    size_t n, over;
};

static int64_t minutes_over(const struct colleague *k)
{
    return k->load->hours.week ? k->load->hours.taken - k->load->hours.for_cases : INT64_MIN;
}

/* Over the hours first, then who has most late; whose hours aren't known after all whose are. */
static int by_need(const void *a, const void *b)
{
    const struct colleague *x = a, *y = b;
    bool over_x = minutes_over(x) > 0, over_y = minutes_over(y) > 0;
    if (over_x != over_y) return over_x ? -1 : 1;
    if (over_x && minutes_over(x) != minutes_over(y)) return minutes_over(x) > minutes_over(y) ? -1 : 1;
    if (x->tally.overdue != y->tally.overdue) return x->tally.overdue > y->tally.overdue ? -1 : 1;
    int order = str_compare(x->load->name, y->load->name);
    return order ? order : (x->load->account.v > y->load->account.v) - (x->load->account.v < y->load->account.v);
}

static enum err read_board(struct ctx *c, struct board *ret)
{
    struct workforce_load_list loads;
    struct case_tally_list tallies;
    enum err err = workforce_loads(c, &loads);
    if (!err) err = cases_tallied(c, &tallies);
    if (err) return err;
    *ret = (struct board){.items = ARENA_ARRAY(c->arena, struct colleague, loads.n), .n = loads.n};
    for (size_t i = 0; i < loads.n; i++) {
        struct colleague *k = &ret->items[i];
        *k = (struct colleague){.load = &loads.items[i], .tally = {.waiting_since = DATE_NONE}};
        for (size_t p = 0; p < tallies.n; p++)
            if (tallies.items[p].account.v == k->load->account.v) k->tally = tallies.items[p];
        ret->over += minutes_over(k) > 0;
    }
    if (loads.n) qsort(ret->items, ret->n, sizeof *ret->items, by_need);
    return ERR_NONE;
}

/* ---- rows ---- */

static struct str number_of(struct arena *a, int64_t n, const char *what)
{
    return n ? str_printf(a, "%lld %s", (long long)n, what) : STR_NONE;
}

static struct str why(struct arena *a, const struct case_tally *t)
{
    const struct str parts[] = {number_of(a, t->intensive, "intensive"), number_of(a, t->steady, "steady"),
        number_of(a, t->light, "light"), number_of(a, t->paused, "on hold")};
    return str_join(a, parts, COUNT_OF(parts), STR(", "));
}

static struct url list_url(struct arena *a, const struct colleague *k, const char *path, const char *filter)
{
    struct str key = uuid_text(a, k->load->key);
    return (struct url){str_printf(a, "%s?whose=%.*s%s", path, STR_ARG(key), filter)};
}

/* Nobody loses whom they know where there was no contact yet; what is light is the easiest to hand on after that.
 */
static struct worklist_cell what_moves(struct ctx *c, const struct colleague *k)
{
    const struct case_tally *t = &k->tally;
    bool gives = actor_may(c->actor, PERMISSION_HAND_OVER);
    struct worklist_cell cell = {.none = STR("Nothing has to")};
    if (!t->open || (minutes_over(k) <= 0 && !t->cover.n)) return cell;
    const char *filter = t->waiting ? "&state=waiting" : t->light ? "&complexity=light" : "";
    cell.text = t->waiting ? str_printf(c->arena, "%lld not begun yet", (long long)t->waiting) :
        t->light           ? str_printf(c->arena, "%lld light", (long long)t->light) :
                             str_printf(c->arena, "Any of %lld", (long long)t->open);
    if (gives) cell.href = list_url(c->arena, k, "/caseload/give", filter);
    cell.hidden = str_printf(c->arena, "of %.*s", STR_ARG(k->load->name));
    return cell;
}

static struct worklist_cell late_cell(struct ctx *c, const struct colleague *k)
{
    const struct case_tally *t = &k->tally;
    struct str reviews = t->review == 1 ? STR("1 review") : number_of(c->arena, t->review, "reviews");
    if (!t->overdue) return (struct worklist_cell){.text = reviews, .none = STR("None")};
    return (struct worklist_cell){
        .quiet = reviews, .tag = {.colour = TAG_RED, .text = str_printf(c->arena, "%lld", (long long)t->overdue)}};
}

static struct worklist_cell hours_cell(struct ctx *c, const struct colleague *k)
{
    const struct capacity *hours = &k->load->hours;
    struct worklist_cell cell = {.none = STR("Not shown to you")};
    if (!hours->room) return cell;
    if (k->load->tag.colour == TAG_NO_COLOUR)
        cell.text = k->load->tag.text;
    else
        cell.tag = k->load->tag;
    if (hours->week)
        cell.quiet = str_printf(c->arena, "%lld of %lld hours taken", (long long)(hours->taken + HOUR / 2) / HOUR,
            (long long)(hours->for_cases + HOUR / 2) / HOUR);
    return cell;
}

static void add_row(struct ctx *c, const struct colleague *k, struct worklist_view *v)
{
    const struct case_tally *t = &k->tally;
    struct worklist_cell *cells = worklist_add(c->arena, &KIND, v);
    bool lists = actor_may(c->actor, PERMISSION_CASELOAD) && t->open;
    cells[0] = (struct worklist_cell){.text = k->load->name, .quiet = t->cover.n ? t->cover : k->load->places};
    if (lists) cells[0].href = list_url(c->arena, k, "/caseload", "");
    cells[1] = hours_cell(c, k);
    cells[2] = (struct worklist_cell){
        .text = number_of(c->arena, t->open, "open"), .none = STR("None"), .quiet = why(c->arena, t)};
    cells[3] = late_cell(c, k);
    cells[4] = (struct worklist_cell){.text = number_of(c->arena, t->waiting, "waiting"), .none = STR("None")};
    if (t->waiting)
        cells[4].quiet = str_printf(
            c->arena, "longest since %.*s", STR_ARG(date_near(c->arena, t->waiting_since, clock_today(c->clock))));
    cells[5] = what_moves(c, k);
}

/* ---- the picture ---- */

static struct str finding(struct arena *a, const struct board *b)
{
    if (!b->over) return STR("Nobody is over their hours");
    struct str first = b->items[0].load->name;
    if (b->over == 1) return str_printf(a, "%.*s is over their hours", STR_ARG(first));
    return str_printf(a, "%.*s and %zu more are over their hours", STR_ARG(first), b->over - 1);
}

static enum err draw(struct ctx *c, const struct board *b, struct team_board_view *v)
{
    struct chart_stack stack = {.bands = {STR("Intensive"), STR("Steady"), STR("Light")}};
    stack.words = (struct chart_words){.id = STR("hours"),
        .title = finding(c->arena, b),
        .about = STR("Hours a week that cases ask for, by complexity, and how many there are"),
        .of = STR("Colleague"),
        .number = STR("Hours"),
        .decimals = 1,
        .level = 2,
        .folded = true};
    stack.rows.items = ARENA_ARRAY(c->arena, struct chart_stack_row, b->n);
    for (size_t i = 0; i < b->n && stack.rows.n < CHART_ROWS_MOST; i++) {
        const struct capacity *k = &b->items[i].load->hours;
        if (!k->week) continue;
        stack.rows.items[stack.rows.n++] = (struct chart_stack_row){.label = b->items[i].load->name,
            .values = {(double)k->by_weight[CASE_WEIGHT_INTENSIVE] / HOUR,
                (double)k->by_weight[CASE_WEIGHT_STEADY] / HOUR, (double)k->by_weight[CASE_WEIGHT_LIGHT] / HOUR},
            .capacity = (double)k->for_cases / HOUR};
    }
    v->has_picture = stack.rows.n != 0;
    return v->has_picture ? chart_stack(c->arena, &stack, &v->picture) : ERR_NONE;
}

/* ---- the page ---- */

static void add_call(struct ctx *c, struct lines *lines, int64_t n, const char *words, struct url to)
{
    if (!n) return;
    lines->items.items[lines->items.n++] =
        (struct line){.text = str_printf(c->arena, "%lld %s", (long long)n, words), .text_href = to};
}

/* What nobody has yet: only for who can give it to somebody. */
static enum err add_calls(struct ctx *c, struct team_board_view *v)
{
    struct case_calls cases = {0};
    struct referral_calls calls = {0};
    enum err err = case_calls(c, &cases);
    if (!err && actor_may(c->actor, PERMISSION_TRIAGE)) err = referral_calls(c, &calls);
    v->calls.items.items = ARENA_ARRAY(c->arena, struct line, 3);
    add_call(c, &v->calls, cases.left, "open cases of colleagues who have left: give them to somebody",
        URL("/caseload/give?state=left"));
    add_call(c, &v->calls, calls.late, "referrals wait too long for a decision", URL("/referrals"));
    add_call(c, &v->calls, calls.waiting, "referrals in the inbox, with nobody yet", URL("/referrals"));
    return err;
}

static void add_counts(struct ctx *c, const struct board *b, struct counts *counts)
{
    struct case_tally sum = {.account = {0}};
    for (size_t i = 0; i < b->n; i++) {
        sum.open += b->items[i].tally.open;
        sum.overdue += b->items[i].tally.overdue;
        sum.waiting += b->items[i].tally.waiting;
    }
    const struct count all[] = {{(int64_t)b->over, STR("over their hours")}, {sum.open, STR("open cases")},
        {sum.overdue, STR("contacts overdue")}, {sum.waiting, STR("waiting for their first contact")}};
    counts->items.items = ARENA_ARRAY(c->arena, struct count, COUNT_OF(all));
    for (size_t i = 0; i < COUNT_OF(all); i++) counts->items.items[counts->items.n++] = all[i];
}

struct reply team_board_get(struct ctx *c, const struct request *r)
{
    struct board b;
    struct worklist w;
    struct worklist_place none = {0};
    if (!worklist_read(c, r, &KIND, NULL, 0, &w)) return worklist_unreadable(c);
    struct team_board_view *v = ARENA_NEW(c->arena, struct team_board_view);
    enum err err = read_board(c, &b);
    if (!err) err = add_calls(c, v);
    if (!err) err = draw(c, &b, v);
    if (err) return shell_failure(c, err);
    v->top =
        (struct page_top){.heading = STR("Caseloads"), .quiet = STR("Whose is too full, why, and what can move")};
    if (actor_may(c->actor, PERMISSION_CASELOAD)) v->cover = URL("/caseload/cover");
    add_counts(c, &b, &v->counts);
    worklist_view(c, &w, &(struct worklist_span){.shown = b.n}, none, none, &v->list);
    for (size_t i = 0; i < b.n; i++) add_row(c, &b.items[i], &v->list);
    worklist_head_cells(&KIND, &v->list);
    struct page page = {.title = STR("Caseloads, my team"), .main = team_board_slot(v)};
    return shell_page(c, r, 200, SECTION_TEAM, &page);
}
