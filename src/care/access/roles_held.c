/* Who holds which role where, and whether they use it: for the periodic access review. */
#include "care/access/access.sql.h"
#include "care/access/access_pages.h"
#include "care/access/pages/review.tmpl.h"

enum { UNUSED_DAYS = 90 };

/* Nobody signed in with the account for so long, or ever; new accounts are given the time. */
static bool is_unused(const struct access_roles_row *row, struct instant now)
{
    struct instant last = instant_is_set(row->signed_in_at) ? row->signed_in_at : row->created_at;
    return now.v - last.v > (int64_t)UNUSED_DAYS * 24 * 60 * 60 * 1000;
}

static const struct worklist_column COLUMNS[] = {
    {.heading = STR_INIT("Name")}, {.heading = STR_INIT("Role")}, {.heading = STR_INIT("Last signed in")}};
static const struct worklist_kind KIND = {.name = "roles",
    .path = {STR_INIT("/admin/roles")},
    .columns = COLUMNS,
    .column_count = COUNT_OF(COLUMNS),
    .caption = STR_INIT("Roles"),
    .empty = STR_INIT("Every role was used within the last 90 days.")};

static void add_row(struct ctx *c, const struct access_roles_row *row, bool unused, struct worklist_view *v)
{
    struct worklist_cell *cells = worklist_add(c->arena, &KIND, v);
    struct str role = staff_role_label((enum staff_role)row->role);
    cells[0] = (struct worklist_cell){.text = row->name, .quiet = row->email};
    cells[1].text = str_join(c->arena, (const struct str[]){role, row->place}, 2, STR(", "));
    cells[2].text = instant_is_set(row->signed_in_at) ? instant_long(c->arena, row->signed_in_at) : STR("Never");
    if (str_eq(row->state, STR("disabled")))
        cells[2].tag = (struct tag){.text = STR("Account disabled"), .colour = TAG_GREY};
    else if (unused)
        cells[2].tag = (struct tag){.text = STR("Not used for 90 days"), .colour = TAG_RED};
}

/* All of them on one page: it is gone through from its first line to its last, and signed off on paper. */
struct reply roles_held_get(struct ctx *c, const struct request *r)
{
    struct access_roles_list rows;
    enum err err = access_roles(c->db, c->actor->pcn, &rows);
    if (err) return shell_failure(c, err);
    bool only = str_eq(form_get(&r->query, STR("show")), STR("unused"));
    struct instant now = clock_now(c->clock);
    struct roles_view *v = ARENA_NEW(c->arena, struct roles_view);
    struct worklist w = {.kind = &KIND, .page = 1};
    struct worklist_place none = {0};
    worklist_view(c, &w, &(struct worklist_span){.shown = rows.n}, none, none, &v->list);
    size_t unused = 0;
    for (size_t i = 0; i < rows.n; i++) {
        bool is = is_unused(&rows.items[i], now);
        unused += is;
        if (is || !only) add_row(c, &rows.items[i], is, &v->list);
    }
    worklist_head_cells(&KIND, &v->list);
    v->top = (struct page_top){.heading = STR("Roles and who uses them"),
        .quiet = str_printf(
            c->arena, "%zu %s, %zu not used for 90 days", rows.n, rows.n == 1 ? "role" : "roles", unused)};
    v->other = only ?
        (struct link){.text = STR("Show all roles"), .href = URL("/admin/roles")} :
        (struct link){.text = STR("Show only those not used"), .href = URL("/admin/roles?show=unused")};
    struct page page = {
        .title = STR("Roles and who uses them"), .back = URL("/admin/access"), .main = access_roles_page_slot(v)};
    return shell_page(c, r, 200, SECTION_ACCESS, &page);
}
