/* Changing a person's details: the form, what happens when somebody else saved first, and adding a person. */
#include "base/limits.h"
#include "care/people/pages/edit.tmpl.h"
#include "care/people/person_form.h"
#include "care/people/person_pages.h"
#include "platform/versions/versions.h"

static struct reply edit_page(
    struct ctx *c, const struct request *r, const struct person *p, struct person_edit_view *v, int status)
{
    v->heading = STR("Change details");
    v->button = STR("Save");
    v->action = person_url(c->arena, p, "/edit");
    v->cancel = person_url(c->arena, p, "/details");
    struct page page = person_page(c, p, STR("Details"), STR("Change details, person record"));
    if (p->protected_address && !v->no_reach) person_address_shown(c, p);
    page.has_problems = v->problems.problems.n != 0;
    page.main = person_edit_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

struct reply person_edit_get(struct ctx *c, const struct request *r)
{
    struct person p;
    enum err err = person_get_whole(c, r->person, &p);
    if (err) return shell_failure(c, err);
    struct person_form f = r->held ? person_form_read(c, &r->form, &p) : person_form_of(c, &p);
    return edit_page(c, r, &p, person_form_view(c, &f), 200);
}

struct edit {
    struct person_form form;
    struct person now; /* as it stands after a conflict */
};

static enum err save(struct ctx *c, void *arg)
{
    struct edit *e = arg;
    struct person p = e->form.person;
    return person_save(c, &p);
}

/* What a colleague saved meanwhile beside what was typed here: only where they differ. */
static enum err show_conflict(struct ctx *c, struct edit *e, struct person_edit_view *v)
{
    struct person_change_list all;
    enum err err = person_compare(
        c->arena, person_state_json(c->arena, &e->now), person_state_json(c->arena, &e->form.person), &all);
    if (err) return err;
    if (e->now.protected_address && !person_address_may_be_shown(c->actor, e->now.id)) person_withhold(&all);
    v->conflict = (struct versions){
        .caption = STR("Where the two differ"), .before = STR("Saved meanwhile"), .after = STR("What you typed")};
    v->conflict.fields.items = ARENA_ARRAY(c->arena, struct version_field, all.n);
    for (size_t i = 0; i < all.n; i++)
        if (all.items[i].changed)
            v->conflict.fields.items[v->conflict.fields.n++] = (struct version_field){.name = all.items[i].label,
                .before = all.items[i].before,
                .after = all.items[i].after,
                .changed = true};
    struct version latest;
    err = version_of(c, STR("person"), e->now.id.v, e->now.version, &latest);
    v->conflict_by = err || !latest.by.n ? STR("An import") : latest.by;
    v->version = str_printf(c->arena, "%lld", (long long)e->now.version);
    return ERR_NONE;
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct edit *e = arg;
    struct person *p = &e->form.person;
    if (!result)
        return reply_see_other(
            url_with_query(c->arena, person_url(c->arena, p, "/details"), "done", STR("saved")));
    if (result != ERR_CONFLICT && result != ERR_EXISTS) return shell_failure(c, result);
    enum err err = person_get_whole(c, r->person, &e->now);
    if (err) return shell_failure(c, err);
    if (result == ERR_EXISTS)
        problems_add(&e->form.problems, STR("nhs_number"), STR("This NHS number belongs to another person"));
    struct person_edit_view *v = person_form_view(c, &e->form);
    if (result == ERR_CONFLICT && (err = show_conflict(c, e, v))) return shell_failure(c, err);
    return edit_page(c, r, &e->now, v, 409);
}

struct reply person_edit_post(struct ctx *c, const struct request *r)
{
    struct edit *e = ARENA_NEW(c->arena, struct edit);
    struct person p;
    enum err err = person_get_whole(c, r->person, &p);
    if (err) return shell_failure(c, err);
    e->form = person_form_read(c, &r->form, &p);
    if (e->form.problems.n) return edit_page(c, r, &p, person_form_view(c, &e->form), 422);
    return reply_write(save, saved, e);
}
