/* What the readers of single resources share. Private to wire/fhir*.c. */
#ifndef CAIRN_WIRE_FHIR_READ_H
#define CAIRN_WIRE_FHIR_READ_H

#include "base/arena.h"
#include "nhs/snomed.h"
#include "wire/fhir.h"

#define SNOMED_SYSTEM STR("http://snomed.info/sct")

/* Numbers of care/coded's enums, which are stored and so never change; a test holds them together. */
enum fhir_kind {
    CONDITION = 1,
    OBSERVATION,
    PROCEDURE,
    IMMUNISATION,
    MEDICINE,
    ENCOUNTER,
    ALLERGY,
    CARE_PLAN,
    GOAL,
    CARE_TEAM,
    CONSENT,
    APPOINTMENT,
    EPISODE,
    NEED,
    ALERT,
    RELATED,
    FACT
};
enum fhir_status {
    CURRENT = 1,
    ENDED,
    DONE,
    PLANNED,
    UNCONFIRMED,
    NOT_DONE,
    NOT_SAID,
    IN_ERROR,
    RULED_OUT,
    ON_HOLD,
    CANCELLED,
    NOT_ATTENDED,
    BOOKED,
    WAITING,
    DECLINED
};

/* One resource being read. The first fault counts; reading goes on harmlessly after it. */
struct fhir_reader {
    struct arena *a;
    struct json_value resource;
    struct fhir_place place;
    struct str type;
    struct str full_url;
    struct str reason; /* STR_NONE: good so far */
};

/* ---- fhir_text.c: texts and lists, each with its ceiling ---- */

void fhir_refuse(struct fhir_reader *r, struct str reason);
/* The text if it can be shown and isn't too long; otherwise the resource is refused. */
struct str fhir_text(struct fhir_reader *r, struct str text);
struct str fhir_member(struct fhir_reader *r, struct json_value object, struct str name);
/* A text that only describes: on one line, and shortened. */
struct str fhir_words(struct fhir_reader *r, struct str text);
/* The two with `between`, shortened to what a text may be; each may be empty. The first is one of these functions'
 * own making, the other any text. */
struct str fhir_joined(struct fhir_reader *r, struct str first, struct str then, struct str between);
/* A list's items in order; a list that is too long refuses the resource and is empty then. */
struct json_each fhir_each(struct fhir_reader *r, struct json_value object, struct str name);
/* The first extension whose address ends so; absent if there is none. */
struct json_value fhir_extension(struct fhir_reader *r, struct json_value of, struct str end);
/* The value of that extension: its valueCodeableConcept, or one made of its valueCoding or valueCode. */
struct str fhir_extension_code(struct fhir_reader *r, struct json_value of, struct str end);
bool fhir_extension_says_yes(struct fhir_reader *r, struct json_value of, struct str end);
/* The code of a CodeableConcept's first coding that has one. */
struct str fhir_first_code(struct json_value concept);
struct str fhir_concept_words(struct json_value concept);
struct str fhir_human_name(struct fhir_reader *r, struct json_value name); /* "Dr Paul Rastall" */
struct json_value fhir_first(struct fhir_reader *r, struct json_value object, struct str name);

/* ---- fhir_reference.c ---- */

/* What a Reference, or the resource inside that it points at, says. */
struct fhir_pointer {
    struct str key;        /* "BASE|Type/id", "urn:uuid:..." */
    struct str identifier; /* "identifier|system|value" */
    struct str type;       /* "Patient", where it is known */
    struct str display;    /* as it stands, or of the resource inside */
    struct str ods_code;
    int64_t nhs_number;
    struct json_value inside; /* "#id": the contained resource */
};
/* Refuses the resource only for what no reference may be: an NHS number with a wrong check digit, a text that
 * can't be shown. */
struct fhir_pointer fhir_point(struct fhir_reader *r, struct json_value reference);
struct str fhir_reference_key(struct fhir_reader *r, struct str reference);
struct str fhir_own_key(struct fhir_reader *r, struct str id);
struct str fhir_identifier_key(struct fhir_reader *r, struct json_value identifier);
struct str fhir_ods_code(struct json_value identifier); /* of one Identifier; STR_NONE for other systems */
struct str fhir_ods_among(struct fhir_reader *r, struct json_value object);
bool fhir_is_nhs_number(struct json_value identifier);
/* Whom the record is about. */
void fhir_read_subject(struct fhir_reader *r, struct json_value reference, struct fhir_record *ret);
/* Adds somebody to the record's who, or to what is to be looked up; role may be empty. */
void fhir_add_who(struct fhir_reader *r, struct json_value reference, struct str role, struct fhir_record *ret);
void fhir_add_key(struct fhir_reader *r, struct str key, struct fhir_record *ret); /* to be looked up */
void fhir_set_place(struct fhir_reader *r, struct json_value reference, struct fhir_record *ret);

/* ---- the resources ---- */

void fhir_read_actor(struct fhir_reader *r, struct fhir_actor *ret);
void fhir_read_patient(struct fhir_reader *r, struct fhir_patient *ret);
void fhir_read_record(struct fhir_reader *r, int kind, struct fhir_record *ret);
void fhir_read_value(struct fhir_reader *r, struct json_value observation, struct fhir_record *ret);
enum fhir_status fhir_status_of(struct json_value v, struct str type, int kind, bool ended);

/* What a CodeableConcept says: code, system and words. */
void fhir_read_concept(struct fhir_reader *r, struct json_value concept, struct fhir_record *ret);
void fhir_read_ended(struct fhir_reader *r, struct str text, struct fhir_record *ret);
/* The parts of single kinds: fhir_care.c, fhir_contact.c. */
void fhir_read_care(struct fhir_reader *r, struct fhir_record *ret);
void fhir_read_appointment(struct fhir_reader *r, struct fhir_record *ret);
void fhir_read_stay(struct fhir_reader *r, struct fhir_record *ret);
/* A RelatedPerson, or a patient's contact. */
void fhir_read_related(struct fhir_reader *r, struct json_value v, struct fhir_record *ret);
/* "Monday, Wednesday and Friday, in the afternoon" */
struct str fhir_timing_words(struct fhir_reader *r, struct json_value timing);
struct str fhir_contact_times(struct fhir_reader *r, struct json_value preference);
struct str fhir_language(struct fhir_reader *r, struct json_value concept);
enum { FHIR_FACTS_OF_PLACE = 1 << 3 }; /* the bits of facts that say where somebody lives */
/* Which facts a patient's extensions hold, as bits. */
int fhir_facts_of(struct fhir_reader *r);
size_t fhir_details_of(struct fhir_reader *r, const struct fhir_patient *p, struct fhir_detail *ret);

#endif
