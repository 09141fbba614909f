/* One resource: by its type to its reader, and whatever is beyond a ceiling refused before that. */
#include "wire/fhir_read.h"

#include "base/utf8.h"

static const struct {
    struct str type;
    enum fhir_sort sort;
    int kind;
} types[] = {
    {STR_INIT("Condition"), FHIR_RECORD, CONDITION},
    {STR_INIT("Observation"), FHIR_RECORD, OBSERVATION},
    {STR_INIT("Procedure"), FHIR_RECORD, PROCEDURE},
    {STR_INIT("Immunization"), FHIR_RECORD, IMMUNISATION},
    {STR_INIT("MedicationRequest"), FHIR_RECORD, MEDICINE},
    {STR_INIT("MedicationStatement"), FHIR_RECORD, MEDICINE},
    {STR_INIT("Encounter"), FHIR_RECORD, ENCOUNTER},
    {STR_INIT("AllergyIntolerance"), FHIR_RECORD, ALLERGY},
    {STR_INIT("CarePlan"), FHIR_RECORD, CARE_PLAN},
    {STR_INIT("Goal"), FHIR_RECORD, GOAL},
    {STR_INIT("CareTeam"), FHIR_RECORD, CARE_TEAM},
    {STR_INIT("Consent"), FHIR_RECORD, CONSENT},
    {STR_INIT("Appointment"), FHIR_RECORD, APPOINTMENT},
    {STR_INIT("EpisodeOfCare"), FHIR_RECORD, EPISODE},
    {STR_INIT("Flag"), FHIR_RECORD, ALERT},
    {STR_INIT("RelatedPerson"), FHIR_RECORD, RELATED},
    {STR_INIT("Patient"), FHIR_PATIENT, 0},
    {STR_INIT("Organization"), FHIR_ACTOR, 0},
    {STR_INIT("Practitioner"), FHIR_ACTOR, 0},
    {STR_INIT("PractitionerRole"), FHIR_ACTOR, 0},
    {STR_INIT("Location"), FHIR_ACTOR, 0},
    {STR_INIT("HealthcareService"), FHIR_ACTOR, 0},
    {STR_INIT("MeasureReport"), FHIR_REFUSED, 0},
};

enum fhir_sort fhir_sort_of(struct json_value resource)
{
    struct str type = json_as_text(json_get(resource, STR("resourceType")));
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (str_eq(types[i].type, type)) return types[i].sort;
    return type.n ? FHIR_NOT_READ : FHIR_REFUSED;
}

static void check_ceilings(struct fhir_reader *r)
{
    (void)fhir_extension(r, r->resource, STR("/"));
    if (json_size(json_get(r->resource, STR("contained"))) > FHIR_CONTAINED_MOST)
        fhir_refuse(r, str_printf(r->a, "It has more than %d resources inside it", FHIR_CONTAINED_MOST));
}

static void read_sort(struct fhir_reader *r, size_t type, struct fhir_resource *ret)
{
    ret->sort = types[type].sort;
    check_ceilings(r);
    if (ret->sort == FHIR_PATIENT) fhir_read_patient(r, &ret->patient);
    if (ret->sort == FHIR_ACTOR) fhir_read_actor(r, &ret->actor);
    if (ret->sort == FHIR_RECORD) fhir_read_record(r, types[type].kind, &ret->record);
    if (ret->sort == FHIR_REFUSED)
        fhir_refuse(r, STR("It is a report of counts, not of people. Ask for the people themselves"));
}

/* Type and id are shown in the list of what was refused, so they are cut to what can be shown. */
static struct str showable(struct str text)
{
    text = utf8_cut(text, 100);
    return utf8_is_plain(text) ? text : STR_NONE;
}

static struct fhir_reader reader_of(struct arena *a, struct json_value resource, struct str full_url)
{
    struct fhir_reader r = {.a = a, .resource = resource};
    r.type = json_as_text(json_get(resource, STR("resourceType")));
    r.full_url = fhir_text(&r, full_url);
    r.place = fhir_place_of(r.full_url, r.type, json_as_text(json_get(resource, STR("id"))));
    return r;
}

void fhir_read(struct arena *a, struct json_value resource, struct str full_url, struct fhir_resource *ret)
{
    struct fhir_reader r = reader_of(a, resource, full_url);
    struct str id = json_as_text(json_get(resource, STR("id")));
    *ret = (struct fhir_resource){.sort = FHIR_NOT_READ, .type = showable(r.type), .id = showable(id)};
    if (!r.type.n) {
        ret->sort = FHIR_REFUSED;
        ret->reason = json_kind(resource) == JSON_OBJECT ?
            STR("It has no resourceType, so it is not a FHIR resource") :
            STR("It is not a FHIR resource");
        return;
    }
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (str_eq(types[i].type, r.type)) read_sort(&r, i, ret);
    if (ret->sort != FHIR_NOT_READ && r.reason.p) {
        ret->sort = FHIR_REFUSED;
        ret->reason = utf8_cut(r.reason, FHIR_REASON_MOST);
    }
}

size_t fhir_read_details(struct arena *a, struct json_value patient, struct str full_url, struct fhir_detail *ret)
{
    struct fhir_reader r = reader_of(a, patient, full_url);
    struct fhir_patient p;
    if (!str_eq(r.type, STR("Patient"))) return 0;
    check_ceilings(&r);
    if (!fhir_facts_of(&r) && !json_size(json_get(patient, STR("contact")))) return 0;
    fhir_read_patient(&r, &p);
    size_t n = r.reason.p ? 0 : fhir_details_of(&r, &p, ret);
    return r.reason.p ? 0 : n;
}

struct str fhir_bundle_refused(struct str type)
{
    static const struct str reasons[][2] = {
        {STR_INIT("history"),
            STR_INIT("This bundle is a history: it holds old versions of things beside the new ones. Ask for them "
                     "as they are now, as a searchset, collection or transaction")},
        {STR_INIT("message"),
            STR_INIT("This bundle is a message that asks a system to do something. Ask for the records "
                     "themselves, as a searchset, collection or transaction")},
        {STR_INIT("subscription-notification"),
            STR_INIT("This bundle is a notice that something changed. Ask for the records themselves, as a "
                     "searchset, collection or transaction")},
    };
    for (size_t i = 0; i < COUNT_OF(reasons); i++)
        if (str_eq(reasons[i][0], type)) return reasons[i][1];
    return STR_NONE;
}
