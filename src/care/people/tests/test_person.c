/* A person in words, and as a saved state that can be compared with another. */
#include "base/limits.h"
#include "care/people/person_fields.h"
#include "care/people/person_record.h"

#include <setjmp.h>
#include <cmocka.h>

static struct arena arena;

static struct date day(const char *iso)
{
    struct date d;
    assert_true(date_from_iso(str_from_cstr(iso), &d));
    return d;
}

static struct person amina(void)
{
    return (struct person){.practice_name = STR("Elm Street Surgery"),
        .nhs_number = {9990010005},
        .title = STR("Mrs"),
        .given_names = STR("Amina"),
        .family_name = STR("Rahman"),
        .born = day("1943-03-04"),
        .gender = GENDER_FEMALE,
        .died = DATE_NONE,
        .address = {STR("14 Elm \"Rise\""), STR_NONE, STR("Leeds\\"), STR_NONE},
        .interpreter = true,
        .communication_note = STR("one\ntwo"),
        .ethnicity = ETHNICITY_ASIAN_BANGLADESHI};
}

static void check_text(struct str found, const char *expected)
{
    if (!str_eq(found, str_from_cstr(expected))) fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(found), expected);
}

static void names_are_said_as_they_are_used(void **state)
{
    (void)state;
    struct person p = amina();
    check_text(person_called(&arena, &p), "Amina");
    check_text(person_full_name(&arena, &p), "Amina Rahman");
    check_text(person_list_name(&arena, &p), "RAHMAN, Amina");
    check_text(person_formal_name(&arena, &p), "RAHMAN, Amina (Mrs)");
    p.preferred_name = STR("Amina Apa");
    check_text(person_called(&arena, &p), "Amina Apa");
    p = (struct person){.given_names = STR("Zoë"), .family_name = STR("Ó Néill-García")};
    check_text(person_list_name(&arena, &p), "Ó NÉILL-GARCÍA, Zoë");
    p = (struct person){.family_name = STR("Madonna")};
    check_text(person_list_name(&arena, &p), "MADONNA");
    assert_true(person_called(&arena, &p).n > 0);
    p = (struct person){.given_names = STR("Suharto")};
    check_text(person_called(&arena, &p), "Suharto");
}

static void the_age_stands_beside_the_date_of_birth_of_the_living(void **state)
{
    (void)state;
    struct person p = amina();
    check_text(person_born_and_age(&arena, &p, day("2026-03-03")), "4 Mar 1943 (82y)");
    check_text(person_born_and_age(&arena, &p, day("2026-03-04")), "4 Mar 1943 (83y)");
    p.died_known = true;
    check_text(person_born_and_age(&arena, &p, day("2026-03-04")), "4 Mar 1943");
    p.born = DATE_NONE;
    assert_int_equal(person_born_and_age(&arena, &p, day("2026-03-04")).n, 0);
}

static void the_number_to_ring_is_home_unless_texts_are_preferred(void **state)
{
    (void)state;
    struct person p = {.home_phone = STR("h"), .mobile_phone = STR("m")};
    check_text(person_phone(&p), "h");
    p.preferred_contact = CONTACT_METHOD_TEXT_MESSAGE;
    check_text(person_phone(&p), "m");
    p.mobile_phone = STR_NONE;
    check_text(person_phone(&p), "h");
    p = (struct person){.mobile_phone = STR("m")};
    check_text(person_phone(&p), "m");
    assert_int_equal(person_phone(&(struct person){0}).n, 0);
}

static const struct version_field *find(const struct version_fields *list, const char *label)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->items[i].name, str_from_cstr(label))) return &list->items[i];
    return NULL;
}

static void check_change(const struct version_fields *list, const char *label, const char *was, const char *is)
{
    const struct version_field *one = find(list, label);
    if (!one) fail_msg("%s is not listed", label);
    check_text(one->before, was);
    check_text(one->after, is);
    assert_int_equal(one->changed, strcmp(was, is) != 0);
}

static struct version_fields compare(const struct person *before, const struct person *after)
{
    struct str was = before ? person_state_json(&arena, before) : STR_NONE;
    return record_compare(&arena, person_record_fields(&arena, false), was, person_state_json(&arena, after));
}

static void two_versions_are_compared_in_words(void **state)
{
    (void)state;
    struct person a = amina(), b = amina();
    b.family_name = STR("Rahman-Smith");
    b.gender = GENDER_OTHER;
    b.interpreter = false;
    b.born = day("1943-03-05");
    b.address[3] = STR("Yorkshire");
    struct version_fields list = compare(&a, &b);
    check_change(&list, "Practice", "Elm Street Surgery", "Elm Street Surgery");
    check_change(&list, "NHS number", "999 001 0005", "999 001 0005");
    check_change(&list, "Last name", "Rahman", "Rahman-Smith");
    check_change(&list, "Gender", "Female", "Other");
    check_change(&list, "Needs an interpreter", "Yes", "");
    check_change(&list, "Date of birth", "4 March 1943", "5 March 1943");
    check_change(&list, "Address line 1", "14 Elm \"Rise\"", "14 Elm \"Rise\"");
    check_change(&list, "Town or city", "Leeds\\", "Leeds\\");
    check_change(&list, "County", "", "Yorkshire");
    check_change(&list, "Also worth knowing", "one\ntwo", "one\ntwo");
    assert_null(find(&list, "Email address")); /* neither version has one */
}

static void the_first_version_is_compared_with_nothing(void **state)
{
    (void)state;
    struct person p = amina();
    struct version_fields list = compare(NULL, &p);
    for (size_t i = 0; i < list.n; i++) assert_true(list.items[i].changed && !list.items[i].before.n);
    check_change(&list, "First names", "", "Amina");
}

/* Every field of the list is saved and read back: a person that has them all gives as many rows. */
static void no_field_is_left_out(void **state)
{
    (void)state;
    struct person p = {.practice_name = STR("x"), .nhs_number = {9990010005}};
    size_t fields = 2;
#define FILL_TEXT(field, label) p.field = STR("x"), fields++;
#define FILL_CODE(field, label, list) p.field = 1, fields++;
#define FILL_FLAG(field, label) p.field = true, fields++;
#define FILL_DATE(field, label) p.field = day("1943-03-04"), fields++;
    PERSON_FIELDS(FILL_TEXT, FILL_CODE, FILL_FLAG, FILL_DATE)
    struct version_fields list = compare(NULL, &p);
    assert_int_equal(list.n, fields);
}

static void a_protected_address_is_no_field_for_others(void **state)
{
    (void)state;
    struct person a = amina(), b = amina();
    a.postcode = STR("LS8 4QT"), b.postcode = STR("LS9 1AA");
    a.home_phone = STR("0113 496 0000"), b.email = STR("a@example.org"), b.mobile_phone = STR("07700 900000");
    b.family_name = STR("Begum");
    struct str was = person_state_json(&arena, &a), is = person_state_json(&arena, &b);
    assert_int_equal(record_changes(&arena, person_record_fields(&arena, false), was, is).n, 5);
    struct version_fields others = record_changes(&arena, person_record_fields(&arena, true), was, is);
    assert_int_equal(others.n, 1);
    check_change(&others, "Last name", "Rahman", "Begum");
    assert_null(find(&others, "Address line 1"));
}

int main(void)
{
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_said_as_they_are_used),
        cmocka_unit_test(the_age_stands_beside_the_date_of_birth_of_the_living),
        cmocka_unit_test(the_number_to_ring_is_home_unless_texts_are_preferred),
        cmocka_unit_test(two_versions_are_compared_in_words),
        cmocka_unit_test(the_first_version_is_compared_with_nothing),
        cmocka_unit_test(no_field_is_left_out),
        cmocka_unit_test(a_protected_address_is_no_field_for_others),
    };
    return cmocka_run_group_tests_name("person", tests, NULL, NULL);
}
