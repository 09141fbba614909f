/* What the form with a person's details takes, and what it answers to mistakes and mischief. */
#include "base/limits.h"
#include "care/people/person_form.h"

#include <setjmp.h>
#include <cmocka.h>

static struct arena arena;
static struct clock today = {{1795510800000}}; /* 24 November 2026 */
static struct ctx c = {.arena = &arena, .clock = &today};
static const struct person before = {.id = {7},
    .practice = {3},
    .version = 4,
    .source = STR_INIT("fhir"),
    .nhs_number_status = STR_INIT("01"),
    .family_name = STR_INIT("Rahman"),
    .home_phone = STR_INIT("0113 496 0187")};

static struct date day(const char *iso)
{
    struct date d;
    assert_true(date_from_iso(str_from_cstr(iso), &d));
    return d;
}

/* The least that can be saved. A field that stands twice counts as it stands first, so `more` comes before it. */
static struct person_form read_form(struct str more)
{
    struct form form = {0};
    struct str body = str_printf(&arena, "%.*s&version=4&family_name=Rahman", STR_ARG(more));
    assert_int_equal(form_parse(&arena, body, &form, NULL), ERR_NONE);
    return person_form_read(&c, &form, &before);
}

static struct str repeated(const char *name, const char *what, size_t times)
{
    struct str text = str_printf(&arena, "%s=", name);
    for (size_t i = 0; i < times; i++) text = str_printf(&arena, "%.*s%s", STR_ARG(text), what);
    return text;
}

static void check_message(struct str typed, const char *field, const char *message)
{
    struct person_form f = read_form(typed);
    struct str found = problems_at(&f.problems, str_from_cstr(field));
    if (!str_eq(found, str_from_cstr(message))) fail_msg("%.*s: \"%.*s\"", STR_ARG(typed), STR_ARG(found));
    assert_int_equal(f.problems.n, 1);
}

static void each_mistake_has_its_message_at_its_field(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *field, *message;
    } CASES[] = {
        {"family_name=+&given_names=", "family_name", "Enter a first name or a last name"},
        {"born[month]=3&born[year]=1943", "born", "Date of birth must include a day"},
        {"born[day]=30&born[month]=2&born[year]=1943", "born",
            "Date of birth must be a real date, such as 4 3 1943"},
        {"born[day]=25&born[month]=11&born[year]=2026", "born", "Date of birth must be today or in the past"},
        {"born[day]=1&born[month]=1&born[year]=1890", "born", "Date of birth must be less than 130 years ago"},
        {"died[day]=25&died[month]=11&died[year]=2026", "died", "Date of death must be today or in the past"},
        {"born[day]=2&born[month]=1&born[year]=2000&died[day]=1&died[month]=1&died[year]=2000", "died",
            "Date of death must be after the date of birth"},
        {"postcode=LEEDS", "postcode", "Enter a full UK postcode, like LS8 4QT"},
        {"postcode=LS8", "postcode", "Enter a full UK postcode, like LS8 4QT"},
        {"home_phone=ask+Sara", "home_phone", "Home phone must be a telephone number, like 01632 960 001"},
        {"mobile_phone=12", "mobile_phone", "Mobile phone must be a telephone number, like 01632 960 001"},
        {"email=amina", "email", "Enter an email address in the correct format, like name@example.com"},
        {"email=@example.org", "email", "Enter an email address in the correct format, like name@example.com"},
        {"email=amina@", "email", "Enter an email address in the correct format, like name@example.com"},
        {"address_1=1%0A2", "address_1", "Address line 1 must be one line"},
        {"gender=banana", "gender", "Choose one of the answers"},
        {"preferred_contact=99", "preferred_contact", "Choose one of the answers"},
        {"ethnicity='--", "ethnicity", "Choose one of the answers"},
        {"language=klingon", "language", "Choose one of the answers"},
        {"version=-1", "", "This form is not complete. Go back to the record and open it again"},
        {"version=99999999999999999999", "", "This form is not complete. Go back to the record and open it again"},
    };
    for (size_t i = 0; i < COUNT_OF(CASES); i++)
        check_message(str_from_cstr(CASES[i].typed), CASES[i].field, CASES[i].message);
    struct person_form f = read_form(STR("nhs_number=9990010004"));
    assert_true(problems_at(&f.problems, STR("nhs_number")).n > 0);
    assert_int_equal(f.person.nhs_number.v, 0);
    assert_true(str_eq(f.nhs_number, STR("9990010004"))); /* shown again as it was typed */
}

static void each_text_has_its_length_in_characters(void **state)
{
    (void)state;
    static const struct {
        const char *name, *label;
        size_t most;
    } FIELDS[] = {{"title", "Title", 35}, {"given_names", "First names", 70}, {"family_name", "Last name", 35},
        {"preferred_name", "Likes to be called", 70}, {"pronouns", "Pronouns", 35},
        {"address_1", "Address line 1", 35}, {"address_2", "Address line 2", 35},
        {"address_3", "Town or city", 35}, {"address_4", "County", 35},
        {"contact_times", "When to get in touch", 200}, {"named_gp", "Named GP", 70},
        {"communication_note", "Also worth knowing", 4000}};
    for (size_t i = 0; i < COUNT_OF(FIELDS); i++) {
        arena_reset(&arena);
        size_t step = FIELDS[i].most > 1000 ? 40 : 1; /* the long one in longer pieces */
        const char *piece = step == 1 ? "é" : "éééééééééééééééééééééééééééééééééééééééé";
        struct str fits = repeated(FIELDS[i].name, piece, FIELDS[i].most / step);
        assert_int_equal(read_form(fits).problems.n, 0);
        struct str message =
            str_printf(&arena, "%s must be %zu characters or fewer", FIELDS[i].label, FIELDS[i].most);
        check_message(str_printf(&arena, "%.*sx", STR_ARG(fits)), FIELDS[i].name, str_cstr(&arena, message));
    }
}

static void hidden_characters_are_refused_where_people_would_read_them(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"title", "given_names", "family_name", "preferred_name", "pronouns",
        "address_1", "home_phone", "email", "contact_times", "communication_note", "named_gp"};
    static const char *const HIDDEN[] = {"%E2%80%AE", "%E2%81%A6", "%1B", "%08"};
    for (size_t i = 0; i < COUNT_OF(NAMES); i++)
        for (size_t k = 0; k < COUNT_OF(HIDDEN); k++) {
            struct person_form f = read_form(str_printf(&arena, "%s=a@%s1", NAMES[i], HIDDEN[k]));
            struct str found = problems_at(&f.problems, str_from_cstr(NAMES[i]));
            if (!str_ends(found, STR("must not contain hidden characters")))
                fail_msg("%s %s", NAMES[i], HIDDEN[k]);
        }
}

static void what_is_right_is_understood(void **state)
{
    (void)state;
    struct person_form f = read_form(
        STR("title=Mrs&given_names=+Amina+&family_name=O%E2%80%99Rahman-Smith&"
            "nhs_number=999+001+0005&born[day]=4&born[month]=march&born[year]=1943&gender=female&postcode=ls84qt&"
            "home_phone=0113+496+0187&email=amina%40example.org&ethnicity=K&interpreter=1&"
            "communication_note=%3Cb%3Eone%3C/b%3E%0D%0Atwo"));
    assert_int_equal(f.problems.n, 0);
    const struct person *p = &f.person;
    assert_true(str_eq(p->given_names, STR("Amina")));
    assert_true(str_eq(p->family_name, STR("O’Rahman-Smith")));
    assert_int_equal(p->nhs_number.v, 9990010005);
    assert_true(date_eq(p->born, day("1943-03-04")));
    assert_int_equal(p->gender, GENDER_FEMALE);
    assert_true(str_eq(p->postcode, STR("LS8 4QT")));
    assert_int_equal(p->ethnicity, ETHNICITY_ASIAN_BANGLADESHI);
    assert_true(p->interpreter);
    assert_true(str_eq(p->communication_note, STR("<b>one</b>\ntwo"))); /* text; pages escape it */
}

static void nothing_sent_can_change_whose_record_it_is(void **state)
{
    (void)state;
    struct person_form f = read_form(STR("id=99&person_id=99&practice=99&practice_id=99&source=typed&"
                                         "nhs_number_status=04&key=0193a5c4-7a10-7c3e-8f00-2b1c6d7e8f90"));
    assert_int_equal(f.person.id.v, 7);
    assert_int_equal(f.person.practice.v, 3);
    assert_int_equal(f.person.version, 4);
    assert_true(str_eq(f.person.source, STR("fhir")));
    assert_true(str_eq(f.person.nhs_number_status, STR("01")));
    assert_false(f.person.home_phone.n > 0); /* a field that was emptied is empty */
}

static void a_date_of_death_says_that_they_have_died(void **state)
{
    (void)state;
    assert_false(read_form(STR("")).person.died_known);
    assert_true(read_form(STR("died_known=1")).person.died_known);
    struct person_form f = read_form(STR("died[day]=24&died[month]=11&died[year]=2026"));
    assert_int_equal(f.problems.n, 0);
    assert_true(f.person.died_known);
}

static void a_form_of_a_person_reads_back_as_that_person(void **state)
{
    (void)state;
    struct person p = before;
    p.born = day("1943-03-04");
    p.died = day("2026-05-03");
    p.nhs_number.v = 9990010005;
    struct person_form f = person_form_of(&c, &p);
    assert_true(str_eq(f.nhs_number, STR("999 001 0005")));
    assert_true(str_eq(f.born.day, STR("4")) && str_eq(f.born.month, STR("3")));
    assert_true(str_eq(f.born.year, STR("1943")));
    assert_true(str_eq(f.died.month, STR("5")));
    assert_int_equal(f.version, 4);
}

int main(void)
{
    arena_init(&arena, LIMIT_JOB_ARENA);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_mistake_has_its_message_at_its_field),
        cmocka_unit_test(each_text_has_its_length_in_characters),
        cmocka_unit_test(hidden_characters_are_refused_where_people_would_read_them),
        cmocka_unit_test(what_is_right_is_understood),
        cmocka_unit_test(nothing_sent_can_change_whose_record_it_is),
        cmocka_unit_test(a_date_of_death_says_that_they_have_died),
        cmocka_unit_test(a_form_of_a_person_reads_back_as_that_person),
    };
    return cmocka_run_group_tests_name("person form", tests, NULL, NULL);
}
