/* Somebody's own account, as a browser uses it: each factor is renewed by showing it, and the rest is signed out.
 */
#include "site.h"

#include "base/buf.h"
#include "platform/auth/totp.h"

#define RIGHT "email=leah.morgan%40example.nhs.uk&password=tangerine+gravel+bicycle"
#define NEW_PASSWORD "lantern+otter+gravel+58"
#define PLACE "/account"

static void sign_in_with(struct site *s, const char *fields)
{
    assert_true(leads_to(site_post(s, "/sign-in", fields), "/sign-in/code"));
    site_get(s, "/sign-in/code");
    assert_true(leads_to(site_post(s, "/sign-in/code", site_code(s)), "/"));
    site_later(s, 30); /* a code counts once */
}

static void signed_in(struct site *s)
{
    site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_ADMINISTRATOR, s->pcn, false);
    sign_in_with(s, RIGHT);
    assert_int_equal(site_get(s, PLACE)->status, 200);
}

/* Another browser of the same person; gives the first one back its cookie. */
static struct str another_browser(struct site *s)
{
    struct str first = s->cookie;
    s->cookie = STR("");
    sign_in_with(s, RIGHT);
    struct str other = s->cookie;
    s->cookie = first;
    assert_int_equal(site_get(s, PLACE)->status, 200);
    return other;
}

static bool is_signed_in(struct site *s, struct str cookie)
{
    struct str mine = s->cookie, token = s->token;
    s->cookie = cookie;
    bool in = site_get(s, "/admin/staff")->status == 200;
    s->cookie = mine;
    s->token = token;
    return in;
}

static void a_password_is_changed_by_whoever_knows_the_present_one(void **state)
{
    struct site *s = *state;
    signed_in(s);
    struct str other = another_browser(s), before = s->cookie;
    assert_int_equal(
        site_post(s, PLACE "/password", "present=something+else&password=" NEW_PASSWORD)->status, 422);
    assert_true(is_signed_in(s, other));
    struct answer *a = site_post(s, PLACE "/password", "present=tangerine+gravel+bicycle&password=" NEW_PASSWORD);
    assert_true(leads_to(a, "/account?done=password"));
    assert_false(str_eq(s->cookie, before));
    assert_true(is_signed_in(s, s->cookie));
    assert_false(is_signed_in(s, before));
    assert_false(is_signed_in(s, other));
    assert_true(page_has(site_get(s, "/account?done=password"), "Your password is changed"));
    s->cookie = STR("");
    assert_int_equal(site_post(s, "/sign-in", RIGHT)->status, 422);
    sign_in_with(s, "email=leah.morgan%40example.nhs.uk&password=" NEW_PASSWORD);
}

static void a_password_that_is_guessed_first_or_the_same_is_refused(void **state)
{
    static const struct {
        const char *fields, *says;
    } cases[] = {{"present=&password=" NEW_PASSWORD, "Enter your password as it is now"},
        {"present=tangerine+gravel+bicycle&password=", "Enter a password"},
        {"present=tangerine+gravel+bicycle&password=short", "Password must be 12 characters or more"},
        {"present=tangerine+gravel+bicycle&password=leah.morgan1234", "Password must not be made of"},
        {"present=tangerine+gravel+bicycle&password=tangerine+gravel+bicycle",
            "New password must not be the one you have now"}};
    struct site *s = *state;
    signed_in(s);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct answer *a = site_post(s, PLACE "/password", cases[i].fields);
        assert_int_equal(a->status, 422);
        assert_true(page_has(a, cases[i].says));
        assert_false(page_has(a, "tangerine gravel bicycle"));
    }
    s->cookie = STR("");
    sign_in_with(s, RIGHT);
}

static void guessing_the_present_password_ends_the_session(void **state)
{
    struct site *s = *state;
    signed_in(s);
    for (int i = 0; i < 4; i++)
        assert_int_equal(
            site_post(s, PLACE "/password", "present=something+else&password=" NEW_PASSWORD)->status, 422);
    struct answer *a = site_post(s, PLACE "/password", "present=something+else&password=" NEW_PASSWORD);
    assert_true(leads_to(a, "/sign-in?done=tries"));
    assert_false(is_signed_in(s, s->cookie));
    assert_int_equal(site_post(s, "/sign-in", RIGHT)->status, 429);
}

/* The first recovery code of the page, as a field. */
static const char *first_code(struct site *s, const struct answer *a, const char *name)
{
    const char *at = strstr(a->body, "<span class=\"c-nb\">");
    assert_non_null(at);
    struct str code = {at + strlen("<span class=\"c-nb\">"), 14};
    return str_cstr(&s->arena, str_printf(&s->arena, "%s=%.*s", name, STR_ARG(code)));
}

static void new_recovery_codes_need_a_code_and_end_the_old_ones(void **state)
{
    struct site *s = *state;
    signed_in(s);
    struct answer *a = site_post(s, PLACE "/recovery-codes", "code=");
    assert_int_equal(a->status, 422);
    assert_true(page_has(a, "Enter a code from the app"));
    assert_int_equal(site_post(s, PLACE "/recovery-codes", "code=000000")->status, 422);
    a = site_post(s, PLACE "/recovery-codes", site_code(s));
    assert_int_equal(a->status, 200);
    const char *first = first_code(s, a, "code");
    assert_true(page_has(site_get(s, PLACE), "You have 10 recovery codes left."));
    assert_int_equal(site_post(s, PLACE "/recovery-codes", site_code(s))->status, 422); /* used a moment ago */
    a = site_post(s, PLACE "/recovery-codes", first);
    assert_int_equal(a->status, 200);
    const char *second = first_code(s, a, "code");
    site_get(s, PLACE);
    assert_int_equal(site_post(s, PLACE "/recovery-codes", first)->status, 422);
    s->cookie = STR("");
    site_post(s, "/sign-in", RIGHT);
    site_get(s, "/sign-in/code");
    assert_true(leads_to(site_post(s, "/sign-in/code", second), "/"));
    assert_true(page_has(site_get(s, PLACE), "You have 9 recovery codes left."));
}

/* What stands between two texts of the page. */
static struct str in_page(struct site *s, const struct answer *a, const char *before, const char *after)
{
    const char *from = strstr(a->body, before);
    assert_non_null(from);
    from += strlen(before);
    return str_dup(&s->arena, (struct str){from, (size_t)(strstr(from, after) - from)});
}

/* The seed that the page offers, from the letters under the picture. */
static struct str offered(struct site *s, const struct answer *a)
{
    struct str groups = in_page(s, a, "<b class=\"nhsuk-u-font-size-19\">", "</b>"), seed;
    struct buf letters = buf_new(&s->arena, 64, 64);
    for (size_t i = 0; i < groups.n; i++)
        if (groups.p[i] != ' ') buf_add(&letters, str_slice(groups, i, i + 1));
    assert_true(totp_from_base32(&s->arena, buf_str(&letters), &seed));
    return seed;
}

static const char *renewing(struct site *s, struct str offer, struct str present, struct str seed)
{
    struct str code = totp_code(&s->arena, seed, s->clock.fixed);
    return str_cstr(&s->arena,
        str_printf(
            &s->arena, "offer=%.*s&present_code=%.*s&code=%.*s", STR_ARG(offer), STR_ARG(present), STR_ARG(code)));
}

static void another_phone_needs_a_code_of_the_old_one_and_one_of_its_own(void **state)
{
    struct site *s = *state;
    signed_in(s);
    struct str other = another_browser(s);
    struct answer *a = site_get(s, PLACE "/second-factor");
    struct str offer = in_page(s, a, "name=\"offer\" value=\"", "\""), seed = offered(s, a);
    struct str present = totp_code(&s->arena, s->seed, s->clock.fixed);
    a = site_post(s, PLACE "/second-factor/renew", renewing(s, offer, STR("000000"), seed));
    assert_int_equal(a->status, 422);
    assert_true(str_eq(offered(s, a), seed)); /* what was scanned still counts */
    assert_int_equal(
        site_post(s, PLACE "/second-factor/renew", renewing(s, offer, present, s->seed))->status, 422);
    assert_int_equal(
        site_post(s, PLACE "/second-factor/renew", renewing(s, STR("x"), present, seed))->status, 422);
    assert_true(is_signed_in(s, other));
    a = site_post(s, PLACE "/second-factor/renew", renewing(s, offer, present, seed));
    assert_int_equal(a->status, 200);
    assert_true(page_has(a, "Keep your recovery codes"));
    assert_false(is_signed_in(s, other));
    assert_true(leads_to(
        site_post(s, "/sign-in/recovery-codes", "back=%2Faccount%3Fdone%3Dfactor"), "/account?done=factor"));
    site_later(s, 60);
    s->cookie = STR("");
    site_post(s, "/sign-in", RIGHT);
    site_get(s, "/sign-in/code");
    assert_int_equal(site_post(s, "/sign-in/code", site_code(s))->status, 422);
    s->seed = seed;
    assert_true(leads_to(site_post(s, "/sign-in/code", site_code(s)), "/"));
}

static void each_time_the_page_is_opened_it_offers_another_seed(void **state)
{
    struct site *s = *state;
    signed_in(s);
    struct str first = offered(s, site_get(s, PLACE "/second-factor"));
    assert_false(str_eq(first, offered(s, site_get(s, PLACE "/second-factor"))));
}

static void the_other_browsers_are_listed_and_can_be_signed_out(void **state)
{
    struct site *s = *state;
    signed_in(s);
    assert_false(page_has(site_get(s, PLACE), "Another browser"));
    struct str other = another_browser(s);
    struct answer *a = site_get(s, PLACE);
    assert_true(page_has(a, "This browser"));
    assert_true(page_has(a, "Another browser"));
    assert_true(leads_to(site_post(s, PLACE "/sessions/end", ""), "/account?done=sessions"));
    assert_false(is_signed_in(s, other));
    assert_true(is_signed_in(s, s->cookie));
    assert_false(page_has(site_get(s, PLACE), "Another browser"));
}

static void a_demonstration_account_has_only_its_password(void **state)
{
    struct site *s = *state;
    site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_ADMINISTRATOR, s->pcn, true);
    assert_true(leads_to(site_post(s, "/sign-in", RIGHT), "/"));
    assert_false(page_has(site_get(s, PLACE), "recovery codes"));
    assert_true(leads_to(site_get(s, PLACE "/second-factor"), PLACE "\r\n"));
    site_get(s, PLACE);
    assert_true(leads_to(site_post(s, PLACE "/recovery-codes", "code=123456"), PLACE "\r\n"));
    assert_true(leads_to(site_post(s, PLACE "/second-factor/renew", "code=123456"), PLACE "\r\n"));
}

static void a_password_typed_after_idling_is_kept_nowhere(void **state)
{
    struct site *s = *state;
    signed_in(s);
    site_later(s, 20 * 60);
    assert_true(
        leads_to(site_post(s, PLACE "/password", "present=tangerine+gravel+bicycle&password=" NEW_PASSWORD),
            "/sign-in/again"));
    assert_false(page_has(site_get(s, "/sign-in/again"), "What you typed is kept"));
}

static void help_is_open_to_anybody_and_leads_back_to_work(void **state)
{
    static const char *const pages[] = {"/help", "/accessibility", "/privacy"};
    struct site *s = *state;
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        struct answer *a = site_get(s, pages[i]);
        assert_int_equal(a->status, 200);
        assert_false(page_has(a, "Log out"));
    }
    signed_in(s);
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        struct answer *a = site_get(s, pages[i]);
        assert_int_equal(a->status, 200);
        assert_true(page_has(a, "Log out"));
        assert_true(page_has(a, "href=\"/admin/staff\""));
    }
    assert_true(leads_to(site_post(s, "/sign-out", ""), "/sign-in"));
    assert_false(page_has(site_get(s, "/help"), "Log out"));
}

/* A page that isn't there, or isn't for them, doesn't look as if they had been signed out. */
static void error_pages_lead_back_to_work(void **state)
{
    static const char *const pages[] = {
        "/no-such-page", "/people/find", "/welcome/0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"};
    static const int statuses[] = {404, 403, 410};
    struct site *s = *state;
    assert_false(page_has(site_get(s, pages[0]), "Your account"));
    signed_in(s);
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        struct answer *a = site_get(s, pages[i]);
        assert_int_equal(a->status, statuses[i]);
        bool known = i > 0; /* an address that no route has is refused before anybody asks who it is */
        assert_int_equal(page_has(a, "href=\"/admin/staff\""), known);
        assert_false(page_has(a, "<form"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(a_password_is_changed_by_whoever_knows_the_present_one),
        SITE_TEST(a_password_that_is_guessed_first_or_the_same_is_refused),
        SITE_TEST(guessing_the_present_password_ends_the_session),
        SITE_TEST(new_recovery_codes_need_a_code_and_end_the_old_ones),
        SITE_TEST(another_phone_needs_a_code_of_the_old_one_and_one_of_its_own),
        SITE_TEST(each_time_the_page_is_opened_it_offers_another_seed),
        SITE_TEST(the_other_browsers_are_listed_and_can_be_signed_out),
        SITE_TEST(a_demonstration_account_has_only_its_password),
        SITE_TEST(a_password_typed_after_idling_is_kept_nowhere),
        SITE_TEST(help_is_open_to_anybody_and_leads_back_to_work),
        SITE_TEST(error_pages_lead_back_to_work),
    };
    return cmocka_run_group_tests_name("one's own account", tests, NULL, NULL);
}
