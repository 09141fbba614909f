/* Every version of a person's details, what each changed, and any two of them side by side. */
#include "care/people/pages/history.tmpl.h"
#include "care/people/person_pages.h"
#include "care/people/person_record.h"

enum { VERSIONS_SHOWN = 100 };

static struct str number_text(struct ctx *c, int64_t number)
{
    return str_printf(c->arena, "%lld", (long long)number);
}

static struct str column(struct ctx *c, const struct version *v)
{
    return str_printf(c->arena, "Version %lld, %.*s, %.*s", (long long)v->number,
        STR_ARG(instant_long(c->arena, v->at)), STR_ARG(version_by(v)));
}

static struct url with_version(struct ctx *c, const struct person *p, const char *after, int64_t number)
{
    return url_with_query(c->arena, person_url(c->arena, p, after), "version", number_text(c, number));
}

static void list(
    struct ctx *c, const struct person *p, const struct version_of_record_list *all, struct person_history_view *v)
{
    bool may = actor_may(c->actor, PERMISSION_PERSON_EDIT);
    v->versions.items = ARENA_ARRAY(c->arena, struct person_version_line, all->n);
    for (size_t i = 0; i < all->n; i++) {
        int64_t number = all->items[i].number;
        struct person_version_line *line = &v->versions.items[v->versions.n++];
        *line = (struct person_version_line){.number = number_text(c, number),
            .when = instant_long(c->arena, all->items[i].at),
            .by = version_who(c->arena, &all->items[i]),
            .compare = with_version(c, p, "/history", number)};
        if (may && number > 1) line->undo = with_version(c, p, "/undo", number);
        if (may && number < p->version) line->put_back = with_version(c, p, "/put-back", number);
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

/* From one version to a later one. 0: before there was any. */
struct two {
    int64_t from, to;
};

static enum err compare(struct ctx *c, const struct person *p, struct two two, struct person_history_view *v)
{
    struct version after, before = {.state = STR_NONE};
    enum err err = version_of(c, STR("person"), p->id.v, two.to, &after);
    if (!err && two.from) err = version_of(c, STR("person"), p->id.v, two.from, &before);
    if (err) return err;
    bool withheld = person_reach_is_withheld(c, p);
    if (p->protected_address && !withheld) person_address_shown(c, p);
    v->changes = (struct versions){.caption = STR("What changed"),
        .before = two.from ? column(c, &before) : STR("Before"),
        .after = column(c, &after),
        .fields = record_changes(c->arena, person_record_fields(c->arena, withheld), before.state, after.state),
        .withheld = person_reach_note(c, p, before.state, after.state)};
    for (size_t i = 0; !two.from && i < v->changes.fields.n; i++) v->changes.fields.items[i].changed = false;
    v->heading = two.to - two.from == 1 ?
        str_printf(c->arena, "What version %lld changed", (long long)two.to) :
        str_printf(c->arena, "From version %lld to version %lld", (long long)two.from, (long long)two.to);
    v->compared = true;
    return ERR_NONE;
}

/* Which two are asked for: one version with the one before it, or any two in whichever order. False: no such. */
static bool asked_for(const struct request *r, int64_t newest, struct two *ret)
{
    struct str one = form_get(&r->query, STR("version"));
    struct str from = form_get(&r->query, STR("from")), to = form_get(&r->query, STR("to"));
    *ret = (struct two){newest - 1, newest};
    if (one.n) {
        if (!str_int(one, 1, newest, &ret->to)) return false;
        ret->from = ret->to - 1;
    }
    if (!from.n && !to.n) return true;
    if (!str_int(from, 1, newest, &ret->from) || !str_int(to, 1, newest, &ret->to)) return false;
    if (ret->from > ret->to) *ret = (struct two){ret->to, ret->from};
    return true;
}

static const struct shell_notice NOTICES[] = {{"undone", "The change is undone"},
    {"put-back", "The version is put back"}, {"same", "Nothing had to change"}};

struct reply person_history_get(struct ctx *c, const struct request *r)
{
    struct person p;
    struct version_of_record_list all;
    struct two two;
    int64_t before;
    enum err err = person_get(c, r->person, &p);
    if (err) return shell_failure(c, err);
    if (!str_int(form_get(&r->query, STR("before")), 2, p.version, &before)) before = p.version + 1;
    err = versions_between(c, STR("person"), p.id.v, (struct version_range){0, before - 1, VERSIONS_SHOWN}, &all);
    if (err) return shell_failure(c, err);
    struct person_history_view *v = ARENA_NEW(c->arena, struct person_history_view);
    list(c, &p, &all, v);
    if (!asked_for(r, p.version, &two)) return shell_error_page(c, 404);
    if ((err = compare(c, &p, two, v))) return shell_failure(c, err);
    v->action = person_url(c->arena, &p, "/history");
    v->can_compare = all.n > 1;
    v->from = choose_version(c, "from", "From", &all, two.from);
    v->to = choose_version(c, "to", "To", &all, two.to);
    if (all.n && all.items[all.n - 1].number > 1)
        v->older = url_with_query(c->arena, v->action, "before", number_text(c, all.items[all.n - 1].number));
    struct page page = person_page(c, &p, STR("History"), STR("History, person record"));
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = person_history_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}
