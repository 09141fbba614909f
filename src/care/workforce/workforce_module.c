/* What the slice gives the program: its routes. */
#include "base/limits.h"
#include "care/workforce/development_pages.h"

static const struct route ROUTES[] = {
    ROUTE(GET, "/my-development", DEVELOPMENT_OWN, NOBODY, NOTHING, STAYS, READS, NO_BODY, development_get),
    ROUTE(GET, "/my-development/training/new", DEVELOPMENT_OWN, NOBODY, NOTHING, STAYS, READS, NO_BODY,
        own_training_new_get),
    ROUTE(POST, "/my-development/training/new", DEVELOPMENT_OWN, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        own_training_new_post),
    ROUTE(POST, "/my-development/actions/:action/done", DEVELOPMENT_OWN, NOBODY, ADMIN, STAYS, TOKEN,
        LIMIT_BODY_FORM, action_done_post),

    ROUTE(GET, "/team/readiness", TEAM_SEE, NOBODY, ADMIN, STAYS, READS, NO_BODY, team_readiness_get),
    ROUTE(GET, "/team/:account", TEAM_SEE, NOBODY, ADMIN, STAYS, READS, NO_BODY, member_get),
    ROUTE(GET, "/team/:account/post", POST_KEEP, NOBODY, ADMIN, STAYS, READS, NO_BODY, post_get),
    ROUTE(POST, "/team/:account/post", POST_KEEP, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM, post_post),
    ROUTE(GET, "/team/:account/post/history", POST_KEEP, NOBODY, ADMIN, STAYS, READS, NO_BODY, post_history_get),

    ROUTE(
        GET, "/team/:account/training/new", TRAINING_KEEP, NOBODY, ADMIN, STAYS, READS, NO_BODY, training_new_get),
    ROUTE(POST, "/team/:account/training/new", TRAINING_KEEP, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        training_new_post),
    ROUTE(GET, "/team/training/:training", DEVELOPMENT_OWN, NOBODY, ADMIN, STAYS, READS, NO_BODY, training_get),
    ROUTE(POST, "/team/training/:training/confirm", TRAINING_KEEP, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        training_confirm_post),
    ROUTE(POST, "/team/training/:training/strike", DEVELOPMENT_OWN, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        training_strike_post),

    ROUTE(GET, "/team/:account/override", TRAINING_KEEP, NOBODY, ADMIN, STAYS, READS, NO_BODY, override_new_get),
    ROUTE(POST, "/team/:account/override", TRAINING_KEEP, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        override_new_post),
    ROUTE(GET, "/team/overrides/:override", TRAINING_KEEP, NOBODY, ADMIN, STAYS, READS, NO_BODY, override_get),
    ROUTE(POST, "/team/overrides/:override/end", TRAINING_KEEP, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        override_end_post),

    ROUTE(GET, "/team/:account/supervision/new", SUPERVISE, NOBODY, ADMIN, STAYS, READS, NO_BODY,
        supervision_new_get),
    ROUTE(POST, "/team/:account/supervision/new", SUPERVISE, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        supervision_new_post),
    ROUTE(GET, "/team/supervision/:supervision", DEVELOPMENT_OWN, NOBODY, ADMIN, STAYS, READS, NO_BODY,
        supervision_get),
    ROUTE(POST, "/team/supervision/:supervision/strike", SUPERVISE, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        supervision_strike_post),

    ROUTE(GET, "/my-development/competencies", DEVELOPMENT_OWN, NOBODY, NOTHING, STAYS, READS, NO_BODY,
        own_competencies_get),
    ROUTE(POST, "/my-development/competencies", DEVELOPMENT_OWN, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        own_competencies_post),
    ROUTE(GET, "/team/:account/competencies", SUPERVISE, NOBODY, ADMIN, STAYS, READS, NO_BODY, competencies_get),
    ROUTE(POST, "/team/:account/competencies", SUPERVISE, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        competencies_post),
    ROUTE(GET, "/my-development/portfolio/new", DEVELOPMENT_OWN, NOBODY, NOTHING, STAYS, READS, NO_BODY,
        own_portfolio_new_get),
    ROUTE(POST, "/my-development/portfolio/new", DEVELOPMENT_OWN, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        own_portfolio_new_post),
    ROUTE(GET, "/team/:account/portfolio/new", SUPERVISE, NOBODY, ADMIN, STAYS, READS, NO_BODY, portfolio_new_get),
    ROUTE(POST, "/team/:account/portfolio/new", SUPERVISE, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        portfolio_new_post),
    ROUTE(GET, "/team/portfolio/:portfolio", DEVELOPMENT_OWN, NOBODY, ADMIN, STAYS, READS, NO_BODY, portfolio_get),
    ROUTE(POST, "/team/portfolio/:portfolio/answer", SUPERVISE, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        portfolio_answer_post),
    ROUTE(POST, "/team/portfolio/:portfolio/strike", DEVELOPMENT_OWN, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        portfolio_strike_post),
};
const struct route_table workforce_routes = ROUTE_TABLE(ROUTES);
