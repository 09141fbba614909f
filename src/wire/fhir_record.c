/* The clinical resources: what, when, which value, in which state. [house §3, standards §3] */
#include "wire/fhir_read.h"

#include "nhs/snomed.h"

/* Numbers of care/coded's enum coded_status, which is stored and so never changes; a test holds the two together.
 */
enum status { CURRENT = 1, ENDED, DONE, PLANNED, UNCONFIRMED, NOT_DONE, NOT_SAID, IN_ERROR, RULED_OUT };
enum kind { CONDITION = 1, OBSERVATION, PROCEDURE, IMMUNISATION, MEDICINE, ENCOUNTER };

static const struct {
    unsigned kinds; /* bits */
    struct str word;
    enum status status;
} statuses[] = {
    {~0u, STR_INIT("entered-in-error"), IN_ERROR},
    {1u << PROCEDURE | 1u << IMMUNISATION | 1u << MEDICINE, STR_INIT("completed"), DONE},
    {1u << OBSERVATION, STR_INIT("final"), DONE},
    {1u << OBSERVATION, STR_INIT("amended"), DONE},
    {1u << OBSERVATION, STR_INIT("corrected"), DONE},
    {1u << OBSERVATION, STR_INIT("preliminary"), UNCONFIRMED},
    {1u << OBSERVATION, STR_INIT("registered"), UNCONFIRMED},
    {1u << MEDICINE, STR_INIT("active"), CURRENT},
    {1u << MEDICINE, STR_INIT("draft"), PLANNED},
    {1u << MEDICINE | 1u << PROCEDURE, STR_INIT("on-hold"), CURRENT},
    {1u << MEDICINE | 1u << PROCEDURE, STR_INIT("stopped"), ENDED},
    {~0u, STR_INIT("cancelled"), NOT_DONE},
    {~0u, STR_INIT("not-done"), NOT_DONE},
    {1u << PROCEDURE, STR_INIT("preparation"), PLANNED},
    {1u << PROCEDURE | 1u << ENCOUNTER, STR_INIT("in-progress"), CURRENT},
    {1u << ENCOUNTER, STR_INIT("finished"), DONE},
    {1u << ENCOUNTER, STR_INIT("planned"), PLANNED},
    {1u << ENCOUNTER, STR_INIT("arrived"), CURRENT},
    {1u << ENCOUNTER, STR_INIT("triaged"), CURRENT},
    {1u << ENCOUNTER, STR_INIT("onleave"), CURRENT},
};

static enum status condition_status(struct json_value v, bool ended)
{
    struct str verified = fhir_first_code(json_get(v, STR("verificationStatus")));
    struct str clinical = fhir_first_code(json_get(v, STR("clinicalStatus")));
    if (str_eq(verified, STR("entered-in-error"))) return IN_ERROR;
    if (str_eq(verified, STR("refuted"))) return RULED_OUT;
    if (verified.n && !str_eq(verified, STR("confirmed"))) return UNCONFIRMED;
    if (str_eq(clinical, STR("active")) || str_eq(clinical, STR("recurrence")) || str_eq(clinical, STR("relapse")))
        return CURRENT;
    return clinical.n || ended ? ENDED : NOT_SAID;
}

static enum status status_of(struct json_value v, int kind)
{
    struct str word = json_as_text(json_get(v, STR("status")));
    bool against = false;
    enum status status = NOT_SAID;
    for (size_t i = 0; i < COUNT_OF(statuses); i++)
        if ((statuses[i].kinds >> kind & 1) && str_eq(statuses[i].word, word)) status = statuses[i].status;
    if (kind != MEDICINE || status == IN_ERROR) return status;
    if (json_as_bool(json_get(v, STR("doNotPerform")), &against) && against) return NOT_DONE;
    struct str intent = json_as_text(json_get(v, STR("intent")));
    return str_eq(intent, STR("proposal")) || str_eq(intent, STR("plan")) ? PLANNED : status;
}

struct str fhir_concept_words(struct json_value concept)
{
    struct str text = json_as_text(json_get(concept, STR("text")));
    for (struct json_each e = json_each(json_get(concept, STR("coding"))); !text.n && json_each_next(&e);)
        text = json_as_text(json_get(e.value, STR("display")));
    return text;
}

/* SNOMED CT before any other system, then the first coding that has a code. */
static struct json_value best_coding(struct json_value concept)
{
    struct json_value best = {NULL, 0};
    for (struct json_each e = json_each(json_get(concept, STR("coding"))); json_each_next(&e);) {
        if (!json_as_text(json_get(e.value, STR("code"))).n) continue;
        if (str_eq(json_as_text(json_get(e.value, STR("system"))), SNOMED_SYSTEM)) return e.value;
        if (json_kind(best) == JSON_ABSENT) best = e.value;
    }
    return best;
}

static void read_coding(struct fhir_reader *r, struct json_value coding, struct fhir_record *ret)
{
    ret->system = fhir_member(r, coding, STR("system"));
    ret->code = fhir_member(r, coding, STR("code"));
    ret->display = fhir_member(r, coding, STR("display"));
    struct snomed_id id;
    if (!str_eq(ret->system, SNOMED_SYSTEM)) return;
    enum snomed_fault fault = snomed_parse(ret->code, &id);
    if (fault)
        fhir_refuse(r, str_printf(r->a, "Code %.*s: %.*s", STR_ARG(ret->code), STR_ARG(snomed_fault_text(fault))));
}

static void read_concept(struct fhir_reader *r, struct json_value concept, struct fhir_record *ret)
{
    read_coding(r, best_coding(concept), ret);
    if (!ret->display.n) ret->display = fhir_text(r, fhir_concept_words(concept));
}

static struct json_value medicine_of(struct fhir_reader *r, struct fhir_record *ret)
{
    struct json_value concept = json_get(r->resource, STR("medicationCodeableConcept"));
    struct json_value reference = json_get(r->resource, STR("medicationReference"));
    if (json_kind(concept) != JSON_ABSENT) return concept;
    struct json_value inside = fhir_contained(r, json_as_text(json_get(reference, STR("reference"))));
    if (json_kind(inside) == JSON_ABSENT) ret->display = fhir_member(r, reference, STR("display"));
    return json_get(inside, STR("code"));
}

static void read_what(struct fhir_reader *r, struct fhir_record *ret)
{
    struct json_value v = r->resource, concept = json_get(v, STR("code"));
    struct str words = STR_NONE;
    if (ret->kind == IMMUNISATION) {
        concept = json_get(fhir_extension(v, STR("UKCore-VaccinationProcedure")), STR("valueCodeableConcept"));
        if (json_kind(concept) == JSON_ABSENT) concept = json_get(v, STR("vaccineCode"));
    }
    if (ret->kind == MEDICINE) {
        concept = medicine_of(r, ret);
        words = ret->display;
    }
    if (ret->kind == ENCOUNTER) concept = json_item(json_get(v, STR("type")), 0);
    read_concept(r, concept, ret);
    if (ret->kind == ENCOUNTER && !ret->display.n) read_coding(r, json_get(v, STR("class")), ret);
    if (!ret->display.n) ret->display = words.n ? words : ret->code;
    if (!ret->display.n) fhir_refuse(r, STR("It has no code and no words that say what it is"));
}

/* The first of these members that is there gives the date; a member with a dot is inside a period. */
static const struct str dates[][5] = {
    [CONDITION] = {STR_INIT("onsetDateTime"), STR_INIT("onsetPeriod"), STR_INIT("recordedDate")},
    [OBSERVATION] = {STR_INIT("effectiveDateTime"), STR_INIT("effectivePeriod"), STR_INIT("effectiveInstant"),
        STR_INIT("issued")},
    [PROCEDURE] = {STR_INIT("performedDateTime"), STR_INIT("performedPeriod")},
    [IMMUNISATION] = {STR_INIT("occurrenceDateTime"), STR_INIT("recorded")},
    [MEDICINE] = {STR_INIT("authoredOn")},
    [ENCOUNTER] = {STR_INIT("period")},
};
static const struct str ends[] = {
    STR_INIT("onsetPeriod"), STR_INIT("performedPeriod"), STR_INIT("period"), STR_INIT("abatementPeriod")};

static void read_ended(struct fhir_reader *r, struct str text, struct fhir_record *ret)
{
    int precision;
    struct instant at;
    struct date day;
    if (!text.n) return;
    if (fhir_date_time(text, &precision, &at, &day))
        ret->ended = day.v;
    else
        fhir_refuse(r, str_printf(r->a, "The end date \"%.*s\" is not a date", STR_ARG(text)));
}

static void read_dates(struct fhir_reader *r, struct fhir_record *ret)
{
    struct str text = STR_NONE;
    for (size_t i = 0; !text.n && i < COUNT_OF(dates[0]) && dates[ret->kind][i].p; i++) {
        struct json_value v = json_get(r->resource, dates[ret->kind][i]);
        text =
            fhir_text(r, json_kind(v) == JSON_OBJECT ? json_as_text(json_get(v, STR("start"))) : json_as_text(v));
    }
    int precision;
    struct instant at;
    struct date day;
    if (text.n && fhir_date_time(text, &precision, &at, &day)) {
        ret->precision = precision;
        ret->happened_at = at.v;
    } else if (text.n) {
        fhir_refuse(r, str_printf(r->a, "The date \"%.*s\" is not a date", STR_ARG(text)));
    }
    read_ended(r, fhir_member(r, r->resource, STR("abatementDateTime")), ret);
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        read_ended(r, fhir_member(r, json_get(r->resource, ends[i]), STR("end")), ret);
}

static void read_subject(struct fhir_reader *r, struct fhir_record *ret)
{
    struct json_value subject = json_get(r->resource, ret->kind == IMMUNISATION ? STR("patient") : STR("subject"));
    struct json_value identifier = json_get(subject, STR("identifier"));
    struct str number = json_as_text(json_get(identifier, STR("value")));
    struct nhs_number nhs;
    ret->subject_key = fhir_reference_key(r, json_as_text(json_get(subject, STR("reference"))));
    if (fhir_is_nhs_number(identifier) && number.n) {
        enum nhs_number_fault fault = nhs_number_parse(number, &nhs);
        if (fault)
            fhir_refuse(r, nhs_number_fault_text(fault));
        else
            ret->subject_nhs_number = nhs.v;
    }
    if (!ret->subject_key.n && !ret->subject_nhs_number)
        fhir_refuse(r, STR("It doesn't say which patient it is about"));
}

void fhir_read_record(struct fhir_reader *r, int kind, struct fhir_record *ret)
{
    static const struct str names[] = {[CONDITION] = STR_INIT("Condition"),
        [OBSERVATION] = STR_INIT("Observation"),
        [PROCEDURE] = STR_INIT("Procedure"),
        [IMMUNISATION] = STR_INIT("Immunization"),
        [MEDICINE] = STR_INIT("MedicationRequest"),
        [ENCOUNTER] = STR_INIT("Encounter")};
    struct json_value v = r->resource;
    *ret = (struct fhir_record){.kind = kind, .happened_at = INT64_MIN, .ended = INT32_MIN};
    ret->key = fhir_own_key(r, names[kind], fhir_member(r, v, STR("id")));
    read_subject(r, ret);
    read_what(r, ret);
    read_dates(r, ret);
    ret->status = kind == CONDITION ? condition_status(v, ret->ended != INT32_MIN) : status_of(v, kind);
    if (kind == OBSERVATION) fhir_read_value(r, v, ret);
    if (kind == MEDICINE)
        ret->value = fhir_member(r, json_item(json_get(v, STR("dosageInstruction")), 0), STR("text"));
    if (kind == ENCOUNTER)
        ret->value = fhir_text(r, fhir_concept_words(json_item(json_get(v, STR("reasonCode")), 0)));
}
