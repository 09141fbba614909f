/* The slice's routes and jobs. */
#include "base/limits.h"
#include "care/accounts/about.h"
#include "care/accounts/own_account.h"
#include "care/accounts/sign_in.h"
#include "care/accounts/staff.h"

static const struct route ROUTES[] = {
    ROUTE(GET, "/", SIGNED_IN, NOBODY, NOTHING, STAYS, READS, NO_BODY, first_page_get),
    ROUTE(GET, "/nothing-yet", SIGNED_IN, NOBODY, NOTHING, STAYS, READS, NO_BODY, about_nothing_yet_get),
    ROUTE(GET, "/help", ANYBODY, NOBODY, NOTHING, STAYS, READS, NO_BODY, about_help_get),
    ROUTE(GET, "/accessibility", ANYBODY, NOBODY, NOTHING, STAYS, READS, NO_BODY, about_accessibility_get),
    ROUTE(GET, "/privacy", ANYBODY, NOBODY, NOTHING, STAYS, READS, NO_BODY, about_privacy_get),

    ROUTE(GET, "/sign-in", PUBLIC, NOBODY, NOTHING, STAYS, READS, NO_BODY, sign_in_get),
    ROUTE(POST, "/sign-in", PUBLIC, NOBODY, SIGN_IN, STAYS, SIGN_IN, LIMIT_BODY_FORM, sign_in_post),
    ROUTE(GET, "/sign-in/code", HALF_SIGNED_IN, NOBODY, NOTHING, STAYS, READS, NO_BODY, sign_in_code_get),
    ROUTE(
        POST, "/sign-in/code", HALF_SIGNED_IN, NOBODY, SIGN_IN, STAYS, TOKEN, LIMIT_BODY_FORM, sign_in_code_post),
    ROUTE(GET, "/sign-in/set-up", HALF_SIGNED_IN, NOBODY, SIGN_IN, STAYS, READS, NO_BODY, sign_in_set_up_get),
    ROUTE(POST, "/sign-in/set-up", HALF_SIGNED_IN, NOBODY, SIGN_IN, STAYS, TOKEN, LIMIT_BODY_FORM,
        sign_in_set_up_post),
    ROUTE(POST, "/sign-in/recovery-codes", SIGNED_IN, NOBODY, SIGN_IN, STAYS, TOKEN, LIMIT_BODY_FORM,
        sign_in_codes_kept_post),
    ROUTE(GET, "/sign-in/again", HALF_SIGNED_IN, NOBODY, NOTHING, STAYS, READS, NO_BODY, sign_in_again_get),
    ROUTE(POST, "/sign-in/again", HALF_SIGNED_IN, NOBODY, SIGN_IN, STAYS, TOKEN, LIMIT_BODY_FORM,
        sign_in_again_post),
    ROUTE(GET, "/sign-in/role", SIGNED_IN, NOBODY, NOTHING, STAYS, READS, NO_BODY, sign_in_role_get),
    ROUTE(POST, "/sign-in/role", SIGNED_IN, NOBODY, SIGN_IN, STAYS, TOKEN, LIMIT_BODY_FORM, sign_in_role_post),
    SHARED_ROUTE(
        POST, "/sign-in/stay", SIGNED_IN, NOBODY, SIGN_IN, STAYS, TOKEN, LIMIT_BODY_FORM, sign_in_stay_post),
    ROUTE(POST, "/sign-out", PUBLIC, NOBODY, SIGN_IN, STAYS, TOKEN, LIMIT_BODY_FORM, sign_out_post),
    ROUTE(GET, "/welcome/:link", PUBLIC, NOBODY, SIGN_IN, STAYS, READS, NO_BODY, welcome_get),
    ROUTE(POST, "/welcome/:link", PUBLIC, NOBODY, SIGN_IN, STAYS, SIGN_IN, LIMIT_BODY_FORM, welcome_post),

    ROUTE(GET, "/account", SIGNED_IN, NOBODY, NOTHING, STAYS, READS, NO_BODY, own_account_get),
    ROUTE(POST, "/account/password", SIGNED_IN, NOBODY, SIGN_IN, STAYS, TOKEN, LIMIT_BODY_FORM, own_password_post),
    ROUTE(POST, "/account/recovery-codes", SIGNED_IN, NOBODY, SIGN_IN, STAYS, TOKEN, LIMIT_BODY_FORM,
        own_codes_post),
    ROUTE(GET, "/account/second-factor", SIGNED_IN, NOBODY, SIGN_IN, STAYS, READS, NO_BODY, own_factor_get),
    ROUTE(POST, "/account/second-factor/renew", SIGNED_IN, NOBODY, SIGN_IN, STAYS, TOKEN, LIMIT_BODY_FORM,
        own_factor_post),
    ROUTE(POST, "/account/sessions/end", SIGNED_IN, NOBODY, SIGN_IN, STAYS, TOKEN, LIMIT_BODY_FORM,
        own_sessions_end_post),

    ROUTE(GET, "/admin/staff", STAFF_SEE, NOBODY, ADMIN, STAYS, READS, NO_BODY, staff_list_get),
    ROUTE(GET, "/admin/staff/new", ACCOUNTS, NOBODY, ADMIN, STAYS, READS, NO_BODY, staff_new_get),
    ROUTE(POST, "/admin/staff/new", ACCOUNTS, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM, staff_new_post),
    ROUTE(GET, "/admin/staff/:account", ACCOUNTS, NOBODY, ADMIN, STAYS, READS, NO_BODY, staff_account_get),
    ROUTE(POST, "/admin/staff/:account", ACCOUNTS, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM, staff_save_post),
    ROUTE(POST, "/admin/staff/:account/roles", ACCOUNTS, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        staff_give_post),
    ROUTE(POST, "/admin/staff/:account/roles/end", ACCOUNTS, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        staff_end_post),
    ROUTE(POST, "/admin/staff/:account/disable", ACCOUNTS, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        staff_disable_post),
    ROUTE(POST, "/admin/staff/:account/enable", ACCOUNTS, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        staff_enable_post),
    ROUTE(POST, "/admin/staff/:account/reset", ACCOUNTS, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        staff_reset_post),
};
const struct route_table account_routes = ROUTE_TABLE(ROUTES);

enum { KEPT_AFTER_END_MS = 60 * 60 * 1000, FAILURES_KEPT_MS = 60 * 60 * 1000 };

static enum err sweep_sessions(struct ctx *c, void *arg)
{
    (void)arg;
    int64_t now = clock_steady(c->clock).v, gone;
    return session_sweep(
        c->db, (struct instant){now - SESSION_LIMITS.whole_ms}, (struct instant){now - KEPT_AFTER_END_MS}, &gone);
}

static enum err sweep_failures(struct ctx *c, void *arg)
{
    (void)arg;
    int64_t gone;
    return failures_sweep(c->db, (struct instant){clock_now(c->clock).v - FAILURES_KEPT_MS}, &gone);
}

const struct periodic_job account_jobs[] = {
    {.name = "session.sweep", .every_seconds = 600, .action = sweep_sessions},
    {.name = "sign_in_failure.sweep", .every_seconds = 600, .action = sweep_failures},
};
const size_t account_jobs_count = COUNT_OF(account_jobs);
