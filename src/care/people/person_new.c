/* Adding a person by hand. */
#include "base/limits.h"
#include "care/people/pages/edit.tmpl.h"
#include "care/people/person.sql.h"
#include "care/people/person_form.h"
#include "care/people/person_pages.h"

static struct reply new_page(
    struct ctx *c, const struct request *r, struct person_form *f, struct str practice, int status)
{
    struct practice_choices_list choices;
    enum err err = practice_choices(c->db, c->actor->pcn, c->actor->practice, &choices);
    if (err) return shell_failure(c, err);
    struct person_edit_view *v = person_form_view(c, f);
    v->heading = STR("Add a person");
    v->button = STR("Save");
    v->action = URL("/people/new");
    v->cancel = URL("/people/find");
    v->practice = (struct select_field){.name = STR("practice"),
        .label = STR("Practice"),
        .label_size = SIZE_S,
        .error = problems_at(&f->problems, STR("practice"))};
    v->practice.items.items = ARENA_ARRAY(c->arena, struct option, choices.n);
    for (size_t i = 0; i < choices.n; i++) {
        struct str key = uuid_text(c->arena, choices.items[i].key);
        v->practice.items.items[v->practice.items.n++] =
            (struct option){.text = choices.items[i].name, .value = key, .selected = str_eq(key, practice)};
    }
    struct page page = {
        .title = STR("Add a person"), .has_problems = v->problems.problems.n != 0, .main = person_edit_slot(v)};
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

static const struct person NOBODY = {.nhs_number_status = STR_INIT("03"),
    .source = STR_INIT("typed"),
    .born = {INT32_MIN},
    .died = {INT32_MIN},
    .gender = GENDER_UNKNOWN};

struct reply person_new_get(struct ctx *c, const struct request *r)
{
    struct person_form f = r->held ? person_form_read(c, &r->form, &NOBODY) : person_form_of(c, &NOBODY);
    return new_page(c, r, &f, form_get(&r->form, STR("practice")), 200);
}

static enum err add(struct ctx *c, void *arg)
{
    struct person *p = arg, one = *p;
    enum err err = person_add(c, &one);
    p->key = one.key;
    return err;
}

struct adding {
    struct person_form form;
    struct str practice;
};

static enum err add_person(struct ctx *c, void *arg)
{
    struct adding *adding = arg;
    adding->form.person.key = (struct uuid){{0}};
    return add(c, &adding->form.person);
}

static struct reply added(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct adding *adding = arg;
    if (!result)
        return reply_see_other(url_with_query(
            c->arena, person_url(c->arena, &adding->form.person, "/details"), "done", STR("added")));
    if (result != ERR_EXISTS) return shell_failure(c, result);
    problems_add(&adding->form.problems, STR("nhs_number"),
        STR("Somebody with this NHS number is already here. Find them by the number"));
    return new_page(c, r, &adding->form, adding->practice, 409);
}

/* The practice must be one that the actor may see. */
static bool choose_practice(struct ctx *c, struct adding *adding)
{
    struct practice_choices_list choices;
    struct uuid key;
    if (!uuid_from_text(adding->practice, &key)) return false;
    if (practice_choices(c->db, c->actor->pcn, c->actor->practice, &choices)) return false;
    for (size_t i = 0; i < choices.n; i++)
        if (uuid_eq(choices.items[i].key, key)) {
            adding->form.person.practice = choices.items[i].practice_id;
            adding->form.person.practice_name = choices.items[i].name;
            return true;
        }
    return false;
}

struct reply person_new_post(struct ctx *c, const struct request *r)
{
    struct adding *adding = ARENA_NEW(c->arena, struct adding);
    adding->form = person_form_read(c, &r->form, &NOBODY);
    adding->practice = form_get(&r->form, STR("practice"));
    if (!choose_practice(c, adding))
        problems_add(&adding->form.problems, STR("practice"), STR("Choose a practice"));
    if (adding->form.problems.n) return new_page(c, r, &adding->form, adding->practice, 422);
    return reply_write(add_person, added, adding);
}
