/* What the columns of a table hold: as guessed, or as somebody says, which is kept for the next of this source. */
#include "care/imports/pages/upload_columns.tmpl.h"
#include "care/imports/upload_views.h"
#include "care/imports/uploads.h"
#include "platform/app.h"
#include "wire/gp_table.h"

struct saying {
    struct upload_find_row upload;
    struct problems problems;
    struct gp_columns columns;
    struct str text;
};

static struct str field_name(struct arena *a, size_t i)
{
    return str_printf(a, "column-%zu", i + 1);
}

static struct select_field field_of(
    struct ctx *c, const struct gp_columns *columns, const struct problems *problems, size_t i)
{
    struct str heading = columns->heading[i];
    struct select_field f = {.name = field_name(c->arena, i),
        .label = heading.n ? heading : str_printf(c->arena, "Column %zu, without a heading", i + 1),
        .label_size = SIZE_S,
        .error = problems_at(problems, field_name(c->arena, i)),
        .items = {ARENA_ARRAY(c->arena, struct option, GP_ROLES), GP_ROLES}};
    for (enum gp_role role = 0; role < GP_ROLES; role++)
        f.items.items[role] = (struct option){
            .text = gp_role_label(role), .value = gp_role_word(role), .selected = columns->role[i] == role};
    return f;
}

static struct reply columns_page(struct ctx *c, const struct request *r, const struct saying *s, int status)
{
    struct upload_columns_view *v = ARENA_NEW(c->arena, struct upload_columns_view);
    v->problems = problems_summary(&s->problems);
    v->top = (struct page_top){STR("What its columns hold"),
        str_printf(c->arena, "%.*s. What you choose is kept for the next list from %.*s", STR_ARG(s->upload.named),
            STR_ARG(s->upload.source))};
    v->action = upload_url(c->arena, s->upload.key, "/columns");
    v->back = upload_url(c->arena, s->upload.key, "");
    v->columns.items = ARENA_ARRAY(c->arena, struct select_field, s->columns.n + 1);
    for (; v->columns.n < s->columns.n; v->columns.n++)
        v->columns.items[v->columns.n] = field_of(c, &s->columns, &s->problems, v->columns.n);
    struct page page = {.title = v->top.heading, .main = upload_columns_slot(v)};
    page.has_problems = s->problems.n != 0;
    return shell_page(c, r, status, SECTION_IMPORTS, &page);
}

static enum err begin(struct ctx *c, const struct request *r, struct saying **ret)
{
    struct saying *s = *ret = ARENA_NEW(c->arena, struct saying);
    s->problems.arena = c->arena;
    enum err err = upload_get(c, request_id(r, 0), &s->upload);
    if (!err && !s->upload.columns.n) err = ERR_NOT_FOUND; /* it is no table */
    return err ? err : gp_columns_from(s->upload.columns, &s->columns);
}

struct reply upload_columns_get(struct ctx *c, const struct request *r)
{
    struct saying *s;
    enum err err = begin(c, r, &s);
    return err ? shell_failure(c, err) : columns_page(c, r, s, 200);
}

static enum err check_again(struct ctx *c, void *arg)
{
    const struct saying *s = arg;
    int64_t changed;
    c->audit->object_kind = STR("upload");
    c->audit->object_id = s->upload.upload_id.v;
    enum err err = upload_check_again(c->db, s->upload.upload_id, s->text);
    return err ? err : source_keep(c->db, s->upload.pcn_id, s->upload.source, s->text, &changed);
}

static struct reply said(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct saying *s = arg;
    struct url page = upload_url(c->arena, s->upload.key, "");
    (void)r;
    if (result == ERR_CONFLICT) return reply_see_other(url_with_query(c->arena, page, "done", STR("moved-on")));
    if (result) return shell_failure(c, result);
    background_wake(c->app->background);
    return reply_see_other(page);
}

struct reply upload_columns_post(struct ctx *c, const struct request *r)
{
    struct saying *s;
    enum err err = begin(c, r, &s);
    if (err) return shell_failure(c, err);
    for (size_t i = 0; i < s->columns.n; i++) {
        struct str name = field_name(c->arena, i);
        if (!gp_role_from_word(form_get(&r->form, name), &s->columns.role[i]))
            problems_add(&s->problems, name, STR("Choose what this column holds"));
    }
    struct str lack = gp_columns_lack(&s->columns);
    if (lack.p && !s->problems.n) problems_add(&s->problems, STR("column-1"), lack);
    if (s->problems.n) return columns_page(c, r, s, 422);
    s->text = gp_columns_text(c->arena, &s->columns);
    return reply_write(check_again, said, s);
}
