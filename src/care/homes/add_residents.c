/* Residents of a home who came with imports, or were added by hand: found by the home's postcode, and ticked. */
#include "base/limits.h"
#include "care/homes/homes_pages.h"
#include "care/homes/pages/stay.tmpl.h"
#include "nhs/postcode.h"

enum { OFFERED_MOST = 100 };

struct adding {
    struct care_home home;
    struct person *people;
    bool *ticked;
    size_t n;
    struct problems problems;
    struct field_date moved_in;
};

static enum err load(struct ctx *c, const struct request *r, struct adding *k)
{
    struct care_home_perhaps_list rows = {0};
    struct postcode postcode;
    *k = (struct adding){.problems = {.arena = c->arena}};
    enum err err = care_home_read(c, request_id(r, 0), &k->home);
    if (!err && postcode_parse(k->home.postcode, &postcode)) {
        struct str term = str_printf(c->arena, "c%.*s", STR_ARG(postcode_str(&postcode)));
        err = care_home_perhaps(c->db, term, k->home.postcode, OFFERED_MOST, &rows);
    }
    k->people = ARENA_ARRAY(c->arena, struct person, rows.n + 1);
    k->ticked = ARENA_ARRAY(c->arena, bool, rows.n + 1);
    for (size_t i = 0; !err && i < rows.n; i++) {
        k->ticked[i] = false;
        err = person_get(c, rows.items[i].person_id, &k->people[k->n++]);
    }
    return err;
}

static struct reply add_page(struct ctx *c, const struct request *r, const struct adding *k, int status)
{
    struct arena *a = c->arena;
    struct add_residents_view *v = ARENA_NEW(a, struct add_residents_view);
    v->problems = problems_summary(&k->problems);
    v->top = (struct page_top){str_printf(a, "Add residents, %.*s", STR_ARG(k->home.name)),
        k->home.postcode.n ?
            str_printf(a, "People registered at %.*s who live, as far as is known, in no home",
                STR_ARG(k->home.postcode)) :
            STR("Write down the home’s postcode first, and those who are registered at it stand here")};
    v->action = care_home_url(a, k->home.key, "/residents/add");
    v->cancel = care_home_url(a, k->home.key, "");
    v->any = k->n > 0;
    v->people = (struct checkboxes){.name = STR("people"),
        .legend = STR("Who lives in the home?"),
        .legend_size = SIZE_S,
        .small = true,
        .error = problems_at(&k->problems, STR("people"))};
    v->people.items.items = ARENA_ARRAY(a, struct choice, k->n + 1);
    for (size_t i = 0; i < k->n; i++) {
        const struct person *p = &k->people[i];
        v->people.items.items[v->people.items.n++] = (struct choice){.value = uuid_text(a, p->key),
            .label = person_list_name(a, p),
            .hint = str_printf(a, "Born %.*s, %.*s", STR_ARG(person_born_and_age(a, p, clock_today(c->clock))),
                STR_ARG(p->address[0])),
            .checked = k->ticked[i]};
    }
    v->moved_in = (struct date_input){.name = STR("moved_in"),
        .legend = STR("Moved in on"),
        .legend_size = SIZE_S,
        .hint = STR("Leave it empty if they have lived there for long, or on different days"),
        .day = k->moved_in.day,
        .month = k->moved_in.month,
        .year = k->moved_in.year,
        .error = problems_at(&k->problems, STR("moved_in"))};
    struct page page = {.title = STR("Add residents of a care home"),
        .narrow = true,
        .has_problems = k->problems.n != 0,
        .main = add_residents_slot(v)};
    return shell_page(c, r, status, SECTION_CARE_HOMES, &page);
}

static void read_form(struct ctx *c, const struct form *form, struct adding *k)
{
    size_t ticked = 0;
    struct form_values keys = form_all(c->arena, form, STR("people"));
    for (size_t i = 0; i < keys.n; i++)
        for (size_t p = 0; p < k->n; p++)
            if (str_eq(uuid_text(c->arena, k->people[p].key), keys.items[i])) {
                k->ticked[p] = true;
                ticked++;
            }
    k->moved_in = field_date(form, STR("moved_in"), STR("The day they moved in"), &k->problems);
    if (date_is_set(k->moved_in.date) && date_before(clock_today(c->clock), k->moved_in.date))
        problems_add(&k->problems, STR("moved_in"), STR("The day must be today or in the past"));
    if (!ticked) problems_add(&k->problems, STR("people"), STR("Choose who lives in the home"));
}

struct reply add_residents_get(struct ctx *c, const struct request *r)
{
    struct adding *k = ARENA_NEW(c->arena, struct adding);
    enum err err = load(c, r, k);
    if (err) return shell_failure(c, err);
    if (r->held) read_form(c, &r->form, k);
    return add_page(c, r, k, 200);
}

static enum err add_all(struct ctx *c, void *arg)
{
    const struct adding *k = arg;
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < k->n; i++) {
        if (!k->ticked[i]) continue;
        const struct care_home_move move = {.person = k->people[i].id,
            .home = k->home.id,
            .home_name = k->home.name,
            .key = uuid_new(c->clock),
            .moved_in = k->moved_in.date};
        err = care_home_move_in(c, &move);
        if (err == ERR_REFUSED) err = ERR_NONE; /* a colleague was faster */
    }
    return err;
}

static struct reply added(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct adding *k = arg;
    (void)r;
    if (result) return shell_failure(c, result);
    return reply_see_other(
        url_with_query(c->arena, care_home_url(c->arena, k->home.key, ""), "done", STR("added")));
}

struct reply add_residents_post(struct ctx *c, const struct request *r)
{
    struct adding *k = ARENA_NEW(c->arena, struct adding);
    enum err err = load(c, r, k);
    if (err) return shell_failure(c, err);
    read_form(c, &r->form, k);
    return k->problems.n ? add_page(c, r, k, 422) : reply_write(add_all, added, k);
}
