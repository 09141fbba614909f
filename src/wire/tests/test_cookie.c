#include "base/base.h"

#include <setjmp.h>
#include <cmocka.h>

#include "base/arena.h"
#include "wire/cookie.h"

#define assert_text(got, expected) assert_true(str_eq((got), STR(expected)))

static void a_cookie_is_found_by_its_exact_name(void **state)
{
    (void)state;
    struct str header = STR("a=1; __Host-session=abc=; Session=x;session=y; session=z; empty=; bare");
    assert_text(cookie_get(header, STR("a")), "1");
    assert_text(cookie_get(header, STR("__Host-session")), "abc=");
    assert_text(cookie_get(header, STR("session")), "y");
    assert_true(cookie_get(header, STR("empty")).p && !cookie_get(header, STR("empty")).n);
    assert_null(cookie_get(header, STR("bare")).p);
    assert_null(cookie_get(header, STR("sess")).p);
    assert_null(cookie_get(STR_NONE, STR("a")).p);
    assert_null(cookie_get(STR(";;=;"), STR("a")).p);
}

static void a_secure_cookie_is_bound_to_its_host(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 1024 * 1024);
    assert_text(cookie_for_session(&a, STR("__Host-session"), STR("ab-c_1"), true),
        "__Host-session=ab-c_1; Path=/; HttpOnly; SameSite=Lax; Secure");
    assert_text(cookie_cleared(&a, STR("__Host-session"), true),
        "__Host-session=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
    arena_release(&a);
}

static void without_tls_the_name_stands_alone(void **state)
{
    (void)state;
    struct arena a;
    arena_init(&a, 1024 * 1024);
    assert_text(
        cookie_for_session(&a, STR("session"), STR("x"), false), "session=x; Path=/; HttpOnly; SameSite=Lax");
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cookie_is_found_by_its_exact_name),
        cmocka_unit_test(a_secure_cookie_is_bound_to_its_host),
        cmocka_unit_test(without_tls_the_name_stands_alone),
    };
    return cmocka_run_group_tests_name("cookies", tests, NULL, NULL);
}
