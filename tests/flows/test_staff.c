/* One-time links and what administrators may do, as browsers do it, over a socket. */
#include "site.h"

#define ADMIN "email=admin%40example.nhs.uk&password=tangerine+gravel+bicycle"
#define LEAH "email=leah.morgan%40example.nhs.uk&password=tangerine+gravel+bicycle"

static struct account_new admin(struct site *s)
{
    struct account_new a = site_account(s, "admin@example.nhs.uk", STAFF_ROLE_ADMINISTRATOR, s->pcn, true);
    assert_true(leads_to(site_post(s, "/sign-in", ADMIN), "/"));
    return a;
}

static const char *page_of(struct site *s, const struct account_new *account, const char *after)
{
    struct str key = uuid_text(&s->arena, account->key);
    return str_cstr(&s->arena, str_printf(&s->arena, "/admin/staff/%.*s%s", STR_ARG(key), after));
}

static void a_link_sets_a_password_once(void **state)
{
    struct site *s = *state;
    struct account_new leah = site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_LINK_WORKER, s->pcn, true);
    const char *link = str_cstr(&s->arena, site_invite(s, leah.id));
    assert_true(page_has(site_get(s, link), "leah.morgan@example.nhs.uk"));
    struct answer *a = site_post(s, link, "password=leah+morgan+2026");
    assert_int_equal(a->status, 422);
    assert_true(page_has(a, "Password must not be made of"));
    assert_true(leads_to(site_post(s, link, "password=porridge+lantern+otter"), "/"));
    assert_int_equal(site_get(s, link)->status, 410);
    assert_int_equal(site_post(s, link, "password=porridge+lantern+otters")->status, 410);
    assert_int_equal(site_post(s, "/sign-in", LEAH)->status, 422);
}

static void a_link_dies_after_72_hours_and_when_another_is_made(void **state)
{
    struct site *s = *state;
    struct account_new leah = site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_LINK_WORKER, s->pcn, true);
    const char *first = str_cstr(&s->arena, site_invite(s, leah.id));
    const char *second = str_cstr(&s->arena, site_invite(s, leah.id));
    assert_int_equal(site_get(s, first)->status, 410);
    assert_int_equal(site_get(s, second)->status, 200);
    site_later(s, 72 * 60 * 60);
    assert_int_equal(site_get(s, second)->status, 410);
    assert_int_equal(site_get(s, "/welcome/00000000-0000-0000-0000-000000000000")->status, 410);
}

/* The first administrator's way in: link, password, second factor, recovery codes. */
static void a_new_account_sets_up_its_second_factor(void **state)
{
    struct site *s = *state;
    struct account_new leah = {.email = STR("leah.morgan@example.nhs.uk")};
    leah = site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_ADMINISTRATOR, s->pcn, false);
    admin(s);
    site_get(s, page_of(s, &leah, ""));
    struct answer *a = site_post(s, page_of(s, &leah, "/reset"), "version=1&what=both&reason=lost-phone");
    assert_int_equal(a->status, 200);
    const char *at = strstr(a->body, "/welcome/");
    assert_non_null(at);
    const char *link = str_cstr(&s->arena, (struct str){at, 9 + 36});
    s->cookie = STR("");
    assert_true(leads_to(site_post(s, link, "password=porridge+lantern+otter"), "/sign-in/set-up"));
    assert_true(leads_to(site_get(s, "/admin/staff"), "/sign-in/set-up"));
    a = site_get(s, "/sign-in/set-up");
    assert_true(page_has(a, "<path d=\"M0 0h7v1h-7z"));
    assert_int_equal(site_post(s, "/sign-in/set-up", "code=000000")->status, 422);
    assert_int_equal(site_post(s, "/sign-in/set-up", site_code(s))->status, 422); /* of the old seed */
}

static void resetting_the_password_alone_leaves_the_second_factor(void **state)
{
    struct site *s = *state;
    struct account_new leah =
        site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_ADMINISTRATOR, s->pcn, false);
    admin(s);
    site_get(s, page_of(s, &leah, ""));
    assert_int_equal(
        site_post(s, page_of(s, &leah, "/reset"), "version=1&what=password&reason=because")->status, 422);
    struct answer *a = site_post(s, page_of(s, &leah, "/reset"), "version=1&what=password&reason=forgot");
    assert_int_equal(a->status, 200);
    const char *link = str_cstr(&s->arena, (struct str){strstr(a->body, "/welcome/"), 9 + 36});
    s->cookie = STR("");
    assert_true(leads_to(site_post(s, link, "password=porridge+lantern+otter"), "/sign-in/code"));
}

static void a_link_that_is_opened_where_somebody_is_signed_in_ends_their_session(void **state)
{
    struct site *s = *state;
    struct account_new leah = site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_PCN_MANAGER, s->pcn, true);
    const char *link = str_cstr(&s->arena, site_invite(s, leah.id));
    admin(s);
    struct str administrators = s->cookie;
    assert_true(leads_to(site_post(s, link, "password=porridge+lantern+otter"), "/"));
    assert_int_equal(site_get(s, "/admin/staff")->status, 200);
    s->cookie = administrators;
    assert_true(leads_to(site_get(s, "/admin/staff"), "/sign-in"));
}

static void disabling_an_account_ends_its_sessions_at_once(void **state)
{
    struct site *s = *state;
    struct account_new leah = site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_PCN_MANAGER, s->pcn, true);
    site_post(s, "/sign-in", LEAH);
    struct str hers = s->cookie;
    assert_int_equal(site_get(s, "/admin/staff")->status, 200);
    s->cookie = STR("");
    admin(s);
    site_get(s, page_of(s, &leah, ""));
    assert_true(
        leads_to(site_post(s, page_of(s, &leah, "/disable"), "version=1"), page_of(s, &leah, "?done=disabled")));
    s->cookie = hers;
    assert_true(leads_to(site_get(s, "/admin/staff"), "/sign-in"));
    assert_int_equal(site_post(s, "/sign-in", LEAH)->status, 422);
}

static void administrators_cannot_undo_or_raise_themselves(void **state)
{
    struct site *s = *state;
    struct account_new me = admin(s);
    struct answer *a = site_get(s, page_of(s, &me, ""));
    const char *held = strstr(a->body, "name=\"held\" value=\"");
    assert_non_null(held);
    struct str value = str_dup(&s->arena, (struct str){held + 19, 14 + 36});
    struct str place = str_skip(value, 14);
    const char *end = str_cstr(&s->arena, str_printf(&s->arena, "version=1&held=%.*s", STR_ARG(value)));
    const char *give =
        str_cstr(&s->arena, str_printf(&s->arena, "version=1&role=clinician&place=%.*s", STR_ARG(place)));
    assert_int_equal(site_post(s, page_of(s, &me, "/roles/end"), end)->status, 403);
    assert_int_equal(site_post(s, page_of(s, &me, "/roles"), give)->status, 403);
    assert_int_equal(site_post(s, page_of(s, &me, "/disable"), "version=1")->status, 403);
    assert_int_equal(
        site_post(s, page_of(s, &me, "/reset"), "version=1&what=password&reason=forgot")->status, 403);
    assert_true(
        leads_to(site_post(s, page_of(s, &me, ""), "version=1&name=Ada&email=admin%40example.nhs.uk"), "/"));
}

static void another_networks_accounts_are_not_there(void **state)
{
    struct site *s = *state;
    struct account_new other = site_account(s, "other@example.nhs.uk", STAFF_ROLE_CLINICIAN, s->other_pcn, true);
    admin(s);
    assert_false(page_has(site_get(s, "/admin/staff"), "other@example.nhs.uk"));
    assert_int_equal(site_get(s, page_of(s, &other, ""))->status, 404);
    assert_int_equal(site_post(s, page_of(s, &other, "/disable"), "version=1")->status, 404);
    site_give(s, other.id, STAFF_ROLE_CLINICIAN, s->practice);
    site_get(s, page_of(s, &other, ""));
    assert_int_equal(site_post(s, page_of(s, &other, "/disable"), "version=2")->status, 403);
}

static void an_older_version_of_an_account_is_not_saved_over_a_newer_one(void **state)
{
    struct site *s = *state;
    struct account_new leah = site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_CLINICIAN, s->pcn, true);
    admin(s);
    site_get(s, page_of(s, &leah, ""));
    assert_int_equal(
        site_post(s, page_of(s, &leah, ""), "version=1&name=Leah+O&email=l%40example.org")->status, 303);
    struct answer *a = site_post(s, page_of(s, &leah, ""), "version=1&name=Leah+P&email=p%40example.org");
    assert_int_equal(a->status, 409);
    assert_true(page_has(a, "value=\"Leah P\""));
    a = site_post(s, page_of(s, &leah, ""), "version=2&name=Leah+P&email=admin%40example.nhs.uk");
    assert_int_equal(a->status, 409);
    assert_true(page_has(a, "Somebody already has an account with this email address"));
}

static void a_role_without_accounts_may_look_but_not_change(void **state)
{
    struct site *s = *state;
    struct account_new leah = site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_PCN_MANAGER, s->pcn, true);
    site_post(s, "/sign-in", LEAH);
    assert_int_equal(site_get(s, "/admin/staff")->status, 200);
    assert_int_equal(site_get(s, page_of(s, &leah, ""))->status, 403);
    assert_int_equal(site_get(s, "/admin/audit")->status, 403);
}

static void the_audit_names_staff_and_what_they_did(void **state)
{
    struct site *s = *state;
    site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_GOVERNANCE_LEAD, s->pcn, true);
    site_post(s, "/sign-in", "email=nobody%40example.org&password=some+thing+else");
    site_post(s, "/sign-in", LEAH);
    struct answer *a = site_get(s, "/admin/audit");
    assert_int_equal(a->status, 200);
    assert_true(page_has(a, "Signed in with a password"));
    assert_true(page_has(a, "no such account"));
    assert_false(page_has(a, "nobody@example.org"));
    assert_true(page_has(site_get(s, "/admin/audit?day[day]=1&day[month]=1&day[year]=2020"), "Nothing was done"));
    assert_int_equal(site_get(s, "/admin/audit?day[day]=31&day[month]=2&day[year]=2026")->status, 422);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(a_link_sets_a_password_once),
        SITE_TEST(a_link_dies_after_72_hours_and_when_another_is_made),
        SITE_TEST(a_new_account_sets_up_its_second_factor),
        SITE_TEST(resetting_the_password_alone_leaves_the_second_factor),
        SITE_TEST(a_link_that_is_opened_where_somebody_is_signed_in_ends_their_session),
        SITE_TEST(disabling_an_account_ends_its_sessions_at_once),
        SITE_TEST(administrators_cannot_undo_or_raise_themselves),
        SITE_TEST(another_networks_accounts_are_not_there),
        SITE_TEST(an_older_version_of_an_account_is_not_saved_over_a_newer_one),
        SITE_TEST(a_role_without_accounts_may_look_but_not_change),
        SITE_TEST(the_audit_names_staff_and_what_they_did),
    };
    return cmocka_run_group_tests_name("staff and links", tests, NULL, NULL);
}
