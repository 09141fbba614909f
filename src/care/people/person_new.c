/* Adding a person by hand. */
#include "base/limits.h"
#include "care/people/pages/edit.tmpl.h"
#include "care/people/person.sql.h"
#include "care/people/person_form.h"
#include "care/people/person_new_alike.h"
#include "care/people/person_pages.h"

static const struct draft_of NEW_PERSON = {.form = STR_INIT("new person")};
static const struct shell_notice NOTICES[] = {DRAFT_NOTICES};

static struct reply new_page(struct ctx *c, const struct request *r, struct person_form *f, struct str practice,
    struct draft_view draft, int status)
{
    struct practice_choices_list choices;
    enum err err = practice_choices(c->db, c->actor->pcn, c->actor->practice, &choices);
    if (err) return shell_failure(c, err);
    struct person_edit_view *v = person_form_view(c, f);
    v->draft = draft;
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
    if (r->method == HTTP_GET) shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

static const struct person NOBODY = {.nhs_number_status = STR_INIT("03"),
    .source = STR_INIT("typed"),
    .born = {INT32_MIN},
    .died = {INT32_MIN},
    .gender = GENDER_UNKNOWN};

struct reply person_new_get(struct ctx *c, const struct request *r)
{
    struct draft_opened opened;
    enum err err = draft_open(c, r, NEW_PERSON, URL("/people/new"), &opened);
    if (err) return shell_failure(c, err);
    struct person_form f = person_form_of(c, &NOBODY);
    if (opened.fields) f = person_form_read(c, opened.fields, &NOBODY);
    if (!opened.view.held) f.problems.n = 0;
    struct str practice = opened.fields ? form_get(opened.fields, STR("practice")) : STR_NONE;
    return new_page(c, r, &f, practice, opened.view, 200);
}

struct adding {
    struct person_form form;
    struct str practice;
    struct draft_keeping draft;
    struct uuid key; /* of the person added; none: their number is somebody else's */
};

static enum err add_person(struct ctx *c, void *arg)
{
    struct adding *adding = arg;
    struct person p = adding->form.person;
    p.key = adding->key = (struct uuid){{0}};
    enum err err = person_add(c, &p);
    if (err == ERR_EXISTS) return draft_keep_sent(c, &adding->draft, AUDIT_CONFLICT);
    adding->key = p.key;
    return err ? err : draft_end(c, adding->draft.of, adding->draft.key);
}

static struct reply shown_again(
    struct ctx *c, const struct request *r, struct adding *adding, enum err result, int status)
{
    struct draft_view draft = draft_of_sent(c, adding->draft.form, URL("/people/new"));
    draft_note_kept(c, &adding->draft, result, &draft);
    return new_page(c, r, &adding->form, adding->practice, draft, status);
}

static struct reply added(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct adding *adding = arg;
    if (result) return shell_failure(c, result);
    if (uuid_is_set(adding->key)) {
        struct url to = url_with_id(c->arena, "/people/", adding->key, "/details");
        return reply_see_other(url_with_query(c->arena, to, "done", STR("added")));
    }
    problems_add(&adding->form.problems, STR("nhs_number"),
        STR("Somebody with this NHS number is already here. Find them by the number"));
    return shown_again(c, r, adding, result, 409);
}

static enum err keep_unfinished(struct ctx *c, void *arg)
{
    struct adding *adding = arg;
    return draft_keep_sent(c, &adding->draft, AUDIT_INVALID);
}

static struct reply unfinished(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    return shown_again(c, r, arg, result, 422);
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
    adding->draft = draft_keeping(c, NEW_PERSON, &r->form);
    if (adding->form.problems.n) return reply_write(keep_unfinished, unfinished, adding);
    bool asked;
    struct reply ask;
    enum err err = person_new_alike(c, r, &adding->form.person, &asked, &ask);
    if (err) return shell_failure(c, err);
    if (asked) return ask;
    return reply_write(add_person, added, adding);
}

struct reply person_new_draft_post(struct ctx *c, const struct request *r)
{
    return draft_post(c, r, NEW_PERSON, URL("/people/new"));
}
