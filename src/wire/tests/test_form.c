#include "base/base.h"

#include <setjmp.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "wire/form.h"

static struct arena arena;

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

#define assert_text(got, expected) assert_true(str_eq((got), STR(expected)))

static struct form parse(struct str body)
{
    struct form f = {0};
    assert_int_equal(form_parse(&arena, body, &f, NULL), ERR_NONE);
    return f;
}

static void assert_refused(struct str body, enum err why)
{
    struct form f = {0};
    struct str sentence = STR_NONE;
    assert_int_equal(form_parse(&arena, body, &f, &sentence), why);
    assert_true(str_ends(sentence, STR(".")));
    assert_int_equal(f.fields.n, 0);
}

static void fields_come_decoded_and_in_order(void **state)
{
    (void)state;
    struct form f = parse(STR("family=O%27Brien&given=Zo%C3%AB+Ann&given=Second&empty=&bare"));
    assert_int_equal(f.fields.n, 5);
    assert_text(form_get(&f, STR("family")), "O'Brien");
    assert_text(form_get(&f, STR("given")), "Zo\xC3\xAB Ann");
    assert_text(f.fields.items[2].value, "Second");
    assert_true(form_get(&f, STR("empty")).p && !form_get(&f, STR("empty")).n);
    assert_true(form_get(&f, STR("bare")).p && !form_get(&f, STR("bare")).n);
    assert_null(form_get(&f, STR("absent")).p);
}

static void repeated_fields_are_all_kept(void **state)
{
    (void)state;
    struct form f = parse(STR("need=a&other=x&need=b&Need=c"));
    struct form_values all = form_all(&arena, &f, STR("need"));
    assert_int_equal(form_count(&f, STR("need")), 2);
    assert_int_equal(all.n, 2);
    assert_text(all.items[0], "a");
    assert_text(all.items[1], "b");
    assert_int_equal(form_all(&arena, &f, STR("absent")).n, 0);
}

static void a_value_may_hold_equals_signs_and_encoded_separators(void **state)
{
    (void)state;
    struct form f = parse(STR("a=b=c%26d%3De&&"));
    assert_int_equal(f.fields.n, 1);
    assert_text(form_get(&f, STR("a")), "b=c&d=e");
}

static void line_ends_become_single_newlines(void **state)
{
    (void)state;
    struct form f = parse(STR("note=one%0D%0Atwo%0Dthree%0Afour%0D"));
    assert_text(form_get(&f, STR("note")), "one\ntwo\nthree\nfour\n");
}

static void an_empty_body_is_a_form_without_fields(void **state)
{
    (void)state;
    assert_int_equal(parse(STR("")).fields.n, 0);
    assert_int_equal(parse(STR_NONE).fields.n, 0);
}

static void bytes_that_are_not_text_are_refused(void **state)
{
    (void)state;
    assert_refused(STR("a=1&b=%FF"), ERR_INVALID);
    assert_refused(STR("a=\xC3"), ERR_INVALID);
    assert_refused(STR("a=%ED%A0%80"), ERR_INVALID);
    assert_refused(STR("a=x%00y"), ERR_INVALID);
    assert_refused(STR("a=x\0y"), ERR_INVALID);
    assert_refused(STR("a%00=x"), ERR_INVALID);
    assert_refused(STR("a=%4"), ERR_INVALID);
    assert_refused(STR("a=%GG"), ERR_INVALID);
}

static void strange_names_are_refused(void **state)
{
    (void)state;
    assert_refused(STR("=x"), ERR_INVALID);
    assert_refused(STR("a%0Ab=x"), ERR_INVALID);
    assert_refused(STR("a%E2%80%AEb=x"), ERR_INVALID);
}

static void names_over_the_limit_are_refused(void **state)
{
    (void)state;
    struct buf b = buf_new(&arena, 512, 1024);
    for (int i = 0; i < LIMIT_FORM_FIELD_NAME; i++) buf_add(&b, STR("%41"));
    assert_int_equal(parse(buf_str(&b)).fields.n, 1);
    buf_byte(&b, 'x');
    assert_refused(buf_str(&b), ERR_TOO_LARGE);
}

static void fields_over_the_limit_are_refused(void **state)
{
    (void)state;
    struct buf b = buf_new(&arena, 16384, 65536);
    for (int i = 0; i < LIMIT_FORM_FIELDS; i++) buf_add(&b, STR("a=b&"));
    assert_int_equal(parse(buf_str(&b)).fields.n, LIMIT_FORM_FIELDS);
    buf_add(&b, STR("c"));
    assert_refused(buf_str(&b), ERR_TOO_LARGE);
}

static void text_over_the_limit_is_refused(void **state)
{
    (void)state;
    static char body[LIMIT_BODY_FORM + 1];
    memset(body, 'x', sizeof body);
    memcpy(body, "a=", 2);
    assert_int_equal(parse((struct str){body, LIMIT_BODY_FORM}).fields.n, 1);
    assert_refused((struct str){body, sizeof body}, ERR_TOO_LARGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_come_decoded_and_in_order),
        cmocka_unit_test(repeated_fields_are_all_kept),
        cmocka_unit_test(a_value_may_hold_equals_signs_and_encoded_separators),
        cmocka_unit_test(line_ends_become_single_newlines),
        cmocka_unit_test(an_empty_body_is_a_form_without_fields),
        cmocka_unit_test(bytes_that_are_not_text_are_refused),
        cmocka_unit_test(strange_names_are_refused),
        cmocka_unit_test(names_over_the_limit_are_refused),
        cmocka_unit_test(fields_over_the_limit_are_refused),
        cmocka_unit_test(text_over_the_limit_is_refused),
    };
    return cmocka_run_group_tests_name("forms", tests, begin, end);
}
