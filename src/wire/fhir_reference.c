/* References of every form, identifiers, and whom a record is about. [standards §3.1] */
#include "wire/fhir_read.h"

#include "nhs/nhs_number.h"
#include "wire/url.h"

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

/* "BASE|REST", which has to fit where a text does. */
static struct str key_of(struct fhir_reader *r, struct str base, struct str rest)
{
    if (base.n + rest.n < FHIR_TEXT_MOST) return str_printf(r->a, "%.*s|%.*s", STR_ARG(base), STR_ARG(rest));
    fhir_refuse(r, str_printf(r->a, "An address in it is longer than %d bytes", FHIR_TEXT_MOST));
    return STR_NONE;
}

struct str fhir_reference_key(struct fhir_reader *r, struct str reference)
{
    reference = without_version(fhir_text(r, reference));
    if (!reference.n || reference.p[0] == '#' || str_has(reference, STR("?"))) return STR_NONE;
    if (str_starts(reference, STR("urn:"))) return reference;
    size_t at;
    if (!str_has(reference, STR("://"))) return key_of(r, r->place.base, reference);
    if (!type_and_id(reference, &at)) return reference;
    return key_of(r, str_slice(reference, 0, at - 1), str_skip(reference, at));
}

struct str fhir_own_key(struct fhir_reader *r, struct str id)
{
    if (!id.n) return r->place.alias;
    return key_of(r, r->place.base, str_printf(r->a, "%.*s/%.*s", STR_ARG(r->type), STR_ARG(id)));
}

/* ---- identifiers ---- */

struct str fhir_ods_code(struct json_value identifier)
{
    static const struct str systems[] = {STR_INIT("/Id/ods-organization-code"),
        STR_INIT("/Id/ods-organisation-code"), STR_INIT("/Id/ods-site-code")};
    struct str system = json_as_text(json_get(identifier, STR("system")));
    for (size_t i = 0; i < COUNT_OF(systems); i++)
        if (str_ends(system, systems[i])) return str_trim(json_as_text(json_get(identifier, STR("value"))));
    return STR_NONE;
}

struct str fhir_ods_among(struct fhir_reader *r, struct json_value object)
{
    for (struct json_each e = fhir_each(r, object, STR("identifier")); json_each_next(&e);) {
        struct str code = fhir_ods_code(e.value);
        if (code.n) return code;
    }
    return STR_NONE;
}

static bool is_nhs_number_system(struct str system)
{
    return str_ends(system, STR("/Id/nhs-number"));
}

bool fhir_is_nhs_number(struct json_value identifier)
{
    return is_nhs_number_system(json_as_text(json_get(identifier, STR("system"))));
}

/* One that names its system: a value alone could be anybody's. */
static struct str identifier_key(struct fhir_reader *r, struct str system, struct str value)
{
    system = fhir_text(r, system);
    value = fhir_text(r, value);
    if (!system.n || !value.n || system.n + value.n > FHIR_TEXT_MOST) return STR_NONE;
    return str_printf(r->a, "identifier|%.*s|%.*s", STR_ARG(system), STR_ARG(value));
}

struct str fhir_identifier_key(struct fhir_reader *r, struct json_value identifier)
{
    return identifier_key(
        r, json_as_text(json_get(identifier, STR("system"))), json_as_text(json_get(identifier, STR("value"))));
}

static void point_by(struct fhir_reader *r, struct json_value identifier, struct str system, struct str value,
    struct fhir_pointer *p)
{
    struct nhs_number number;
    if (!value.n) return;
    if (!is_nhs_number_system(system)) {
        if (!p->ods_code.n) p->ods_code = fhir_text(r, fhir_ods_code(identifier));
        if (!p->identifier.n) p->identifier = identifier_key(r, system, value);
        return;
    }
    enum nhs_number_fault fault = nhs_number_parse(value, &number);
    if (fault)
        fhir_refuse(r, nhs_number_fault_text(fault));
    else
        p->nhs_number = number.v;
}

static void point_by_identifier(struct fhir_reader *r, struct json_value identifier, struct fhir_pointer *p)
{
    point_by(r, identifier, json_as_text(json_get(identifier, STR("system"))),
        json_as_text(json_get(identifier, STR("value"))), p);
}

/* ---- references ---- */

/* "Patient?identifier=system%7Cvalue": a search that may find one, by its identifier and nothing else. */
static void point_by_search(struct fhir_reader *r, struct str reference, struct fhir_pointer *p)
{
    struct str query = fhir_text(r, reference), path = str_cut(&query, '?'), value;
    size_t at = 0;
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] == '/') at = i + 1;
    p->type = str_skip(path, at);
    if (!str_starts(query, STR("identifier=")) || str_has(query, STR("&"))) return;
    if (!url_decode(r->a, str_skip(query, 11), true, &value)) return;
    value = fhir_text(r, value);
    struct str system = str_cut(&value, '|');
    if (!value.p) return; /* without a system */
    static const struct str ods[] = {STR_INIT("/Id/ods-organization-code"), STR_INIT("/Id/ods-organisation-code"),
        STR_INIT("/Id/ods-site-code")};
    for (size_t i = 0; i < COUNT_OF(ods); i++)
        if (str_ends(system, ods[i])) p->ods_code = str_trim(value);
    point_by(r, (struct json_value){NULL, 0}, system, value, p);
}

/* "Patient" of "https://example.nhs.uk/fhir/Patient/1" and of "Patient/1". */
static struct str type_in(struct str reference)
{
    size_t at = 0;
    if (str_starts(reference, STR("urn:")) || str_starts(reference, STR("#"))) return STR_NONE;
    struct str rest = type_and_id(reference, &at) ? str_skip(reference, at) : reference;
    return str_has(rest, STR("/")) ? str_cut(&rest, '/') : STR_NONE;
}

static struct json_value contained(struct fhir_reader *r, struct str id)
{
    for (struct json_each e = json_each(json_get(r->resource, STR("contained"))); json_each_next(&e);)
        if (str_eq(json_as_text(json_get(e.value, STR("id"))), id)) return e.value;
    return (struct json_value){NULL, 0};
}

/* A name of what is inside: a person's in parts, any other's as one text. */
static struct str name_inside(struct fhir_reader *r, struct json_value inside)
{
    struct json_value name = json_get(inside, STR("name"));
    if (json_kind(name) == JSON_ARRAY) return fhir_human_name(r, fhir_first(r, inside, STR("name")));
    return fhir_words(r, json_as_text(name));
}

static void point_inside(struct fhir_reader *r, struct str id, struct fhir_pointer *p)
{
    p->inside = contained(r, id);
    p->type = json_as_text(json_get(p->inside, STR("resourceType")));
    for (struct json_each e = fhir_each(r, p->inside, STR("identifier")); json_each_next(&e);)
        point_by_identifier(r, e.value, p);
    if (!p->display.n) p->display = name_inside(r, p->inside);
    struct json_value whose = json_get(p->inside, STR("practitioner")); /* of a role */
    if (!p->display.n) p->display = fhir_words(r, json_as_text(json_get(whose, STR("display"))));
    if (!p->display.n) p->key = fhir_reference_key(r, json_as_text(json_get(whose, STR("reference"))));
}

struct fhir_pointer fhir_point(struct fhir_reader *r, struct json_value reference)
{
    struct str text = str_trim(json_as_text(json_get(reference, STR("reference"))));
    struct fhir_pointer p = {.display = fhir_words(r, json_as_text(json_get(reference, STR("display"))))};
    if (str_starts(text, STR("#")))
        point_inside(r, str_skip(text, 1), &p);
    else if (str_has(text, STR("?")))
        point_by_search(r, text, &p);
    else if (text.n) {
        p.key = fhir_reference_key(r, text);
        p.type = type_in(without_version(text));
    }
    if (!p.type.n) p.type = json_as_text(json_get(reference, STR("type")));
    point_by_identifier(r, json_get(reference, STR("identifier")), &p);
    return p;
}

void fhir_read_subject(struct fhir_reader *r, struct json_value reference, struct fhir_record *ret)
{
    struct fhir_pointer p = fhir_point(r, reference);
    ret->subject_key = p.key;
    ret->subject_identifier = p.identifier;
    ret->subject_nhs_number = p.nhs_number;
    if (p.type.n && !str_eq(p.type, STR("Patient")) && p.type.n < 64)
        fhir_refuse(
            r, str_printf(r->a, "It is about a %.*s and not about a patient", STR_ARG(fhir_text(r, p.type))));
    else if (!p.key.n && !p.identifier.n && !p.nhs_number)
        fhir_refuse(r, STR("It doesn't say which patient it is about"));
}

/* ---- who and where ---- */

void fhir_add_key(struct fhir_reader *r, struct str key, struct fhir_record *ret)
{
    struct str *keys = &ret->who_keys;
    size_t n = keys->n ? 1 : 0;
    for (size_t i = 0; i < keys->n; i++) n += keys->p[i] == ' ';
    if (!key.n || str_has(key, STR(" ")) || n >= FHIR_REFERENCES_MOST || keys->n + key.n >= FHIR_TEXT_MOST) return;
    const struct str parts[] = {*keys, key};
    *keys = str_join(r->a, parts, COUNT_OF(parts), STR(" "));
}

void fhir_add_who(struct fhir_reader *r, struct json_value reference, struct str role, struct fhir_record *ret)
{
    struct fhir_pointer p = fhir_point(r, reference);
    struct str name = p.display;
    if (str_eq(p.type, STR("Patient"))) return; /* whom it is about takes part in everything */
    if (!name.n) fhir_add_key(r, p.key.n ? p.key : p.identifier, ret);
    if (!name.n || str_has(ret->who, name)) return;
    if (role.n) name = str_printf(r->a, "%.*s (%.*s)", STR_ARG(name), STR_ARG(role));
    ret->who = fhir_joined(r, ret->who, name, STR("; "));
}

void fhir_set_place(struct fhir_reader *r, struct json_value reference, struct fhir_record *ret)
{
    struct fhir_pointer p = fhir_point(r, reference);
    if (!ret->place.n) ret->place = p.display;
    struct str key = p.key.n ? p.key : p.identifier;
    if (!p.display.n && !ret->place_key.n && !str_has(key, STR(" "))) ret->place_key = key;
}
