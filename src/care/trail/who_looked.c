/* On a person's record: who saw or changed it, when, in which role. */
#include "care/people/person.h"
#include "care/trail/pages/trail.tmpl.h"
#include "care/trail/trail.sql.h"
#include "care/trail/trail_pages.h"
#include "care/trail/trail_words.h"

static const struct worklist_column COLUMNS[] = {{.heading = STR_INIT("When")}, {.heading = STR_INIT("Who")},
    {.heading = STR_INIT("Role")}, {.heading = STR_INIT("What they did")}};
static const struct worklist_kind KIND = {.name = "who-looked",
    .columns = COLUMNS,
    .column_count = COUNT_OF(COLUMNS),
    .caption = STR_INIT("Who looked at this record"),
    .empty = STR_INIT("Nobody has looked yet.")};

static void add_row(struct ctx *c, const struct who_looked_row *row, struct worklist_view *v)
{
    struct arena *a = c->arena;
    struct worklist_cell *cells = worklist_add(a, &KIND, v);
    struct str role = row->role ? staff_role_label((enum staff_role)row->role) : STR_NONE;
    struct str outcome = trail_outcome((int)row->outcome), done = trail_done(row->action, row->route);
    if (outcome.n) done = str_printf(a, "%.*s (%.*s)", STR_ARG(done), STR_ARG(outcome));
    cells[0].text = instant_long(a, row->at);
    cells[1].text = trail_who(row->name, row->action, row->route);
    cells[2] = (struct worklist_cell){
        .text = str_join(a, (const struct str[]){role, row->practice}, 2, STR(", ")), .none = STR("None")};
    cells[3] = (struct worklist_cell){.text = done, .quiet = trail_claim(a, row->reason)};
}

static struct worklist_place place_of(const struct who_looked_list *rows, size_t at)
{
    return (struct worklist_place){.id = at < rows->n ? rows->items[at].seq : 0};
}

static void fill(struct ctx *c, struct worklist *w, const struct who_looked_list *rows, struct who_looked_view *v)
{
    struct worklist_span s = worklist_span_ordered(w, rows->n);
    worklist_view(c, w, &s, place_of(rows, s.from), place_of(rows, s.from + s.shown - 1), &v->list);
    for (size_t i = 0; i < s.shown; i++) add_row(c, &rows->items[worklist_at(&s, i)], &v->list);
    worklist_head_cells(&KIND, &v->list);
}

struct reply who_looked_get(struct ctx *c, const struct request *r)
{
    struct person p;
    struct who_looked_list rows;
    struct worklist w;
    struct worklist_kind *kind = ARENA_NEW(c->arena, struct worklist_kind);
    enum err err = person_get(c, r->person, &p);
    if (err) return shell_failure(c, err);
    *kind = KIND;
    kind->path = person_url(c->arena, &p, "/who-looked");
    if (!worklist_read(c, r, kind, NULL, 0, &w)) return worklist_unreadable(c);
    int64_t beyond = w.begun ? w.place.id : INT64_MAX;
    err = who_looked(c->db, r->person, w.back, w.place.id + 1, beyond, WORKLIST_PAGE + 1, &rows);
    if (err) return shell_failure(c, err);
    struct who_looked_view *v = ARENA_NEW(c->arena, struct who_looked_view);
    fill(c, &w, &rows, v);
    struct str title =
        str_printf(c->arena, "%.*s, person record", STR_ARG(worklist_title(c->arena, &w, STR("Who looked"))));
    struct page page = person_page(c, &p, STR("Who looked"), title);
    page.main = who_looked_page_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}
