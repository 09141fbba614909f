/* What the columns of a table hold, as a data manager says: kept for the source, and the file is checked anew. */
#include "care/imports/pages/review.tmpl.h"
#include "care/imports/review_views.h"
#include "care/imports/reviews.sql.h"
#include "wire/gp_table.h"

struct naming {
    struct import_review review;
    struct gp_columns columns;
    struct str text;
    struct problems problems;
    int64_t version;
};

static struct str field_name(struct arena *a, size_t at)
{
    return str_printf(a, "column_%zu", at + 1);
}

static struct select_field field_of(struct arena *a, const struct gp_columns *c, size_t at)
{
    struct option *items = ARENA_ARRAY(a, struct option, GP_ROLES);
    for (int role = 0; role < GP_ROLES; role++)
        items[role] = (struct option){.text = gp_role_label((enum gp_role)role),
            .value = gp_role_word((enum gp_role)role),
            .selected = c->role[at] == (enum gp_role)role};
    struct str heading = c->heading[at];
    return (struct select_field){.name = field_name(a, at),
        .label = heading.n ? heading : str_printf(a, "Column %zu, without a heading", at + 1),
        .items = {items, GP_ROLES}};
}

static struct reply columns_page(struct ctx *c, const struct request *r, const struct naming *n, int status)
{
    struct arena *a = c->arena;
    struct review_columns_view *v = ARENA_NEW(a, struct review_columns_view);
    v->problems = problems_summary(&n->problems);
    v->top = (struct page_top){STR("What the columns hold"),
        str_printf(a, "%.*s. What you say is kept for the next file from %.*s", STR_ARG(n->review.named),
            STR_ARG(n->review.source))};
    v->action = reviewed_url(a, &n->review, "/columns");
    v->back = reviewed_url(a, &n->review, "");
    v->version = str_printf(a, "%lld", (long long)n->review.version);
    v->columns.items = ARENA_ARRAY(a, struct select_field, n->columns.n + 1);
    for (size_t i = 0; i < n->columns.n; i++) v->columns.items[v->columns.n++] = field_of(a, &n->columns, i);
    struct page page = {
        .title = STR("What the columns hold"), .has_problems = n->problems.n != 0, .main = import_columns_slot(v)};
    return shell_page(c, r, status, SECTION_IMPORTS, &page);
}

static enum err read_naming(struct ctx *c, const struct request *r, struct naming *n)
{
    enum err err = reviewed_of(c, r, &n->review);
    n->problems.arena = c->arena;
    if (err) return err;
    bool open = n->review.state == IMPORT_IS_WAITING || n->review.state == IMPORT_IS_COLUMNS;
    if (!open || !reviewed_is_table(&n->review)) return ERR_CONFLICT;
    return gp_columns_from(n->review.columns, &n->columns);
}

static struct reply cannot(struct ctx *c, const struct naming *n, enum err err)
{
    if (err == ERR_CONFLICT) return reply_see_other(reviewed_url(c->arena, &n->review, ""));
    return shell_failure(c, err);
}

struct reply reviewed_columns_get(struct ctx *c, const struct request *r)
{
    struct naming *n = ARENA_NEW(c->arena, struct naming);
    enum err err = read_naming(c, r, n);
    return err ? cannot(c, n, err) : columns_page(c, r, n, 200);
}

static enum err save(struct ctx *c, void *arg)
{
    struct naming *n = arg;
    struct import_review review = n->review;
    int64_t changed;
    review.columns = n->text;
    review.why = STR_NONE;
    enum err err = import_mapping_keep(
        c->db, c->actor->pcn, review.source, n->text, c->actor->account, clock_now(c->clock), &changed);
    c->audit->object_kind = STR("import_review");
    c->audit->object_id = review.id;
    c->audit->reason = STR("columns named");
    return err ? err : import_review_go(c, &review, review.state, IMPORT_IS_UPLOADED);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct naming *n = arg;
    struct url to = reviewed_url(c->arena, &n->review, "");
    (void)r;
    if (result && result != ERR_CONFLICT) return shell_failure(c, result);
    return reply_see_other(result ? to : url_with_query(c->arena, to, "done", STR("columns")));
}

/* Which column is which: of what a person has one of, one column says it. */
static void read_roles(struct ctx *c, const struct form *form, struct naming *n)
{
    bool taken[GP_ROLES] = {false};
    for (size_t i = 0; i < n->columns.n; i++) {
        enum gp_role role;
        if (!gp_role_from_word(form_get(form, field_name(c->arena, i)), &role)) role = n->columns.role[i];
        if (role != GP_IGNORED && role < GP_CODE && taken[role])
            problems_add(&n->problems, field_name(c->arena, i),
                str_printf(c->arena, "Choose one column for “%.*s”", STR_ARG(gp_role_label(role))));
        taken[role] = true;
        n->columns.role[i] = role;
    }
    struct str lack = gp_columns_lack(&n->columns);
    if (lack.p) problems_add(&n->problems, field_name(c->arena, 0), lack);
}

struct reply reviewed_columns_post(struct ctx *c, const struct request *r)
{
    struct naming *n = ARENA_NEW(c->arena, struct naming);
    enum err err = read_naming(c, r, n);
    if (err) return cannot(c, n, err);
    read_roles(c, &r->form, n);
    if (n->problems.n) return columns_page(c, r, n, 422);
    n->text = gp_columns_text(c->arena, &n->columns);
    return reply_write(save, saved, n);
}
