/* The rules of contacts: codes, modes, words. */
#include "base/limits.h"
#include "care/contacts/contact.h"

#include <setjmp.h>
#include <cmocka.h>

static struct arena arena;

static void only_a_care_coordinator_who_reached_the_person_has_seen_them(void **state)
{
    (void)state;
    int seen = 0;
    for (int role = STAFF_ROLE_CARE_COORDINATOR; role <= STAFF_ROLE_DATA_MANAGER; role++)
        for (int outcome = CONTACT_SPOKE; outcome <= CONTACT_SOMETHING_ELSE; outcome++)
            for (int with = CONTACT_WITH_PERSON; with <= CONTACT_WITH_SOMEONE_ELSE; with++) {
                struct snomed_id code = contact_seen_code(
                    (enum staff_role)role, (enum contact_outcome)outcome, (enum contact_with)with);
                if (!code.v) continue;
                seen++;
                assert_int_equal(code.v, 148481000000101);
                assert_int_equal(role, STAFF_ROLE_CARE_COORDINATOR);
                assert_int_equal(with, CONTACT_WITH_PERSON);
                assert_true(outcome == CONTACT_SPOKE || outcome == CONTACT_VISIT);
            }
    assert_int_equal(seen, 2);
}

static void the_kind_of_encounter_has_its_code(void **state)
{
    (void)state;
    assert_int_equal(contact_mode_code(CONTACT_BY_TELEPHONE, CONTACT_WITH_PERSON).v, 185317003);
    assert_int_equal(contact_mode_code(CONTACT_BY_VIDEO, CONTACT_WITH_PERSON).v, 307321000000107);
    assert_int_equal(contact_mode_code(CONTACT_BY_HOME_VISIT, CONTACT_WITH_PERSON).v, 439708006);
    assert_int_equal(contact_mode_code(CONTACT_BY_LETTER, CONTACT_WITH_PERSON).v, 0);
    assert_int_equal(contact_mode_code(CONTACT_BY_TELEPHONE, CONTACT_WITH_CARER).v, 185318008);
}

static void what_happened_says_how_it_usually_does(void **state)
{
    (void)state;
    assert_int_equal(contact_usual_mode(CONTACT_SPOKE), CONTACT_BY_TELEPHONE);
    assert_int_equal(contact_usual_mode(CONTACT_NO_ANSWER), CONTACT_BY_TELEPHONE);
    assert_int_equal(contact_usual_mode(CONTACT_TEXT_OR_EMAIL), CONTACT_BY_TEXT);
    assert_int_equal(contact_usual_mode(CONTACT_VISIT), CONTACT_BY_HOME_VISIT);
    assert_int_equal(contact_usual_mode(CONTACT_SOMETHING_ELSE), CONTACT_BY_FACE_TO_FACE);
}

static void check_title(struct contact k, const char *title)
{
    assert_string_equal(str_cstr(&arena, contact_title(&arena, &k, STR("Amina"))), title);
}

static void a_title_says_who_did_what_with_whom(void **state)
{
    (void)state;
    struct contact k = {.outcome = CONTACT_SPOKE, .with = CONTACT_WITH_PERSON};
    check_title(k, "Spoke with Amina");
    k.incoming = true;
    check_title(k, "Amina rang");
    k.outcome = CONTACT_NO_ANSWER;
    check_title(k, "No answer from Amina");
    k = (struct contact){.outcome = CONTACT_LEFT_MESSAGE, .with = CONTACT_WITH_CARER};
    check_title(k, "Left a message for their carer or family");
    k.with_name = STR("Sara");
    check_title(k, "Left a message for Sara");
    k.incoming = true;
    check_title(k, "Sara left a message");
    k.outcome = CONTACT_TEXT_OR_EMAIL;
    check_title(k, "Sara wrote");
    k = (struct contact){.outcome = CONTACT_VISIT, .with = CONTACT_WITH_PROFESSIONAL};
    check_title(k, "Visited a professional");
    check_title((struct contact){0}, "Was in touch with somebody else");
}

static void how_it_happened_says_the_minutes_when_they_are_known(void **state)
{
    (void)state;
    struct contact k = {.mode = CONTACT_BY_HOME_VISIT};
    assert_string_equal(str_cstr(&arena, contact_manner(&arena, &k)), "Home visit");
    k.minutes = 1;
    assert_string_equal(str_cstr(&arena, contact_manner(&arena, &k)), "Home visit, 1 minute");
    k.minutes = 45;
    assert_string_equal(str_cstr(&arena, contact_manner(&arena, &k)), "Home visit, 45 minutes");
    k = (struct contact){.mode = CONTACT_BY_VIDEO, .explained = true};
    assert_string_equal(
        str_cstr(&arena, contact_manner(&arena, &k)), "Video call, role and confidentiality explained");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_care_coordinator_who_reached_the_person_has_seen_them),
        cmocka_unit_test(the_kind_of_encounter_has_its_code),
        cmocka_unit_test(what_happened_says_how_it_usually_does),
        cmocka_unit_test(a_title_says_who_did_what_with_whom),
        cmocka_unit_test(how_it_happened_says_the_minutes_when_they_are_known)};
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    int failed = cmocka_run_group_tests_name("care-contact", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
