/*
 * Reading a FHIR resource in a test: JSON in, what the reader makes of it out, in an arena that ends with the
 * test. What is refused is printed, so that a test that fails says why.
 */
#ifndef CAIRN_CARE_IMPORTS_TESTS_FHIR_SUPPORT_H
#define CAIRN_CARE_IMPORTS_TESTS_FHIR_SUPPORT_H

#include "base/arena.h"
#include "base/limits.h"
#include "care/coded/coded.h"
#include "wire/fhir_rows.h"

#include <setjmp.h>
#include <cmocka.h>

static struct arena arena;

UNUSED static struct json_value parsed(struct str json)
{
    struct json_value v;
    struct json_problem problem;
    assert_int_equal(json_parse(&arena, json, &v, &problem), ERR_NONE);
    return v;
}

UNUSED static struct fhir_resource read_at(struct str json, struct str full_url)
{
    struct fhir_resource read;
    fhir_read(&arena, parsed(json), full_url, &read);
    if (read.sort == FHIR_REFUSED) print_message("refused: %.*s\n", STR_ARG(read.reason));
    return read;
}

UNUSED static void is_text(struct str got, const char *wanted)
{
    assert_string_equal(got.p ? str_cstr(&arena, got) : "(none)", wanted);
}

UNUSED static int run_fhir_tests(const char *name, const struct CMUnitTest *tests, size_t n)
{
    clock_use_english_time();
    arena_init(&arena, LIMIT_JOB_ARENA);
    int failed = _cmocka_run_group_tests(name, tests, n, NULL, NULL);
    arena_release(&arena);
    return failed;
}

#endif
