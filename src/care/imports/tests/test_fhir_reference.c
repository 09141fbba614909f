/* References of every form, what stands inside a patient, and what is refused. */
#include "care/imports/tests/fhir_support.h"

static void references_of_every_form(void **state)
{
    (void)state;
    static const struct {
        const char *reference, *key, *identifier;
        int64_t number;
    } cases[] = {
        {"\"reference\":\"Patient/1\"", "https://a.example/fhir|Patient/1", "(none)", 0},
        {"\"reference\":\"Patient/1/_history/2\"", "https://a.example/fhir|Patient/1", "(none)", 0},
        {"\"reference\":\"https://b.example/Patient/1\"", "https://b.example|Patient/1", "(none)", 0},
        {"\"reference\":\"urn:uuid:7\"", "urn:uuid:7", "(none)", 0},
        {"\"reference\":\"#p\"", "(none)", "identifier|https://local|7", 9990010005},
        {"\"reference\":\"Patient?identifier=https://fhir.nhs.uk/Id/nhs-number|9990010005\"", "(none)", "(none)",
            9990010005},
        {"\"reference\":\"Patient?identifier=https%3A%2F%2Flocal%7Ca%20b\"", "(none)",
            "identifier|https://local|a b", 0},
        {"\"identifier\":{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\"999 001 0005\"}", "(none)",
            "(none)", 9990010005},
        {"\"identifier\":{\"system\":\"https://local\",\"value\":\"7\"}", "(none)", "identifier|https://local|7",
            0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fhir_resource r =
            read_at(str_printf(&arena,
                        "{\"resourceType\":\"Condition\",\"id\":\"c\",\"code\":{\"text\":\"x\"},\"contained\":[{"
                        "\"resourceType\":\"Patient\",\"id\":\"p\",\"identifier\":[{\"system\":\"https://"
                        "local\",\"value\":"
                        "\"7\"},{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\"9990010005\"}]}],"
                        "\"subject\":{%s}}",
                        cases[i].reference),
                STR("https://a.example/fhir/Condition/c"));
        assert_int_equal(r.sort, FHIR_RECORD);
        is_text(r.record.subject_key, cases[i].key);
        is_text(r.record.subject_identifier, cases[i].identifier);
        assert_int_equal(r.record.subject_nhs_number, cases[i].number);
    }
}

static void a_related_person_without_a_patient_has_one_in_the_address(void **state)
{
    (void)state;
    struct fhir_resource r =
        read_at(STR("{\"resourceType\":\"RelatedPerson\",\"id\":\"F4\",\"patient\":{},\"name\":"
                    "[{\"family\":\"Smith\"}]}"),
            STR("https://api.example/FHIR/R4/Patient/9000000017/RelatedPerson/F4"));
    is_text(r.record.subject_key, "https://api.example/FHIR/R4|Patient/9000000017");
}

static void a_role_and_a_place_say_whose_and_where(void **state)
{
    (void)state;
    struct fhir_resource r =
        read_at(STR("{\"resourceType\":\"PractitionerRole\",\"id\":\"r\",\"practitioner\":{\"reference\":"
                    "\"Practitioner/p\"},\"organization\":{\"identifier\":{\"system\":"
                    "\"https://fhir.nhs.uk/Id/ods-organisation-code\",\"value\":\"A99001\"}}}"),
            STR_NONE);
    assert_int_equal(r.sort, FHIR_ACTOR);
    is_text(r.actor.of_key, "|Practitioner/p");
    is_text(r.actor.ods_code, "A99001");
    r = read_at(STR("{\"resourceType\":\"Location\",\"id\":\"l\",\"name\":\"Ward 7\",\"identifier\":[{\"system\":"
                    "\"https://fhir.nhs.uk/Id/ods-site-code\",\"value\":\"RR8D7\"}]}"),
        STR_NONE);
    is_text(r.actor.name, "Ward 7");
    is_text(r.actor.ods_code, "RR8D7");
}

#define UK "\"url\":\"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-"
#define CODED_AS(code) "\"valueCodeableConcept\":{\"coding\":[{\"code\":\"" code "\"}]}"

static const struct str FULL_PATIENT = STR_INIT(
    "{\"resourceType\":\"Patient\",\"id\":\"p\",\"name\":[{\"family\":\"Smith\"}],\"extension\":["
    "{" UK "BirthSex\"," CODED_AS("female") "},{" UK "ResidentialStatus\"," CODED_AS(
        "O") "},"
             "{" UK "NHSNumberUnavailableReason\"," CODED_AS(
                 "devolved-nation") "},"
                                    "{" UK
                                    "ReligiousAffiliation\",\"valueCodeableConcept\":{\"text\":\"Quaker\"}}],"
                                    "\"address\":[{\"line\":[\"1 High St\"],\"extension\":[{" UK
                                    "AddressKey\",\"extension\":["
                                    "{\"url\":\"type\",\"valueCoding\":{\"code\":\"PAF\"}},{\"url\":\"value\","
                                    "\"valueString\":"
                                    "\"1\"}]},{" UK
                                    "AddressKey\",\"extension\":[{\"url\":\"type\",\"valueCoding\":{\"code\":"
                                    "\"UPRN\"}},{\"url\":\"value\",\"valueString\":\"123456789012\"}]}]}],"
                                    "\"communication\":[{\"language\":{\"coding\":[{\"system\":\"urn:ietf:bcp:"
                                    "47\",\"code\":"
                                    "\"bfi\"},{\"system\":\"http://snomed.info/"
                                    "sct\",\"code\":\"703963007\",\"display\":"
                                    "\"Makaton\"}]}}],\"contact\":[{\"name\":{\"family\":\"Jackson\","
                                    "\"given\":[\"Jane\"]},"
                                    "\"relationship\":[{\"coding\":[{\"code\":\"Personal\"}]}]},{\"name\":{"
                                    "\"text\":\"\\u202e\"}},"
                                    "{\"organization\":{\"display\":\"Age "
                                    "Friends\"},\"period\":{\"end\":\"2020-01-01\"}}]}");

static void a_patient_holds_contacts_and_facts_as_records(void **state)
{
    (void)state;
    struct str json = FULL_PATIENT;
    struct fhir_detail details[FHIR_DETAILS_MOST];
    size_t n = fhir_read_details(&arena, parsed(json), STR_NONE, details);
    assert_int_equal(n, 3 + 6);
    is_text(details[0].record.display, "Personal contact");
    is_text(details[0].record.value, "Jane Jackson");
    is_text(details[0].record.key, "|Patient/p#contact-1");
    is_text(details[0].record.subject_key, "|Patient/p");
    assert_true(details[1].reason.n > 0);
    assert_false(details[2].reason.n > 0);
    is_text(details[2].record.value, "Age Friends");
    assert_int_not_equal(details[2].record.ended, INT32_MIN);
    static const char *const facts[][2] = {{"Sex registered at birth", "Female"}, {"Lives in", "another country"},
        {"Why there is no NHS number", "From Scotland, Wales or Northern Ireland"},
        {"Property reference number (UPRN)", "123456789012"},
        {"Languages", "British Sign Language (BSL); Makaton"}, {"Religion", "Quaker"}};
    for (size_t i = 0; i < COUNT_OF(facts); i++) {
        const struct fhir_record *r = &details[3 + i].record;
        is_text(r->display, facts[i][0]);
        is_text(i == 3 ? r->reach : r->value, facts[i][1]);
        assert_int_equal(r->kind, CODED_FACT);
    }
    struct fhir_resource read = read_at(json, STR_NONE);
    is_text(read.patient.language, "bfi");
    assert_int_equal(read.patient.contacts, 3);
    assert_int_equal(read.patient.facts, 0x3f);
}

static void a_protected_address_has_no_property_number(void **state)
{
    (void)state;
    struct fhir_detail details[FHIR_DETAILS_MOST];
    struct str json =
        STR("{\"resourceType\":\"Patient\",\"id\":\"p\",\"name\":[{\"family\":\"Smith\"}],\"meta\":{"
            "\"security\":[{\"code\":\"R\"}]},\"address\":[{\"extension\":[{" UK "AddressKey\","
            "\"extension\":[{\"url\":\"type\",\"valueCoding\":{\"code\":\"UPRN\"}},{\"url\":\"value\","
            "\"valueString\":\"123456789012\"}]}]}]}");
    assert_int_equal(fhir_read_details(&arena, parsed(json), STR_NONE, details), 0);
}

static void what_cannot_be_taken_says_why(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"{\"resourceType\":\"MeasureReport\"}", "a report of counts"},
        {"{\"resourceType\":\"Flag\",\"id\":\"f\",\"code\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Location/"
         "1\"}}",
            "It is about a Location and not about a patient"},
        {"{\"resourceType\":\"Goal\",\"id\":\"g\",\"subject\":{\"reference\":\"Patient/1\"}}", "what the goal is"},
        {"{\"resourceType\":\"Appointment\",\"id\":\"a\",\"participant\":[]}", "which patient"},
        {"{\"resourceType\":\"Appointment\",\"id\":\"a\",\"participant\":[{\"actor\":{\"reference\":\"Patient/"
         "1\"}},"
         "{\"actor\":{\"reference\":\"Patient/2\"}}]}",
            "several patients"},
        {"{\"resourceType\":\"RelatedPerson\",\"id\":\"r\",\"patient\":{\"reference\":\"Patient/1\"}}",
            "neither who it is nor how"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fhir_resource r = read_at(str_from_cstr(cases[i][0]), STR_NONE);
        assert_int_equal(r.sort, FHIR_REFUSED);
        assert_true(str_has(r.reason, str_from_cstr(cases[i][1])));
    }
}

/* n times one item in a list. */
static struct str many(const char *before, const char *item, int n, const char *after)
{
    struct buf b = buf_new(&arena, 1 << 16, 1 << 22);
    buf_printf(&b, "%s", before);
    for (int i = 0; i < n; i++) buf_printf(&b, "%s%s", i ? "," : "", item);
    buf_printf(&b, "%s", after);
    return buf_str(&b);
}

static void nothing_is_larger_than_its_ceiling(void **state)
{
    (void)state;
    static const struct {
        const char *before, *item, *after;
        int most;
    } cases[] = {
        {"{\"resourceType\":\"Flag\",\"id\":\"f\",\"code\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/"
         "1\"},"
         "\"extension\":[",
            "{\"url\":\"x\",\"valueBoolean\":true}", "]}", FHIR_EXTENSIONS_MOST},
        {"{\"resourceType\":\"Condition\",\"id\":\"c\",\"code\":{\"text\":\"x\"},\"subject\":{\"reference\":"
         "\"Patient/1\"},\"contained\":[",
            "{\"resourceType\":\"Basic\"}", "]}", FHIR_CONTAINED_MOST},
        {"{\"resourceType\":\"CareTeam\",\"id\":\"c\",\"subject\":{\"reference\":\"Patient/1\"},\"participant\":[",
            "{\"member\":{\"reference\":\"Practitioner/1\"}}", "]}", FHIR_LIST_MOST},
        {"{\"resourceType\":\"Patient\",\"id\":\"p\",\"name\":[{\"family\":\"x\"}],\"telecom\":[", "{}", "]}",
            FHIR_LIST_MOST},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct str at = many(cases[i].before, cases[i].item, cases[i].most, cases[i].after);
        struct str over = many(cases[i].before, cases[i].item, cases[i].most + 1, cases[i].after);
        assert_int_not_equal(read_at(at, STR_NONE).sort, FHIR_REFUSED);
        assert_int_equal(read_at(over, STR_NONE).sort, FHIR_REFUSED);
    }
    struct str long_id = many("{\"resourceType\":\"Condition\",\"id\":\"", "abcdefghi", 110, "\"}");
    assert_int_equal(read_at(long_id, STR_NONE).sort, FHIR_REFUSED);
}

/* Lists within lists, each within its ceiling: what comes of them still fits, in a small part of the memory. */
static void lists_of_lists_end_where_a_text_does(void **state)
{
    (void)state;
    struct str inner = many("{\"manifestation\":[", "{\"text\":\"a rash on one arm\"}", FHIR_LIST_MOST, "]}");
    struct str json = many("{\"resourceType\":\"AllergyIntolerance\",\"id\":\"a\",\"code\":{\"text\":\"x\"},"
                           "\"patient\":{\"reference\":\"Patient/1\"},\"reaction\":[",
        str_cstr(&arena, inner), FHIR_LIST_MOST, "]}");
    struct json_value v = parsed(json);
    struct fhir_resource read;
    size_t before = arena.used;
    fhir_read(&arena, v, STR_NONE, &read);
    assert_int_equal(read.sort, FHIR_RECORD);
    assert_in_range(read.record.note.n, FHIR_TEXT_MOST / 2, FHIR_TEXT_MOST);
    assert_true(arena.used - before < 4 << 20);
}

static void some_bundles_are_not_for_importing(void **state)
{
    (void)state;
    static const char *const good[] = {"transaction", "batch", "collection", "searchset", "document", ""};
    for (size_t i = 0; i < COUNT_OF(good); i++) assert_false(fhir_bundle_refused(str_from_cstr(good[i])).n > 0);
    assert_true(str_has(fhir_bundle_refused(STR("history")), STR("old versions")));
    assert_true(str_has(fhir_bundle_refused(STR("message")), STR("asks a system")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_of_every_form),
        cmocka_unit_test(a_related_person_without_a_patient_has_one_in_the_address),
        cmocka_unit_test(a_role_and_a_place_say_whose_and_where),
        cmocka_unit_test(a_patient_holds_contacts_and_facts_as_records),
        cmocka_unit_test(a_protected_address_has_no_property_number),
        cmocka_unit_test(what_cannot_be_taken_says_why),
        cmocka_unit_test(nothing_is_larger_than_its_ceiling),
        cmocka_unit_test(lists_of_lists_end_where_a_text_does),
        cmocka_unit_test(some_bundles_are_not_for_importing),
    };
    return run_fhir_tests("fhir-reference", tests, COUNT_OF(tests));
}
