/* Before somebody is added: who is here already and may be the same, side by side with what was typed. */
#include "care/people/pages/alike.tmpl.h"
#include "care/people/person_new_alike.h"

enum { ALIKE_SHOWN = 3 };

static enum err add_candidate(
    struct ctx *c, const struct person *typed, const struct person_alike *alike, struct person_alike_view *v)
{
    struct arena *a = c->arena;
    struct person_pair pair = {.kept = *typed, .away = alike->person};
    enum err err = person_pair_compare(c, NULL, &pair);
    v->items.items[v->items.n++] = (struct person_alike_item){
        .heading = str_printf(a, "%.*s is here already", STR_ARG(person_full_name(a, &alike->person))),
        .why = alike->why,
        .beside = *person_pair_beside(c, &pair, STR("What you typed"), STR("Already here")),
        .open = {.text = STR("This is the person: open their record"),
            .hidden_text = person_born_and_age(a, &alike->person, clock_today(c->clock)),
            .href = person_url(a, &alike->person, "/details")}};
    return err;
}

static void carry(struct ctx *c, const struct form *sent, struct person_alike_view *v)
{
    v->carried.items = ARENA_ARRAY(c->arena, struct form_field, sent->fields.n + 1);
    for (size_t i = 0; i < sent->fields.n; i++)
        if (!str_eq(sent->fields.items[i].name, STR("_token")))
            v->carried.items[v->carried.n++] = sent->fields.items[i];
}

enum err person_new_alike(
    struct ctx *c, const struct request *r, const struct person *typed, bool *ret_shown, struct reply *ret)
{
    struct person_alike_list found;
    *ret_shown = false;
    if (field_ticked(&r->form, STR("none_of_these"))) return ERR_NONE;
    enum err err = person_alike_find(c, typed, ALIKE_PERHAPS, ALIKE_SHOWN, &found);
    if (err || !found.n) return err;
    struct person_alike_view *v = ARENA_NEW(c->arena, struct person_alike_view);
    v->items.items = ARENA_ARRAY(c->arena, struct person_alike_item, found.n);
    for (size_t i = 0; !err && i < found.n; i++) err = add_candidate(c, typed, &found.items[i], v);
    if (err) return err;
    carry(c, &r->form, v);
    struct page page = {.title = STR("Are they here already?"), .main = person_alike_page_slot(v)};
    *ret_shown = true;
    *ret = shell_page(c, r, 200, SECTION_PEOPLE, &page);
    return ERR_NONE;
}
