/* What the slice gives the program: its routes and its sweeping job. */
#include "base/limits.h"
#include "care/people/person.sql.h"
#include "care/people/people_page.h"
#include "care/people/person_pages.h"

static const struct route ROUTES[] = {
    ROUTE(GET, "/people", PERSON_RECORD, PEOPLE, VIEW, STAYS, READS, NO_BODY, people_page_get),
    ROUTE(GET, "/people/export", PEOPLE_EXPORT, NOBODY, VIEW, STAYS, READS, NO_BODY, people_export_get),
    ROUTE(POST, "/people/export", PEOPLE_EXPORT, PEOPLE, VIEW, TEAM_FILE, TOKEN, LIMIT_BODY_FORM,
        people_export_post),
    ROUTE(GET, "/people/find", PEOPLE_FIND, NOBODY, NOTHING, STAYS, READS, NO_BODY, person_find_get),
    ROUTE(POST, "/people/find", PEOPLE_FIND, PEOPLE, VIEW, STAYS, TOKEN, LIMIT_BODY_FORM, person_find_post),
    ROUTE(GET, "/people/results/:search", PEOPLE_FIND, PEOPLE, VIEW, STAYS, READS, NO_BODY, person_results_get),
    ROUTE(GET, "/people/new", PERSON_EDIT, NOBODY, VIEW, STAYS, READS, NO_BODY, person_new_get),
    ROUTE(POST, "/people/new", PERSON_EDIT, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, person_new_post),
    ROUTE(POST, "/people/new/draft", PERSON_EDIT, NOBODY, CHANGE, STAYS, DRAFT, LIMIT_BODY_FORM,
        person_new_draft_post),
    ROUTE(GET, "/people/:person/details", PERSON_DETAILS, PERSON, VIEW, STAYS, READS, NO_BODY, person_details_get),
    ROUTE(GET, "/people/:person/address", PERSON_DETAILS, PERSON, VIEW, STAYS, READS, NO_BODY, person_address_get),
    ROUTE(GET, "/people/:person/edit", PERSON_EDIT, PERSON, VIEW, STAYS, READS, NO_BODY, person_edit_get),
    ROUTE(POST, "/people/:person/edit", PERSON_EDIT, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        person_edit_post),
    ROUTE(POST, "/people/:person/edit/draft", PERSON_EDIT, PERSON, CHANGE, STAYS, DRAFT, LIMIT_BODY_FORM,
        person_edit_draft_post),
    ROUTE(GET, "/people/:person/undo", PERSON_EDIT, PERSON, VIEW, STAYS, READS, NO_BODY, person_undo_get),
    ROUTE(POST, "/people/:person/undo", PERSON_EDIT, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        person_undo_post),
    ROUTE(GET, "/people/:person/put-back", PERSON_EDIT, PERSON, VIEW, STAYS, READS, NO_BODY, person_put_back_get),
    ROUTE(POST, "/people/:person/put-back", PERSON_EDIT, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        person_put_back_post),
    ROUTE(GET, "/people/:person/history", PERSON_DETAILS, PERSON, VIEW, STAYS, READS, NO_BODY, person_history_get),
};
const struct route_table person_routes = ROUTE_TABLE(ROUTES);

enum { SEARCH_KEPT_MS = 12 * 60 * 60 * 1000 };

static enum err person_sweep(struct ctx *c, void *arg)
{
    (void)arg;
    int64_t changed;
    return person_search_sweep(c->db, (struct instant){clock_now(c->clock).v - SEARCH_KEPT_MS}, &changed);
}

const struct periodic_job person_jobs[] = {
    {.name = "person.forget-searches", .every_seconds = 600, .audited = false, .action = person_sweep},
};
const size_t person_jobs_count = COUNT_OF(person_jobs);
