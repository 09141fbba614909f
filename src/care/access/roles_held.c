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

static struct role_line line_of(struct ctx *c, const struct access_roles_row *row, bool unused)
{
    struct str role = staff_role_label((enum staff_role)row->role);
    struct role_line line = {.name = row->name,
        .email = row->email,
        .role = str_join(c->arena, (const struct str[]){role, row->place}, 2, STR(", ")),
        .last = instant_is_set(row->signed_in_at) ? instant_long(c->arena, row->signed_in_at) : STR("Never")};
    if (str_eq(row->state, STR("disabled")))
        line.tag = (struct tag){.text = STR("Account disabled"), .colour = TAG_GREY};
    else if (unused)
        line.tag = (struct tag){.text = STR("Not used for 90 days"), .colour = TAG_RED};
    return line;
}

struct reply roles_held_get(struct ctx *c, const struct request *r)
{
    struct access_roles_list rows;
    enum err err = access_roles(c->db, c->actor->pcn, &rows);
    if (err) return shell_failure(c, err);
    bool only = str_eq(form_get(&r->query, STR("show")), STR("unused"));
    struct instant now = clock_now(c->clock);
    struct roles_view *v = ARENA_NEW(c->arena, struct roles_view);
    v->lines.items = ARENA_ARRAY(c->arena, struct role_line, rows.n);
    size_t unused = 0;
    for (size_t i = 0; i < rows.n; i++) {
        bool is = is_unused(&rows.items[i], now);
        unused += is;
        if (is || !only) v->lines.items[v->lines.n++] = line_of(c, &rows.items[i], is);
    }
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
