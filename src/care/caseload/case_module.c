/* What the slice gives the program: its routes. */
#include "base/limits.h"
#include "care/caseload/case_pages.h"

static const struct route ROUTES[] = {
    ROUTE(GET, "/caseload", CASELOAD, PEOPLE, VIEW, STAYS, READS, NO_BODY, caseload_get),
    ROUTE(GET, "/caseload/give", CASELOAD, PEOPLE, VIEW, STAYS, READS, NO_BODY, give_get),
    ROUTE(POST, "/caseload/give", CASELOAD, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, give_post),
    ROUTE(GET, "/caseload/export", PEOPLE_EXPORT, NOBODY, VIEW, STAYS, READS, NO_BODY, case_export_get),
    ROUTE(POST, "/caseload/export", PEOPLE_EXPORT, PEOPLE, VIEW, TEAM_FILE, TOKEN, LIMIT_BODY_FORM,
        case_export_post),
    ROUTE(GET, "/caseload/cover", CASELOAD, NOBODY, ADMIN, STAYS, READS, NO_BODY, cover_get),
    ROUTE(POST, "/caseload/cover", CASELOAD, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM, cover_post),
    ROUTE(POST, "/caseload/cover/:cover/end", CASELOAD, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        cover_end_post),
    ROUTE(POST, "/caseload/read", CASELOAD, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM, case_news_post),
    ROUTE(GET, "/people/:person/case", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, case_get),
    ROUTE(POST, "/people/:person/case", CASELOAD, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, case_open_post),
    ROUTE(GET, "/people/:person/case/:case", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, case_get),
    ROUTE(POST, "/people/:person/case/:case/step", CASELOAD, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        case_step_post),
    ROUTE(
        GET, "/people/:person/case/:case/moving-on", CASELOAD, PERSON, VIEW, STAYS, READS, NO_BODY, moving_on_get),
    ROUTE(POST, "/people/:person/case/:case/moving-on", CASELOAD, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        moving_on_post),
};
const struct route_table caseload_routes = ROUTE_TABLE(ROUTES);
