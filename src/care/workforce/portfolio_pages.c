/* A portfolio as a list, and one entry: read, answered by a supervisor, struck through by who recorded it. */
#include "base/limits.h"
#include "care/workforce/development.sql.h"
#include "care/workforce/development_pages.h"
#include "care/workforce/pages/portfolio.tmpl.h"

bool portfolio_may_read(const struct staff_reach *reach)
{
    return reach->self || reach->supervises;
}

struct str portfolio_title(struct arena *a, const struct portfolio_entry *e)
{
    struct str kind = vocabulary_label(&portfolio_kinds, (int)e->kind);
    if (!e->competency) return kind;
    return str_printf(
        a, "%.*s: %.*s", STR_ARG(kind), STR_ARG(vocabulary_label(&competencies, (int)e->competency)));
}

/* ---- the list ---- */

static const struct worklist_column COLUMNS[] = {
    {.heading = STR_INIT("What")}, {.heading = STR_INIT("When")}, {.heading = STR_INIT("Supervisor")}};
static const struct worklist_kind KIND = {.name = "portfolio",
    .path = {STR_INIT("/my-development/competencies")},
    .columns = COLUMNS,
    .column_count = COUNT_OF(COLUMNS),
    .caption = STR_INIT("Portfolio"),
    .empty = STR_INIT("Nothing is in it yet. Start with an example of work that went well.")};

static struct tag entry_tag(const struct portfolio_entry *e)
{
    if (!portfolio_stands(e)) return (struct tag){.text = STR("Struck through"), .colour = TAG_GREY};
    if (portfolio_waits(e)) return (struct tag){.text = STR("To read"), .colour = TAG_YELLOW};
    return (struct tag){.text = STR_NONE};
}

static void add_entry(struct ctx *c, const struct portfolio_entry *e, struct worklist_view *v)
{
    struct arena *a = c->arena;
    struct worklist_cell *cells = worklist_add(a, &KIND, v);
    cells[0] = (struct worklist_cell){.text = vocabulary_label(&portfolio_kinds, (int)e->kind),
        .href = url_with_id(a, "/team/portfolio/", e->key, ""),
        .hidden = date_long(a, e->done_on),
        .quiet = e->competency ? vocabulary_label(&competencies, (int)e->competency) : STR_NONE};
    cells[1].text = date_short(a, e->done_on);
    if (e->minutes) cells[1].quiet = str_printf(a, "%lld minutes", (long long)e->minutes);
    cells[2].tag = entry_tag(e);
    cells[2].none = STR("Nothing to read");
    if (!e->own) cells[2].text = str_printf(a, "Added by %.*s", STR_ARG(e->recorded_by_name));
    if (instant_is_set(e->answered_at))
        cells[2].text = str_printf(a, "Answered by %.*s", STR_ARG(e->answered_by_name));
}

struct worklist_view portfolio_list(struct ctx *c, const struct staff_facts *s)
{
    struct worklist_view v = {.has_pages = false};
    struct worklist w = {.kind = &KIND, .page = 1};
    struct worklist_place none = {0};
    worklist_view(c, &w, &(struct worklist_span){.shown = s->portfolio.n}, none, none, &v);
    for (size_t i = 0; i < s->portfolio.n; i++) add_entry(c, &s->portfolio.items[i], &v);
    worklist_head_cells(&KIND, &v);
    return v;
}

/* ---- one entry ---- */

struct looking {
    struct staff_facts staff;
    struct staff_reach reach;
    const struct portfolio_entry *entry;
    struct portfolio_words_row row;
    struct problems problems;
    struct str words; /* an answer, or why it is struck through */
};

static enum err open_entry(struct ctx *c, const struct request *r, struct looking *k)
{
    k->problems.arena = c->arena;
    enum err err = portfolio_words(c->db, request_id(r, 0), c->actor->pcn, &k->row);
    if (!err) err = staff_open_by_id(c, k->row.account_id, &k->staff, &k->reach);
    if (err) return err;
    for (size_t i = 0; i < k->staff.portfolio.n; i++)
        if (uuid_eq(k->staff.portfolio.items[i].key, request_id(r, 0))) k->entry = &k->staff.portfolio.items[i];
    return k->entry && portfolio_may_read(&k->reach) ? ERR_NONE : ERR_NOT_FOUND;
}

enum { FACTS = 8 };

static void fact(struct fact_list *list, const char *label, struct str value)
{
    list->items.items[list->items.n++] = (struct fact){.label = str_from_cstr(label), .value = value};
}

static void show_facts(struct ctx *c, const struct looking *k, struct portfolio_view *v)
{
    struct arena *a = c->arena;
    const struct portfolio_entry *e = k->entry;
    v->facts.items.items = ARENA_ARRAY(a, struct fact, FACTS);
    if (!k->reach.self) fact(&v->facts, "Who", k->staff.name);
    fact(&v->facts, "Competency",
        e->competency ? vocabulary_label(&competencies, (int)e->competency) : STR("None in particular"));
    fact(&v->facts, "When", date_long(a, e->done_on));
    if (e->minutes) fact(&v->facts, "How long", str_printf(a, "%lld minutes", (long long)e->minutes));
    fact(&v->facts, "Added by",
        str_printf(a, "%.*s, %.*s", STR_ARG(e->recorded_by_name), STR_ARG(instant_long(a, e->recorded_at))));
    if (!portfolio_stands(e)) fact(&v->facts, "Struck through", e->struck_why);
}

static struct reply entry_page(struct ctx *c, const struct request *r, const struct looking *k, int status)
{
    struct portfolio_view *v = ARENA_NEW(c->arena, struct portfolio_view);
    const struct portfolio_entry *e = k->entry;
    v->problems = problems_summary(&k->problems);
    v->top.heading = vocabulary_label(&portfolio_kinds, (int)e->kind);
    v->tag = entry_tag(e);
    show_facts(c, k, v);
    v->words = k->row.words;
    v->answer = k->row.answer;
    if (v->answer.n)
        v->answered = str_printf(c->arena, "%.*s, %.*s", STR_ARG(e->answered_by_name),
            STR_ARG(date_long(c->arena, instant_date(e->answered_at))));
    v->can_answer = portfolio_may_answer(c, &k->reach, e);
    v->action = url_with_id(c->arena, "/team/portfolio/", e->key, "/answer");
    v->answer_field = (struct textarea){.name = STR("answer"),
        .label = STR("What do you say to it?"),
        .label_size = SIZE_S,
        .hint = STR("What it shows, and what could come next"),
        .value = form_get(&r->form, STR("answer")),
        .error = problems_at(&k->problems, STR("answer"))};
    v->can_strike = portfolio_may_strike(c, e);
    v->strike = strike_form(url_with_id(c->arena, "/team/portfolio/", e->key, "/strike"), &r->form, &k->problems);
    struct page page = {.narrow = true,
        .back = development_url(c, &k->staff, &k->reach, "/competencies"),
        .has_problems = k->problems.n != 0,
        .main = portfolio_record_slot(v)};
    return staff_form_page(c, r, &k->staff, "Portfolio", status, &page);
}

struct reply portfolio_get(struct ctx *c, const struct request *r)
{
    struct looking *k = ARENA_NEW(c->arena, struct looking);
    enum err err = open_entry(c, r, k);
    return err ? shell_failure(c, err) : entry_page(c, r, k, 200);
}

/* ---- what is done to it ---- */

static struct reply changed(struct ctx *c, const struct looking *k, const char *done, enum err result)
{
    struct url page = development_url(c, &k->staff, &k->reach, "/competencies");
    if (result == ERR_CONFLICT) done = "already";
    if (!result || result == ERR_CONFLICT)
        return reply_see_other(url_with_query(c->arena, page, "done", str_from_cstr(done)));
    return result == ERR_REFUSED ? shell_error_page(c, 403) : shell_failure(c, result);
}

static enum err save_answer(struct ctx *c, void *arg)
{
    const struct looking *k = arg;
    return portfolio_answer(c, k->staff.account, k->entry, k->words);
}

static struct reply answered(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    return changed(c, arg, "answered", result);
}

struct reply portfolio_answer_post(struct ctx *c, const struct request *r)
{
    struct looking *k = ARENA_NEW(c->arena, struct looking);
    enum err err = open_entry(c, r, k);
    if (err) return shell_failure(c, err);
    if (!k->reach.supervises || k->entry->recorded_by.v == c->actor->account.v) return shell_error_page(c, 403);
    if (!portfolio_may_answer(c, &k->reach, k->entry)) return changed(c, k, "already", ERR_CONFLICT);
    k->words = field_note(&r->form, STR("answer"), STR("What you say to it"), LIMIT_NOTE, &k->problems);
    if (!k->words.n) problems_add(&k->problems, STR("answer"), STR("Write what you say to it"));
    return k->problems.n ? entry_page(c, r, k, 422) : reply_write(save_answer, answered, k);
}

static enum err strike(struct ctx *c, void *arg)
{
    const struct looking *k = arg;
    return portfolio_strike(c, k->staff.account, k->entry, k->words);
}

static struct reply struck(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    return changed(c, arg, "struck", result);
}

struct reply portfolio_strike_post(struct ctx *c, const struct request *r)
{
    struct looking *k = ARENA_NEW(c->arena, struct looking);
    enum err err = open_entry(c, r, k);
    if (err) return shell_failure(c, err);
    if (k->entry->recorded_by.v != c->actor->account.v) return shell_error_page(c, 403);
    if (!portfolio_may_strike(c, k->entry)) return changed(c, k, "already", ERR_CONFLICT);
    k->words = strike_read(&r->form, &k->problems);
    return k->problems.n ? entry_page(c, r, k, 422) : reply_write(strike, struck, k);
}
