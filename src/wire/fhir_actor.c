/* Who and where others are: names and codes for those that point at them. */
#include "wire/fhir_read.h"

static struct str key_of(struct fhir_reader *r, struct json_value reference, struct fhir_actor *ret)
{
    struct fhir_pointer p = fhir_point(r, reference);
    if (!ret->name.n && (str_eq(r->type, STR("PractitionerRole")))) ret->name = p.display;
    return p.key.n ? p.key : p.identifier;
}

/* A role's name is its practitioner's; its code that of the organisation. */
static void read_role(struct fhir_reader *r, struct fhir_actor *ret)
{
    struct json_value where = json_get(r->resource, STR("organization"));
    ret->of_key = key_of(r, json_get(r->resource, STR("practitioner")), ret);
    struct fhir_pointer at = fhir_point(r, where);
    ret->at_key = at.key.n ? at.key : at.identifier;
    ret->ods_code = at.ods_code;
}

void fhir_read_actor(struct fhir_reader *r, struct fhir_actor *ret)
{
    struct json_value v = r->resource;
    *ret = (struct fhir_actor){.alias = r->place.alias};
    ret->key = fhir_own_key(r, fhir_member(r, v, STR("id")));
    ret->ods_code = fhir_text(r, fhir_ods_among(r, v));
    for (struct json_each e = fhir_each(r, v, STR("identifier")); !ret->identifier.n && json_each_next(&e);)
        ret->identifier = fhir_identifier_key(r, e.value);
    if (str_eq(r->type, STR("PractitionerRole"))) {
        read_role(r, ret);
    } else if (str_eq(r->type, STR("Practitioner"))) {
        ret->name = fhir_human_name(r, fhir_first(r, v, STR("name")));
    } else {
        ret->name = fhir_words(r, json_as_text(json_get(v, STR("name"))));
        struct json_value over = json_get(v, STR("managingOrganization")); /* of a location */
        ret->at_key = fhir_reference_key(r, json_as_text(json_get(over, STR("reference"))));
    }
}
