/* Patient, as UK Core profiles it and as the national demographics service answers. [standards §3.2] */
#include "wire/fhir_read.h"

#include "nhs/postcode.h"
#include "nhs/vocabulary.h"

static struct str use_of(struct json_value v)
{
    return json_as_text(json_get(v, STR("use")));
}

/* The first of the list whose use stands earliest in `uses`, which ends with STR_NONE; what has no use counts as
 * the second best. Others (old, maiden, temp) are never taken. */
static struct json_value best(struct json_value list, const struct str *uses)
{
    struct json_value found = {NULL, 0};
    size_t place = SIZE_MAX;
    for (struct json_each e = json_each(list); json_each_next(&e);) {
        struct str use = use_of(e.value);
        size_t i = use.p ? 0 : 1;
        while (use.p && uses[i].p && !str_eq(uses[i], use)) i++;
        if ((use.p && !uses[i].p) || i >= place) continue;
        place = i;
        found = e.value;
    }
    return found;
}

static struct str words(struct fhir_reader *r, struct json_value texts)
{
    struct str all = STR_NONE;
    if (json_size(texts) > FHIR_LIST_MOST) fhir_refuse(r, STR("A name in it has more parts than any name has"));
    for (struct json_each e = json_each(texts); !r->reason.p && all.n <= FHIR_TEXT_MOST && json_each_next(&e);) {
        const struct str parts[] = {all, str_trim(json_as_text(e.value))};
        all = str_join(r->a, parts, COUNT_OF(parts), STR(" "));
    }
    return fhir_text(r, all);
}

static void read_names(struct fhir_reader *r, struct fhir_patient *p)
{
    static const struct str uses[] = {STR_INIT("official"), STR_INIT("usual"), STR_INIT("anonymous"), {NULL, 0}};
    static const struct str called[] = {STR_INIT("nickname"), {NULL, 0}};
    static const struct str usually[] = {STR_INIT("usual"), {NULL, 0}};
    struct json_value all = json_get(r->resource, STR("name")), name = best(all, uses);
    p->title = words(r, json_get(name, STR("prefix")));
    p->given_names = words(r, json_get(name, STR("given")));
    p->family_name = fhir_member(r, name, STR("family"));
    if (!p->family_name.n && !p->given_names.n) p->family_name = fhir_member(r, name, STR("text"));
    struct json_value nickname = best(all, called), usual = best(all, usually);
    if (!str_eq(use_of(nickname), STR("nickname"))) nickname = usual;
    if (!use_of(nickname).p) return;
    struct str given = words(r, json_get(nickname, STR("given")));
    if (!str_eq(given, p->given_names)) p->preferred_name = given;
}

/* Numbers of other systems, by which a record may say whom it is about: the first two, without old ones. */
static void keep_identifier(struct fhir_reader *r, struct json_value identifier, struct fhir_patient *p)
{
    struct str *to = !p->identifier_1.n ? &p->identifier_1 : !p->identifier_2.n ? &p->identifier_2 : NULL;
    if (to && !str_eq(use_of(identifier), STR("old"))) *to = fhir_identifier_key(r, identifier);
}

static void read_numbers(struct fhir_reader *r, struct fhir_patient *p)
{
    for (struct json_each e = fhir_each(r, r->resource, STR("identifier")); json_each_next(&e);) {
        struct str typed = json_as_text(json_get(e.value, STR("value")));
        struct nhs_number number;
        if (!typed.n) continue;
        if (!fhir_is_nhs_number(e.value)) {
            keep_identifier(r, e.value, p);
            continue;
        }
        enum nhs_number_fault fault = nhs_number_parse(typed, &number);
        if (fault) {
            fhir_refuse(r, nhs_number_fault_text(fault));
            continue;
        }
        if (p->nhs_number && p->nhs_number != number.v) fhir_refuse(r, STR("It has two different NHS numbers"));
        p->nhs_number = number.v;
        enum nhs_number_status known;
        struct str code = fhir_extension_code(r, e.value, STR("NHSNumberVerificationStatus"));
        if (nhs_number_status_from_code(code, &known)) p->nhs_number_status = code;
    }
    if (!p->nhs_number_status.n) p->nhs_number_status = p->nhs_number ? STR("02") : STR("07");
}

static struct str *address_line(struct fhir_patient *p, size_t i)
{
    struct str *lines[] = {&p->address_1, &p->address_2, &p->address_3, &p->address_4};
    return lines[i < COUNT_OF(lines) ? i : COUNT_OF(lines) - 1];
}

/* What a fifth line would be joins the fourth. */
static void add_line(struct fhir_reader *r, struct fhir_patient *p, size_t *n, struct str text)
{
    text = fhir_text(r, text);
    if (!text.n) return;
    struct str *line = address_line(p, (*n)++);
    const struct str parts[] = {*line, text};
    *line = fhir_text(r, str_join(r->a, parts, COUNT_OF(parts), STR(", ")));
}

static void read_address(struct fhir_reader *r, struct fhir_patient *p)
{
    static const struct str uses[] = {STR_INIT("home"), STR_INIT(""), {NULL, 0}};
    struct json_value address = best(json_get(r->resource, STR("address")), uses);
    size_t n = 0;
    for (struct json_each e = fhir_each(r, address, STR("line")); json_each_next(&e);)
        add_line(r, p, &n, json_as_text(e.value));
    add_line(r, p, &n, json_as_text(json_get(address, STR("city"))));
    add_line(r, p, &n, json_as_text(json_get(address, STR("district"))));
    if (!n) add_line(r, p, &n, json_as_text(json_get(address, STR("text"))));
    struct str code = fhir_member(r, address, STR("postalCode"));
    struct postcode postcode;
    p->postcode = code.n && postcode_parse(code, &postcode) ? str_dup(r->a, postcode_str(&postcode)) : code;
    for (struct json_each e = json_each(json_get(json_get(r->resource, STR("meta")), STR("security")));
         json_each_next(&e);) {
        struct str security = json_as_text(json_get(e.value, STR("code")));
        if (str_eq(security, STR("R")) || str_eq(security, STR("V"))) p->protected_address = 1;
    }
}

static void read_telecom(struct fhir_reader *r, struct fhir_patient *p)
{
    for (struct json_each e = fhir_each(r, r->resource, STR("telecom")); json_each_next(&e);) {
        struct str system = json_as_text(json_get(e.value, STR("system"))), use = use_of(e.value);
        struct str value = fhir_member(r, e.value, STR("value"));
        if (str_eq(use, STR("old")) || str_eq(use, STR("work")) || !value.n) continue;
        bool mobile = str_eq(use, STR("mobile")) || (!use.p && str_starts(value, STR("07")));
        struct str *to = str_eq(system, STR("email")) ? &p->email :
            !str_eq(system, STR("phone"))             ? NULL :
            mobile                                    ? &p->mobile_phone :
                                                        &p->home_phone;
        if (to && !to->n) *to = value;
    }
}

static void read_language(struct fhir_reader *r, struct fhir_patient *p)
{
    bool preferred = false, yes = false;
    for (struct json_each e = fhir_each(r, r->resource, STR("communication")); json_each_next(&e);) {
        bool this_one = json_as_bool(json_get(e.value, STR("preferred")), &yes) && yes;
        if (p->language.n && (preferred || !this_one)) continue;
        preferred = this_one;
        p->language = fhir_language(r, json_get(e.value, STR("language")));
    }
    struct json_value needed = fhir_extension(r, r->resource, STR("patient-interpreterRequired"));
    if (json_as_bool(json_get(needed, STR("valueBoolean")), &yes)) p->interpreter = yes;
    struct json_value nhs = fhir_extension(r, r->resource, STR("UKCore-NHSCommunication"));
    if (!p->language.n)
        p->language =
            fhir_language(r, json_get(fhir_extension(r, nhs, STR("language")), STR("valueCodeableConcept")));
    struct json_value also = fhir_extension(r, nhs, STR("interpreterRequired"));
    if (json_as_bool(json_get(also, STR("valueBoolean")), &yes) && yes) p->interpreter = 1;
}

static void read_preference(struct fhir_reader *r, struct fhir_patient *p)
{
    struct json_value all = fhir_extension(r, r->resource, STR("UKCore-ContactPreference"));
    struct str code = fhir_extension_code(r, all, STR("PreferredContactMethod"));
    enum contact_method method;
    if (contact_method_from_code(code, &method)) p->preferred_contact = code;
    p->contact_times = fhir_contact_times(r, all);
    code = fhir_extension_code(r, all, STR("PreferredWrittenCommunicationFormat"));
    if (str_eq(code, STR("11"))) p->written_format = written_format_code(WRITTEN_FORMAT_LARGE_18);
    if (str_eq(code, STR("12"))) p->written_format = written_format_code(WRITTEN_FORMAT_BRAILLE);
    if (str_eq(code, STR("13"))) p->written_format = written_format_code(WRITTEN_FORMAT_AUDIO);
    enum ethnicity ethnicity;
    code = fhir_extension_code(r, r->resource, STR("UKCore-EthnicCategory"));
    if (ethnicity_from_code(code, &ethnicity)) p->ethnicity = code;
}

static void read_death(struct fhir_reader *r, struct fhir_patient *p)
{
    struct str when = json_as_text(json_get(r->resource, STR("deceasedDateTime")));
    bool yes = false;
    if (json_as_bool(json_get(r->resource, STR("deceasedBoolean")), &yes) && yes) p->died_known = 1;
    struct json_value notified = fhir_extension(r, r->resource, STR("UKCore-DeathNotificationStatus"));
    struct str status = fhir_extension_code(r, notified, STR("deathNotificationStatus"));
    if (str_eq(status, STR("1")) || str_eq(status, STR("2"))) p->died_known = 1;
    if (!when.n) return;
    p->died_known = 1;
    int precision;
    struct instant at;
    struct date day;
    if (!fhir_date_time(when, &precision, &at, &day))
        fhir_refuse(r, STR("The date of death is not a date"));
    else if (precision >= 3)
        p->died = day.v;
}

static void read_birth(struct fhir_reader *r, struct fhir_patient *p)
{
    struct str born = json_as_text(json_get(r->resource, STR("birthDate")));
    int precision;
    struct instant at;
    struct date day;
    if (!born.n) return;
    if (!fhir_date_time(born, &precision, &at, &day))
        fhir_refuse(r, STR("The date of birth is not a date"));
    else if (precision == 3)
        p->born = day.v;
}

/* One generalPractitioner or managingOrganization: a practice by its code or address, a doctor by name or address.
 * A doctor's role also says where that is, which is the practice unless another reference says it. */
static void read_care(struct fhir_reader *r, struct json_value v, bool organisation, struct fhir_patient *p)
{
    struct fhir_pointer at = fhir_point(r, v);
    struct str key = at.key.n ? at.key : at.identifier;
    if (!organisation && str_starts(at.type, STR("Practitioner"))) {
        if (!p->gp_name.n) p->gp_name = at.display;
        if (!p->gp_key.n) p->gp_key = key;
        return;
    }
    if (!p->practice_code.n) p->practice_code = at.ods_code;
    if (!p->practice_key.n) p->practice_key = key;
    if (!p->practice_name.n) p->practice_name = at.display;
}

static void read_practice(struct fhir_reader *r, struct fhir_patient *p)
{
    for (struct json_each e = fhir_each(r, r->resource, STR("generalPractitioner")); json_each_next(&e);)
        read_care(r, e.value, false, p);
    if (!p->practice_code.n && !p->practice_key.n)
        read_care(r, json_get(r->resource, STR("managingOrganization")), true, p);
}

void fhir_read_patient(struct fhir_reader *r, struct fhir_patient *ret)
{
    size_t contacts = json_size(json_get(r->resource, STR("contact")));
    *ret = (struct fhir_patient){.born = INT32_MIN, .died = INT32_MIN, .alias = r->place.alias};
    ret->key = fhir_own_key(r, fhir_member(r, r->resource, STR("id")));
    ret->contacts = contacts < FHIR_CONTACTS_MOST ? (int64_t)contacts : FHIR_CONTACTS_MOST;
    read_numbers(r, ret);
    read_names(r, ret);
    read_birth(r, ret);
    read_death(r, ret);
    read_address(r, ret);
    read_telecom(r, ret);
    read_language(r, ret);
    read_preference(r, ret);
    read_practice(r, ret);
    ret->facts = fhir_facts_of(r);
    if (ret->protected_address) ret->facts &= ~FHIR_FACTS_OF_PLACE;
    struct str gender = json_as_text(json_get(r->resource, STR("gender")));
    enum gender known;
    if (gender_from_code(gender, &known)) ret->gender = gender;
    for (struct json_each e = fhir_each(r, r->resource, STR("link")); json_each_next(&e);)
        if (str_eq(json_as_text(json_get(e.value, STR("type"))), STR("replaced-by")))
            fhir_refuse(r, STR("The source says that another record has replaced this one"));
    if (!ret->family_name.n && !ret->given_names.n && !ret->nhs_number)
        fhir_refuse(r, STR("It has neither a name nor an NHS number"));
    if (!ret->key.n && !ret->nhs_number)
        fhir_refuse(r, STR("It has neither an id nor an NHS number, so it could not be recognised another time"));
}
