/* Records that stand inside a patient: contacts, and what extensions say that has no field of a person's own here.
 * Each is kept and shown as any other record of another system is. [standards §3.2] */
#include "wire/fhir_read.h"

#include "nhs/vocabulary.h"

enum fact { BIRTH_SEX, RESIDENCE, NO_NUMBER, PROPERTY, LANGUAGES, RELIGION, PHARMACY, FACTS };
_Static_assert(FHIR_FACTS_OF_PLACE == 1 << PROPERTY, "it tells where");
_Static_assert(FHIR_CONTACTS_MOST + FACTS <= FHIR_DETAILS_MOST, "there is room for each");

static const struct str labels[FACTS] = {[BIRTH_SEX] = STR_INIT("Sex registered at birth"),
    [RESIDENCE] = STR_INIT("Lives in"),
    [NO_NUMBER] = STR_INIT("Why there is no NHS number"),
    [PROPERTY] = STR_INIT("Property reference number (UPRN)"),
    [LANGUAGES] = STR_INIT("Languages"),
    [RELIGION] = STR_INIT("Religion"),
    [PHARMACY] = STR_INIT("Usual pharmacy")};

static const struct {
    enum fact fact;
    struct str code, words;
} words_of_codes[] = {
    {BIRTH_SEX, STR_INIT("male"), STR_INIT("Male")},
    {BIRTH_SEX, STR_INIT("female"), STR_INIT("Female")},
    {BIRTH_SEX, STR_INIT("M"), STR_INIT("Male")},
    {BIRTH_SEX, STR_INIT("F"), STR_INIT("Female")},
    {BIRTH_SEX, STR_INIT("1"), STR_INIT("Male")},
    {BIRTH_SEX, STR_INIT("2"), STR_INIT("Female")},
    {RESIDENCE, STR_INIT("H"), STR_INIT("the United Kingdom")},
    {RESIDENCE, STR_INIT("O"), STR_INIT("another country")},
    {NO_NUMBER, STR_INIT("nhs-number-not-known"), STR_INIT("It is not known")},
    {NO_NUMBER, STR_INIT("overseas-patient"), STR_INIT("From another country")},
    {NO_NUMBER, STR_INIT("devolved-nation"), STR_INIT("From Scotland, Wales or Northern Ireland")},
};

static const struct str extensions[FACTS] = {[BIRTH_SEX] = STR_INIT("UKCore-BirthSex"),
    [RESIDENCE] = STR_INIT("UKCore-ResidentialStatus"),
    [NO_NUMBER] = STR_INIT("UKCore-NHSNumberUnavailableReason"),
    [RELIGION] = STR_INIT("UKCore-ReligiousAffiliation"),
    [PHARMACY] = STR_INIT("UKCore-NominatedPharmacy")};

static struct str coded_fact(struct fhir_reader *r, enum fact fact, struct json_value *ret_source)
{
    *ret_source = fhir_extension(r, r->resource, extensions[fact]);
    struct str code = fhir_extension_code(r, r->resource, extensions[fact]);
    for (size_t i = 0; i < COUNT_OF(words_of_codes); i++)
        if (words_of_codes[i].fact == fact && str_eq(words_of_codes[i].code, code)) return words_of_codes[i].words;
    struct str words = fhir_concept_words(json_get(*ret_source, STR("valueCodeableConcept")));
    if (!words.n) words = json_as_text(json_get(json_get(*ret_source, STR("valueCoding")), STR("display")));
    return fhir_words(r, words);
}

static struct str pharmacy(struct fhir_reader *r, struct json_value *ret_source)
{
    *ret_source = fhir_extension(r, r->resource, STR("UKCore-NominatedPharmacy"));
    if (json_kind(*ret_source) == JSON_ABSENT)
        *ret_source = fhir_extension(r, r->resource, STR("UKCore-PreferredDispenserOrganization"));
    struct fhir_pointer p = fhir_point(r, json_get(*ret_source, STR("valueReference")));
    return p.display.n ? p.display : p.ods_code;
}

/* Of an address in use, its key that is a property's. */
static struct str property(struct fhir_reader *r, struct json_value *ret_source)
{
    for (struct json_each a = fhir_each(r, r->resource, STR("address")); json_each_next(&a);) {
        struct str use = json_as_text(json_get(a.value, STR("use")));
        if (use.n && !str_eq(use, STR("home"))) continue;
        (void)fhir_extension(r, a.value, STR("/"));
        for (struct json_each e = fhir_each(r, a.value, STR("extension")); json_each_next(&e);) {
            if (!str_ends(json_as_text(json_get(e.value, STR("url"))), STR("UKCore-AddressKey"))) continue;
            if (!str_eq(fhir_extension_code(r, e.value, STR("type")), STR("UPRN"))) continue;
            *ret_source = e.value;
            return fhir_member(r, fhir_extension(r, e.value, STR("value")), STR("valueString"));
        }
    }
    return STR_NONE;
}

/* "British Sign Language (BSL), good, received signed" */
static struct str one_language(struct fhir_reader *r, struct json_value communication, bool *ret_more)
{
    struct json_value concept = json_get(communication, STR("language"));
    struct json_value skill = fhir_extension(r, communication, STR("patient-proficiency"));
    struct str words = STR_NONE;
    for (struct json_each e = fhir_each(r, concept, STR("coding")); json_each_next(&e);) {
        struct str name = language_label(json_as_text(json_get(e.value, STR("code"))));
        if (str_eq(name, json_as_text(json_get(e.value, STR("code")))))
            name = json_as_text(json_get(e.value, STR("display")));
        *ret_more = *ret_more || words.n;
        words = fhir_joined(r, words, name, STR("; "));
    }
    if (!words.n) words = fhir_words(r, fhir_concept_words(concept));
    static const struct str parts[] = {STR_INIT("level"), STR_INIT("type")};
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        struct json_value coding = json_get(fhir_extension(r, skill, parts[i]), STR("valueCoding"));
        struct str how = json_as_text(json_get(coding, STR("display")));
        *ret_more = *ret_more || how.n;
        words = fhir_joined(r, words, str_lower(r->a, how), STR(", "));
    }
    return words;
}

/* Only where they say more than the one language that the person's details have. */
static struct str languages(struct fhir_reader *r, struct json_value *ret_source)
{
    struct str all = STR_NONE;
    *ret_source = json_get(r->resource, STR("communication"));
    bool more = json_size(*ret_source) > 1;
    struct json_each e = fhir_each(r, r->resource, STR("communication"));
    while (all.n < FHIR_TEXT_MOST / 2 && json_each_next(&e))
        all = fhir_joined(r, all, one_language(r, e.value, &more), STR("; "));
    return more ? all : STR_NONE;
}

static struct str fact_words(struct fhir_reader *r, enum fact fact, struct json_value *ret_source)
{
    if (fact == PROPERTY) return property(r, ret_source);
    if (fact == LANGUAGES) return languages(r, ret_source);
    if (fact == PHARMACY) return pharmacy(r, ret_source);
    return coded_fact(r, fact, ret_source);
}

int fhir_facts_of(struct fhir_reader *r)
{
    int bits = 0;
    struct json_value source;
    for (enum fact fact = 0; fact < FACTS; fact++)
        if (fact_words(r, fact, &source).n) bits |= 1 << fact;
    return bits;
}

/* ---- keys ---- */

static struct str key_of(struct arena *a, const struct fhir_patient *p, const char *what, int number)
{
    struct str key = p->key.n ? p->key : p->alias;
    if (key.n) return str_printf(a, "%.*s#%s-%d", STR_ARG(key), what, number);
    return str_printf(a, "nhs|%lld#%s-%d", (long long)p->nhs_number, what, number);
}

struct str fhir_contact_key(struct arena *a, const struct fhir_patient *p, int number)
{
    return key_of(a, p, "contact", number);
}

struct str fhir_fact_key(struct arena *a, const struct fhir_patient *p, int bit)
{
    return key_of(a, p, "fact", bit);
}

/* ---- records ---- */

static struct fhir_record about(const struct fhir_patient *p, int kind, struct str key)
{
    return (struct fhir_record){.key = key,
        .subject_key = p->key.n ? p->key : p->alias,
        .subject_nhs_number = p->nhs_number,
        .detail = 1,
        .kind = kind,
        .status = CURRENT,
        .happened_at = INT64_MIN,
        .ended = INT32_MIN};
}

static void read_contact(struct fhir_reader *r, struct json_value v, struct fhir_record *ret)
{
    struct str start = fhir_member(r, json_get(v, STR("period")), STR("start"));
    int precision;
    struct instant at;
    struct date day;
    fhir_read_related(r, v, ret);
    fhir_read_ended(r, fhir_member(r, json_get(v, STR("period")), STR("end")), ret);
    if (!start.n || !fhir_date_time(start, &precision, &at, &day)) return;
    ret->precision = precision;
    ret->happened_at = at.v;
}

size_t fhir_details_of(struct fhir_reader *r, const struct fhir_patient *p, struct fhir_detail *ret)
{
    size_t n = 0;
    for (struct json_each e = fhir_each(r, r->resource, STR("contact"));
         n < (size_t)p->contacts && json_each_next(&e);) {
        struct fhir_detail *d = &ret[n++];
        *d = (struct fhir_detail){.source = e.value};
        d->record = about(p, RELATED, fhir_contact_key(r->a, p, (int)n));
        read_contact(r, e.value, &d->record);
        d->reason = r->reason;
        r->reason = STR_NONE; /* a contact that can't be taken doesn't take the others with it */
    }
    for (enum fact fact = 0; fact < FACTS; fact++) {
        if (!(p->facts >> fact & 1)) continue;
        struct fhir_detail *d = &ret[n++];
        *d = (struct fhir_detail){.record = about(p, FACT, fhir_fact_key(r->a, p, (int)fact))};
        d->record.display = labels[fact];
        struct str words = fact_words(r, fact, &d->source);
        *(fact == PROPERTY ? &d->record.reach : &d->record.value) = words;
    }
    return n;
}
