/* What the slice gives the program: its routes and its jobs. */
#include "base/limits.h"
#include "care/access/access.h"
#include "care/access/access_pages.h"
#include "care/access/bulk.h"

static const struct route ROUTES[] = {
    ROUTE(GET, "/people/look-up", CLAIM, NOBODY, NOTHING, STAYS, READS, NO_BODY, look_up_get),
    ROUTE(POST, "/people/look-up", CLAIM, PEOPLE, VIEW, STAYS, TOKEN, LIMIT_BODY_FORM, look_up_post),
    ROUTE(GET, "/people/look-up/:look_up", CLAIM, PEOPLE, VIEW, STAYS, READS, NO_BODY, found_get),
    ROUTE(POST, "/people/look-up/:look_up", CLAIM, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, claim_post),
    ROUTE(POST, "/people/look-up/:look_up/confirm", CLAIM, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        claim_confirm_post),
    ROUTE(GET, "/my-people", RELATIONS_OWN, PEOPLE, VIEW, STAYS, READS, NO_BODY, own_people_get),
    ROUTE(POST, "/my-people/:relation/end", RELATIONS_OWN, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        own_end_post),
    ROUTE(GET, "/people/:person/team", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, team_get),
    ROUTE(POST, "/people/:person/team", TEAM, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, team_add_post),
    ROUTE(POST, "/people/:person/team/end", TEAM, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, team_end_post),
    ROUTE(GET, "/people/:person/restrict", RESTRICT, PERSON, VIEW, STAYS, READS, NO_BODY, restrict_get),
    ROUTE(
        POST, "/people/:person/restrict", RESTRICT, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, restrict_post),

    ROUTE(GET, "/admin/access", ACCESS_REVIEW, NOBODY, ADMIN, STAYS, READS, NO_BODY, reviews_get),
    ROUTE(GET, "/admin/access/:review", ACCESS_REVIEW, NOBODY, ADMIN, STAYS, READS, NO_BODY, review_get),
    ROUTE(POST, "/admin/access/:review", ACCESS_REVIEW, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM, review_post),
    ROUTE(GET, "/admin/roles", ACCESS_REVIEW, NOBODY, ADMIN, STAYS, READS, NO_BODY, roles_held_get),
    ROUTE(GET, "/admin/staff/:account/leaving", LEAVERS, PEOPLE, VIEW, STAYS, READS, NO_BODY, leaving_get),
    ROUTE(POST, "/admin/staff/:account/hand-over", HAND_OVER, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        hand_over_post),
    ROUTE(POST, "/admin/staff/:account/hand-over/undo", HAND_OVER, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        hand_over_undo_post),
};
const struct route_table access_routes = ROUTE_TABLE(ROUTES);

const struct periodic_job access_jobs[] = {
    {.name = "access.count", .every_seconds = 3, .action = bulk_count},
    {.name = "access.forget", .every_seconds = 600, .action = bulk_forget},
};
const size_t access_jobs_count = COUNT_OF(access_jobs);
