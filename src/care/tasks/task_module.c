/* The addresses of tasks. Whoever records contacts has them; whom one sees decides about which. */
#include "base/limits.h"
#include "care/tasks/task_work.h"
#include "platform/auth/permission.h"

static const struct route ROUTES[] = {
    ROUTE(GET, "/tasks", CONTACT_RECORD, PEOPLE, VIEW, STAYS, READS, NO_BODY, tasks_get),
    ROUTE(GET, "/tasks/asked", CONTACT_RECORD, PEOPLE, VIEW, STAYS, READS, NO_BODY, tasks_asked_get),
    ROUTE(GET, "/tasks/waiting", CONTACT_RECORD, PEOPLE, VIEW, STAYS, READS, NO_BODY, tasks_waiting_get),
    ROUTE(GET, "/tasks/team", CONTACT_RECORD, PEOPLE, VIEW, STAYS, READS, NO_BODY, tasks_team_get),
    ROUTE(GET, "/tasks/:task", CONTACT_RECORD, PEOPLE, VIEW, STAYS, READS, NO_BODY, task_get),
    ROUTE(
        POST, "/tasks/:task/done", CONTACT_RECORD, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, task_done_post),
    ROUTE(
        POST, "/tasks/:task/move", CONTACT_RECORD, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, task_move_post),
    ROUTE(POST, "/tasks/:task/offer", CONTACT_RECORD, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        task_offer_post),
    ROUTE(POST, "/tasks/:task/answer", CONTACT_RECORD, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        task_answer_post),
    ROUTE(
        POST, "/tasks/:task/drop", CONTACT_RECORD, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, task_drop_post),
    ROUTE(GET, "/people/:person/tasks/new", CONTACT_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, task_new_get),
    ROUTE(POST, "/people/:person/tasks/new", CONTACT_RECORD, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        task_new_post),
    ROUTE(GET, "/people/:person/tasks/pathway", CONTACT_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, pathway_get),
    ROUTE(POST, "/people/:person/tasks/pathway/add", CONTACT_RECORD, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        pathway_post),
};
const struct route_table task_routes = ROUTE_TABLE(ROUTES);
