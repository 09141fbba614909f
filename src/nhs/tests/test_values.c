/* The values of the NHS: what is accepted, what is refused and why, how each is shown. */
#include "base/arena.h"
#include "nhs/nhs_number.h"
#include "nhs/ods_code.h"
#include "nhs/person_name.h"
#include "nhs/postcode.h"
#include "nhs/snomed.h"
#include "nhs/telephone.h"
#include "nhs/vocabulary.h"

#include <setjmp.h>
#include <cmocka.h>

static void same_text(struct arena *a, struct str got, const char *wanted)
{
    assert_string_equal(got.p ? str_cstr(a, got) : "(none)", wanted);
}

static int with_arena(void **state)
{
    static struct arena a;
    arena_init(&a, 4 * 1024 * 1024);
    *state = &a;
    return 0;
}

static int drop_arena(void **state)
{
    arena_release(*state);
    return 0;
}

static void nhs_numbers_are_accepted_as_people_and_spreadsheets_write_them(void **state)
{
    static const char *const good[] = {"9912003888", "991 200 3888", "991-200-3888", " 9912003888\r\n",
        "99 12 00 38 88", "'9912003888", "\u20199912003888", "991\u00A0200\u00A03888", "991\u202F200\u20093888",
        "991\u2013200\u20113888", "' 991 200 3888 "};
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        struct nhs_number number = NHS_NUMBER_NONE;
        assert_int_equal(nhs_number_parse(str_from_cstr(good[i]), &number), NHS_NUMBER_FAULT_NONE);
        assert_true(number.v == 9912003888);
        same_text(*state, nhs_number_display(*state, number), "991 200 3888");
        same_text(*state, nhs_number_digits(*state, number), "9912003888");
    }
}

static void what_is_no_nhs_number_is_refused_with_its_own_reason(void **state)
{
    static const struct {
        const char *typed;
        enum nhs_number_fault fault;
    } cases[] = {
        {"", NHS_NUMBER_FAULT_EMPTY},
        {"  \u00A0 ", NHS_NUMBER_FAULT_EMPTY},
        {"'", NHS_NUMBER_FAULT_EMPTY},
        {"9.99001E+09", NHS_NUMBER_FAULT_SPREADSHEET},
        {"1e10", NHS_NUMBER_FAULT_SPREADSHEET},
        {"9912003888.0", NHS_NUMBER_FAULT_SPREADSHEET},
        {"9,912,003,888", NHS_NUMBER_FAULT_SPREADSHEET},
        {"991200388", NHS_NUMBER_FAULT_NINE_DIGITS},
        {"12345", NHS_NUMBER_FAULT_TOO_SHORT},
        {"99120038880", NHS_NUMBER_FAULT_TOO_LONG},
        {"99999999999999999999999", NHS_NUMBER_FAULT_TOO_LONG},
        {"9912003889", NHS_NUMBER_FAULT_CHECK_DIGIT},
        {"9219068409", NHS_NUMBER_FAULT_CHECK_DIGIT},
        {"9900000019", NHS_NUMBER_FAULT_CHECK_DIGIT},
        {"9912345678", NHS_NUMBER_FAULT_CHECK_DIGIT},
        {"9991234567", NHS_NUMBER_FAULT_CHECK_DIGIT},
        {"0000000000", NHS_NUMBER_FAULT_ZEROS},
        {"991200388X", NHS_NUMBER_FAULT_NOT_DIGITS},
        {"Smith", NHS_NUMBER_FAULT_NOT_DIGITS},
        {"-", NHS_NUMBER_FAULT_NOT_DIGITS},
        {"9912003888\xC2", NHS_NUMBER_FAULT_NOT_DIGITS},
        {"e", NHS_NUMBER_FAULT_NOT_DIGITS},
        {"\u0669912003888", NHS_NUMBER_FAULT_NOT_DIGITS},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct nhs_number number = {42};
        assert_int_equal(nhs_number_parse(str_from_cstr(cases[i].typed), &number), cases[i].fault);
        assert_true(number.v == 42);
        assert_true(nhs_number_fault_text(cases[i].fault).n > 0);
    }
}

static void every_check_digit_but_the_right_one_is_refused(void **state)
{
    static const char *const good[] = {"9990500002", "9999999468", "4505577104", "9434765919"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        int64_t value, accepted = 0;
        struct nhs_number number;
        assert_true(str_int(str_from_cstr(good[i]), 1, INT64_MAX, &value));
        for (int64_t last = 0; last < 10; last++) accepted += nhs_number_from_int(value / 10 * 10 + last, &number);
        assert_int_equal(accepted, 1);
        assert_true(nhs_number_from_int(value, &number));
    }
}

static void a_stored_integer_out_of_range_is_no_nhs_number(void **state)
{
    static const int64_t bad[] = {0, -1, 10, 10000000000, INT64_MAX, INT64_MIN};
    struct nhs_number number;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) assert_false(nhs_number_from_int(bad[i], &number));
}

static void test_numbers_and_repeated_digits_are_warned_of(void **state)
{
    static const struct {
        int64_t number;
        enum nhs_number_warning warning;
    } cases[] = {{9990500002, NHS_NUMBER_WARNING_TEST}, {9999999999, NHS_NUMBER_WARNING_REPEATED},
        {9434765919, NHS_NUMBER_WARNING_NONE}, {1111111111, NHS_NUMBER_WARNING_REPEATED}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct nhs_number number;
        assert_true(nhs_number_from_int(cases[i].number, &number));
        assert_int_equal(nhs_number_warning(number), cases[i].warning);
        assert_true((nhs_number_warning_text(cases[i].warning).n > 0) == (cases[i].warning != 0));
    }
    assert_int_equal(nhs_number_warning(NHS_NUMBER_NONE), NHS_NUMBER_WARNING_NONE);
}

static void ods_codes_are_one_to_nine_letters_and_digits(void **state)
{
    static const struct {
        const char *typed, *code; /* NULL: refused */
    } cases[] = {{"B86001", "B86001"}, {" b86001 ", "B86001"}, {"R0A", "R0A"}, {"k81003001", "K81003001"},
        {"", NULL}, {"K810030011", NULL}, {"B86-01", NULL}, {"B86 001", NULL}, {"\u00C986001", NULL}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct ods_code code = {.n = 0};
        assert_int_equal(ods_code_parse(str_from_cstr(cases[i].typed), &code), cases[i].code != NULL);
        if (cases[i].code) same_text(*state, ods_code_str(&code), cases[i].code);
    }
}

static void practices_and_networks_are_told_apart_by_their_pattern(void **state)
{
    struct ods_code practice, network, trust;
    (void)state;
    assert_true(ods_code_parse(STR("B86001"), &practice) && ods_code_parse(STR("U12345"), &network) &&
        ods_code_parse(STR("R0A"), &trust));
    assert_true(ods_code_looks_like_practice(&practice) && !ods_code_looks_like_network(&practice));
    assert_true(ods_code_looks_like_network(&network) && !ods_code_looks_like_practice(&network));
    assert_false(ods_code_looks_like_practice(&trust) || ods_code_looks_like_network(&trust));
    assert_true(ods_code_eq(&trust, &trust) && !ods_code_eq(&trust, &network));
}

static void postcodes_become_one_written_form(void **state)
{
    static const struct {
        const char *typed, *code;
    } cases[] = {{"LS8 4QT", "LS8 4QT"}, {"ls84qt", "LS8 4QT"}, {" Ls8  4qT ", "LS8 4QT"}, {"M1 1AE", "M1 1AE"},
        {"B338TH", "B33 8TH"}, {"CR2 6XH", "CR2 6XH"}, {"DN551PT", "DN55 1PT"}, {"w1a 1hq", "W1A 1HQ"},
        {"ec1a-1bb", "EC1A 1BB"}, {"gir 0aa", "GIR 0AA"}, {"LS8\u00A04QT", "LS8 4QT"}, {"L S 8 4 Q T", "LS8 4QT"},
        {"LS8", NULL}, {"LS8 4Q", NULL}, {"LS8 4QC", NULL}, {"LS8 4Q1", NULL}, {"LSS8 4QT", NULL},
        {"8LS 4QT", NULL}, {"LS888 4QT", NULL}, {"", NULL}, {"LS8 4QT9", NULL}, {"LS8!4QT", NULL}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct postcode code = {.n = 0};
        assert_int_equal(postcode_parse(str_from_cstr(cases[i].typed), &code), cases[i].code != NULL);
        if (cases[i].code) same_text(*state, postcode_str(&code), cases[i].code);
    }
}

static void part_of_a_postcode_is_the_start_of_those_it_means(void **state)
{
    static const struct {
        const char *typed, *start;
    } cases[] = {{"LS8", "LS8 "}, {"l1", "L1 "}, {"ls8 4", "LS8 4"}, {"LS8 4q", "LS8 4Q"}, {"W1A", "W1A "},
        {"EC1A 1", "EC1A 1"}, {"LS8 4QT", NULL}, {"LS", NULL}, {"8", NULL}, {"LS8 Q", NULL}, {"", NULL},
        {"Smith", NULL}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct postcode code = {.n = 0};
        assert_int_equal(postcode_part_parse(str_from_cstr(cases[i].typed), &code), cases[i].start != NULL);
        if (cases[i].start) same_text(*state, postcode_str(&code), cases[i].start);
    }
}

static void snomed_codes_are_checked_for_digits_and_kind(void **state)
{
    static const struct {
        const char *typed;
        enum snomed_fault fault;
    } cases[] = {{"148481000000101", SNOMED_FAULT_NONE}, {" 185317003 ", SNOMED_FAULT_NONE},
        {"'999002121000000109", SNOMED_FAULT_NONE}, {"999000091000000107", SNOMED_FAULT_NONE},
        {"148481000000102", SNOMED_FAULT_CHECK_DIGIT}, {"1082661000000100", SNOMED_FAULT_CHECK_DIGIT},
        {"1082551000000100", SNOMED_FAULT_CHECK_DIGIT}, {"148481000000000", SNOMED_FAULT_CHECK_DIGIT},
        {"2373951000000116", SNOMED_FAULT_NOT_A_CONCEPT}, {"", SNOMED_FAULT_EMPTY}, {"12345", SNOMED_FAULT_LENGTH},
        {"0185317003", SNOMED_FAULT_LENGTH}, {"1484810000001011111", SNOMED_FAULT_LENGTH},
        {"1.48481E+14", SNOMED_FAULT_NOT_DIGITS}, {"185-317", SNOMED_FAULT_NOT_DIGITS}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct snomed_id id = {0};
        assert_int_equal(snomed_parse(str_from_cstr(cases[i].typed), &id), cases[i].fault);
        assert_true((id.v != 0) == (cases[i].fault == SNOMED_FAULT_NONE));
        assert_true((snomed_fault_text(cases[i].fault).n == 0) == (cases[i].fault == SNOMED_FAULT_NONE));
    }
}

static void each_code_that_cairn_writes_is_a_valid_concept(void **state)
{
#define OWN_CODE(name, number, term) \
    { \
        struct snomed_id id; \
        assert_true(snomed_from_int(SNOMED_##name.v, &id) && id.v == number); \
        same_text(*state, snomed_own_term(id), term); \
    }
    SNOMED_CODE_LIST(OWN_CODE)
#undef OWN_CODE
    struct snomed_id id;
    assert_false(snomed_from_int(0, &id) || snomed_from_int(-185317003, &id) || snomed_from_int(185317004, &id));
    assert_null(snomed_own_term((struct snomed_id){170557005}).p);
    same_text(*state, snomed_digits(*state, SNOMED_HOME_VISIT), "439708006");
}

static void telephone_numbers_are_found_in_any_writing_and_shown_in_groups(void **state)
{
    static const struct {
        const char *typed, *normal, *shown;
    } cases[] = {{"01134960187", "01134960187", "0113 496 0187"},
        {"+44 (0)113 496 0187", "01134960187", "0113 496 0187"},
        {"0044 113 496 0187", "01134960187", "0113 496 0187"}, {"441134960187", "01134960187", "0113 496 0187"},
        {"(0113) 496-0187", "01134960187", "0113 496 0187"}, {"07700900451", "07700900451", "07700 900 451"},
        {"+447700\u00A0900451", "07700900451", "07700 900 451"}, {"01632960997", "01632960997", "01632 960997"},
        {"02079460018", "02079460018", "020 7946 0018"}, {"01214960000", "01214960000", "0121 496 0000"},
        {"03001234567", "03001234567", "0300 123 4567"}, {"08001111222", "08001111222", "0800 111 1222"},
        {"01539412345", "01539412345", "015394 12345"}, {"0169772345", "0169772345", "016977 2345"},
        {"'07700900451", "07700900451", "07700 900 451"},
        {"0113 496 0187 ext 12", "01134960187", "0113 496 0187 ext 12"},
        {"+48 22 123 45 67", "+48221234567", "+48 22 123 45 67"}, {"999", NULL, "999"}, {"", NULL, ""},
        {"ring my son", NULL, "ring my son"}, {"+", NULL, "+"}, {"0", NULL, "0"}, {"+44", NULL, "+44"},
        {"12345678901234567890", NULL, "12345678901234567890"}, {"00", NULL, "00"},
        {"116123", "116123", "116123"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct str number = STR_NONE, typed = str_from_cstr(cases[i].typed);
        assert_int_equal(telephone_normalise(*state, typed, &number), cases[i].normal != NULL);
        if (cases[i].normal) same_text(*state, number, cases[i].normal);
        same_text(*state, telephone_display(*state, typed), cases[i].shown);
    }
}

static void every_list_gives_back_what_its_codes_mean(void **state)
{
#define CHECK_LIST(NAME, noun) \
    for (size_t i = 0; i < noun##_vocabulary.n; i++) { \
        enum noun value; \
        assert_true(noun##_from_code(noun##_vocabulary.terms[i].code, &value)); \
        assert_int_equal(value, i + 1); \
        assert_true(str_eq(noun##_label(value), noun##_vocabulary.terms[i].label)); \
        assert_true(str_eq(noun##_code(value), noun##_vocabulary.terms[i].code)); \
    }
    VOCABULARY_LISTS(CHECK_LIST)
#undef CHECK_LIST
    enum gender gender = GENDER_MALE;
    assert_false(gender_from_code(STR("Female"), &gender) || gender_from_code(STR_NONE, &gender));
    assert_int_equal(gender, GENDER_MALE);
    same_text(*state, gender_label(GENDER_NONE), "Not recorded");
    same_text(*state, ethnicity_label(ETHNICITY_ASIAN_BANGLADESHI), "Asian or Asian British - Bangladeshi");
    same_text(*state, staff_role_label(STAFF_ROLE_LINK_WORKER), "Social prescribing link worker");
    same_text(*state, contact_method_code(CONTACT_METHOD_TEXT_MESSAGE), "9");
}

static void languages_have_different_codes_and_stand_in_order(void **state)
{
    const struct vocabulary *l = &language_vocabulary;
    for (size_t i = 0; i < l->n; i++)
        for (size_t k = 0; k < i; k++) assert_false(str_eq(l->terms[i].code, l->terms[k].code));
    for (size_t i = 2; i < l->n; i++) assert_true(str_compare(l->terms[i - 1].label, l->terms[i].label) < 0);
    same_text(*state, language_label(STR("syl")), "Sylheti");
    same_text(*state, language_label(STR("xx")), "xx");
    same_text(*state, language_label(STR_NONE), "Not recorded");
}

static void names_are_written_for_the_banner_for_reading_and_as_initials(void **state)
{
    static const struct {
        struct person_name name;
        const char *banner, *plain, *friendly, *initials;
    } cases[] = {
        {{STR_INIT("Mrs"), STR_INIT("Amina"), STR_INIT("Rahman"), STR_INIT("")}, "RAHMAN, Amina (Mrs)",
            "Amina Rahman", "Amina", "AR"},
        {{STR_INIT(""), STR_INIT("Siân Mair"), STR_INIT("Llŷr-Groß"), STR_INIT("Shan")}, "LLŶR-GROSS, Siân Mair",
            "Siân Mair Llŷr-Groß", "Shan", "SL"},
        {{STR_INIT("Mr"), STR_INIT(""), STR_INIT("o’neil"), STR_INIT("")}, "O’NEIL (Mr)", "o’neil", "o’neil", "O"},
        {{STR_INIT("Mr"), STR_INIT(" "), STR_INIT(""), STR_INIT("")}, "Name not known", "Name not known",
            "Name not known", "?"},
        {{STR_INIT(""), STR_INIT("'Éloise"), STR_INIT("łukasik"), STR_INIT("")}, "ŁUKASIK, 'Éloise",
            "'Éloise łukasik", "'Éloise", "ÉŁ"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        same_text(*state, person_name_banner(*state, &cases[i].name), cases[i].banner);
        same_text(*state, person_name_plain(*state, &cases[i].name), cases[i].plain);
        same_text(*state, person_name_friendly(*state, &cases[i].name), cases[i].friendly);
        same_text(*state, person_name_initials(*state, &cases[i].name), cases[i].initials);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nhs_numbers_are_accepted_as_people_and_spreadsheets_write_them),
        cmocka_unit_test(what_is_no_nhs_number_is_refused_with_its_own_reason),
        cmocka_unit_test(every_check_digit_but_the_right_one_is_refused),
        cmocka_unit_test(a_stored_integer_out_of_range_is_no_nhs_number),
        cmocka_unit_test(test_numbers_and_repeated_digits_are_warned_of),
        cmocka_unit_test(ods_codes_are_one_to_nine_letters_and_digits),
        cmocka_unit_test(practices_and_networks_are_told_apart_by_their_pattern),
        cmocka_unit_test(postcodes_become_one_written_form),
        cmocka_unit_test(part_of_a_postcode_is_the_start_of_those_it_means),
        cmocka_unit_test(snomed_codes_are_checked_for_digits_and_kind),
        cmocka_unit_test(each_code_that_cairn_writes_is_a_valid_concept),
        cmocka_unit_test(telephone_numbers_are_found_in_any_writing_and_shown_in_groups),
        cmocka_unit_test(every_list_gives_back_what_its_codes_mean),
        cmocka_unit_test(languages_have_different_codes_and_stand_in_order),
        cmocka_unit_test(names_are_written_for_the_banner_for_reading_and_as_initials),
    };
    return cmocka_run_group_tests_name("nhs values", tests, with_arena, drop_arena);
}
