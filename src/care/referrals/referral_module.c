/* What the slice gives the program: its routes. */
#include "base/limits.h"
#include "care/referrals/referral_pages.h"

static const struct route ROUTES[] = {
    ROUTE(GET, "/referrals", TRIAGE, PEOPLE, VIEW, STAYS, READS, NO_BODY, referral_inbox_get),
    ROUTE(POST, "/referrals/give", TRIAGE, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, referral_give_post),
    ROUTE(GET, "/referrals/sent", REFER, PEOPLE, VIEW, STAYS, READS, NO_BODY, referral_sent_get),
    ROUTE(GET, "/referrals/new", REFER, NOBODY, NOTHING, STAYS, READS, NO_BODY, referral_new_get),
    ROUTE(POST, "/referrals/new", REFER, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, referral_new_post),
    ROUTE(GET, "/people/:person/refer", REFER, PERSON, VIEW, STAYS, READS, NO_BODY, referral_about_get),
    ROUTE(
        POST, "/people/:person/refer", REFER, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM, referral_about_post),
    ROUTE(POST, "/people/:person/refer/draft", REFER, PERSON, CHANGE, STAYS, DRAFT, LIMIT_BODY_FORM,
        referral_draft_post),
    ROUTE(GET, "/referrals/links", TRIAGE, NOBODY, NOTHING, STAYS, READS, NO_BODY, referral_links_get),
    ROUTE(POST, "/referrals/links", TRIAGE, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM, referral_links_post),
    ROUTE(POST, "/referrals/links/:partner/end", TRIAGE, NOBODY, ADMIN, STAYS, TOKEN, LIMIT_BODY_FORM,
        referral_link_end_post),
    ROUTE(GET, "/referrals/:referral", REFER, PEOPLE, VIEW, STAYS, READS, NO_BODY, referral_get),
    ROUTE(POST, "/referrals/:referral/step", TRIAGE, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        referral_step_post),
    ROUTE(GET, "/referrals/:referral/amend", REFER, PEOPLE, VIEW, STAYS, READS, NO_BODY, referral_amend_get),
    ROUTE(POST, "/referrals/:referral/amend", REFER, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        referral_amend_post),
    ROUTE(POST, "/referrals/:referral/withdraw", REFER, PEOPLE, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        referral_withdraw_post),
    ROUTE(GET, "/refer/*", PUBLIC, NOBODY, SIGN_IN, STAYS, READS, NO_BODY, referral_partner_get),
    ROUTE(POST, "/refer/*", PUBLIC, NOBODY, CHANGE, STAYS, SIGN_IN, LIMIT_BODY_FORM, referral_partner_post),
    ROUTE(GET, "/refer-yourself", PUBLIC, NOBODY, SIGN_IN, STAYS, READS, NO_BODY, referral_self_get),
    ROUTE(POST, "/refer-yourself", PUBLIC, NOBODY, CHANGE, STAYS, SIGN_IN, LIMIT_BODY_FORM, referral_self_post),
};
const struct route_table referral_routes = ROUTE_TABLE(ROUTES);
