/* What the JSON tests share: cmocka, and an arena that lives for one test. */
#ifndef CAIRN_WIRE_TESTS_JSON_TESTING_H
#define CAIRN_WIRE_TESTS_JSON_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/arena.h"
#include "wire/json.h"

static inline int arena_begin(void **state)
{
    static struct arena a;
    arena_init(&a, (size_t)256 << 20);
    *state = &a;
    return 0;
}

static inline int arena_finish(void **state)
{
    arena_release(*state);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, arena_begin, arena_finish)

static inline void assert_text(struct str got, const char *expected)
{
    assert_int_equal(got.n, strlen(expected));
    if (got.n) assert_memory_equal(got.p, expected, got.n);
}

/* A copy at the end of what an arena of its own holds, so that AddressSanitizer sees a read past it. */
static inline struct str exact(struct arena *own, struct str s)
{
    arena_init(own, (size_t)1 << 20);
    char *p = arena_alloc(own, s.n ? s.n : 1, 16);
    if (s.n) memcpy(p, s.p, s.n);
    return (struct str){p, s.n};
}

static inline struct json_value parsed(struct arena *a, struct str text)
{
    struct json_value v = {0};
    struct json_problem problem = {0};
    if (json_parse(a, text, &v, &problem))
        fail_msg(
            "%.*s\n%.*s", STR_ARG(json_problem_text(a, &problem)), (int)(text.n < 200 ? text.n : 200), text.p);
    return v;
}

#endif
