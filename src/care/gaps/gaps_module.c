/* What the slice gives the program: its routes. */
#include "base/limits.h"
#include "care/gaps/gap_views.h"

static const struct route ROUTES[] = {
    ROUTE(GET, "/gaps", CASELOAD, PEOPLE, VIEW, STAYS, READS, NO_BODY, gaps_get),
    ROUTE(GET, "/people/:person/gaps", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, person_gaps_get),
    ROUTE(GET, "/people/:person/gaps/:gap", CASELOAD, PERSON, VIEW, STAYS, READS, NO_BODY, gap_dismiss_get),
    ROUTE(POST, "/people/:person/gaps/:gap", CASELOAD, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        gap_dismiss_post),
    ROUTE(POST, "/people/:person/gaps/:dismissal/undo", CASELOAD, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        gap_undo_post),
};
const struct route_table gap_routes = ROUTE_TABLE(ROUTES);
