#include "base/buf.h"
#include "wire/json_write.h"
#include "wire/tests/json_testing.h"

static void a_document_is_written_with_its_commas_and_escapes(void **state)
{
    struct buf b = buf_new(*state, 16, 1 << 16);
    struct json_writer w = json_writer_new(&b);
    json_object_begin(&w);
    json_name(&w, STR("text")), json_str(&w, STR("a\"b\\c\n\x01/<\xC3\xA9\xE2\x80\xA8"));
    json_name(&w, STR("list"));
    json_array_begin(&w);
    json_int(&w, INT64_MIN), json_number_text(&w, STR("1.50")), json_bool(&w, true), json_bool(&w, false),
        json_null(&w);
    json_array_begin(&w), json_array_end(&w);
    json_object_begin(&w), json_object_end(&w);
    json_array_end(&w);
    json_name(&w, STR("\"")), json_str(&w, STR_NONE);
    json_object_end(&w);
    json_writer_end(&w);
    assert_text(buf_str(&b),
        "{\"text\":\"a\\\"b\\\\c\\n\\u0001/<\xC3\xA9\xE2\x80\xA8\","
        "\"list\":[-9223372036854775808,1.50,true,false,null,[],{}],\"\\\"\":\"\"}");
}

/* Writes a value as it was read. */
static void copy(struct json_writer *w, struct json_value v)
{
    bool yes = false;
    switch (json_kind(v)) {
    case JSON_ABSENT: fail(); break;
    case JSON_NULL: json_null(w); break;
    case JSON_BOOL: json_bool(w, json_as_bool(v, &yes) && yes); break;
    case JSON_NUMBER: json_number_text(w, json_as_number(v)); break;
    case JSON_STRING: json_str(w, json_as_text(v)); break;
    case JSON_ARRAY:
        json_array_begin(w);
        for (struct json_each e = json_each(v); json_each_next(&e);) copy(w, e.value);
        json_array_end(w);
        break;
    case JSON_OBJECT:
        json_object_begin(w);
        for (struct json_each e = json_each(v); json_each_next(&e);) json_name(w, e.name), copy(w, e.value);
        json_object_end(w);
        break;
    }
}

static void what_is_read_and_written_again_is_the_same(void **state)
{
    static const struct str documents[] = {
        STR_INIT(
            "{\"a\":[1,-2.50,3e7,true,false,null,\"\",\"\\\\ \\\" \\u001f \xF0\x9F\x98\x80\"],\"\":{\"b\":{}}}"),
        STR_INIT("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"),
        STR_INIT("\"plain\""),
        STR_INIT("0"),
        STR_INIT("[\"\x7F\",\"\\b\\f\\n\\r\\t\"]"),
    };
    for (size_t i = 0; i < COUNT_OF(documents); i++) {
        struct buf b = buf_new(*state, 64, 1 << 16);
        struct json_writer w = json_writer_new(&b);
        copy(&w, parsed(*state, documents[i]));
        json_writer_end(&w);
        assert_true(str_eq(buf_str(&b), documents[i]));
    }
}

static void every_ascii_character_survives_a_round_trip(void **state)
{
    char all[127];
    for (size_t i = 0; i < sizeof all; i++) all[i] = (char)(i + 1);
    struct buf b = buf_new(*state, 64, 1 << 16);
    struct json_writer w = json_writer_new(&b);
    json_str(&w, (struct str){all, sizeof all});
    json_writer_end(&w);
    assert_true(str_eq(json_as_text(parsed(*state, buf_str(&b))), (struct str){all, sizeof all}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_document_is_written_with_its_commas_and_escapes),
        TEST(what_is_read_and_written_again_is_the_same),
        TEST(every_ascii_character_survives_a_round_trip),
    };
    return cmocka_run_group_tests_name("json writer", tests, NULL, NULL);
}
