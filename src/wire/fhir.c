#include "wire/fhir_read.h"

#include "base/utf8.h"
#include "nhs/ods_code.h"

void fhir_refuse(struct fhir_reader *r, struct str reason)
{
    if (!r->reason.p) r->reason = reason;
}

struct str fhir_text(struct fhir_reader *r, struct str text)
{
    text = str_trim(text);
    if (text.n > FHIR_TEXT_MOST) {
        fhir_refuse(r,
            str_printf(r->a, "A text in it is longer than %d bytes: \"%.*s...\"", FHIR_TEXT_MOST,
                STR_ARG(utf8_cut(text, 40))));
        return STR_NONE;
    }
    if (!utf8_is_plain(text)) {
        fhir_refuse(
            r, STR("A text in it has control or direction characters, which can make one name look like another"));
        return STR_NONE;
    }
    return text.n ? text : STR_NONE;
}

struct str fhir_member(struct fhir_reader *r, struct json_value object, struct str name)
{
    return fhir_text(r, json_as_text(json_get(object, name)));
}

struct json_value fhir_extension(struct json_value of, struct str end)
{
    for (struct json_each e = json_each(json_get(of, STR("extension"))); json_each_next(&e);)
        if (str_ends(json_as_text(json_get(e.value, STR("url"))), end)) return e.value;
    return (struct json_value){NULL, 0};
}

struct str fhir_first_code(struct json_value concept)
{
    for (struct json_each e = json_each(json_get(concept, STR("coding"))); json_each_next(&e);) {
        struct str code = json_as_text(json_get(e.value, STR("code")));
        if (code.n) return code;
    }
    return STR_NONE;
}

/* Where the last "Type/id" of an address begins: after the last but one slash. False if there is none. */
static bool type_and_id(struct str address, size_t *ret_at)
{
    size_t slashes = 0;
    for (size_t i = address.n; i-- > 0;) {
        if (address.p[i] != '/') continue;
        if (++slashes == 2) {
            *ret_at = i + 1;
            return true;
        }
    }
    return false;
}

static struct str without_version(struct str reference)
{
    for (size_t i = 0; i + 10 < reference.n; i++)
        if (str_starts(str_skip(reference, i), STR("/_history/"))) return str_slice(reference, 0, i);
    return reference;
}

struct fhir_place fhir_place_of(struct str full_url, struct str type, struct str id)
{
    struct fhir_place place = {STR(""), STR("")};
    size_t at;
    if (str_starts(full_url, STR("urn:"))) {
        place.alias = full_url;
    } else if (str_has(full_url, STR("://")) && type_and_id(full_url, &at)) {
        struct str rest = str_skip(full_url, at);
        if (str_starts(rest, type) && (!id.p || str_ends(rest, id))) place.base = str_slice(full_url, 0, at - 1);
    }
    return place;
}

struct str fhir_reference_key(struct fhir_reader *r, struct str reference)
{
    reference = without_version(fhir_text(r, reference));
    if (!reference.n || reference.p[0] == '#') return STR_NONE;
    if (str_starts(reference, STR("urn:"))) return reference;
    size_t at;
    if (!str_has(reference, STR("://")))
        return str_printf(r->a, "%.*s|%.*s", STR_ARG(r->place.base), STR_ARG(reference));
    if (!type_and_id(reference, &at)) return reference;
    return str_printf(r->a, "%.*s|%.*s", (int)(at - 1), reference.p, STR_ARG(str_skip(reference, at)));
}

struct str fhir_own_key(struct fhir_reader *r, struct str type, struct str id)
{
    if (!id.n) return r->place.alias;
    return str_printf(r->a, "%.*s|%.*s/%.*s", STR_ARG(r->place.base), STR_ARG(type), STR_ARG(id));
}

struct json_value fhir_contained(struct fhir_reader *r, struct str reference)
{
    if (!str_starts(reference, STR("#"))) return (struct json_value){NULL, 0};
    for (struct json_each e = json_each(json_get(r->resource, STR("contained"))); json_each_next(&e);)
        if (str_eq(json_as_text(json_get(e.value, STR("id"))), str_skip(reference, 1))) return e.value;
    return (struct json_value){NULL, 0};
}

struct str fhir_ods_code(struct json_value identifier)
{
    static const struct str systems[] = {STR_INIT("/Id/ods-organization-code"),
        STR_INIT("/Id/ods-organisation-code"), STR_INIT("/Id/ods-site-code")};
    struct str system = json_as_text(json_get(identifier, STR("system")));
    for (size_t i = 0; i < COUNT_OF(systems); i++)
        if (str_ends(system, systems[i])) return str_trim(json_as_text(json_get(identifier, STR("value"))));
    return STR_NONE;
}

struct str fhir_ods_among(struct json_value identifiers)
{
    for (struct json_each e = json_each(identifiers); json_each_next(&e);) {
        struct str code = fhir_ods_code(e.value);
        if (code.n) return code;
    }
    return STR_NONE;
}

bool fhir_is_nhs_number(struct json_value identifier)
{
    return str_ends(json_as_text(json_get(identifier, STR("system"))), STR("/Id/nhs-number"));
}

static struct str joined(struct fhir_reader *r, struct json_value texts)
{
    struct str all = STR_NONE;
    for (struct json_each e = json_each(texts); json_each_next(&e);) {
        const struct str parts[] = {all, str_trim(json_as_text(e.value))};
        all = str_join(r->a, parts, COUNT_OF(parts), STR(" "));
    }
    return all;
}

struct str fhir_human_name(struct fhir_reader *r, struct json_value name)
{
    struct str text = json_as_text(json_get(name, STR("text")));
    const struct str parts[] = {joined(r, json_get(name, STR("prefix"))), joined(r, json_get(name, STR("given"))),
        json_as_text(json_get(name, STR("family")))};
    struct str whole = str_join(r->a, parts, COUNT_OF(parts), STR(" "));
    return fhir_text(r, whole.n ? whole : text);
}

void fhir_read_actor(struct fhir_reader *r, struct str type, struct fhir_actor *ret)
{
    struct json_value v = r->resource;
    *ret = (struct fhir_actor){.alias = r->place.alias};
    ret->key = fhir_own_key(r, type, fhir_member(r, v, STR("id")));
    if (str_eq(type, STR("Organization"))) {
        ret->ods_code = fhir_text(r, fhir_ods_among(json_get(v, STR("identifier"))));
        ret->name = fhir_member(r, v, STR("name"));
    } else {
        ret->name = fhir_human_name(r, json_item(json_get(v, STR("name")), 0));
    }
}

static const struct {
    struct str type;
    enum fhir_sort sort;
    int kind;
} types[] = {
    {STR_INIT("Condition"), FHIR_RECORD, 1},
    {STR_INIT("Observation"), FHIR_RECORD, 2},
    {STR_INIT("Procedure"), FHIR_RECORD, 3},
    {STR_INIT("Immunization"), FHIR_RECORD, 4},
    {STR_INIT("MedicationRequest"), FHIR_RECORD, 5},
    {STR_INIT("Encounter"), FHIR_RECORD, 6},
    {STR_INIT("Patient"), FHIR_PATIENT, 0},
    {STR_INIT("Organization"), FHIR_ACTOR, 0},
    {STR_INIT("Practitioner"), FHIR_ACTOR, 0},
};

enum fhir_sort fhir_sort_of(struct json_value resource)
{
    struct str type = json_as_text(json_get(resource, STR("resourceType")));
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (str_eq(types[i].type, type)) return types[i].sort;
    return type.n ? FHIR_NOT_READ : FHIR_REFUSED;
}

static void read_sort(struct fhir_reader *r, size_t type, struct fhir_resource *ret)
{
    ret->sort = types[type].sort;
    if (ret->sort == FHIR_PATIENT) fhir_read_patient(r, &ret->patient);
    if (ret->sort == FHIR_ACTOR) fhir_read_actor(r, types[type].type, &ret->actor);
    if (ret->sort == FHIR_RECORD) fhir_read_record(r, types[type].kind, &ret->record);
}

/* Type and id are shown in the list of what was refused, so they are cut to what can be shown. */
static struct str showable(struct str text)
{
    text = utf8_cut(text, 100);
    return utf8_is_plain(text) ? text : STR_NONE;
}

void fhir_read(struct arena *a, struct json_value resource, struct str full_url, struct fhir_resource *ret)
{
    struct fhir_reader r = {.a = a, .resource = resource};
    struct str type = json_as_text(json_get(resource, STR("resourceType")));
    struct str id = json_as_text(json_get(resource, STR("id")));
    *ret = (struct fhir_resource){.sort = FHIR_NOT_READ, .type = showable(type), .id = showable(id)};
    if (!type.n) {
        ret->sort = FHIR_REFUSED;
        ret->reason = json_kind(resource) == JSON_OBJECT ?
            STR("It has no resourceType, so it is not a FHIR resource") :
            STR("It is not a FHIR resource");
        return;
    }
    r.place = fhir_place_of(fhir_text(&r, full_url), type, id);
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (str_eq(types[i].type, type)) read_sort(&r, i, ret);
    if (ret->sort != FHIR_NOT_READ && r.reason.p) {
        ret->sort = FHIR_REFUSED;
        ret->reason = utf8_cut(r.reason, FHIR_REASON_MOST);
    }
}
