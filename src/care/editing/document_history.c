/* The past of a document: every version, any two side by side, and the way back to an older one. */
#include "care/editing/pages/document.tmpl.h"
#include "care/editing/document.h"

enum { VERSIONS_SHOWN = 100 };

/* From one version to a later one. 0: before there was any. */
struct two {
    int64_t from, to;
};

static struct str number_text(struct ctx *c, int64_t number)
{
    return str_printf(c->arena, "%lld", (long long)number);
}

static struct str column(struct ctx *c, const struct version *v)
{
    return str_printf(c->arena, "Version %lld, %.*s, %.*s", (long long)v->number,
        STR_ARG(instant_long(c->arena, v->at)), STR_ARG(version_by(v)));
}

static void list_versions(struct ctx *c, const struct version_of_record_list *all, bool may_change,
    struct url edit, struct document_history_view *v)
{
    v->versions.items = ARENA_ARRAY(c->arena, struct document_version_line, all->n);
    for (size_t i = 0; i < all->n; i++) {
        struct str number = number_text(c, all->items[i].number);
        struct document_version_line *line = &v->versions.items[v->versions.n++];
        *line = (struct document_version_line){.number = number,
            .when = instant_long(c->arena, all->items[i].at),
            .by = version_who(c->arena, &all->items[i]),
            .compare = url_with_query(c->arena, v->action, "to", number)};
        if (may_change && i > 0) line->bring_back = url_with_query(c->arena, edit, "bring", number);
    }
}

static struct select_field choose_version(
    struct ctx *c, const char *name, const char *label, const struct version_of_record_list *all, int64_t chosen)
{
    struct select_field s = {.name = str_from_cstr(name), .label = str_from_cstr(label), .label_size = SIZE_S};
    s.items.items = ARENA_ARRAY(c->arena, struct option, all->n);
    for (size_t i = 0; i < all->n; i++)
        s.items.items[s.items.n++] = (struct option){.text = column(c, &all->items[i]),
            .value = number_text(c, all->items[i].number),
            .selected = all->items[i].number == chosen};
    return s;
}

/* One version with the one before it, or any two in whichever order; unless asked, the newest. False: no such. */
static bool asked_for(const struct request *r, int64_t newest, struct two *ret)
{
    struct str from = form_get(&r->query, STR("from")), to = form_get(&r->query, STR("to"));
    *ret = (struct two){newest - 1, newest};
    if (to.n && !str_int(to, 1, newest, &ret->to)) return false;
    ret->from = ret->to - 1;
    if (from.n && !str_int(from, 1, newest, &ret->from)) return false;
    if (ret->from > ret->to) *ret = (struct two){ret->to, ret->from};
    return true;
}

static enum err compare(
    struct ctx *c, const struct document *s, int64_t record, struct two two, struct document_history_view *v)
{
    struct version after, before = {.state = STR_NONE};
    enum err err = version_of(c, s->kind, record, two.to, &after);
    if (!err && two.from) err = version_of(c, s->kind, record, two.from, &before);
    if (err) return err;
    v->changes = (struct versions){.caption = STR("What changed"),
        .before = two.from ? column(c, &before) : STR("Before"),
        .after = column(c, &after),
        .fields = record_changes(c->arena, document_record_fields(c->arena, s), before.state, after.state)};
    for (size_t i = 0; !two.from && i < v->changes.fields.n; i++) v->changes.fields.items[i].changed = false;
    v->heading = two.to - two.from == 1 ?
        str_printf(c->arena, "What version %lld changed", (long long)two.to) :
        str_printf(c->arena, "From version %lld to version %lld", (long long)two.from, (long long)two.to);
    v->compared = true;
    return ERR_NONE;
}

struct reply document_history_get(
    struct ctx *c, const struct request *r, const struct document *s, const struct document_place *place)
{
    struct document_state now;
    struct version_of_record_list all;
    struct two two = {0};
    struct document_history_view *v = ARENA_NEW(c->arena, struct document_history_view);
    enum err err = s->load(c, place, &now);
    if (!err) err = versions_of(c, s->kind, now.record, VERSIONS_SHOWN, &all);
    if (!err && now.version && !asked_for(r, now.version, &two)) return shell_error_page(c, 404);
    if (!err && now.version) err = compare(c, s, now.record, two, v);
    if (err) return shell_failure(c, err);
    v->page = place->page;
    v->action = (struct url){str_printf(c->arena, "%.*s/history", STR_ARG(place->base.text))};
    struct url edit = {str_printf(c->arena, "%.*s/edit", STR_ARG(place->base.text))};
    list_versions(c, &all, place->may_change, edit, v);
    v->can_compare = all.n > 1;
    v->from = choose_version(c, "from", "From", &all, two.from);
    v->to = choose_version(c, "to", "To", &all, two.to);
    struct page page = place->frame;
    page.title = str_printf(c->arena, "History of %.*s, person record", STR_ARG(s->section));
    page.main = document_history_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}
