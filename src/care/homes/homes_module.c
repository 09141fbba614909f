/* What the slice gives the program: its routes. */
#include "base/limits.h"
#include "care/homes/homes_pages.h"

#define HOME "/care-homes/:home"
#define STAY "/people/:person/care-home"

static const struct route ROUTES[] = {
    ROUTE(GET, "/care-homes", CARE_HOMES, PEOPLE, VIEW, STAYS, READS, NO_BODY, homes_list_get),
    ROUTE(GET, "/care-homes/new", CARE_HOMES, PEOPLE, VIEW, STAYS, READS, NO_BODY, home_new_get),
    ROUTE(POST, "/care-homes/new", CARE_HOMES, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, home_new_post),
    ROUTE(GET, HOME, CARE_HOMES, PEOPLE, VIEW, STAYS, READS, NO_BODY, home_get),
    ROUTE(GET, HOME "/edit", CARE_HOMES, PEOPLE, VIEW, STAYS, READS, NO_BODY, home_edit_get),
    ROUTE(POST, HOME "/edit", CARE_HOMES, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, home_edit_post),
    ROUTE(POST, HOME "/issues", CARE_HOMES, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, home_issue_post),
    ROUTE(POST, HOME "/issues/:issue/settled", CARE_HOMES, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        home_settle_post),
    ROUTE(GET, HOME "/round-list", CARE_HOMES, PEOPLE, VIEW, STAYS, READS, NO_BODY, round_list_get),
    ROUTE(GET, HOME "/round", CONTACT_RECORD, PEOPLE, VIEW, STAYS, READS, NO_BODY, round_get),
    ROUTE(POST, HOME "/round", CONTACT_RECORD, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, round_post),
    ROUTE(GET, HOME "/residents/add", CARE_HOMES, PEOPLE, VIEW, STAYS, READS, NO_BODY, add_residents_get),
    ROUTE(POST, HOME "/residents/add", CARE_HOMES, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        add_residents_post),
    ROUTE(GET, HOME "/export", PEOPLE_EXPORT, PEOPLE, VIEW, STAYS, READS, NO_BODY, home_export_get),
    ROUTE(POST, HOME "/export", PEOPLE_EXPORT, PEOPLE, VIEW, TEAM_FILE, TOKEN, LIMIT_BODY_FORM, home_export_post),
    ROUTE(GET, STAY, CARE_HOMES, PERSON, VIEW, STAYS, READS, NO_BODY, stay_get),
    ROUTE(POST, STAY "/in", CARE_HOMES, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, stay_in_post),
    ROUTE(POST, STAY "/out", CARE_HOMES, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, stay_out_post),
    ROUTE(GET, STAY "/:stay/edit", CARE_HOMES, PERSON, VIEW, STAYS, READS, NO_BODY, stay_edit_get),
    ROUTE(POST, STAY "/:stay/edit", CARE_HOMES, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, stay_edit_post),
    ROUTE(POST, STAY "/:stay/edit/draft", CARE_HOMES, PERSON, CHANGE, STAYS, DRAFT, LIMIT_BODY_FORM,
        stay_draft_post),
    ROUTE(GET, STAY "/:stay/history", CARE_HOMES, PERSON, VIEW, STAYS, READS, NO_BODY, stay_history_get),
};
const struct route_table homes_routes = ROUTE_TABLE(ROUTES);
