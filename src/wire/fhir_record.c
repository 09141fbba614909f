/* What is said about a person: what, when, which value, in which state. [house §3, standards §3] */
#include "wire/fhir_read.h"

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

void fhir_read_concept(struct fhir_reader *r, struct json_value concept, struct fhir_record *ret)
{
    read_coding(r, best_coding(concept), ret);
    if (!ret->display.n) ret->display = fhir_text(r, fhir_concept_words(concept));
}

static struct json_value medicine_of(struct fhir_reader *r, struct fhir_record *ret)
{
    struct json_value concept = json_get(r->resource, STR("medicationCodeableConcept"));
    if (json_kind(concept) != JSON_ABSENT) return concept;
    struct fhir_pointer p = fhir_point(r, json_get(r->resource, STR("medicationReference")));
    if (json_kind(p.inside) == JSON_ABSENT) ret->display = p.display;
    return json_get(p.inside, STR("code"));
}

static struct json_value concept_of(struct fhir_reader *r, struct fhir_record *ret)
{
    struct json_value v = r->resource, concept;
    if (ret->kind == MEDICINE) return medicine_of(r, ret);
    if (ret->kind == ENCOUNTER) return fhir_first(r, v, STR("type"));
    if (ret->kind != IMMUNISATION) return json_get(v, STR("code"));
    concept = json_get(fhir_extension(r, v, STR("UKCore-VaccinationProcedure")), STR("valueCodeableConcept"));
    return json_kind(concept) == JSON_ABSENT ? json_get(v, STR("vaccineCode")) : concept;
}

static void read_what(struct fhir_reader *r, struct fhir_record *ret)
{
    struct json_value concept = concept_of(r, ret);
    struct str words = ret->display;
    fhir_read_concept(r, concept, ret);
    if (ret->kind == ENCOUNTER && !ret->display.n) read_coding(r, json_get(r->resource, STR("class")), ret);
    if (!ret->display.n) ret->display = words.n ? words : ret->code;
    if (!ret->display.n) fhir_refuse(r, STR("It has no code and no words that say what it is"));
}

/* The first of these members that is there gives the date; of a period its start. */
static const struct str dates[][5] = {
    [CONDITION] = {STR_INIT("onsetDateTime"), STR_INIT("onsetPeriod"), STR_INIT("recordedDate")},
    [OBSERVATION] = {STR_INIT("effectiveDateTime"), STR_INIT("effectivePeriod"), STR_INIT("effectiveInstant"),
        STR_INIT("issued")},
    [PROCEDURE] = {STR_INIT("performedDateTime"), STR_INIT("performedPeriod")},
    [IMMUNISATION] = {STR_INIT("occurrenceDateTime"), STR_INIT("recorded")},
    [MEDICINE] = {STR_INIT("authoredOn"), STR_INIT("effectiveDateTime"), STR_INIT("effectivePeriod"),
        STR_INIT("dateAsserted")},
    [ENCOUNTER] = {STR_INIT("period")},
    [ALLERGY] = {STR_INIT("onsetDateTime"), STR_INIT("onsetPeriod"), STR_INIT("recordedDate")},
    [CARE_PLAN] = {STR_INIT("period"), STR_INIT("created")},
    [GOAL] = {STR_INIT("startDate"), STR_INIT("statusDate")},
    [CARE_TEAM] = {STR_INIT("period")},
    [CONSENT] = {STR_INIT("dateTime")},
    [APPOINTMENT] = {STR_INIT("start"), STR_INIT("requestedPeriod")},
    [EPISODE] = {STR_INIT("period")},
    [NEED] = {STR_INIT("period")},
    [ALERT] = {STR_INIT("period")},
    [RELATED] = {STR_INIT("period")},
    [FACT] = {{NULL, 0}},
};
static const struct str ends[] = {STR_INIT("onsetPeriod"), STR_INIT("performedPeriod"), STR_INIT("period"),
    STR_INIT("abatementPeriod"), STR_INIT("effectivePeriod")};

void fhir_read_ended(struct fhir_reader *r, struct str text, struct fhir_record *ret)
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

static struct str date_text(struct fhir_reader *r, struct str member)
{
    struct json_value v = json_get(r->resource, member);
    if (json_kind(v) == JSON_ARRAY) v = json_item(v, 0); /* requestedPeriod is a list */
    return fhir_text(r, json_kind(v) == JSON_OBJECT ? json_as_text(json_get(v, STR("start"))) : json_as_text(v));
}

static void read_dates(struct fhir_reader *r, struct fhir_record *ret)
{
    struct str text = STR_NONE;
    for (size_t i = 0; !text.n && i < COUNT_OF(dates[0]) && dates[ret->kind][i].p; i++)
        text = date_text(r, dates[ret->kind][i]);
    int precision;
    struct instant at;
    struct date day;
    if (text.n && fhir_date_time(text, &precision, &at, &day)) {
        ret->precision = precision;
        ret->happened_at = at.v;
    } else if (text.n) {
        fhir_refuse(r, str_printf(r->a, "The date \"%.*s\" is not a date", STR_ARG(text)));
    }
    fhir_read_ended(r, fhir_member(r, r->resource, STR("abatementDateTime")), ret);
    if (ret->kind == APPOINTMENT) fhir_read_ended(r, fhir_member(r, r->resource, STR("end")), ret);
    for (size_t i = 0; ret->kind != OBSERVATION && i < COUNT_OF(ends); i++)
        fhir_read_ended(r, fhir_member(r, json_get(r->resource, ends[i]), STR("end")), ret);
}

/* Which member says whom it is about; an appointment has it among those who take part. */
static struct str subject_member(int kind)
{
    bool patient =
        kind == IMMUNISATION || kind == ALLERGY || kind == CONSENT || kind == EPISODE || kind == RELATED;
    return patient ? STR("patient") : STR("subject");
}

static void read_dosage(struct fhir_reader *r, struct fhir_record *ret)
{
    bool stated = str_eq(r->type, STR("MedicationStatement"));
    struct json_value dosage = fhir_first(r, r->resource, stated ? STR("dosage") : STR("dosageInstruction"));
    ret->value = fhir_words(r, json_as_text(json_get(dosage, STR("text"))));
}

void fhir_read_record(struct fhir_reader *r, int kind, struct fhir_record *ret)
{
    struct json_value v = r->resource;
    *ret = (struct fhir_record){.kind = kind, .happened_at = INT64_MIN, .ended = INT32_MIN};
    ret->key = fhir_own_key(r, fhir_member(r, v, STR("id")));
    if (kind == RELATED)
        fhir_read_related(r, v, ret);
    else if (kind == APPOINTMENT)
        fhir_read_appointment(r, ret);
    else if (kind <= ENCOUNTER)
        read_what(r, ret);
    else
        fhir_read_care(r, ret);
    if (kind != APPOINTMENT && kind != RELATED) fhir_read_subject(r, json_get(v, subject_member(kind)), ret);
    read_dates(r, ret);
    ret->status = fhir_status_of(v, r->type, (int)ret->kind, ret->ended != INT32_MIN);
    if (kind == OBSERVATION) fhir_read_value(r, v, ret);
    if (kind == MEDICINE) read_dosage(r, ret);
    if (kind == ENCOUNTER) fhir_read_stay(r, ret);
    if (!ret->display.n) ret->display = ret->code; /* the rows promise words */
}
