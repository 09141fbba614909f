/* Signing in as a browser does it, over a socket: what gets in, what doesn't, and what is said. */
#include "site.h"

#define EMAIL "leah.morgan%40example.nhs.uk"
#define RIGHT "email=" EMAIL "&password=tangerine+gravel+bicycle"
#define WRONG "email=" EMAIL "&password=something+else+again"

static struct account_new leah(struct site *s)
{
    return site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_ADMINISTRATOR, s->pcn, false);
}

static void sign_in(struct site *s)
{
    assert_true(leads_to(site_post(s, "/sign-in", RIGHT), "/sign-in/code"));
    assert_int_equal(site_get(s, "/sign-in/code")->status, 200);
    assert_true(leads_to(site_post(s, "/sign-in/code", site_code(s)), "/"));
}

static void a_password_and_a_code_let_somebody_in(void **state)
{
    struct site *s = *state;
    leah(s);
    assert_true(leads_to(site_get(s, "/"), "/sign-in"));
    sign_in(s);
    assert_true(leads_to(site_get(s, "/"), "/admin/staff"));
    assert_int_equal(site_get(s, "/admin/staff")->status, 200);
}

static void each_step_gives_a_new_token_and_the_old_one_is_dead(void **state)
{
    struct site *s = *state;
    leah(s);
    s->cookie = STR("chosen-by-somebody-else");
    site_post(s, "/sign-in", RIGHT);
    struct str half = s->cookie;
    assert_false(str_eq(half, STR("chosen-by-somebody-else")));
    site_get(s, "/sign-in/code");
    site_post(s, "/sign-in/code", site_code(s));
    struct str whole = s->cookie;
    assert_false(str_eq(half, whole));
    s->cookie = half;
    assert_true(leads_to(site_get(s, "/admin/staff"), "/sign-in?"));
    s->cookie = whole;
    site_get(s, "/admin/staff");
    assert_true(leads_to(site_post(s, "/sign-out", ""), "/sign-in"));
    s->cookie = whole;
    assert_true(leads_to(site_get(s, "/admin/staff"), "/sign-in?"));
    assert_true(leads_to(site_post(s, "/sign-out", ""), "/sign-in"));
}

static void the_second_factor_cannot_be_walked_round(void **state)
{
    struct site *s = *state;
    leah(s);
    site_post(s, "/sign-in", RIGHT);
    assert_true(leads_to(site_get(s, "/admin/staff"), "/sign-in/code"));
    assert_true(leads_to(site_get(s, "/sign-in/role"), "/sign-in/code"));
    assert_true(leads_to(site_get(s, "/sign-in/set-up"), "/sign-in/code"));
    assert_true(leads_to(site_get(s, "/sign-in/again"), "/sign-in/code"));
    site_get(s, "/sign-in/code");
    assert_true(leads_to(site_post(s, "/sign-in/set-up", site_code(s)), "/sign-in/code"));
    assert_true(leads_to(site_post(s, "/sign-in/again", "password=tangerine+gravel+bicycle"), "/sign-in/code"));
}

static void a_wrong_password_and_an_unknown_account_get_the_same_answer(void **state)
{
    struct site *s = *state;
    leah(s);
    struct answer *a = site_post(s, "/sign-in", WRONG);
    assert_int_equal(a->status, 422);
    assert_true(page_has(a, "Email address or password is not right"));
    struct str known = str_dup(&s->arena, (struct str){a->body, a->body_n});
    a = site_post(s, "/sign-in", "email=leah.morgan%40example.nhs.us&password=something+else+again");
    assert_int_equal(a->status, 422);
    assert_int_equal(known.n, a->body_n);
    assert_false(page_has(a, "something else again"));
}

static void a_code_counts_once(void **state)
{
    struct site *s = *state;
    leah(s);
    sign_in(s);
    site_get(s, "/admin/staff");
    site_post(s, "/sign-out", "");
    site_post(s, "/sign-in", RIGHT);
    site_get(s, "/sign-in/code");
    assert_int_equal(site_post(s, "/sign-in/code", site_code(s))->status, 422);
    site_later(s, 30);
    assert_true(leads_to(site_post(s, "/sign-in/code", site_code(s)), "/"));
}

static void five_wrong_codes_lead_back_to_the_password_and_then_to_waiting(void **state)
{
    struct site *s = *state;
    leah(s);
    site_post(s, "/sign-in", RIGHT);
    site_get(s, "/sign-in/code");
    for (int i = 0; i < 4; i++) assert_int_equal(site_post(s, "/sign-in/code", "code=000000")->status, 422);
    assert_true(leads_to(site_post(s, "/sign-in/code", "code=000000"), "/sign-in?done=tries"));
    assert_true(leads_to(site_post(s, "/sign-in/code", site_code(s)), "/sign-in"));
    struct answer *a = site_post(s, "/sign-in", RIGHT);
    assert_int_equal(a->status, 429);
    assert_true(page_has(a, "Wait 30 seconds, then try again"));
    site_later(s, 31);
    assert_true(leads_to(site_post(s, "/sign-in", RIGHT), "/sign-in/code"));
}

static void the_second_factor_changes_the_form_token(void **state)
{
    struct site *s = *state;
    leah(s);
    site_post(s, "/sign-in", RIGHT);
    site_get(s, "/sign-in/code");
    struct str half = s->token;
    assert_true(half.n != 0);
    site_post(s, "/sign-in/code", site_code(s));
    site_get(s, "/admin/staff/new");
    assert_false(str_eq(half, s->token));
}

static void after_idling_one_factor_brings_back_the_page(void **state)
{
    struct site *s = *state;
    leah(s);
    sign_in(s);
    site_later(s, 15 * 60 + 1);
    assert_true(leads_to(site_get(s, "/admin/staff/new"), "/sign-in/again?back=%2Fadmin%2Fstaff%2Fnew"));
    assert_true(leads_to(site_get(s, "/sign-in/set-up"), "/sign-in/again"));
    site_get(s, "/sign-in/again?back=%2Fadmin%2Fstaff%2Fnew");
    struct str idle = s->cookie;
    assert_int_equal(site_post(s, "/sign-in/again", "password=something+else+again")->status, 422);
    struct answer *a = site_post(s, "/sign-in/again",
        str_cstr(&s->arena, str_printf(&s->arena, "back=%%2Fadmin%%2Fstaff%%2Fnew&%s", site_code(s))));
    assert_true(leads_to(a, "/admin/staff/new"));
    assert_false(str_eq(idle, s->cookie));
    assert_int_equal(site_get(s, "/admin/staff/new")->status, 200);
}

static void who_says_that_they_are_there_goes_on(void **state)
{
    struct site *s = *state;
    leah(s);
    sign_in(s);
    assert_int_equal(site_get(s, "/admin/staff")->status, 200);
    for (int i = 0; i < 3; i++) {
        site_later(s, 14 * 60);
        struct answer *a = site_post(s, "/sign-in/stay", "");
        assert_int_equal(a->status, 200);
        assert_true(page_has(a, "{\"seconds\":900}"));
    }
    site_later(s, 10);
    assert_true(page_has(site_post(s, "/sign-in/stay", ""), "{\"seconds\":890}"));
    site_later(s, 14 * 60);
    assert_int_equal(site_get(s, "/admin/staff")->status, 200);
    site_later(s, 15 * 60 + 1);
    assert_true(leads_to(site_post(s, "/sign-in/stay", ""), "/sign-in/again"));
}

static void after_idling_what_was_typed_is_there_again(void **state)
{
    struct site *s = *state;
    struct account_new account = leah(s);
    struct str key = uuid_text(&s->arena, account.key);
    const char *page = str_cstr(&s->arena, str_printf(&s->arena, "/admin/staff/%.*s", STR_ARG(key)));
    sign_in(s);
    assert_int_equal(site_get(s, page)->status, 200);
    site_later(s, 20 * 60);
    assert_true(
        leads_to(site_post(s, page, "version=1&name=Leah+Okafor&email=l%40example.org"), "/sign-in/again"));
    assert_true(page_has(site_get(s, "/sign-in/again"), "What you typed is kept"));
    assert_true(leads_to(site_post(s, "/sign-in/again", "password=tangerine+gravel+bicycle"), page));
    assert_true(page_has(site_get(s, page), "value=\"Leah Okafor\""));
}

static void after_twelve_hours_all_is_over(void **state)
{
    struct site *s = *state;
    leah(s);
    sign_in(s);
    for (int i = 0; i < 60; i++) {
        site_later(s, 12 * 60 - 1);
        assert_int_equal(site_get(s, "/admin/staff")->status, 200);
    }
    site_later(s, 120);
    assert_true(leads_to(site_get(s, "/admin/staff"), "/sign-in?back"));
}

/* One factor brings back a session that idled, but not one that is over. */
static void after_twelve_hours_one_factor_brings_nothing_back(void **state)
{
    struct site *s = *state;
    leah(s);
    sign_in(s);
    site_later(s, 11 * 60 * 60);
    assert_true(leads_to(site_get(s, "/admin/staff"), "/sign-in/again"));
    site_get(s, "/sign-in/again");
    site_later(s, 60 * 60 + 1);
    struct answer *a = site_post(s, "/sign-in/again", site_code(s));
    assert_true(leads_to(a, "/sign-in\r\n"));
    assert_true(leads_to(site_get(s, "/admin/staff"), "/sign-in?back"));
}

static void the_sign_in_page_is_not_kept_open_for_ever_between_two_steps(void **state)
{
    struct site *s = *state;
    leah(s);
    site_post(s, "/sign-in", RIGHT);
    site_get(s, "/sign-in/code");
    site_later(s, 15 * 60 + 1);
    assert_true(leads_to(site_post(s, "/sign-in/code", site_code(s)), "/sign-in\r\n"));
}

static void somebody_with_two_roles_says_which(void **state)
{
    struct site *s = *state;
    struct account_new account = leah(s);
    site_give(s, account.id, STAFF_ROLE_GOVERNANCE_LEAD, s->practice);
    site_post(s, "/sign-in", RIGHT);
    site_get(s, "/sign-in/code");
    assert_true(leads_to(site_post(s, "/sign-in/code", site_code(s)), "/sign-in/role"));
    assert_true(leads_to(site_get(s, "/admin/staff"), "/sign-in/role"));
    struct answer *a = site_get(s, "/sign-in/role");
    assert_true(page_has(a, "Elm Street Surgery"));
    const char *value = strstr(a->body, "governance-lead.");
    assert_non_null(value);
    const char *fields = str_cstr(&s->arena, str_printf(&s->arena, "role=%.*s", 52, value));
    assert_int_equal(site_post(s, "/sign-in/role", "role=clinician.x")->status, 422);
    assert_true(leads_to(site_post(s, "/sign-in/role", fields), "/"));
    assert_true(page_has(site_get(s, "/admin/audit"), "Change role"));
    assert_int_equal(site_get(s, "/admin/staff/new")->status, 403);
}

static void the_way_back_never_leaves_the_site(void **state)
{
    struct site *s = *state;
    site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_ADMINISTRATOR, s->pcn, true);
    static const char *const away[] = {
        "https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil.example", "javascript%3Aalert(1)"};
    for (size_t i = 0; i < COUNT_OF(away); i++) {
        const char *fields = str_cstr(&s->arena, str_printf(&s->arena, "%s&back=%s", RIGHT, away[i]));
        assert_true(leads_to(site_post(s, "/sign-in", fields), "/\r\n"));
    }
    assert_true(leads_to(site_post(s, "/sign-in", RIGHT "&back=%2Fadmin%2Faudit"), "/admin/audit\r\n"));
}

static void another_sites_form_signs_nobody_in(void **state)
{
    struct site *s = *state;
    site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_ADMINISTRATOR, s->pcn, true);
    assert_int_equal(site_ask(s, "POST", "/sign-in", RIGHT, "Sec-Fetch-Site: cross-site\r\n")->status, 403);
    assert_int_equal(site_ask(s, "POST", "/sign-in", RIGHT, "Origin: https://evil.example\r\n")->status, 403);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(a_password_and_a_code_let_somebody_in),
        SITE_TEST(each_step_gives_a_new_token_and_the_old_one_is_dead),
        SITE_TEST(the_second_factor_cannot_be_walked_round),
        SITE_TEST(a_wrong_password_and_an_unknown_account_get_the_same_answer),
        SITE_TEST(a_code_counts_once),
        SITE_TEST(five_wrong_codes_lead_back_to_the_password_and_then_to_waiting),
        SITE_TEST(the_second_factor_changes_the_form_token),
        SITE_TEST(after_idling_one_factor_brings_back_the_page),
        SITE_TEST(who_says_that_they_are_there_goes_on),
        SITE_TEST(after_idling_what_was_typed_is_there_again),
        SITE_TEST(after_twelve_hours_all_is_over),
        SITE_TEST(after_twelve_hours_one_factor_brings_nothing_back),
        SITE_TEST(the_sign_in_page_is_not_kept_open_for_ever_between_two_steps),
        SITE_TEST(somebody_with_two_roles_says_which),
        SITE_TEST(the_way_back_never_leaves_the_site),
        SITE_TEST(another_sites_form_signs_nobody_in),
    };
    return cmocka_run_group_tests_name("signing in", tests, NULL, NULL);
}
