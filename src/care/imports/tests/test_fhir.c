/* FHIR resources read into flat rows, and the rows as bytes. */
#include "base/arena.h"
#include "base/limits.h"
#include "care/coded/coded.h"
#include "wire/fhir_rows.h"

#include <setjmp.h>
#include <cmocka.h>

static struct arena arena;

static struct fhir_resource read_text(struct str json, struct str full_url)
{
    struct json_value v;
    struct json_problem problem;
    struct fhir_resource read;
    assert_int_equal(json_parse(&arena, json, &v, &problem), ERR_NONE);
    fhir_read(&arena, v, full_url, &read);
    return read;
}

static void is_text(struct str got, const char *wanted)
{
    assert_string_equal(got.p ? str_cstr(&arena, got) : "(none)", wanted);
}

static void dates_of_every_precision(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int precision; /* 0: no date */
        int64_t ms;
    } cases[] = {
        {"2014", 1, 1388534400000},
        {"2014-11", 2, 1414800000000},
        {"2014-06-23", 3, 1403478000000},
        {"2012-10-04T22:48:50+00:00", 4, 1349390930000},
        {"2012-10-04T23:48:50.216+01:00", 4, 1349390930000},
        {"2012-10-04T22:48Z", 4, 1349390880000},
        {"2014-02-29", 0, 0},
        {"2014-13", 0, 0},
        {"14", 0, 0},
        {"2014-11-23T25:00:00Z", 0, 0},
        {"2014-11-23T10:00:00", 0, 0},
        {"2014-11-23 10:00", 0, 0},
        {"", 0, 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int precision = 0;
        struct instant at = {0};
        struct date day;
        bool good = fhir_date_time(str_from_cstr(cases[i].text), &precision, &at, &day);
        assert_int_equal(good, cases[i].precision != 0);
        if (good) assert_int_equal(precision, cases[i].precision);
        if (good) assert_int_equal(at.v, cases[i].ms);
    }
}

static void a_uk_core_patient(void **state)
{
    (void)state;
    struct fhir_resource r = read_text(
        STR("{\"resourceType\":\"Patient\",\"id\":\"p\",\"meta\":{\"security\":[{\"code\":"
            "\"R\"}]},\"identifier\":[{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\"999 001 "
            "0005\","
            "\"extension\":[{\"url\":\"x/Extension-UKCore-NHSNumberVerificationStatus\",\"valueCodeableConcept\":"
            "{\"coding\":[{\"code\":\"01\"}]}}]}],\"name\":[{\"use\":\"old\",\"family\":\"Old\"},{\"use\":"
            "\"usual\","
            "\"family\":\"Walker\",\"given\":[\"Peg\"]},{\"use\":\"official\",\"family\":\"Walker\",\"given\":"
            "[\"Margaret\",\"Ann\"],\"prefix\":[\"Mrs\"]}],\"telecom\":[{\"system\":\"phone\",\"value\":\"07700 "
            "900451\"},"
            "{\"system\":\"phone\",\"use\":\"home\",\"value\":\"01632 960997\"}],\"birthDate\":\"1943-03-04\","
            "\"deceasedDateTime\":\"2020-01\",\"address\":[{\"line\":[\"Flat 1\",\"2 High "
            "St\"],\"city\":\"Leeds\","
            "\"district\":\"Yorks\",\"postalCode\":\"ls84qt\"}],\"communication\":[{\"language\":{\"text\":"
            "\"Polish\"}}]}"),
        STR("https://a.example/fhir/Patient/p"));
    assert_int_equal(r.sort, FHIR_PATIENT);
    is_text(r.patient.key, "https://a.example/fhir|Patient/p");
    assert_int_equal(r.patient.nhs_number, 9990010005);
    is_text(r.patient.nhs_number_status, "01");
    is_text(r.patient.family_name, "Walker");
    is_text(r.patient.given_names, "Margaret Ann");
    is_text(r.patient.preferred_name, "Peg");
    is_text(r.patient.mobile_phone, "07700 900451");
    is_text(r.patient.home_phone, "01632 960997");
    is_text(r.patient.postcode, "LS8 4QT");
    is_text(r.patient.address_4, "Yorks");
    is_text(r.patient.language, "pl");
    assert_int_equal(r.patient.protected_address, 1);
    assert_int_equal(r.patient.died_known, 1);
    assert_int_equal(r.patient.died, INT32_MIN);
}

static void decimals_keep_their_text(void **state)
{
    (void)state;
    struct fhir_resource r =
        read_text(STR("{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":"
                      "\"Weight\"},\"subject\":{\"reference\":\"Patient/"
                      "1\"},\"valueQuantity\":{\"value\":71.50,\"comparator\":\"<\","
                      "\"unit\":\"kg\"}}"),
            STR_NONE);
    assert_int_equal(r.sort, FHIR_RECORD);
    is_text(r.record.value, "<71.50");
    is_text(r.record.unit, "kg");
    assert_int_equal(r.record.kind, CODED_OBSERVATION);
    assert_int_equal(r.record.status, CODED_STATUS_DONE);
}

static void statuses_are_those_of_coded_records(void **state)
{
    (void)state;
    static const struct {
        const char *members;
        enum coded_status status;
    } cases[] = {
        {"\"clinicalStatus\":{\"coding\":[{\"code\":\"active\"}]}", CODED_STATUS_CURRENT},
        {"\"clinicalStatus\":{\"coding\":[{\"code\":\"resolved\"}]}", CODED_STATUS_ENDED},
        {"\"verificationStatus\":{\"coding\":[{\"code\":\"entered-in-error\"}]}", CODED_STATUS_IN_ERROR},
        {"\"verificationStatus\":{\"coding\":[{\"code\":\"refuted\"}]}", CODED_STATUS_RULED_OUT},
        {"\"verificationStatus\":{\"coding\":[{\"code\":\"provisional\"}]}", CODED_STATUS_UNCONFIRMED},
        {"\"abatementDateTime\":\"2020\"", CODED_STATUS_ENDED},
        {"\"note\":[]", CODED_STATUS_NOT_SAID},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fhir_resource r = read_text(str_printf(&arena,
                                               "{\"resourceType\":\"Condition\",\"id\":\"c\",\"code\":"
                                               "{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/1\"},%s}",
                                               cases[i].members),
            STR_NONE);
        assert_int_equal(r.sort, FHIR_RECORD);
        assert_int_equal(r.record.status, cases[i].status);
    }
}

static void what_cannot_be_taken_says_why(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"{\"resourceType\":\"Condition\",\"code\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":"
         "\"38341004\"}]},\"subject\":{\"reference\":\"Patient/1\"}}",
            "SNOMED CT"},
        {"{\"resourceType\":\"Condition\",\"code\":{\"text\":\"x\"}}", "which patient"},
        {"{\"resourceType\":\"Condition\",\"subject\":{\"reference\":\"Patient/1\"}}", "no code and no words"},
        {"{\"resourceType\":\"Patient\",\"id\":\"p\"}", "neither a name nor an NHS number"},
        {"{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"A\"}]}", "neither an id nor an NHS number"},
        {"{\"resourceType\":\"Patient\",\"id\":\"p\",\"name\":[{\"family\":\"A\\u202eB\"}]}",
            "direction characters"},
        {"{\"id\":\"p\"}", "resourceType"},
        {"[]", "not a FHIR resource"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fhir_resource r = read_text(str_from_cstr(cases[i][0]), STR_NONE);
        assert_int_equal(r.sort, FHIR_REFUSED);
        if (!str_has(r.reason, str_from_cstr(cases[i][1]))) fail_msg("%s: %.*s", cases[i][1], STR_ARG(r.reason));
    }
}

static struct str row_bytes(void)
{
    struct fhir_row row = {
        .kind = FHIR_ROW_RECORD, .file = 3, .place = 7, .type = STR("Condition"), .id = STR("c")};
    row.record = (struct fhir_record){.key = STR("|Condition/c"),
        .subject_key = STR("|Patient/p"),
        .kind = 1,
        .status = 1,
        .display = STR("Hypertension"),
        .happened_at = INT64_MIN,
        .ended = INT32_MIN,
        .content = INT64_MIN,
        .original = STR("\x01\x02")};
    struct buf b = buf_new(&arena, 512, 4096);
    fhir_row_write(&b, &row);
    return buf_str(&b);
}

static void rows_come_back_as_they_went(void **state)
{
    (void)state;
    struct str bytes = row_bytes();
    struct fhir_row row;
    size_t needed;
    assert_int_equal(fhir_row_next(&bytes, &row, &needed), ERR_NONE);
    assert_int_equal(bytes.n, 0);
    assert_int_equal(row.place, 7);
    is_text(row.record.display, "Hypertension");
    assert_int_equal(row.record.original.n, 2);
}

static void half_a_row_waits_for_the_rest(void **state)
{
    (void)state;
    struct str whole = row_bytes();
    for (size_t n = 0; n < whole.n; n++) {
        struct str part = str_slice(whole, 0, n);
        struct fhir_row row;
        size_t needed;
        assert_int_equal(fhir_row_next(&part, &row, &needed), ERR_NOT_FOUND);
        assert_int_equal(needed, n < 4 ? 0 : whole.n);
    }
}

/* Whatever byte is wrong: refused, or read as some row; never beyond the window (ASan watches). */
static void no_byte_of_a_row_is_trusted(void **state)
{
    (void)state;
    struct str whole = row_bytes();
    for (size_t at = 0; at < whole.n; at++)
        for (int flip = 1; flip < 256; flip <<= 1) {
            char *copy = malloc(whole.n);
            memcpy(copy, whole.p, whole.n);
            copy[at] = (char)(copy[at] ^ flip);
            struct str bytes = {copy, whole.n};
            struct fhir_row row;
            size_t needed;
            enum err err = fhir_row_next(&bytes, &row, &needed);
            assert_true(err == ERR_NONE || err == ERR_DAMAGED || err == ERR_NOT_FOUND);
            free(copy);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_of_every_precision),
        cmocka_unit_test(a_uk_core_patient),
        cmocka_unit_test(decimals_keep_their_text),
        cmocka_unit_test(statuses_are_those_of_coded_records),
        cmocka_unit_test(what_cannot_be_taken_says_why),
        cmocka_unit_test(rows_come_back_as_they_went),
        cmocka_unit_test(half_a_row_waits_for_the_rest),
        cmocka_unit_test(no_byte_of_a_row_is_trusted),
    };
    clock_use_english_time();
    arena_init(&arena, LIMIT_JOB_ARENA);
    int failed = cmocka_run_group_tests_name("fhir", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
