/* Family, carers and other contacts, and how people wish to be reached. [standards §3.2] */
#include "wire/fhir_read.h"

#include "nhs/relationship.h"
#include "nhs/vocabulary.h"

/* ---- times ---- */

static struct str word_for(const struct str rows[][2], size_t n, struct str code)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(rows[i][0], code)) return rows[i][1];
    return STR_NONE;
}

static struct str days_words(struct fhir_reader *r, struct json_value repeat)
{
    static const struct str days[][2] = {{STR_INIT("mon"), STR_INIT("Monday")},
        {STR_INIT("tue"), STR_INIT("Tuesday")}, {STR_INIT("wed"), STR_INIT("Wednesday")},
        {STR_INIT("thu"), STR_INIT("Thursday")}, {STR_INIT("fri"), STR_INIT("Friday")},
        {STR_INIT("sat"), STR_INIT("Saturday")}, {STR_INIT("sun"), STR_INIT("Sunday")}};
    struct str all = STR_NONE;
    size_t n = json_size(json_get(repeat, STR("dayOfWeek"))), i = 0;
    for (struct json_each e = fhir_each(r, repeat, STR("dayOfWeek")); json_each_next(&e);)
        all = fhir_joined(
            r, all, word_for(days, COUNT_OF(days), json_as_text(e.value)), ++i == n ? STR(" and ") : STR(", "));
    return all;
}

static struct str when_words(struct fhir_reader *r, struct json_value repeat)
{
    static const struct str times[][2] = {{STR_INIT("MORN"), STR_INIT("in the morning")},
        {STR_INIT("MORN.early"), STR_INIT("early in the morning")},
        {STR_INIT("MORN.late"), STR_INIT("late in the morning")}, {STR_INIT("NOON"), STR_INIT("around noon")},
        {STR_INIT("AFT"), STR_INIT("in the afternoon")},
        {STR_INIT("AFT.early"), STR_INIT("early in the afternoon")},
        {STR_INIT("AFT.late"), STR_INIT("late in the afternoon")}, {STR_INIT("EVE"), STR_INIT("in the evening")},
        {STR_INIT("EVE.early"), STR_INIT("early in the evening")},
        {STR_INIT("EVE.late"), STR_INIT("late in the evening")}, {STR_INIT("NIGHT"), STR_INIT("at night")}};
    struct str all = STR_NONE;
    for (struct json_each e = fhir_each(r, repeat, STR("when")); json_each_next(&e);)
        all = fhir_joined(r, all, word_for(times, COUNT_OF(times), json_as_text(e.value)), STR(" or "));
    for (struct json_each e = fhir_each(r, repeat, STR("timeOfDay")); json_each_next(&e);)
        all = fhir_joined(
            r, all, str_printf(r->a, "at %.*s", STR_ARG(str_slice(json_as_text(e.value), 0, 5))), STR(" or "));
    return all;
}

struct str fhir_timing_words(struct fhir_reader *r, struct json_value timing)
{
    struct json_value repeat = json_get(timing, STR("repeat"));
    struct str words = fhir_joined(r, days_words(r, repeat), when_words(r, repeat), STR(", "));
    return words.n ? words : fhir_words(r, fhir_concept_words(json_get(timing, STR("code"))));
}

struct str fhir_contact_times(struct fhir_reader *r, struct json_value preference)
{
    struct json_value times = fhir_extension(r, preference, STR("PreferredContactTimes"));
    struct str words = fhir_words(r, json_as_text(json_get(times, STR("valueString"))));
    return words.n ? words : fhir_timing_words(r, json_get(times, STR("valueTiming")));
}

/* ---- languages ---- */

/* A language by its code, or by its English name where there is only that; else as the source wrote it. SNOMED CT
 * codes of languages (Makaton) are no codes that we know, so their words are taken. */
struct str fhir_language(struct fhir_reader *r, struct json_value concept)
{
    struct str code = STR_NONE, named = fhir_concept_words(concept);
    for (struct json_each e = fhir_each(r, concept, STR("coding")); !code.n && json_each_next(&e);)
        if (!str_eq(json_as_text(json_get(e.value, STR("system"))), SNOMED_SYSTEM))
            code = json_as_text(json_get(e.value, STR("code")));
    if (code.n) return fhir_text(r, code);
    for (size_t i = 0; i < language_vocabulary.n; i++)
        if (str_eq_nocase(language_vocabulary.terms[i].label, named)) return language_vocabulary.terms[i].code;
    return fhir_text(r, named);
}

/* ---- one of them ---- */

static struct str relation_words(struct fhir_reader *r, struct json_value concept)
{
    struct str words = relationship_words(fhir_first_code(concept));
    if (!words.n) words = fhir_words(r, fhir_concept_words(concept));
    return words.n ?
        str_join(
            r->a, (const struct str[]){str_upper(r->a, str_slice(words, 0, 1)), str_skip(words, 1)}, 2, STR("")) :
        STR_NONE;
}

static void read_relation(struct fhir_reader *r, struct json_value v, struct fhir_record *ret)
{
    struct str all = STR_NONE;
    for (struct json_each e = fhir_each(r, v, STR("relationship")); json_each_next(&e);) {
        struct json_value coding = json_item(json_get(e.value, STR("coding")), 0);
        struct str words = relation_words(r, e.value);
        if (!ret->code.n) {
            ret->system = fhir_member(r, coding, STR("system"));
            ret->code = fhir_member(r, coding, STR("code"));
        }
        if (!str_has(all, words) || !all.n) all = fhir_joined(r, all, words, STR(", "));
    }
    ret->display = all.n ? all : STR("Relationship not said");
}

static struct str name_of(struct fhir_reader *r, struct json_value v)
{
    struct json_value names = json_get(v, STR("name"));
    if (json_kind(names) == JSON_OBJECT) return fhir_human_name(r, names);
    struct json_value first = {NULL, 0};
    for (struct json_each e = fhir_each(r, v, STR("name")); json_each_next(&e);) {
        struct str use = json_as_text(json_get(e.value, STR("use")));
        if (str_eq(use, STR("old")) || str_eq(use, STR("maiden"))) continue;
        if (json_kind(first) == JSON_ABSENT || str_eq(use, STR("official"))) first = e.value;
    }
    struct str name = fhir_human_name(r, first);
    return name.n ? name : fhir_words(r, json_as_text(json_get(json_get(v, STR("organization")), STR("display"))));
}

static struct str reach_of(struct fhir_reader *r, struct json_value v)
{
    struct str all = STR_NONE;
    for (struct json_each e = fhir_each(r, v, STR("telecom")); json_each_next(&e);) {
        struct str system = json_as_text(json_get(e.value, STR("system")));
        bool wanted = str_eq(system, STR("phone")) || str_eq(system, STR("email")) || str_eq(system, STR("sms"));
        if (!wanted || str_eq(json_as_text(json_get(e.value, STR("use"))), STR("old"))) continue;
        all = fhir_joined(r, all, json_as_text(json_get(e.value, STR("value"))), STR(", "));
    }
    return all;
}

static struct str rank_words(struct fhir_reader *r, struct json_value v)
{
    int64_t rank;
    if (!json_as_int(json_get(fhir_extension(r, v, STR("UKCore-ContactRank")), STR("valuePositiveInt")), &rank))
        return STR_NONE;
    if (rank == 1) return STR("First to contact");
    if (rank == 2) return STR("Second to contact");
    return rank > 0 && rank < 100 ? str_printf(r->a, "Number %d to contact", (int)rank) : STR_NONE;
}

static struct str format_words(struct str code)
{
    static const struct str formats[][2] = {{STR_INIT("11"), STR_INIT("Write in large print")},
        {STR_INIT("12"), STR_INIT("Write in Braille")}, {STR_INIT("13"), STR_INIT("Send audio")}};
    return word_for(formats, COUNT_OF(formats), code);
}

static struct str language_words(struct fhir_reader *r, struct json_value v)
{
    struct json_value nhs = fhir_extension(r, v, STR("UKCore-NHSCommunication"));
    struct json_value said = json_get(fhir_extension(r, nhs, STR("language")), STR("valueCodeableConcept"));
    if (json_kind(said) == JSON_ABSENT) said = json_get(fhir_first(r, v, STR("communication")), STR("language"));
    struct str code = fhir_language(r, said);
    bool interpreter = fhir_extension_says_yes(r, nhs, STR("interpreterRequired")) ||
        fhir_extension_says_yes(r, v, STR("patient-interpreterRequired"));
    struct str label = code.n && !str_eq(code, STR("en")) ? language_label(code) : STR_NONE;
    if (interpreter) return fhir_joined(r, label, STR("interpreter needed"), STR(" "));
    return label.n ? str_printf(r->a, "Speaks %.*s", STR_ARG(label)) : STR_NONE;
}

static struct str wishes_of(struct fhir_reader *r, struct json_value v)
{
    struct json_value all = fhir_extension(r, v, STR("UKCore-ContactPreference"));
    enum contact_method method;
    struct str best = STR_NONE;
    if (contact_method_from_code(fhir_extension_code(r, all, STR("PreferredContactMethod")), &method))
        best = str_printf(r->a, "Best way: %.*s", STR_ARG(str_lower(r->a, contact_method_label(method))));
    bool copies = fhir_extension_says_yes(r, v, STR("UKCore-CopyCorrespondenceIndicator"));
    const struct str parts[] = {rank_words(r, v), best, fhir_contact_times(r, all),
        format_words(fhir_extension_code(r, all, STR("PreferredWrittenCommunicationFormat"))),
        language_words(r, v), copies ? STR("Gets copies of letters") : STR_NONE};
    return fhir_words(r, str_join(r->a, parts, COUNT_OF(parts), STR(". ")));
}

/* The demographics service gives a related person without their patient, whose number is in the address. */
static void subject_of_address(struct fhir_reader *r, struct fhir_record *ret)
{
    struct str base = r->place.base;
    size_t at = base.n;
    while (at && base.p[at - 1] != '/') at--;
    if (at > 8 && str_ends(str_slice(base, 0, at), STR("/Patient/")))
        ret->subject_key =
            str_printf(r->a, "%.*s|Patient/%.*s", (int)(at - 9), base.p, STR_ARG(str_skip(base, at)));
}

void fhir_read_related(struct fhir_reader *r, struct json_value v, struct fhir_record *ret)
{
    read_relation(r, v, ret);
    ret->value = name_of(r, v);
    ret->reach = reach_of(r, v);
    ret->note = wishes_of(r, v);
    if (!ret->value.n && !ret->reach.n && !ret->code.n && str_eq(ret->display, STR("Relationship not said")))
        fhir_refuse(r, STR("It says neither who it is nor how they are related"));
    if (!str_eq(r->type, STR("RelatedPerson"))) return;
    struct json_value patient = json_get(v, STR("patient"));
    if (!json_size(patient)) subject_of_address(r, ret);
    if (!ret->subject_key.n) fhir_read_subject(r, patient, ret);
}
