#include "base/base.h"

#include <setjmp.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "wire/multipart.h"

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

#define TYPE STR("multipart/form-data; boundary=XyZ")
#define PART(head) "--XyZ\r\nContent-Disposition: form-data; " head
#define END "\r\n--XyZ--\r\n"
#define assert_text(got, expected) assert_true(str_eq((got), STR(expected)))

static struct form parse(struct str body)
{
    struct form f = {0};
    assert_int_equal(multipart_parse(&arena, TYPE, body, &f, NULL), ERR_NONE);
    return f;
}

static void assert_refused_as(struct str type, struct str body, enum err why)
{
    struct form f = {0};
    struct str sentence = STR_NONE;
    assert_int_equal(multipart_parse(&arena, type, body, &f, &sentence), why);
    assert_true(str_ends(sentence, STR(".")));
    assert_int_equal(f.fields.n + f.files.n, 0);
}

static void assert_refused(struct str body)
{
    assert_refused_as(TYPE, body, ERR_INVALID);
}

static void fields_and_files_are_read(void **state)
{
    (void)state;
    struct form f = parse(STR(PART("name=\"note\"\r\n\r\none\r\ntwo") "\r\n" PART(
        "name=\"list\"; filename=\"C:\\docs\\people.csv\"\r\nContent-Type: text/csv\r\n") "\r\na,\0\xFF\r\n"
                                                                                          "\r\n" PART(
                                                                                              "name=note\r\n\r\n")
                                                                                              END));
    assert_int_equal(f.fields.n, 2);
    assert_text(form_get(&f, STR("note")), "one\ntwo");
    assert_int_equal(f.fields.items[1].value.n, 0);
    const struct form_file *file = form_file(&f, STR("list"));
    assert_non_null(file);
    assert_text(file->file_name, "people.csv");
    assert_text(file->type, "text/csv");
    assert_text(file->bytes, "a,\0\xFF\r\n");
}

static void names_are_decoded_as_browsers_encode_them(void **state)
{
    (void)state;
    struct form f = parse(STR(PART("name=\"a%22b%41\"; filename=\"x%22.csv\"\r\n\r\n1") END));
    const struct form_file *file = form_file(&f, STR("a\"b%41"));
    assert_non_null(file);
    assert_text(file->file_name, "x\".csv");
}

static void a_file_that_was_not_chosen_is_absent(void **state)
{
    (void)state;
    struct form f = parse(STR(PART("name=\"list\"; filename=\"\"\r\n\r\n") END));
    assert_null(form_file(&f, STR("list")));
}

static void a_boundary_inside_a_line_is_content(void **state)
{
    (void)state;
    struct form f = parse(STR(PART("name=a\r\n\r\nx--XyZ--\r\n-XyZ") END));
    assert_text(form_get(&f, STR("a")), "x--XyZ--\n-XyZ");
}

static void the_content_type_is_recognised(void **state)
{
    (void)state;
    assert_true(multipart_is(STR("Multipart/Form-Data; boundary=x")));
    assert_false(multipart_is(STR("multipart/form-datax")));
    assert_false(multipart_is(STR("application/x-www-form-urlencoded")));
    assert_false(multipart_is(STR_NONE));
    struct str body = STR(PART("name=a\r\n\r\n1") END);
    struct form f;
    struct str quoted = STR("multipart/form-data; charset=utf-8; boundary=\"XyZ\"");
    assert_int_equal(multipart_parse(&arena, quoted, body, &f, NULL), ERR_NONE);
    assert_refused_as(STR("multipart/form-data"), body, ERR_INVALID);
    assert_refused_as(STR("multipart/form-data; boundary="), body, ERR_INVALID);
    assert_refused_as(STR("multipart/form-data; boundary=XyZ; boundary=XyZ"), body, ERR_INVALID);
}

static void every_truncation_is_refused(void **state)
{
    (void)state;
    struct str whole =
        STR(PART("name=\"a\"\r\n\r\n1") "\r\n" PART("name=\"b\"; filename=\"f\"\r\n\r\n2") "\r\n--XyZ--");
    assert_int_equal(parse(whole).files.n, 1);
    for (size_t n = 0; n < whole.n; n++) assert_refused(str_slice(whole, 0, n));
}

static void malformed_parts_are_refused(void **state)
{
    (void)state;
    assert_refused(STR("preamble\r\n" PART("name=a\r\n\r\n1") END));
    assert_refused(STR(PART("name=a\r\n\r\n1") END "more"));
    assert_refused(STR(PART("name=a\n\n1") END));
    assert_refused(STR("--XyZ\r\nContent-Type: text/plain\r\n\r\n1" END));
    assert_refused(STR("--XyZ\r\nContent-Disposition: attachment; name=a\r\n\r\n1" END));
    assert_refused(STR(PART("name=\"a\r\n\r\n1") END));
    assert_refused(STR(PART("name=a; name=b\r\n\r\n1") END));
    assert_refused(STR(PART("name=a; filename*=UTF-8''x\r\n\r\n1") END));
    assert_refused(STR(PART("name=\"\"\r\n\r\n1") END));
    assert_refused(STR(PART("name=\"a%0D%0Ab\"\r\n\r\n1") END));
    assert_refused(STR(PART("name=a\r\nContent-Transfer-Encoding: base64\r\n\r\n1") END));
    assert_refused(STR(PART("name=a\r\n\r\n\xFF") END));
    assert_refused(STR(PART("name=a\r\n\r\nx\0y") END));
    assert_refused(STR(PART("name=a; filename=\"\xE2\x80\xAEx\"\r\n\r\n1") END));
}

static void parts_over_the_limit_are_refused(void **state)
{
    (void)state;
    struct buf b = buf_new(&arena, 65536, 256 * 1024);
    for (int i = 0; i < LIMIT_FORM_FIELDS; i++) buf_add(&b, STR(PART("name=a\r\n\r\n1\r\n")));
    size_t n = b.n;
    buf_add(&b, STR("--XyZ--\r\n"));
    assert_int_equal(parse(buf_str(&b)).fields.n, LIMIT_FORM_FIELDS);
    b.n = n;
    buf_add(&b, STR(PART("name=a\r\n\r\n1") END));
    assert_refused_as(TYPE, buf_str(&b), ERR_TOO_LARGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_and_files_are_read),
        cmocka_unit_test(names_are_decoded_as_browsers_encode_them),
        cmocka_unit_test(a_file_that_was_not_chosen_is_absent),
        cmocka_unit_test(a_boundary_inside_a_line_is_content),
        cmocka_unit_test(the_content_type_is_recognised),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(malformed_parts_are_refused),
        cmocka_unit_test(parts_over_the_limit_are_refused),
    };
    return cmocka_run_group_tests_name("forms with files", tests, begin, end);
}
