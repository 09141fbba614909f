/* Imports from end to end: files, the sandboxed reader as a process of its own, the writer, what is there
 * afterwards. */
#include "app/tests/import_support.h"

#include "base/random.h"

static struct ctx reading(struct trace *trace)
{
    *trace = (struct trace){.arena = &f.arena};
    struct ctx c = {.arena = &f.arena, .actor = &test_system, .clock = &test_clock, .trace = trace};
    assert_int_equal(store_read_begin(f.store, &f.arena, &test_system.scope, trace, &c.db), ERR_NONE);
    return c;
}

static struct person_id ada(struct ctx *c)
{
    struct person_id id;
    assert_int_equal(person_of_number(c, (struct pcn_id){1}, (struct nhs_number){9990010005}, &id), ERR_NONE);
    return id;
}

static struct person read_ada(void)
{
    struct trace trace;
    struct person p;
    struct ctx c = reading(&trace);
    assert_int_equal(person_get(&c, ada(&c), &p), ERR_NONE);
    store_read_end(f.store, c.db);
    return p;
}

static struct coded_summary summary_of_ada(void)
{
    struct trace trace;
    struct coded_summary summary;
    struct ctx c = reading(&trace);
    assert_int_equal(coded_summary(&c, ada(&c), &summary), ERR_NONE);
    store_read_end(f.store, c.db);
    return summary;
}

static void records_may_come_before_their_patient(void **state)
{
    (void)state;
    struct outcome got = import_text("a.ndjson", STR(ADAS_CONDITION "\n\n" ADA "\n"));
    assert_int_equal(got.figures.people_new, 1);
    assert_int_equal(got.figures.records_new, 1);
    assert_int_equal(got.figures.rejected, 0);
    struct coded_summary summary = summary_of_ada();
    assert_int_equal(summary.now[CODED_CONDITION].n, 1);
    assert_string_equal(
        str_cstr(&f.arena, coded_when(&f.arena, &summary.now[CODED_CONDITION].items[0])), "November 2014");
}

static void the_original_comes_back_byte_for_byte(void **state)
{
    (void)state;
    (void)import_text("a.ndjson", STR(ADA "\n" ADAS_CONDITION "\n"));
    struct trace trace;
    struct str json;
    struct ctx c = reading(&trace);
    struct coded_list list;
    assert_int_equal(coded_events(&c, ada(&c), CODED_KIND_NONE, INSTANT_NONE, INT64_MAX, 10, &list), ERR_NONE);
    assert_int_equal(list.n, 1);
    assert_int_equal(coded_original(&c, ada(&c), list.items[0].id, &json), ERR_NONE);
    assert_true(str_eq(json, STR(ADAS_CONDITION)));
    store_read_end(f.store, c.db);
}

static void importing_again_changes_nothing(void **state)
{
    (void)state;
    struct str text = STR(ADA "\n" ADAS_CONDITION "\n");
    (void)import_text("a.ndjson", text);
    struct outcome got = import_text("a.ndjson", text);
    assert_int_equal(got.figures.people_same, 1);
    assert_int_equal(got.figures.records_same, 1);
    assert_int_equal(got.figures.people_new + got.figures.people_changed + got.figures.records_new, 0);
    assert_int_equal(read_ada().version, 1);
}

static void a_dry_run_says_the_same_and_writes_nothing(void **state)
{
    (void)state;
    struct str text = STR(ADA "\n" ADAS_CONDITION "\n" CONDITION("c2", "Patient/nobody", "38341003", "") "\n");
    struct outcome dry = import_as("a.ndjson", text, &(struct import_options){.dry_run = true});
    struct trace trace;
    struct person_id id;
    struct ctx c = reading(&trace);
    assert_int_equal(
        person_of_number(&c, (struct pcn_id){1}, (struct nhs_number){9990010005}, &id), ERR_NOT_FOUND);
    store_read_end(f.store, c.db);
    struct outcome real = import_text("a.ndjson", text);
    assert_memory_equal(&dry.figures, &real.figures, sizeof dry.figures);
    assert_int_equal(dry.figures.rejected, 1);
    struct outcome again = import_as("a.ndjson", text, &(struct import_options){.dry_run = true});
    assert_int_equal(again.figures.people_same, 1);
    assert_int_equal(again.figures.records_same, 1);
    assert_int_equal(again.figures.people_new + again.figures.records_new, 0);
}

static enum err give_a_phone(struct ctx *c, void *arg)
{
    struct person p;
    (void)arg;
    enum err err = person_get(c, ada(c), &p);
    p.mobile_phone = STR("07700 900451");
    return err ? err : person_save(c, &p);
}

static void what_was_typed_here_stays_when_the_source_changes_something_else(void **state)
{
    (void)state;
    (void)import_text("a.ndjson", STR(ADA "\n"));
    struct work w;
    work_init(&w);
    assert_int_equal(store_run(f.store, give_a_phone, NULL, &w.c), ERR_NONE);
    arena_release(&w.arena);
    struct outcome got =
        import_text("a.ndjson", STR(PATIENT("p1", "9990010005", "Walker-Smith", "1943-03-04", "") "\n"));
    assert_int_equal(got.figures.people_changed, 1);
    struct person p = read_ada();
    assert_true(str_eq(p.family_name, STR("Walker-Smith")));
    assert_true(str_eq(p.mobile_phone, STR("07700 900451")));
}

static void a_number_alone_does_not_make_two_people_one(void **state)
{
    (void)state;
    (void)import_text("a.ndjson", STR(ADA "\n"));
    struct str other = STR(PATIENT("p9", "9990010005", "Jones", "1980-01-01", "") "\n" CONDITION(
        "c9", "Patient/p9", "38341003", "") "\n");
    struct outcome got = import_text("b.ndjson", other);
    assert_int_equal(got.figures.rejected, 2);
    assert_int_equal(got.figures.records_new, 0);
    assert_true(str_eq(read_ada().family_name, STR("Walker")));
}

static void two_systems_may_use_the_same_ids(void **state)
{
    (void)state;
    (void)import_text("a.ndjson", STR(ADA "\n"));
    struct str other = STR(PATIENT("p1", "9990010013", "Jones", "1980-01-01", "") "\n");
    struct outcome got = import_text("b.ndjson", other);
    assert_int_equal(got.figures.rejected, 1);
    got = import_as("b.ndjson", other, &(struct import_options){.source = STR("hospital")});
    assert_int_equal(got.figures.people_new, 1);
}

static enum err add_other_network(struct ctx *c, void *arg)
{
    struct pcn pcn = {.name = STR("Other network")};
    enum err err = pcn_add(c, &pcn);
    struct practice p = {.pcn = pcn.id, .ods_code = STR("B99001"), .name = STR("Elsewhere")};
    (void)arg;
    return err ? err : practice_add(c, &p);
}

static void found_other_network(void)
{
    struct work w;
    work_init(&w);
    assert_int_equal(store_run(f.store, add_other_network, NULL, &w.c), ERR_NONE);
    arena_release(&w.arena);
}

/* The same numbers, ids and practitioners: everything that an import knows somebody or something by. */
static void the_same_file_in_two_networks_is_two_sets_of_people(void **state)
{
    (void)state;
    const struct import_options here = {.pcn = STR("Test network")};
    const struct import_options there = {.pcn = STR("other network"), .practice_code = STR("B99001")};
    const struct str text = STR(ADA "\n" ADAS_CONDITION "\n");
    (void)import_text("a.ndjson", text);
    struct person before = read_ada();
    found_other_network();
    struct outcome got = import_as("a.ndjson", text, &there);
    assert_int_equal(got.figures.people_new, 1);
    assert_int_equal(got.figures.records_new, 1);
    assert_int_equal(got.figures.rejected, 0);
    struct person after = read_ada();
    assert_int_equal(after.version, before.version);
    got = import_as("a.ndjson", text, &here);
    assert_int_equal(got.figures.people_same, 1);
    assert_int_equal(got.figures.records_same, 1);
    /* Somebody else with that number and those ids, there: nothing of it is known here. */
    got = import_as("b.ndjson", STR(PATIENT("p1", "9990010005", "Jones", "1980-01-01", "") "\n"), &there);
    assert_int_equal(got.figures.rejected, 1);
    got = import_as("c.ndjson", STR(CONDITION("c2", "Patient/p1", "38341003", "") "\n"), &here);
    assert_int_equal(got.figures.records_new, 1);
}

static void a_record_by_number_alone_finds_nobody_of_another_network(void **state)
{
    (void)state;
    (void)import_text("a.ndjson", STR(ADA "\n"));
    found_other_network();
    const struct str text = STR("{\"resourceType\":\"Condition\",\"id\":\"c7\",\"code\":{\"text\":\"Asthma\"},"
                                "\"subject\":{\"identifier\":{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\","
                                "\"value\":\"9990010005\"}}}\n");
    struct outcome got = import_as("b.ndjson", text, &(struct import_options){.pcn = STR("Other network")});
    assert_int_equal(got.figures.rejected, 1);
    assert_true(str_eq(got.reason, STR("Nobody here has the NHS number of its patient")));
    got = import_as("b.ndjson", text, &(struct import_options){.pcn = STR("Test network")});
    assert_int_equal(got.figures.records_new, 1);
}

static void an_import_of_several_networks_says_which(void **state)
{
    (void)state;
    struct outcome got;
    struct import_options how = {0};
    found_other_network();
    assert_int_equal(import_tried("a.ndjson", STR(ADA "\n"), &how, &got), ERR_REFUSED);
    assert_true(str_eq(got.reason, STR("this installation holds 2 networks; say which with --pcn")));
    how.pcn = STR("Nowhere");
    assert_int_equal(import_tried("a.ndjson", STR(ADA "\n"), &how, &got), ERR_REFUSED);
    assert_true(str_eq(got.reason, STR("no network here is called Nowhere")));
    how = (struct import_options){.pcn = STR("Other network"), .practice_code = STR("A99001")};
    assert_int_equal(import_tried("a.ndjson", STR(ADA "\n"), &how, &got), ERR_INVALID);
    how = (struct import_options){.pcn = STR("Test network")};
    got = import_as("b.ndjson",
        STR("{\"resourceType\":\"Patient\",\"id\":\"p5\",\"name\":[{\"family\":\"Marsh\"}],"
            "\"managingOrganization\":{\"identifier\":{\"system\":\"https://fhir.nhs.uk/Id/"
            "ods-organization-code\","
            "\"value\":\"B99001\"}}}\n"),
        &how);
    assert_int_equal(got.figures.rejected, 1);
    assert_true(str_has(got.reason, STR("Its practice B99001 is not one of this network's")));
}

static void an_unknown_practice_is_refused_unless_one_is_named(void **state)
{
    (void)state;
    struct str text = STR("{\"resourceType\":\"Patient\",\"id\":\"p2\",\"name\":[{\"family\":\"Marsh\"}]}");
    struct outcome got = import_text("a.json", text);
    assert_int_equal(got.figures.rejected, 1);
    assert_true(str_has(got.reason, STR("--practice CODE")));
    got = import_as("a.json", text, &(struct import_options){.practice_code = STR("a99002")});
    assert_int_equal(got.figures.people_new, 1);
}

static void a_rejected_resource_never_stops_the_rest(void **state)
{
    (void)state;
    struct outcome got = import_text("a.ndjson",
        STR("{\"resourceType\":\"Patient\"\n" ADA
            "\n" CONDITION("c1", "Patient/p1", "38341004", "") "\n[]\n" CONDITION("c2", "Patient/p1", "38341003",
                ",\"abatementDateTime\":\"2014-13-01\"") "\n" PATIENT("p3", "9990010006", "Bad", "1950-01-01",
                "") "\n" PATIENT("p4", "9990010013", "Future", "2050-01-01", "") "\n" CONDITION("c3", "Patient/p1",
                "38341003", "") "\n{\"resourceType\":\"Basic\",\"id\":\"b\"}\n\xff\xfe\n"));
    assert_int_equal(got.figures.people_new, 1);
    assert_int_equal(got.figures.records_new, 1);
    assert_int_equal(got.figures.not_read, 1);
    assert_int_equal(got.figures.rejected, 7);
}

static void entered_in_error_takes_a_record_back(void **state)
{
    (void)state;
    (void)import_text("a.ndjson", STR(ADA "\n" ADAS_CONDITION "\n"));
    struct outcome got = import_text("a.ndjson",
        STR(CONDITION("c1", "Patient/p1", "38341003",
            ",\"verificationStatus\":{\"coding\":[{\"code\":\"entered-in-error\"}]}") "\n"));
    assert_int_equal(got.figures.records_changed, 1);
    assert_int_equal(summary_of_ada().now[CODED_CONDITION].n, 0);
}

static void bundles_find_their_own_by_urn_and_by_address(void **state)
{
    (void)state;
    struct str text =
        STR("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[\n"
            "{\"fullUrl\":\"urn:uuid:5d2ffd7c-0000-4000-8000-000000000002\",\"resource\":" CONDITION("c1",
                "urn:uuid:5d2ffd7c-0000-4000-8000-000000000001", "38341003",
                "") "},\n"
                    "{\"fullUrl\":\"urn:uuid:5d2ffd7c-0000-4000-8000-000000000001\",\"resource\":" ADA "},\n"
                    "{\"fullUrl\":\"https://a.example/fhir/Patient/p7\",\"resource\":" PATIENT("p7", "9990010013",
                        "Jones", "1980-01-01",
                        "") "},\n"
                            "{\"fullUrl\":\"https://a.example/fhir/Condition/c7\",\"resource\":" CONDITION("c7",
                                "Patient/p7", "38341003",
                                "") "},\n"
                                    "{\"resource\":" CONDITION("c8",
                                        "https://a.example/fhir/Patient/p7/_history/2", "38341003",
                                        "") "},\n"
                                            "{\"resource\":" CONDITION("c9", "https://b.example/fhir/Patient/p7",
                                                "38341003", "") "},\n"
                                                                "{\"request\":{\"method\":\"DELETE\",\"url\":"
                                                                "\"Patient/x\"}}\n]}\n");
    struct outcome got = import_text("a.json", text);
    assert_int_equal(got.figures.people_new, 2);
    assert_int_equal(got.figures.records_new, 3);
    assert_int_equal(got.figures.not_read, 1);
    assert_int_equal(got.figures.rejected, 1);
    assert_int_equal(got.place, 6);
}

static void a_truncated_bundle_gives_what_was_whole(void **state)
{
    (void)state;
    struct outcome got = import_text("a.json",
        STR("{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":" ADA
            "},{\"resource\":{\"resourceType\":\"Condition\",\"id\":\"c"));
    assert_int_equal(got.figures.people_new, 1);
    assert_int_equal(got.figures.rejected, 1);
    assert_true(str_has(got.reason, STR("not JSON")));
}

static void every_write_is_audited_once_for_each_person(void **state)
{
    (void)state;
    (void)import_text(
        "a.ndjson", STR(ADA "\n" ADAS_CONDITION "\n" CONDITION("c2", "Patient/p1", "38341003", "") "\n"));
    struct audit_finding finding;
    fixture_close(&f);
    assert_int_equal(store_audit_verify(f.directory, STR(""), &f.keys, STR_NONE, &finding), ERR_NONE);
    assert_int_equal(finding.fault, AUDIT_FAULT_NONE);
}

/* More of them than there are slices: each larger than a slice, and one small one between them. */
static void many_resources_larger_than_a_slice_take_no_more_memory_than_one(void **state)
{
    (void)state;
    enum { LARGE = 60, NOTE_BYTES = 400 * 1000 };
    struct buf b = buf_new(&f.arena, 1 << 16, 64 << 20);
    struct random_seeded r;
    random_seed(&r, 1);
    buf_add(&b, STR(ADA "\n"));
    for (int i = 0; i < LARGE; i++) {
        buf_printf(&b,
            "{\"resourceType\":\"Condition\",\"id\":\"s%d\",\"code\":{\"text\":\"Cough\"},\"subject\":{"
            "\"reference\":"
            "\"Patient/"
            "p1\"}}\n{\"resourceType\":\"Condition\",\"id\":\"l%d\",\"code\":{\"text\":\"Cough\"},\"subject\":"
            "{\"reference\":\"Patient/p1\"},\"note\":[{\"text\":\"",
            i, i);
        for (int n = 0; n < NOTE_BYTES; n++)
            buf_byte(&b, (char)('A' + random_below(&r, 26) + random_below(&r, 2) * 32));
        buf_add(&b, STR("\"}]}\n"));
    }
    struct outcome got = import_text("a.ndjson", buf_str(&b));
    assert_int_equal(got.figures.records_new, 2 * LARGE);
    assert_int_equal(got.figures.rejected, 0);
    got = import_text("a.ndjson", buf_str(&b));
    assert_int_equal(got.figures.records_same, 2 * LARGE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(int argc, char **argv)
{
    import_test_begin(argc, argv);
    const struct CMUnitTest tests[] = {
        TEST(records_may_come_before_their_patient),
        TEST(the_original_comes_back_byte_for_byte),
        TEST(importing_again_changes_nothing),
        TEST(a_dry_run_says_the_same_and_writes_nothing),
        TEST(what_was_typed_here_stays_when_the_source_changes_something_else),
        TEST(a_number_alone_does_not_make_two_people_one),
        TEST(two_systems_may_use_the_same_ids),
        TEST(the_same_file_in_two_networks_is_two_sets_of_people),
        TEST(a_record_by_number_alone_finds_nobody_of_another_network),
        TEST(an_import_of_several_networks_says_which),
        TEST(an_unknown_practice_is_refused_unless_one_is_named),
        TEST(a_rejected_resource_never_stops_the_rest),
        TEST(entered_in_error_takes_a_record_back),
        TEST(bundles_find_their_own_by_urn_and_by_address),
        TEST(a_truncated_bundle_gives_what_was_whole),
        TEST(every_write_is_audited_once_for_each_person),
        TEST(many_resources_larger_than_a_slice_take_no_more_memory_than_one),
    };
    return cmocka_run_group_tests_name("imports", tests, NULL, NULL);
}
