/* The pages of finding: one box, posted; the answer under an address that says nothing of what was typed. */
#include "base/limits.h"
#include "care/people/pages/find.tmpl.h"
#include "care/people/person.sql.h"
#include "care/people/person_find_view.h"
#include "care/people/person_finder.h"
#include "care/people/person_pages.h"
#include "nhs/telephone.h"

static struct reply find_page(struct ctx *c, const struct request *r, struct person_find_view *v, int status)
{
    v->box.name = STR("find");
    v->box.id = STR("find-person");
    v->box.label = STR("Name, NHS number, date of birth, postcode or telephone number");
    v->box.hint = STR("One line is enough, in any order. For example: rahman 4/3/1943");
    v->box.label_size = SIZE_S;
    v->box.large = true;
    v->can_add = actor_may(c->actor, PERMISSION_PERSON_EDIT);
    v->can_look_up = actor_may(c->actor, PERMISSION_CLAIM);
    struct page page = {.title = v->searched ? STR("People found") : STR("Find a person"),
        .has_problems = v->box.error.n != 0,
        .main = person_find_page_slot(v)};
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

struct reply person_find_get(struct ctx *c, const struct request *r)
{
    return find_page(c, r, ARENA_NEW(c->arena, struct person_find_view), 200);
}

struct search {
    struct uuid key;
    struct str typed;
};

static enum err keep_search(struct ctx *c, void *arg)
{
    const struct search *s = arg;
    int64_t changed;
    return person_search_add(
        c->db, s->key, c->actor->account, c->actor->pcn, s->typed, clock_now(c->clock), &changed);
}

static struct reply search_kept(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    const struct search *s = arg;
    if (result) return shell_failure(c, result);
    return reply_see_other(url_with_id(c->arena, "/people/results/", s->key, ""));
}

struct reply person_find_post(struct ctx *c, const struct request *r)
{
    struct person_find_view *v = ARENA_NEW(c->arena, struct person_find_view);
    struct problems problems = {.arena = c->arena};
    struct search *s = ARENA_NEW(c->arena, struct search);
    s->typed = field_text(&r->form, STR("find"), STR("What you look for"), LIMIT_LINE, &problems);
    if (!s->typed.n)
        problems_add(
            &problems, STR("find"), STR("Enter a name, NHS number, date of birth, postcode or telephone number"));
    if (problems.n) {
        struct problem_link *link = ARENA_NEW(c->arena, struct problem_link);
        *link = (struct problem_link){.text = problems.items[0].text, .field = STR("find-person")};
        v->problems.problems = (struct problem_links){link, 1};
        v->box.error = link->text;
        v->box.value = s->typed;
        return find_page(c, r, v, 422);
    }
    s->key = uuid_new(c->clock);
    return reply_write(keep_search, search_kept, s);
}

static struct work_row row_of(struct ctx *c, const struct person_result *one)
{
    const struct person *p = &one->person;
    struct arena *a = c->arena;
    bool record = actor_may(c->actor, PERMISSION_PERSON_RECORD);
    struct url open = person_url(a, p, record ? "" : "/details");
    struct str address = p->protected_address ?
        STR("Protected address") :
        str_join(a, (const struct str[]){p->address[0], p->postcode}, 2, STR(", "));
    struct work_row row = {.name = person_list_name(a, p),
        .href = open,
        .born = person_born_and_age(a, p, clock_today(c->clock)),
        .nhs_number = nhs_number_display(a, p->nhs_number),
        .reason = one->why,
        .evidence = str_join(a, (const struct str[]){address, p->practice_name}, 2, STR(". "))};
    if (p->died_known) row.due = (struct tag){.text = STR("Died"), .colour = TAG_GREY};
    row.action = (struct button){.text = STR("Open"),
        .kind = BUTTON_SECONDARY,
        .small = true,
        .href = open,
        .hidden_text = str_printf(a, " the record of %.*s", STR_ARG(person_full_name(a, p)))};
    return row;
}

/* What the page explains when a search finds little: why a number can't be one, what was left out. */
static struct str explain(struct ctx *c, const struct person_results *found)
{
    const struct person_query *q = &found->query;
    if (q->too_long) return STR("What you typed is too long. A name and a date of birth are enough.");
    if (q->nhs_number_fault)
        return str_printf(c->arena, "%.*s.", STR_ARG(nhs_number_fault_text(q->nhs_number_fault)));
    if (q->year_too_short) return STR("Type the year of birth with 4 digits, like 1943.");
    if (person_query_is_empty(q))
        return STR("Nothing in what you typed could be looked up. Try a name or an NHS number.");
    if (q->left_out) return STR("Part of what you typed was not understood and was left out.");
    if (!found->more) return STR("");
    return STR("There are more. Add a date of birth or a postcode to find the right person.");
}

struct reply person_results_get(struct ctx *c, const struct request *r)
{
    struct person_search_get_row search;
    enum err err = person_search_get(c->db, request_id(r, 0), c->actor->account, c->actor->pcn, &search);
    if (err) return shell_failure(c, err);
    struct person_results found;
    err = person_search(c, search.typed, &found);
    if (err) return shell_failure(c, err);
    struct person_find_view *v = ARENA_NEW(c->arena, struct person_find_view);
    v->searched = true;
    v->box.value = search.typed;
    v->explanation = explain(c, &found);
    v->results = (struct work_group){.heading = found.n ? STR("Best matches first") : STR("Nobody found"),
        .id = STR("results"),
        .none = STR("Nobody among the people you may see matches what you typed.")};
    v->results.rows.items = ARENA_ARRAY(c->arena, struct work_row, found.n);
    for (size_t i = 0; i < found.n; i++) v->results.rows.items[v->results.rows.n++] = row_of(c, &found.items[i]);
    return find_page(c, r, v, 200);
}
