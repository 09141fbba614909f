/* The audit of one day, by everybody of the network or by one account: for information governance leads. */
#include "base/limits.h"
#include "care/trail/pages/trail.tmpl.h"
#include "care/trail/trail.h"
#include "care/trail/trail.sql.h"
#include "care/trail/trail_pages.h"
#include "care/trail/trail_words.h"
#include "nhs/vocabulary.h"

struct filter {
    struct problems problems;
    struct field_date typed;
    struct date day;
    struct account_id account;
    struct str account_key;
    int64_t first, beyond; /* the rows of that day, by number */
};

static const struct worklist_column COLUMNS[] = {{.heading = STR_INIT("Time")}, {.heading = STR_INIT("Who")},
    {.heading = STR_INIT("What they did")}, {.heading = STR_INIT("Shown or changed")}};
static const struct worklist_kind KIND = {.name = "audit",
    .columns = COLUMNS,
    .column_count = COUNT_OF(COLUMNS),
    .caption = STR_INIT("Audit"),
    .empty = STR_INIT("Nothing was done on this day.")};

static void add_row(struct ctx *c, const struct trail_rows_row *row, struct worklist_view *v)
{
    struct arena *a = c->arena;
    struct worklist_cell *cells = worklist_add(a, &KIND, v);
    struct str role = row->role ? staff_role_label((enum staff_role)row->role) : STR_NONE;
    struct str about = row->about.n ? str_printf(a, "account of %.*s", STR_ARG(row->about)) : STR_NONE;
    struct str outcome = trail_outcome((int)row->outcome);
    cells[0].text = instant_time(a, row->at);
    cells[1].text = trail_who(row->name, row->action, row->route);
    cells[1].quiet = str_join(a, (const struct str[]){role, row->practice}, 2, STR(", "));
    cells[2].text = str_join(a, (const struct str[]){trail_done(row->action, row->route), outcome}, 2, STR(". "));
    cells[2].quiet = row->reason;
    cells[3].text = str_join(a, (const struct str[]){trail_people(a, row->people), about}, 2, STR(", "));
    cells[3].none = STR("Nobody");
}

static enum err account_field(struct ctx *c, struct filter *f, struct str asked, struct select_field *ret)
{
    struct trail_accounts_list accounts;
    enum err err = trail_accounts(c->db, c->actor->pcn, &accounts);
    if (err) return err;
    struct select_field s = {.name = STR("account"), .label = STR("Who"), .label_size = SIZE_S};
    s.items.items = ARENA_ARRAY(c->arena, struct option, accounts.n + 1);
    s.items.items[s.items.n++] = (struct option){.text = STR("Anybody"), .value = STR("")};
    for (size_t i = 0; i < accounts.n; i++) {
        struct str key = uuid_text(c->arena, accounts.items[i].key);
        bool chosen = str_eq(key, asked);
        if (chosen) {
            f->account = accounts.items[i].account_id;
            f->account_key = key;
        }
        s.items.items[s.items.n++] =
            (struct option){.text = accounts.items[i].name, .value = key, .selected = chosen};
    }
    *ret = s;
    return ERR_NONE;
}

static enum err read_filter(struct ctx *c, const struct request *r, struct filter *f)
{
    f->problems.arena = c->arena;
    f->typed = field_date(&r->query, STR("day"), STR("Day"), &f->problems);
    f->day = date_is_set(f->typed.date) ? f->typed.date : clock_today(c->clock);
    enum err err = trail_first_since(c, instant_from_local(f->day, 0, 0), &f->first);
    return err ? err : trail_first_since(c, instant_from_local(date_add_days(f->day, 1), 0, 0), &f->beyond);
}

static void view_day(struct ctx *c, const struct filter *f, struct audit_view *v)
{
    struct date_parts p = date_parts(f->day);
    bool typed = f->typed.day.n || f->typed.month.n || f->typed.year.n;
    v->day = (struct date_input){.name = STR("day"),
        .legend = STR("Day"),
        .legend_size = SIZE_S,
        .error = problems_at(&f->problems, STR("day")),
        .day = typed ? f->typed.day : str_printf(c->arena, "%d", p.day),
        .month = typed ? f->typed.month : str_printf(c->arena, "%d", p.month),
        .year = typed ? f->typed.year : str_printf(c->arena, "%d", p.year)};
}

static struct url filter_url(struct ctx *c, const struct filter *f)
{
    struct date_parts p = date_parts(f->day);
    struct url u = URL("/admin/audit");
    if (f->account_key.n) u = url_with_query(c->arena, u, "account", f->account_key);
    u = url_with_query(c->arena, u, "day[day]", str_printf(c->arena, "%d", p.day));
    u = url_with_query(c->arena, u, "day[month]", str_printf(c->arena, "%d", p.month));
    return url_with_query(c->arena, u, "day[year]", str_printf(c->arena, "%d", p.year));
}

static struct worklist_place place_of(const struct trail_rows_list *rows, size_t at)
{
    return (struct worklist_place){.id = at < rows->n ? rows->items[at].seq : 0};
}

static enum err fill(struct ctx *c, const struct filter *f, struct worklist *w, struct audit_view *v)
{
    struct trail_rows_list rows;
    int64_t first = f->first, beyond = f->beyond;
    if (w->begun && w->back && w->place.id >= first) first = w->place.id + 1;
    if (w->begun && !w->back && w->place.id < beyond) beyond = w->place.id;
    enum err err = trail_rows(c->db, first, beyond, f->account, c->actor->pcn, w->back, WORKLIST_PAGE + 1, &rows);
    if (err) return err;
    struct worklist_span s = worklist_span_ordered(w, rows.n);
    worklist_view(c, w, &s, place_of(&rows, s.from), place_of(&rows, s.from + s.shown - 1), &v->list);
    for (size_t i = 0; i < s.shown; i++) add_row(c, &rows.items[worklist_at(&s, i)], &v->list);
    worklist_head_cells(&KIND, &v->list);
    struct str day = date_with_weekday(c->arena, f->day);
    v->total = str_printf(c->arena, "%.*s, the newest first", STR_ARG(day));
    v->head = store_audit_head(c->app->store, c->arena);
    return ERR_NONE;
}

/* The list of one day, by one account or all: its places belong to that address. */
static struct worklist_kind *kind_of(struct ctx *c, const struct filter *f)
{
    struct worklist_kind *kind = ARENA_NEW(c->arena, struct worklist_kind);
    *kind = KIND;
    kind->path = filter_url(c, f);
    return kind;
}

struct reply audit_get(struct ctx *c, const struct request *r)
{
    struct filter *f = ARENA_NEW(c->arena, struct filter);
    struct audit_view *v = ARENA_NEW(c->arena, struct audit_view);
    struct worklist w;
    enum err err = read_filter(c, r, f);
    if (!err) err = account_field(c, f, form_get(&r->query, STR("account")), &v->account);
    if (err) return shell_failure(c, err);
    if (!worklist_read(c, r, kind_of(c, f), NULL, 0, &w)) return worklist_unreadable(c);
    err = fill(c, f, &w, v);
    if (err) return shell_failure(c, err);
    view_day(c, f, v);
    v->problems = problems_summary(&f->problems);
    struct page page = {.title = worklist_title(c->arena, &w, STR("Audit")),
        .has_problems = f->problems.n != 0,
        .main = audit_trail_page_slot(v)};
    return shell_page(c, r, f->problems.n ? 422 : 200, SECTION_AUDIT, &page);
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/people/:person/who-looked", WHO_LOOKED, PERSON, VIEW, STAYS, READS, NO_BODY, who_looked_get),
    ROUTE(GET, "/admin/audit", AUDIT, NOBODY, ADMIN, STAYS, READS, NO_BODY, audit_get),
};
const struct route_table trail_routes = ROUTE_TABLE(ROUTES);
