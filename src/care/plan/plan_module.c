#include "base/limits.h"
#include "care/plan/plan_views.h"

#define PLAN "/people/:person/plan"
#define DOCUMENT(path, name) \
    SHARED_ROUTE(GET, path "/edit", PLAN_EDIT, PERSON, VIEW, STAYS, READS, NO_BODY, plan_##name##_edit_get), \
        SHARED_ROUTE(POST, path "/edit", PLAN_EDIT, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, \
            plan_##name##_edit_post), \
        ROUTE(POST, path "/edit/draft", PLAN_EDIT, PERSON, CHANGE, STAYS, DRAFT, LIMIT_BODY_FORM, \
            plan_##name##_draft_post), \
        ROUTE( \
            GET, path "/history", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, plan_##name##_history_get)

static const struct route ROUTES[] = {
    SHARED_ROUTE(GET, PLAN, PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, plan_get),
    SHARED_ROUTE(GET, PLAN "/assessment", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, plan_assessment_get),
    DOCUMENT(PLAN "/sections/:section", section),
    DOCUMENT(PLAN "/needs/:need", need),
    DOCUMENT(PLAN "/goals/:goal", goal),
    DOCUMENT(PLAN "/steps/:goal/:step", step),
    ROUTE(GET, PLAN "/versions", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, plan_versions_get),
    ROUTE(GET, PLAN "/versions/:version", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, plan_version_get),
    ROUTE(GET, PLAN "/agree", PLAN_EDIT, PERSON, VIEW, STAYS, READS, NO_BODY, plan_agree_get),
    ROUTE(POST, PLAN "/agree", PLAN_EDIT, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, plan_agree_post),
    ROUTE(POST, PLAN "/agree/draft", PLAN_EDIT, PERSON, CHANGE, STAYS, DRAFT, LIMIT_BODY_FORM,
        plan_agree_draft_post),
    ROUTE(GET, PLAN "/review", PLAN_EDIT, PERSON, VIEW, STAYS, READS, NO_BODY, plan_review_get),
    ROUTE(POST, PLAN "/review", PLAN_EDIT, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, plan_review_post),
    ROUTE(POST, PLAN "/review/draft", PLAN_EDIT, PERSON, CHANGE, STAYS, DRAFT, LIMIT_BODY_FORM,
        plan_review_draft_post),
    ROUTE(GET, PLAN "/copy", PLAN_EDIT, PERSON, VIEW, STAYS, READS, NO_BODY, plan_copy_get),
    ROUTE(POST, PLAN "/copy", PLAN_EDIT, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, plan_copy_post),
    ROUTE(GET, "/people/cards", PERSON_RECORD, NOBODY, NOTHING, STAYS, READS, NO_BODY, plan_cards_get),
    ROUTE(POST, "/people/cards", PERSON_RECORD, NOBODY, VIEW, STAYS, TOKEN, LIMIT_BODY_FORM, plan_cards_post),
    ROUTE(GET, PLAN "/copies/:copy", PLAN_EDIT, PERSON, VIEW, GOES_OUT, READS, NO_BODY, plan_copy_sheet_get),
};
const struct route_table plan_routes = ROUTE_TABLE(ROUTES);
