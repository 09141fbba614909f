/* Every version of a person's details, and what each changed. */
#include "care/people/pages/history.tmpl.h"
#include "care/people/person_pages.h"
#include "platform/versions/versions.h"

enum { VERSIONS_MOST = 200 };

static struct str who(struct ctx *c, const struct version *v)
{
    if (!v->by.n) return STR("An import or Cairn itself");
    if (!v->role) return v->by;
    struct str role = staff_role_label((enum staff_role)v->role);
    return str_printf(c->arena, "%.*s, %.*s", STR_ARG(v->by), STR_ARG(role));
}

static struct str column(struct ctx *c, const struct version *v)
{
    struct str when = instant_long(c->arena, v->at);
    return str_printf(c->arena, "Version %lld, %.*s", (long long)v->number, STR_ARG(when));
}

static void list(
    struct ctx *c, const struct person *p, const struct version_of_record_list *all, struct person_history_view *v)
{
    v->versions.items = ARENA_ARRAY(c->arena, struct person_version_line, all->n);
    for (size_t i = 0; i < all->n; i++) {
        struct str number = str_printf(c->arena, "%lld", (long long)all->items[i].number);
        v->versions.items[v->versions.n++] = (struct person_version_line){.number = number,
            .when = instant_long(c->arena, all->items[i].at),
            .by = who(c, &all->items[i]),
            .compare = url_with_query(c->arena, person_url(c->arena, p, "/history"), "version", number)};
    }
}

/* A language is kept by its code. */
static struct str in_words(struct str label, struct str value)
{
    return value.n && str_eq(label, STR("Language")) ? language_label(value) : value;
}

static enum err compare(struct ctx *c, const struct person *p, int64_t number, struct person_history_view *v)
{
    struct version after, before = {.state = STR_NONE};
    struct person_change_list changes;
    enum err err = version_of(c, STR("person"), p->id.v, number, &after);
    if (!err && number > 1) err = version_of(c, STR("person"), p->id.v, number - 1, &before);
    if (!err) err = person_compare(c->arena, before.state, after.state, &changes);
    if (err) return err;
    if (p->protected_address && !person_address_may_be_shown(c->actor, p->id))
        person_withhold(&changes);
    else if (p->protected_address)
        person_address_shown(c, p);
    v->changes = (struct versions){.caption = STR("What changed"),
        .before = number > 1 ? column(c, &before) : STR("Before"),
        .after = column(c, &after)};
    v->changes.fields.items = ARENA_ARRAY(c->arena, struct version_field, changes.n);
    for (size_t i = 0; i < changes.n; i++)
        if (changes.items[i].changed)
            v->changes.fields.items[v->changes.fields.n++] = (struct version_field){.name = changes.items[i].label,
                .before = in_words(changes.items[i].label, changes.items[i].before),
                .after = in_words(changes.items[i].label, changes.items[i].after),
                .changed = number > 1};
    v->compared = true;
    return ERR_NONE;
}

struct reply person_history_get(struct ctx *c, const struct request *r)
{
    struct person p;
    struct version_of_record_list all;
    enum err err = person_get(c, r->person, &p);
    if (!err) err = versions_of(c, STR("person"), p.id.v, VERSIONS_MOST, &all);
    if (err) return shell_failure(c, err);
    struct person_history_view *v = ARENA_NEW(c->arena, struct person_history_view);
    list(c, &p, &all, v);
    struct str asked = form_get(&r->query, STR("version"));
    int64_t number = all.n ? all.items[0].number : 0;
    if (asked.n && !str_int(asked, 1, number, &number)) return shell_error_page(c, 404);
    if (number && (err = compare(c, &p, number, v))) return shell_failure(c, err);
    struct page page = person_page(c, &p, STR("History"), STR("History, person record"));
    page.main = person_history_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}
