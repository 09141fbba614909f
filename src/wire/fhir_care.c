/* Allergies, plans, goals, teams, consents, episodes, flags, appointments and stays: the parts that differ. What a
 * source wrote in its own words goes into value or note, so that display is a code's wording, of which there are
 * few. [standards §3] */
#include "wire/fhir_read.h"

#include "nhs/adjustment.h"
#include "nhs/hospital.h"

/* The code's wording, and beside it what was written by hand, if that says something else. */
static void read_code_and_text(struct fhir_reader *r, struct json_value concept, struct fhir_record *ret)
{
    fhir_read_concept(r, concept, ret);
    struct str text = fhir_words(r, json_as_text(json_get(concept, STR("text"))));
    if (!str_eq_nocase(text, ret->display)) ret->value = text;
}

/* The first category that has words; a code without words would be shown as a code. */
static void read_category(
    struct fhir_reader *r, struct json_value of, struct str member, struct str otherwise, struct fhir_record *ret)
{
    for (struct json_each e = fhir_each(r, of, member); !ret->display.n && json_each_next(&e);)
        if (fhir_concept_words(e.value).n) fhir_read_concept(r, e.value, ret);
    if (!ret->display.n) ret->display = otherwise;
}

static void add_all(struct fhir_reader *r, struct json_value of, struct str member, struct fhir_record *ret)
{
    for (struct json_each e = fhir_each(r, of, member); json_each_next(&e);)
        fhir_add_who(r, e.value, STR_NONE, ret);
}

static void read_allergy(struct fhir_reader *r, struct fhir_record *ret)
{
    struct str seen = STR_NONE, severe = STR_NONE;
    read_code_and_text(r, json_get(r->resource, STR("code")), ret);
    for (struct json_each e = fhir_each(r, r->resource, STR("reaction")); json_each_next(&e);) {
        if (!ret->display.n) read_code_and_text(r, json_get(e.value, STR("substance")), ret);
        for (struct json_each m = fhir_each(r, e.value, STR("manifestation")); json_each_next(&m);)
            seen = fhir_joined(r, seen, fhir_concept_words(m.value), STR(", "));
        if (str_eq(json_as_text(json_get(e.value, STR("severity"))), STR("severe")))
            severe = STR("severe reaction");
    }
    if (str_eq(json_as_text(json_get(r->resource, STR("criticality"))), STR("high"))) severe = STR("high risk");
    ret->note = fhir_joined(r, severe, seen, STR(": "));
    fhir_add_who(r, json_get(r->resource, STR("recorder")), STR_NONE, ret);
    if (!ret->display.n && !ret->code.n) fhir_refuse(r, STR("It has no code and no words that say what it is"));
}

static struct str activity_words(struct fhir_reader *r, struct json_value activity)
{
    struct json_value detail = json_get(activity, STR("detail"));
    struct str state = json_as_text(json_get(detail, STR("status")));
    if (str_eq(state, STR("entered-in-error")) || str_eq(state, STR("cancelled"))) return STR_NONE;
    struct str words = json_as_text(json_get(detail, STR("description")));
    if (!words.n) words = fhir_concept_words(json_get(detail, STR("code")));
    if (!words.n) words = json_as_text(json_get(json_get(activity, STR("reference")), STR("display")));
    return fhir_words(r, words);
}

static void read_plan(struct fhir_reader *r, struct fhir_record *ret)
{
    struct json_value v = r->resource;
    struct str title = json_as_text(json_get(v, STR("title")));
    read_category(r, v, STR("category"), STR("Care plan"), ret);
    for (struct json_each e = fhir_each(r, v, STR("activity")); json_each_next(&e);)
        ret->note = fhir_joined(r, ret->note, activity_words(r, e.value), STR("; "));
    ret->value = fhir_words(r, title.n ? title : json_as_text(json_get(v, STR("description"))));
    fhir_add_who(r, json_get(v, STR("author")), STR_NONE, ret);
    add_all(r, v, STR("contributor"), ret);
}

static void read_goal(struct fhir_reader *r, struct fhir_record *ret)
{
    struct json_value v = r->resource, description = json_get(v, STR("description"));
    struct str due = json_as_text(json_get(fhir_first(r, v, STR("target")), STR("dueDate")));
    struct date day;
    if (json_size(json_get(description, STR("coding")))) fhir_read_concept(r, description, ret);
    struct str text = fhir_words(r, json_as_text(json_get(description, STR("text"))));
    if (!str_eq_nocase(text, ret->display)) ret->value = text;
    if (!ret->display.n && !ret->value.n) fhir_refuse(r, STR("It doesn't say what the goal is"));
    if (!ret->display.n) ret->display = STR("Goal");
    ret->note = fhir_words(r, fhir_concept_words(json_get(v, STR("achievementStatus"))));
    if (date_from_iso(due, &day))
        ret->note =
            fhir_joined(r, ret->note, str_printf(r->a, "by %.*s", STR_ARG(date_long(r->a, day))), STR(", "));
    fhir_add_who(r, json_get(v, STR("expressedBy")), STR_NONE, ret);
}

static void read_team(struct fhir_reader *r, struct fhir_record *ret)
{
    struct json_value v = r->resource;
    read_category(r, v, STR("category"), STR("Care team"), ret);
    ret->value = fhir_words(r, json_as_text(json_get(v, STR("name"))));
    for (struct json_each e = fhir_each(r, v, STR("participant")); json_each_next(&e);) {
        struct str role = fhir_words(r, fhir_concept_words(fhir_first(r, e.value, STR("role"))));
        fhir_add_who(r, json_get(e.value, STR("member")), role, ret);
    }
    fhir_set_place(r, fhir_first(r, v, STR("managingOrganization")), ret);
}

static void read_consent(struct fhir_reader *r, struct fhir_record *ret)
{
    static const struct str scopes[][2] = {{STR_INIT("patient-privacy"), STR_INIT("Sharing information")},
        {STR_INIT("adr"), STR_INIT("Wishes about future care")}, {STR_INIT("research"), STR_INIT("Research")},
        {STR_INIT("treatment"), STR_INIT("Treatment")}};
    struct json_value v = r->resource;
    struct str scope = fhir_first_code(json_get(v, STR("scope")));
    struct str type = json_as_text(json_get(json_get(v, STR("provision")), STR("type")));
    read_category(r, v, STR("category"), STR("Consent"), ret);
    if (str_eq(type, STR("permit"))) ret->value = STR("Agreed");
    if (str_eq(type, STR("deny"))) ret->value = STR("Not agreed");
    for (size_t i = 0; i < COUNT_OF(scopes); i++)
        if (str_eq(scopes[i][0], scope)) ret->note = scopes[i][1];
    add_all(r, v, STR("performer"), ret);
    fhir_set_place(r, fhir_first(r, v, STR("organization")), ret);
}

static void read_episode(struct fhir_reader *r, struct fhir_record *ret)
{
    read_category(r, r->resource, STR("type"), STR("Care by a service"), ret);
    fhir_add_who(r, json_get(r->resource, STR("careManager")), STR_NONE, ret);
    fhir_set_place(r, json_get(r->resource, STR("managingOrganization")), ret);
}

/* Of the Reasonable Adjustment Flag: by its category, its profile, or the code of the adjustment itself. */
static bool is_adjustment(struct fhir_reader *r, const struct fhir_record *ret)
{
    struct snomed_id id;
    struct json_value profiles = json_get(json_get(r->resource, STR("meta")), STR("profile"));
    if (snomed_parse(ret->code, &id) == SNOMED_FAULT_NONE && adjustment_is(id)) return true;
    if (str_eq(ret->code, STR("NRAF"))) return true;
    if (str_has(json_as_text(json_item(profiles, 0)), STR("/England/StructureDefinition/"))) return true;
    for (struct json_each e = fhir_each(r, r->resource, STR("category")); json_each_next(&e);) {
        struct json_value coding = json_item(json_get(e.value, STR("coding")), 0);
        if (str_ends(json_as_text(json_get(coding, STR("system"))), STR("/RA-FlagCategory"))) return true;
        if (str_eq(json_as_text(json_get(coding, STR("code"))), STR("NRAF"))) return true;
    }
    return false;
}

static void read_flag(struct fhir_reader *r, struct fhir_record *ret)
{
    struct json_value detail =
        json_get(fhir_extension(r, r->resource, STR("/flag-detail")), STR("valueReference"));
    struct fhir_pointer more = fhir_point(r, detail);
    read_code_and_text(r, json_get(r->resource, STR("code")), ret);
    if (is_adjustment(r, ret)) ret->kind = NEED;
    if (!ret->display.n && str_eq(ret->code, STR("NRAF"))) ret->display = STR("Has reasonable adjustments");
    ret->note = more.display;
    if (!ret->note.n) ret->note = fhir_words(r, fhir_concept_words(json_get(more.inside, STR("code"))));
    fhir_add_who(r, json_get(r->resource, STR("author")), STR_NONE, ret);
    if (!ret->display.n && !ret->code.n) fhir_refuse(r, STR("It has no code and no words that say what it is"));
}

void fhir_read_care(struct fhir_reader *r, struct fhir_record *ret)
{
    switch ((enum fhir_kind)ret->kind) {
    case ALLERGY: read_allergy(r, ret); return;
    case CARE_PLAN: read_plan(r, ret); return;
    case GOAL: read_goal(r, ret); return;
    case CARE_TEAM: read_team(r, ret); return;
    case CONSENT: read_consent(r, ret); return;
    case EPISODE: read_episode(r, ret); return;
    case ALERT: read_flag(r, ret); return;
    default: BUG("kind %lld is read elsewhere", (long long)ret->kind);
    }
}

/* ---- being with somebody: appointments and stays ---- */

/* Who takes part: the patient is whom it is about, a place is where, everybody else is who. One whose kind its
 * reference doesn't tell may be any of them; whoever resolves the keys finds out. */
static void take_part(struct fhir_reader *r, struct json_value actor, int *patients, struct fhir_record *ret)
{
    struct fhir_pointer p = fhir_point(r, actor);
    bool patient = p.nhs_number || str_eq(p.type, STR("Patient"));
    if (patient && !(*patients)++)
        fhir_read_subject(r, actor, ret);
    else if (str_eq(p.type, STR("Location")))
        fhir_set_place(r, actor, ret);
    else if (!patient && !p.type.n && str_starts(p.key, STR("urn:")))
        fhir_add_key(r, p.key, ret);
    else if (!patient)
        fhir_add_who(r, actor, STR_NONE, ret);
}

/* The first of those who may be anybody; the others are tried by whoever resolves it. */
static struct str perhaps_the_patient(struct str keys)
{
    while (keys.n) {
        struct str key = str_cut(&keys, ' ');
        if (str_starts(key, STR("urn:"))) return key;
    }
    return STR_NONE;
}

static void read_appointment_words(struct fhir_reader *r, struct fhir_record *ret)
{
    struct json_value v = r->resource, channel = fhir_extension(r, v, STR("UKCore-DeliveryChannel"));
    static const struct str types[] = {
        STR_INIT("serviceType"), STR_INIT("specialty"), STR_INIT("serviceCategory")};
    for (size_t i = 0; i < COUNT_OF(types); i++) read_category(r, v, types[i], STR_NONE, ret);
    if (!ret->display.n && fhir_concept_words(json_get(v, STR("appointmentType"))).n)
        fhir_read_concept(r, json_get(v, STR("appointmentType")), ret);
    if (!ret->display.n) ret->display = STR("Appointment");
    ret->value = fhir_words(r, json_as_text(json_get(v, STR("description"))));
    struct str how = fhir_words(r, fhir_concept_words(json_get(channel, STR("valueCodeableConcept"))));
    ret->note = fhir_joined(r, how, json_as_text(json_get(v, STR("patientInstruction"))), STR(". "));
}

void fhir_read_appointment(struct fhir_reader *r, struct fhir_record *ret)
{
    int patients = 0;
    read_appointment_words(r, ret);
    for (struct json_each e = fhir_each(r, r->resource, STR("participant")); json_each_next(&e);)
        take_part(r, json_get(e.value, STR("actor")), &patients, ret);
    if (!patients) ret->subject_key = perhaps_the_patient(ret->who_keys);
    if (patients > 1) fhir_refuse(r, STR("It is about several patients, and a record is about one"));
    if (!ret->subject_key.n && !ret->subject_identifier.n && !ret->subject_nhs_number)
        fhir_refuse(r, STR("It doesn't say which patient it is about"));
}

void fhir_read_stay(struct fhir_reader *r, struct fhir_record *ret)
{
    struct json_value v = r->resource, stay = json_get(v, STR("hospitalization"));
    ret->value = fhir_words(r, fhir_concept_words(fhir_first(r, v, STR("reasonCode"))));
    for (struct json_each e = fhir_each(r, v, STR("participant")); json_each_next(&e);)
        fhir_add_who(r, json_get(e.value, STR("individual")), STR_NONE, ret);
    fhir_set_place(r, json_get(fhir_first(r, v, STR("location")), STR("location")), ret);
    if (!ret->place.n && !ret->place_key.n) fhir_set_place(r, json_get(v, STR("serviceProvider")), ret);
    const struct str words[] = {
        hospital_admission_words(fhir_extension_code(r, stay, STR("UKCore-AdmissionMethod"))),
        hospital_discharge_words(fhir_extension_code(r, v, STR("UKCore-DischargeMethod"))),
        hospital_destination_words(fhir_first_code(json_get(stay, STR("dischargeDisposition"))))};
    ret->note = str_join(r->a, words, COUNT_OF(words), STR(", "));
}
