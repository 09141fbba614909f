/* Imports from end to end, of what is said about people besides clinical facts: whom it is about, however that is
 * said; who and where; what a source takes back. */
#include "app/tests/import_support.h"

#define SYSTEM "https://local"
#define EXTRA(number) ",\"identifier\":[{\"system\":\"" SYSTEM "\",\"value\":\"" number "\"}]"
#define ABOUT(id, subject) \
    "{\"resourceType\":\"Flag\",\"id\":\"" id "\",\"status\":\"active\",\"code\":{\"text\":\"Housebound\"}," \
    "\"subject\":{" subject "}}"
/* Known by a number of their own system and none of the NHS's. */
#define LOCAL(id, number, family) \
    "{\"resourceType\":\"Patient\",\"id\":\"" id "\",\"name\":[{\"family\":\"" family "\"}]" EXTRA(number) "}"
#define AT_MILL \
    &(struct import_options) \
    { \
        .practice_code = STR("A99001") \
    }

static struct coded_summary summary_of(int64_t person)
{
    struct trace trace = {.arena = &f.arena};
    struct coded_summary summary;
    struct ctx c = {.arena = &f.arena, .actor = &test_system, .clock = &test_clock, .trace = &trace};
    assert_int_equal(store_read_begin(f.store, &f.arena, &test_system.scope, &trace, &c.db), ERR_NONE);
    assert_int_equal(coded_summary(&c, (struct person_id){person}, &summary), ERR_NONE);
    store_read_end(f.store, c.db);
    return summary;
}

static struct person person_at(int64_t id)
{
    struct trace trace = {.arena = &f.arena};
    struct person p;
    struct ctx c = {.arena = &f.arena, .actor = &test_system, .clock = &test_clock, .trace = &trace};
    assert_int_equal(store_read_begin(f.store, &f.arena, &test_system.scope, &trace, &c.db), ERR_NONE);
    assert_int_equal(person_get(&c, (struct person_id){id}, &p), ERR_NONE);
    store_read_end(f.store, c.db);
    return p;
}

static void whom_it_is_about_may_be_said_in_many_ways(void **state)
{
    (void)state;
    struct outcome got = import_as("a.ndjson",
        STR(ABOUT("f1", "\"reference\":\"Patient/p1\"") "\n" ABOUT(
            "f2", "\"identifier\":{\"system\":\"" SYSTEM "\",\"value\":\"7\"}") "\n" ABOUT("f3",
            "\"reference\":\"Patient?identifier=https%3A%2F%2Flocal%7C7\"") "\n" LOCAL("p1", "7", "Walker") "\n"),
        AT_MILL);
    assert_int_equal(got.figures.rejected, 0);
    assert_int_equal(got.figures.records_new, 3);
    assert_int_equal(summary_of(1).now[CODED_ALERT].n, 1); /* of one code one */
}

static void what_is_not_resolved_is_rejected_and_taken_when_its_patient_comes(void **state)
{
    (void)state;
    struct str flag = STR(ABOUT("f2", "\"identifier\":{\"system\":\"" SYSTEM "\",\"value\":\"7\"}") "\n");
    struct outcome got = import_text("a.ndjson", flag);
    assert_int_equal(got.figures.rejected, 1);
    assert_int_equal(got.place, 1);
    assert_true(str_has(got.reason, STR("identifier of its patient, of the system https://local")));
    (void)import_as("b.ndjson", STR(LOCAL("p1", "7", "Walker") "\n"), AT_MILL);
    got = import_text("a.ndjson", flag);
    assert_int_equal(got.figures.rejected, 0);
    assert_int_equal(got.figures.records_new, 1);
}

static void an_identifier_of_two_people_is_nobodys(void **state)
{
    (void)state;
    struct outcome got = import_as("a.ndjson",
        STR(LOCAL("p1", "7", "Walker") "\n" LOCAL("p2", "7", "Jones") "\n" ABOUT(
            "f2", "\"identifier\":{\"system\":\"" SYSTEM "\",\"value\":\"7\"}") "\n"),
        AT_MILL);
    assert_int_equal(got.figures.people_new, 2);
    assert_int_equal(got.figures.records_new, 0);
    assert_true(str_has(got.reason, STR("More than one person here")));
}

static void a_reference_and_a_number_that_disagree_are_nobodys(void **state)
{
    (void)state;
    struct outcome got = import_text("a.ndjson",
        STR(ADA "\n" PATIENT("p2", "9990010013", "Jones", "1950-01-01", "") "\n" ABOUT("f1",
            "\"reference\":\"Patient/p1\",\"identifier\":{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\","
            "\"value\":\"9990010013\"}") "\n" ABOUT("f2",
            "\"reference\":\"Patient/p1\",\"identifier\":{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\","
            "\"value\":\"9990010005\"}") "\n"));
    assert_int_equal(got.figures.rejected, 1);
    assert_int_equal(got.place, 3);
    assert_true(str_has(got.reason, STR("two different people")));
    assert_int_equal(summary_of(1).now[CODED_ALERT].n, 1);
}

#define ROLE \
    "{\"resourceType\":\"PractitionerRole\",\"id\":\"r\",\"practitioner\":{\"reference\":\"Practitioner/d\"}," \
    "\"organization\":{\"reference\":\"Organization/o\"}}\n"
#define DOCTOR \
    "{\"resourceType\":\"Practitioner\",\"id\":\"d\",\"name\":[{\"prefix\":[\"Dr\"],\"family\":\"Patel\"}]}\n"
#define PLACE "{\"resourceType\":\"Location\",\"id\":\"l\",\"name\":\"Ward 7\"}\n"
#define APPOINTMENT(patient, start) \
    "{\"resourceType\":\"Appointment\",\"id\":\"a\",\"status\":\"booked\",\"serviceType\":[{\"text\":" \
    "\"Podiatry\"}]," \
    "\"start\":\"" start "\",\"participant\":[{\"actor\":{\"reference\":\"PractitionerRole/r\"}}," \
    "{\"actor\":{\"reference\":\"Location/l\"}},{\"actor\":{\"reference\":\"" patient "\"}}]}\n"

static void roles_and_places_say_who_and_where(void **state)
{
    (void)state;
    struct outcome got = import_text("a.ndjson",
        STR(APPOINTMENT("Patient/p1", "2099-01-01T10:00:00Z") ROLE DOCTOR PLACE
            "{\"resourceType\":\"Organization\",\"id\":\"o\",\"identifier\":[{\"system\":"
            "\"https://fhir.nhs.uk/Id/ods-organisation-code\",\"value\":\"A99002\"}]}\n"
            "{\"resourceType\":\"Patient\",\"id\":\"p1\",\"name\":[{\"family\":\"Walker\"}],"
            "\"generalPractitioner\":[{\"reference\":\"PractitionerRole/r\"}]}\n"));
    assert_int_equal(got.figures.rejected, 0);
    struct person p = person_at(1);
    assert_true(str_eq(p.named_gp, STR("Dr Patel")));
    assert_true(str_eq(p.practice_name, STR("A99002")));
    struct coded_summary s = summary_of(1);
    assert_int_equal(s.coming.n, 1);
    assert_true(str_eq(s.coming.items[0].who, STR("Dr Patel, at Ward 7")));
}

static void a_name_that_comes_later_is_put_in_and_then_nothing_changes(void **state)
{
    (void)state;
    struct str text = STR(ADA "\n" APPOINTMENT("Patient/p1", "2099-01-01T10:00:00Z"));
    (void)import_text("a.ndjson", text);
    assert_false(summary_of(1).coming.items[0].who.n > 0);
    (void)import_text("b.ndjson", STR(ROLE DOCTOR));
    struct outcome got = import_text("a.ndjson", text);
    assert_int_equal(got.figures.records_changed, 1);
    assert_true(str_eq(summary_of(1).coming.items[0].who, STR("Dr Patel")));
    got = import_text("a.ndjson", text);
    assert_int_equal(got.figures.records_same, 1);
    assert_int_equal(got.figures.records_changed, 0);
}

static void of_an_appointment_by_urns_the_patient_is_the_one_who_is_one(void **state)
{
    (void)state;
    struct outcome got = import_text("a.json",
        STR("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
            "{\"fullUrl\":\"urn:uuid:1\",\"resource\":{\"resourceType\":\"Practitioner\",\"name\":[{\"family\":"
            "\"Gose\"}]}},"
            "{\"fullUrl\":\"urn:uuid:3\",\"resource\":{\"resourceType\":\"Appointment\",\"start\":"
            "\"2099-01-01T10:00:00Z\",\"status\":\"booked\",\"participant\":[{\"actor\":{\"reference\":"
            "\"urn:uuid:1\"}},{\"actor\":{\"reference\":\"urn:uuid:2\"}}]}},"
            "{\"fullUrl\":\"urn:uuid:2\",\"resource\":" PATIENT(
                "p1", "9990010005", "Walker", "1943-03-04", "") "}]}"));
    assert_int_equal(got.figures.rejected, 0);
    struct coded_summary s = summary_of(1);
    assert_int_equal(s.coming.n, 1);
    assert_true(str_eq(s.coming.items[0].who, STR("Gose")));
}

#define CONTACT(name) \
    "{\"relationship\":[{\"coding\":[{\"code\":\"DAU\"}]}],\"name\":{\"family\":\"" name \
    "\"},\"telecom\":[{\"system\":\"phone\",\"value\":\"07700 900451\"}]}"
#define RESIDENT \
    ",\"extension\":[{\"url\":\"x/Extension-UKCore-ResidentialStatus\",\"valueCodeableConcept\":" \
    "{\"coding\":[{\"code\":\"H\"}]}}]"

static void a_contact_or_fact_that_a_source_has_no_more_is_not_shown(void **state)
{
    (void)state;
    struct outcome got = import_text("a.ndjson",
        STR(PATIENT("p1", "9990010005", "Walker", "1943-03-04",
            ",\"contact\":[" CONTACT("Nadia") "," CONTACT("Joy") "]" RESIDENT) "\n"));
    assert_int_equal(got.figures.records_new, 3);
    assert_int_equal(summary_of(1).now[CODED_RELATED].n, 2);
    struct str less =
        STR(PATIENT("p1", "9990010005", "Walker", "1943-03-04", ",\"contact\":[" CONTACT("Nadia") "]") "\n");
    got = import_text("a.ndjson", less);
    assert_int_equal(got.figures.records_same, 1);
    struct coded_summary s = summary_of(1);
    assert_int_equal(s.now[CODED_RELATED].n, 1);
    assert_true(str_eq(s.now[CODED_RELATED].items[0].value, STR("Nadia")));
    assert_int_equal(s.now[CODED_FACT].n, 0);
    got = import_text("a.ndjson", less);
    assert_int_equal(got.figures.people_same + got.figures.records_same, 2);
}

static void the_contacts_of_a_refused_patient_are_refused_with_them_without_more_words(void **state)
{
    (void)state;
    struct str text =
        STR(PATIENT("p1", "9990010005", "Walker", "2150-03-04", ",\"contact\":[" CONTACT("Nadia") "]") "\n");
    struct outcome got = import_text("a.ndjson", text);
    assert_int_equal(got.figures.rejected, 1);
    assert_int_equal(got.figures.records_new, 0);
}

static void what_is_over_is_not_shown_as_so(void **state)
{
    (void)state;
    static const char *const allergies[] = {
        "\"clinicalStatus\":{\"coding\":[{\"code\":\"active\"}]}",
        "\"clinicalStatus\":{\"coding\":[{\"code\":\"inactive\"}]}",
        "\"verificationStatus\":{\"coding\":[{\"code\":\"refuted\"}]}",
        "\"verificationStatus\":{\"coding\":[{\"code\":\"entered-in-error\"}]}",
        "\"verificationStatus\":{\"coding\":[{\"code\":\"unconfirmed\"}]}",
    };
    struct buf b = buf_new(&f.arena, 4096, 1 << 16);
    buf_printf(&b, "%s\n", ADA);
    for (size_t i = 0; i < COUNT_OF(allergies); i++)
        buf_printf(&b,
            "{\"resourceType\":\"AllergyIntolerance\",\"id\":\"a%zu\",\"code\":{\"text\":\"Allergy %zu\"},"
            "\"patient\":{\"reference\":\"Patient/p1\"},%s}\n",
            i, i, allergies[i]);
    buf_printf(&b, "%s",
        "{\"resourceType\":\"RelatedPerson\",\"id\":\"r\",\"patient\":{\"reference\":\"Patient/p1\"},\"name\":"
        "[{\"family\":\"Past\"}],\"period\":{\"end\":\"2001-01-01\"}}\n");
    struct outcome got = import_text("a.ndjson", buf_str(&b));
    assert_int_equal(got.figures.rejected, 0);
    struct coded_summary s = summary_of(1);
    assert_int_equal(s.now[CODED_ALLERGY].n, 2);
    assert_int_equal(s.now[CODED_RELATED].n, 0);
}

static void what_is_known_by_its_day_is_still_to_come_on_that_day(void **state)
{
    (void)state;
    struct date day = clock_today(&test_clock), before = {day.v - 1};
    struct str today = date_iso(&f.arena, day), yesterday = date_iso(&f.arena, before);
    struct str passed = str_printf(&f.arena, "%.*sT23:59:00Z", STR_ARG(yesterday));
    struct buf b = buf_new(&f.arena, 4096, 1 << 16);
    buf_printf(&b, "%s\n", ADA);
    const struct str starts[] = {today, passed, yesterday};
    for (size_t i = 0; i < COUNT_OF(starts); i++)
        buf_printf(&b,
            "{\"resourceType\":\"Appointment\",\"id\":\"a%zu\",\"status\":\"booked\",\"start\":\"%.*s\","
            "\"participant\":"
            "[{\"actor\":{\"reference\":\"Patient/p1\"}}]}\n",
            i, STR_ARG(starts[i]));
    assert_int_equal(import_text("a.ndjson", buf_str(&b)).figures.records_new, 3);
    struct coded_summary s = summary_of(1);
    assert_int_equal(s.coming.n, 1);
    assert_int_equal(s.coming.items[0].precision, CODED_DAY);
}

static void a_dry_run_says_the_same_of_all_of_it(void **state)
{
    (void)state;
    struct str text = STR(PATIENT("p1", "9990010005", "Walker", "1943-03-04",
        ",\"contact\":[" CONTACT("Nadia") "]" RESIDENT) "\n" ABOUT("f1",
        "\"reference\":\"Patient/p1\"") "\n" ABOUT("f2",
        "\"reference\":\"Patient/nobody\"") "\n" APPOINTMENT("Patient/p1", "2099-01-01T10:00:00Z") ROLE DOCTOR);
    struct outcome dry = import_as("a.ndjson", text, &(struct import_options){.dry_run = true});
    struct outcome real = import_text("a.ndjson", text);
    assert_memory_equal(&dry.figures, &real.figures, sizeof dry.figures);
    assert_int_equal(real.figures.rejected, 1);
}

static void bundles_that_are_not_for_importing_leave_nothing(void **state)
{
    (void)state;
    static const char *const types[] = {"history", "message", "subscription-notification"};
    for (size_t i = 0; i < COUNT_OF(types); i++)
        for (int late = 0; late < 2; late++) {
            struct str type = str_printf(&f.arena, "\"type\":\"%s\"", types[i]);
            struct str text =
                str_printf(&f.arena, "{\"resourceType\":\"Bundle\",%.*s\"entry\":[{\"resource\":%s}]%s%.*s}",
                    late ? 0 : (int)type.n + 1, str_cstr(&f.arena, str_printf(&f.arena, "%.*s,", STR_ARG(type))),
                    ADA, late ? "," : "", late ? (int)type.n : 0, type.p);
            struct outcome got = import_text("a.json", text);
            assert_int_equal(got.figures.people_new, 0);
            assert_int_equal(got.figures.rejected, 1);
        }
    struct outcome got = import_text("a.json",
        STR("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":" ADA
            "},{\"resource\":" ADAS_CONDITION ",\"request\":{\"method\":\"DELETE\",\"url\":\"Condition/c1\"}}]}"));
    assert_int_equal(got.figures.people_new, 1);
    assert_int_equal(got.figures.records_new, 0);
    assert_int_equal(got.figures.not_read, 1);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down),
        TEST(whom_it_is_about_may_be_said_in_many_ways)
            TEST(what_is_not_resolved_is_rejected_and_taken_when_its_patient_comes) TEST(
                an_identifier_of_two_people_is_nobodys) TEST(a_reference_and_a_number_that_disagree_are_nobodys)
                TEST(roles_and_places_say_who_and_where)
                    TEST(a_name_that_comes_later_is_put_in_and_then_nothing_changes)
                        TEST(of_an_appointment_by_urns_the_patient_is_the_one_who_is_one)
                            TEST(a_contact_or_fact_that_a_source_has_no_more_is_not_shown)
                                TEST(the_contacts_of_a_refused_patient_are_refused_with_them_without_more_words)
                                    TEST(what_is_over_is_not_shown_as_so)
                                        TEST(what_is_known_by_its_day_is_still_to_come_on_that_day)
                                            TEST(a_dry_run_says_the_same_of_all_of_it)
                                                TEST(bundles_that_are_not_for_importing_leave_nothing)
#undef TEST
    };
    import_test_begin(argc, argv);
    return cmocka_run_group_tests_name("import-care", tests, NULL, NULL);
}
