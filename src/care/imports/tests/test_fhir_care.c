/* What other systems say besides clinical facts: plans, appointments, needs, family. */
#include "care/imports/tests/fhir_support.h"

_Static_assert(FHIR_KINDS == CODED_KIND_END - 1, "the reader knows the kinds that are stored");
_Static_assert(FHIR_STATUSES == CODED_STATUS_END - 1, "the reader knows the states that are stored");

/* A resource about Patient/1 with these members more. */
static struct fhir_record record(const char *type, const char *members)
{
    struct fhir_resource read =
        read_at(str_printf(&arena,
                    "{\"resourceType\":\"%s\",\"id\":\"r\",\"subject\":{\"reference\":\"Patient/1\"},"
                    "\"patient\":{\"reference\":\"Patient/1\"},%s}",
                    type, members),
            STR_NONE);
    assert_int_equal(read.sort, FHIR_RECORD);
    assert_true(str_eq(read.record.subject_key, STR("|Patient/1")));
    return read.record;
}

static const struct {
    const char *type, *members;
    enum coded_kind kind;
    enum coded_status status;
} STATES[] = {
#define SAID(type, kind, word, status) \
    {type, "\"code\":{\"text\":\"x\"},\"status\":\"" word "\"", CODED_##kind, CODED_STATUS_##status},
#define JUDGED(word, value, status) \
    {"AllergyIntolerance", \
        "\"code\":{\"text\":\"x\"},\"" word "Status\":{\"coding\":[{\"code\":\"" value "\"}]}", CODED_ALLERGY, \
        CODED_STATUS_##status},
    SAID("CarePlan", CARE_PLAN, "draft", PLANNED) SAID("CarePlan", CARE_PLAN, "active", CURRENT)
        SAID("CarePlan", CARE_PLAN, "on-hold", ON_HOLD) SAID("CarePlan", CARE_PLAN, "revoked", ENDED) SAID(
            "CarePlan", CARE_PLAN, "completed", DONE) SAID("CarePlan", CARE_PLAN, "entered-in-error", IN_ERROR)
            SAID("CarePlan", CARE_PLAN, "unknown", NOT_SAID){"CarePlan",
                "\"status\":\"active\",\"intent\":\"proposal\"", CODED_CARE_PLAN, CODED_STATUS_PLANNED},
    SAID("CareTeam", CARE_TEAM, "proposed", PLANNED) SAID("CareTeam", CARE_TEAM, "active", CURRENT) SAID(
        "CareTeam", CARE_TEAM, "suspended", ON_HOLD) SAID("CareTeam", CARE_TEAM, "inactive",
        ENDED) SAID("CareTeam", CARE_TEAM, "entered-in-error", IN_ERROR) SAID("Consent", CONSENT, "proposed",
        PLANNED) SAID("Consent", CONSENT, "active", CURRENT) SAID("Consent", CONSENT, "rejected", DECLINED)
        SAID("Consent", CONSENT, "inactive", ENDED) SAID("Consent", CONSENT, "entered-in-error", IN_ERROR)
            SAID("EpisodeOfCare", EPISODE, "planned", PLANNED) SAID("EpisodeOfCare", EPISODE, "waitlist", WAITING)
                SAID("EpisodeOfCare", EPISODE, "active", CURRENT) SAID("EpisodeOfCare", EPISODE, "onhold", ON_HOLD)
                    SAID("EpisodeOfCare", EPISODE, "finished", ENDED) SAID("EpisodeOfCare", EPISODE, "cancelled",
                        CANCELLED) SAID("Flag", ALERT, "active", CURRENT) SAID("Flag", ALERT, "inactive", ENDED)
                        SAID("Flag", ALERT, "entered-in-error", IN_ERROR){"Goal",
                            "\"description\":{\"text\":\"x\"},\"lifecycleStatus\":\"accepted\"", CODED_GOAL,
                            CODED_STATUS_PLANNED},
    {"Goal", "\"description\":{\"text\":\"x\"},\"lifecycleStatus\":\"active\"", CODED_GOAL, CODED_STATUS_CURRENT},
    {"Goal", "\"description\":{\"text\":\"x\"},\"lifecycleStatus\":\"cancelled\"", CODED_GOAL,
        CODED_STATUS_CANCELLED},
    {"Goal", "\"description\":{\"text\":\"x\"},\"lifecycleStatus\":\"rejected\"", CODED_GOAL,
        CODED_STATUS_DECLINED},
    {"RelatedPerson", "\"name\":[{\"family\":\"x\"}],\"active\":false", CODED_RELATED, CODED_STATUS_ENDED},
    {"RelatedPerson", "\"name\":[{\"family\":\"x\"}]", CODED_RELATED, CODED_STATUS_CURRENT},
    JUDGED("clinical", "active", CURRENT) JUDGED("clinical", "inactive", ENDED) JUDGED("clinical", "resolved",
        ENDED) JUDGED("verification", "refuted", RULED_OUT) JUDGED("verification", "unconfirmed", UNCONFIRMED)
        JUDGED("verification", "entered-in-error", IN_ERROR){"AllergyIntolerance",
            "\"code\":{\"text\":\"x\"},\"clinicalStatus\":{\"coding\":[{\"code\":\"resolved\"}]},"
            "\"verificationStatus\":{\"coding\":[{\"code\":\"unconfirmed\"}]}",
            CODED_ALLERGY, CODED_STATUS_ENDED},
    {"MedicationStatement", "\"medicationCodeableConcept\":{\"text\":\"x\"},\"status\":\"not-taken\"",
        CODED_MEDICINE, CODED_STATUS_NOT_DONE},
    {"MedicationStatement", "\"medicationCodeableConcept\":{\"text\":\"x\"},\"status\":\"active\"", CODED_MEDICINE,
        CODED_STATUS_CURRENT},
    {"MedicationStatement", "\"medicationCodeableConcept\":{\"text\":\"x\"},\"status\":\"intended\"",
        CODED_MEDICINE, CODED_STATUS_PLANNED},
#undef SAID
#undef JUDGED
};

static void each_word_of_a_state_has_its_meaning(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(STATES); i++) {
        struct fhir_record r = record(STATES[i].type, STATES[i].members);
        if (r.status != (int64_t)STATES[i].status) print_message("%s %s\n", STATES[i].type, STATES[i].members);
        assert_int_equal(r.kind, STATES[i].kind);
        assert_int_equal(r.status, STATES[i].status);
    }
}

static struct fhir_record appointment(const char *members)
{
    return read_at(
        str_printf(&arena,
            "{\"resourceType\":\"Appointment\",\"id\":\"a\",\"start\":\"2026-12-11T10:46:00+00:00\","
            "\"participant\":[{\"actor\":{\"reference\":\"Location/l\"}},"
            "{\"actor\":{\"reference\":\"Practitioner/p\",\"display\":\"Dr Sandra Gose\"}},"
            "{\"actor\":{\"reference\":\"PractitionerRole/r\"}},{\"actor\":{\"reference\":\"Patient/1\"}}],%s}",
            members),
        STR_NONE)
        .record;
}

static void an_appointment_says_what_when_who_and_where(void **state)
{
    (void)state;
    struct fhir_record r = appointment("\"status\":\"booked\",\"serviceType\":[{\"text\":\"Podiatry\"}],"
                                       "\"description\":\"Sore\\n foot\",\"patientInstruction\":\"Bring shoes\"");
    is_text(r.subject_key, "|Patient/1");
    is_text(r.display, "Podiatry");
    is_text(r.value, "Sore foot");
    is_text(r.note, "Bring shoes");
    is_text(r.who, "Dr Sandra Gose");
    is_text(r.who_keys, "|PractitionerRole/r");
    is_text(r.place_key, "|Location/l");
    assert_int_equal(r.precision, 4);
    static const struct {
        const char *word;
        enum coded_status status;
    } cases[] = {{"proposed", CODED_STATUS_PLANNED}, {"pending", CODED_STATUS_PLANNED},
        {"booked", CODED_STATUS_BOOKED}, {"arrived", CODED_STATUS_CURRENT}, {"fulfilled", CODED_STATUS_DONE},
        {"cancelled", CODED_STATUS_CANCELLED}, {"noshow", CODED_STATUS_NOT_ATTENDED},
        {"waitlist", CODED_STATUS_WAITING}, {"entered-in-error", CODED_STATUS_IN_ERROR}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        r = appointment(str_cstr(&arena, str_printf(&arena, "\"status\":\"%s\"", cases[i].word)));
        assert_int_equal(r.status, cases[i].status);
    }
}

static void an_allergy_keeps_what_was_written_beside_its_code(void **state)
{
    (void)state;
    struct fhir_record r = record("AllergyIntolerance",
        "\"criticality\":\"high\",\"code\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":"
        "\"196461000000101\",\"display\":\"Transfer-degraded drug allergy\"}],\"text\":\"Amoxicillin 250mg\"},"
        "\"reaction\":[{\"manifestation\":[{\"text\":\"rash\"},{\"text\":\"swelling\"}]}]");
    is_text(r.display, "Transfer-degraded drug allergy");
    is_text(r.value, "Amoxicillin 250mg");
    is_text(r.note, "high risk: rash, swelling");
}

static void a_flag_is_a_need_where_it_is_an_adjustment(void **state)
{
    (void)state;
    static const struct {
        const char *members;
        enum coded_kind kind;
    } cases[] = {
        {"\"code\":{\"coding\":[{\"system\":\"http://snomed.info/"
         "sct\",\"code\":\"719561001\",\"display\":\"x\"}]}",
            CODED_NEED},
        {"\"code\":{\"coding\":[{\"system\":\"http://snomed.info/"
         "sct\",\"code\":\"160689007\",\"display\":\"x\"}]}",
            CODED_ALERT},
        {"\"code\":{\"text\":\"x\"},\"category\":[{\"coding\":[{\"code\":\"NRAF\"}]}]", CODED_NEED},
        {"\"code\":{\"text\":\"x\"},\"category\":[{\"coding\":[{\"system\":"
         "\"https://fhir.nhs.uk/England/CodeSystem/RA-FlagCategory\",\"code\":\"004\"}]}]",
            CODED_NEED},
        {"\"code\":{\"text\":\"x\"},\"category\":[{\"coding\":[{\"code\":\"diet\"}]}]", CODED_ALERT},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(record("Flag", cases[i].members).kind, cases[i].kind);
}

static void plans_goals_teams_and_consents_have_words_and_no_jargon(void **state)
{
    (void)state;
    struct fhir_record r = record("CarePlan",
        "\"title\":\"Asthma care\",\"category\":[{\"coding\":[{\"code\":\"assess-plan\"}]}],"
        "\"author\":{\"display\":\"Dr Ng\"},\"activity\":[{\"detail\":{\"description\":\"Walk\"}},"
        "{\"detail\":{\"status\":\"cancelled\",\"description\":\"Swim\"}}],\"period\":{\"start\":\"2020-01\"}");
    is_text(r.display, "Care plan");
    is_text(r.value, "Asthma care");
    is_text(r.note, "Walk");
    is_text(r.who, "Dr Ng");
    r = record("Goal", "\"description\":{\"text\":\"Walk\"},\"target\":[{\"dueDate\":\"2027-03-01\"}]");
    is_text(r.value, "Walk");
    is_text(r.note, "by 1 March 2027");
    r = record("CareTeam",
        "\"name\":\"Falls\",\"participant\":[{\"role\":[{\"text\":\"nurse\"}],"
        "\"member\":{\"display\":\"Tom\"}},{\"member\":{\"reference\":\"Practitioner/p\"}}]");
    is_text(r.value, "Falls");
    is_text(r.who, "Tom (nurse)");
    is_text(r.who_keys, "|Practitioner/p");
    r = record("Consent",
        "\"status\":\"active\",\"category\":[{\"text\":\"Research\"}],"
        "\"provision\":{\"type\":\"deny\"}");
    is_text(r.value, "Not agreed");
}

static void family_is_said_in_plain_words(void **state)
{
    (void)state;
    struct fhir_record r = record("RelatedPerson",
        "\"relationship\":[{\"coding\":[{\"code\":\"WIFE\",\"display\":\"wife\"}]},{\"coding\":[{\"code\":\"N\"}]}"
        "],"
        "\"name\":[{\"use\":\"old\",\"family\":\"Old\"},{\"family\":\"Smith\",\"given\":[\"Joy\"]}],"
        "\"telecom\":[{\"system\":\"phone\",\"value\":\"07700 900451\"},{\"system\":\"fax\",\"value\":\"1\"}],"
        "\"extension\":[{\"url\":\"x/Extension-UKCore-ContactRank\",\"valuePositiveInt\":1},"
        "{\"url\":\"x/Extension-UKCore-CopyCorrespondenceIndicator\",\"valueBoolean\":true},"
        "{\"url\":\"x/Extension-UKCore-ContactPreference\",\"extension\":[{\"url\":\"PreferredContactMethod\","
        "\"valueCodeableConcept\":{\"coding\":[{\"code\":\"1\"}]}},{\"url\":\"PreferredContactTimes\","
        "\"valueTiming\":{\"repeat\":{\"dayOfWeek\":[\"mon\",\"wed\"],\"when\":[\"AFT\"]}}}]}]");
    is_text(r.display, "Wife, Next of kin");
    is_text(r.value, "Joy Smith");
    is_text(r.reach, "07700 900451");
    is_text(r.note,
        "First to contact. Best way: letter. Monday and Wednesday, in the afternoon. Gets copies of letters");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_word_of_a_state_has_its_meaning),
        cmocka_unit_test(an_appointment_says_what_when_who_and_where),
        cmocka_unit_test(an_allergy_keeps_what_was_written_beside_its_code),
        cmocka_unit_test(a_flag_is_a_need_where_it_is_an_adjustment),
        cmocka_unit_test(plans_goals_teams_and_consents_have_words_and_no_jargon),
        cmocka_unit_test(family_is_said_in_plain_words),
    };
    return run_fhir_tests("fhir-care", tests, COUNT_OF(tests));
}
