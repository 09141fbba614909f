/* How a post changed: every version and what each changed, the newest first. */
#include "care/workforce/pages/post.tmpl.h"
#include "care/workforce/workforce_pages.h"

enum { VERSIONS_SHOWN = 50 };

static struct post_change change_of(struct ctx *c, const struct version *v, struct str before)
{
    struct post_change change = {.box = {.heading = instant_long(c->arena, v->at),
                                     .quiet = version_who(c->arena, v),
                                     .id = str_printf(c->arena, "v%lld", (long long)v->number)}};
    change.versions = (struct versions){.caption = STR("What changed"),
        .before = STR("Before"),
        .after = STR("After"),
        .fields = record_changes(c->arena, staff_post_fields, before, v->state)};
    return change;
}

struct reply post_history_get(struct ctx *c, const struct request *r)
{
    struct staff_facts s;
    struct staff_reach reach;
    struct version_of_record_list all = {0};
    enum err err = staff_open(c, request_id(r, 0), &s, &reach);
    if (!err && !reach.post) err = ERR_NOT_FOUND;
    if (!err && s.id.v) err = versions_of(c, STR("staff"), s.id.v, VERSIONS_SHOWN, &all);
    if (err) return shell_failure(c, err);
    struct post_history_view *v = ARENA_NEW(c->arena, struct post_history_view);
    v->top = (struct page_top){.heading = STR("How the post changed"), .quiet = s.name};
    if (!all.n) v->top.quiet = str_printf(c->arena, "%.*s. Nothing is recorded yet", STR_ARG(s.name));
    v->changes.items = ARENA_ARRAY(c->arena, struct post_change, all.n);
    for (size_t i = 0; i < all.n; i++) {
        struct str before = i + 1 < all.n ? all.items[i + 1].state : STR_NONE;
        v->changes.items[v->changes.n++] = change_of(c, &all.items[i], before);
    }
    struct page page = {.main = post_history_slot(v)};
    return staff_form_page(c, r, &s, "How the post changed", 200, &page);
}
