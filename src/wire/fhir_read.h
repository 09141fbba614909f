/* What the readers of single resources share. Private to wire/fhir*.c. */
#ifndef CAIRN_WIRE_FHIR_READ_H
#define CAIRN_WIRE_FHIR_READ_H

#include "base/arena.h"
#include "wire/fhir.h"

#define SNOMED_SYSTEM STR("http://snomed.info/sct")

/* One resource being read. The first fault counts; reading goes on harmlessly after it. */
struct fhir_reader {
    struct arena *a;
    struct json_value resource;
    struct fhir_place place;
    struct str reason; /* STR_NONE: good so far */
};
void fhir_refuse(struct fhir_reader *r, struct str reason);
/* The text if it can be shown and isn't too long; otherwise the resource is refused. */
struct str fhir_text(struct fhir_reader *r, struct str text);
struct str fhir_member(struct fhir_reader *r, struct json_value object, struct str name);

/* The first extension whose address ends so; absent if there is none. */
struct json_value fhir_extension(struct json_value of, struct str end);
/* The code of a CodeableConcept's first coding that has one. */
struct str fhir_first_code(struct json_value concept);
struct str fhir_reference_key(struct fhir_reader *r, struct str reference);
struct str fhir_own_key(struct fhir_reader *r, struct str type, struct str id);
/* The resource in `contained` that "#id" points at; absent for any other reference. */
struct json_value fhir_contained(struct fhir_reader *r, struct str reference);
struct str fhir_ods_code(struct json_value identifier); /* of one Identifier; STR_NONE for other systems */
struct str fhir_ods_among(struct json_value identifiers);
bool fhir_is_nhs_number(struct json_value identifier);
struct str fhir_human_name(struct fhir_reader *r, struct json_value name); /* "Dr Paul Rastall" */

void fhir_read_actor(struct fhir_reader *r, struct str type, struct fhir_actor *ret);
void fhir_read_patient(struct fhir_reader *r, struct fhir_patient *ret);
void fhir_read_record(struct fhir_reader *r, int kind, struct fhir_record *ret);
void fhir_read_value(struct fhir_reader *r, struct json_value observation, struct fhir_record *ret);
struct str fhir_concept_words(struct json_value concept);

#endif
