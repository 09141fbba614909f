/* What the slice gives the program: its routes; and the list of those who may be the same. */
#include "base/limits.h"
#include "care/duplicates/duplicates.sql.h"
#include "care/duplicates/duplicates_pages.h"
#include "care/duplicates/pages/duplicates.tmpl.h"

static const struct route ROUTES[] = {
    ROUTE(GET, "/duplicates", DUPLICATES, PEOPLE, VIEW, STAYS, READS, NO_BODY, duplicates_get),
    ROUTE(GET, "/people/:person/same/:other", DUPLICATES, PERSON, VIEW, STAYS, READS, NO_BODY, same_get),
    ROUTE(
        POST, "/people/:person/same/:other", DUPLICATES, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, same_post),
    ROUTE(POST, "/people/:person/same/:other/not", DUPLICATES, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        same_not_post),
    ROUTE(GET, "/people/:person/joined", PERSON_DETAILS, PERSON, VIEW, STAYS, READS, NO_BODY, joined_get),
    ROUTE(GET, "/people/:person/joined/:merge/undo", DUPLICATES, PERSON, VIEW, STAYS, READS, NO_BODY,
        joined_undo_get),
    ROUTE(POST, "/people/:person/joined/:merge/undo", DUPLICATES, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        joined_undo_post),
};
const struct route_table duplicate_routes = ROUTE_TABLE(ROUTES);

enum { PAIRS_SHOWN = 50 };

static enum err add_pair(struct ctx *c, const struct duplicate_pairs_open_row *pair, struct work_rows *rows)
{
    struct person one, other;
    struct arena *a = c->arena;
    struct str why;
    enum err err = person_get(c, pair->one_id, &one);
    if (!err) err = person_get(c, pair->other_id, &other);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    if (!person_alike(a, &one, &other, &why)) why = STR("Their details were changed since they were found");
    rows->items[rows->n++] = (struct work_row){.name = person_list_name(a, &one),
        .born = person_born_and_age(a, &one, clock_today(c->clock)),
        .nhs_number = one.nhs_number.v ? nhs_number_display(a, one.nhs_number) : STR_NONE,
        .href = person_url(a, &one, "/details"),
        .reason = str_printf(a, "and %.*s, born %.*s", STR_ARG(person_list_name(a, &other)),
            STR_ARG(person_born_and_age(a, &other, clock_today(c->clock)))),
        .evidence = why,
        .action = {.text = STR("Compare"),
            .small = true,
            .kind = BUTTON_SECONDARY,
            .href = same_url(a, &one, &other, ""),
            .hidden_text = str_printf(
                a, " %.*s with %.*s", STR_ARG(person_full_name(a, &one)), STR_ARG(person_full_name(a, &other)))}};
    return ERR_NONE;
}

static const struct shell_notice NOTICES[] = {{"not-same", "They stay two people, and are not asked about again"}};

struct reply duplicates_get(struct ctx *c, const struct request *r)
{
    struct duplicate_pairs_open_list pairs;
    enum err err = duplicate_pairs_open(c->db, PAIRS_SHOWN + 1, &pairs);
    if (err) return shell_failure(c, err);
    struct duplicates_list_view *v = ARENA_NEW(c->arena, struct duplicates_list_view);
    bool more = pairs.n > PAIRS_SHOWN;
    if (more) pairs.n = PAIRS_SHOWN;
    v->top = (struct page_top){
        STR("Perhaps the same person"), STR("Found by name, date of birth, postcode and telephone number")};
    v->group = (struct work_group){.heading = STR("To compare"),
        .id = STR("pairs"),
        .quiet = more ? STR("The likeliest 50. There are more") : STR("The likeliest first"),
        .rows.items = ARENA_ARRAY(c->arena, struct work_row, pairs.n + 1),
        .none = STR("Nobody seems to be here twice.")};
    for (size_t i = 0; !err && i < pairs.n; i++) err = add_pair(c, &pairs.items[i], &v->group.rows);
    if (err) return shell_failure(c, err);
    struct page page = {.title = STR("Perhaps the same person"), .main = duplicates_list_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, 200, SECTION_DUPLICATES, &page);
}
