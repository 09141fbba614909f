/* On a person's record: who saw or changed it, when, in which role. */
#include "care/people/person.h"
#include "care/trail/pages/trail.tmpl.h"
#include "care/trail/trail.sql.h"
#include "care/trail/trail_pages.h"
#include "care/trail/trail_words.h"

static struct trail_line line_of(struct ctx *c, const struct who_looked_row *row)
{
    struct str role = row->role ? staff_role_label((enum staff_role)row->role) : STR_NONE;
    return (struct trail_line){.when = instant_long(c->arena, row->at),
        .who = trail_who(row->name, row->action, row->route),
        .role = str_join(c->arena, (const struct str[]){role, row->practice}, 2, STR(", ")),
        .done = trail_done(row->action, row->route),
        .reason = trail_claim(c->arena, row->reason),
        .outcome = trail_outcome((int)row->outcome)};
}

struct reply who_looked_get(struct ctx *c, const struct request *r)
{
    struct person p;
    struct who_looked_count_row count;
    struct who_looked_list rows;
    enum err err = person_get(c, r->person, &p);
    if (!err) err = who_looked_count(c->db, r->person, &count);
    if (err) return shell_failure(c, err);
    struct trail_position at = trail_position(&r->query, count.total);
    err = who_looked(c->db, r->person, TRAIL_PAGE, (at.page - 1) * TRAIL_PAGE, &rows);
    if (err) return shell_failure(c, err);
    struct who_looked_view *v = ARENA_NEW(c->arena, struct who_looked_view);
    v->total = str_printf(c->arena, "%lld %s so far, the newest first", (long long)count.total,
        count.total == 1 ? "entry" : "entries");
    v->lines.items = ARENA_ARRAY(c->arena, struct trail_line, rows.n);
    for (size_t i = 0; i < rows.n; i++) v->lines.items[v->lines.n++] = line_of(c, &rows.items[i]);
    v->has_pages = at.last > 1;
    v->pages = trail_pagination(c->arena, person_url(c->arena, &p, "/who-looked"), at);
    struct str title = at.page == 1 ? STR("Who looked, person record") :
                                      str_printf(c->arena, "Who looked, page %lld of %lld, person record",
                                          (long long)at.page, (long long)at.last);
    struct page page = person_page(c, &p, STR("Who looked"), title);
    page.main = who_looked_page_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}
