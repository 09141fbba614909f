/* The routes of the slice. */
#include "care/coding/coding_pages.h"

static const struct route ROUTES[] = {
    ROUTE(GET, "/gp-record", GP_RECORD, PEOPLE, VIEW, STAYS, READS, NO_BODY, gp_record_get),
    ROUTE(POST, "/gp-record", GP_RECORD, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, gp_record_post),
    ROUTE(POST, "/gp-record/file", GP_RECORD, PEOPLE, CHANGE, TEAM_FILE, TOKEN, LIMIT_BODY_FORM, gp_file_post),
    ROUTE(POST, "/gp-record/files/:file/take-back", GP_RECORD, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        gp_file_back_post),
};
const struct route_table coding_routes = ROUTE_TABLE(ROUTES);
