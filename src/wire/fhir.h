/*
 * FHIR R4 resources as Cairn reads them: JSON in, three flat structs out.
 *
 * Patient becomes a struct fhir_patient. What says who or where others are (Organization, Practitioner,
 * PractitionerRole, Location, HealthcareService) becomes a struct fhir_actor, which only gives names and codes to
 * those that point at it. What is said about a person becomes a struct fhir_record: clinical facts, allergies,
 * plans, appointments, flags, consents, family and carers. A Patient holds records too, its contacts and what its
 * extensions say; fhir_read_details gives them out. Any other resource is FHIR_NOT_READ and never a fault, but for
 * two that stand for a mistake of whoever sent the file (a report of counts, a server's error). What is read is UK
 * Core first and R4 at large otherwise. A resource that can't be taken gives one sentence in plain English.
 *
 * References become keys: "BASE|Type/id" for relative and absolute ones (BASE is what stood before Type/id in the
 * address of the resource, empty if nothing did), "urn:uuid:..." as it is, "identifier|system|value" for one by
 * identifier alone or by a search for it; an NHS number or ODS code is taken as such wherever it stands. Texts
 * point into the document or the arena; they are valid UTF-8 without control and direction characters and at most
 * FHIR_TEXT_MOST bytes, longer ones are refused where they identify and shortened where they only describe, since
 * the original is kept. Numbers keep their text. Nothing may be larger than the ceilings below.
 * [standards §3, ADR 0015, ADR 0030]
 */
#ifndef CAIRN_WIRE_FHIR_H
#define CAIRN_WIRE_FHIR_H

#include "base/clock.h"
#include "nhs/nhs_number.h"
#include "wire/json.h"

enum { FHIR_TEXT_MOST = 1000, FHIR_REASON_MOST = 400 };

/* Ceilings: more of anything than this refuses the resource. Depth and bytes are LIMIT_JSON_...'s. */
enum {
    FHIR_EXTENSIONS_MOST = 64, /* of one element */
    FHIR_LIST_MOST = 256,      /* items of one list: participants, activities, components, identifiers */
    FHIR_CONTAINED_MOST = 64,  /* resources inside one */
    FHIR_REFERENCES_MOST = 8,  /* names still to be looked up, of one record */
    FHIR_CONTACTS_MOST = 8,    /* of one patient */
    FHIR_DETAILS_MOST = FHIR_CONTACTS_MOST + 8
};
enum { FHIR_KINDS = 17, FHIR_STATUSES = 15 }; /* care/coded's, stored as numbers: a test holds the two together */

enum fhir_sort { FHIR_NOT_READ, FHIR_ACTOR, FHIR_PATIENT, FHIR_RECORD, FHIR_REFUSED };

/* Where a resource stands and how it is addressed: of a bundle's entry, base and alias come from fullUrl. */
struct fhir_place {
    struct str base;  /* "https://example.nhs.uk/fhir", or empty */
    struct str alias; /* "urn:uuid:...", or empty */
};
struct fhir_place fhir_place_of(struct str full_url, struct str type, struct str id);

/* Every member in order, so that one list makes the struct and its form on the wire (fhir_rows.h).
 * TEXT(name), WHOLE(name, lowest, highest). Dates are days, INT32_MIN for none; instants ms, INT64_MIN for none.
 */
/* of_key and at_key: of a role, whose it is and where. */
#define FHIR_ACTOR_FIELDS(TEXT, WHOLE) \
    TEXT(key) TEXT(alias) TEXT(identifier) TEXT(ods_code) TEXT(name) TEXT(of_key) TEXT(at_key)

/* contacts and facts say which records fhir_read_details finds in it: how many, and which as bits. */
// clang-format off
#define FHIR_PATIENT_FIELDS(TEXT, WHOLE) \
    TEXT(key) TEXT(alias) TEXT(identifier_1) TEXT(identifier_2) \
    WHOLE(nhs_number, 0, 9999999999) TEXT(nhs_number_status) TEXT(title) TEXT(given_names) \
    TEXT(family_name) TEXT(preferred_name) WHOLE(born, INT32_MIN, INT32_MAX) \
    TEXT(gender) TEXT(address_1) TEXT(address_2) TEXT(address_3) TEXT(address_4) TEXT(postcode) \
    WHOLE(protected_address, 0, 1) TEXT(home_phone) TEXT(mobile_phone) TEXT(email) TEXT(preferred_contact) \
    TEXT(contact_times) TEXT(language) WHOLE(interpreter, 0, 1) TEXT(written_format) TEXT(ethnicity) \
    WHOLE(died_known, 0, 1) WHOLE(died, INT32_MIN, INT32_MAX) \
    TEXT(practice_code) TEXT(practice_key) TEXT(practice_name) TEXT(gp_name) TEXT(gp_key) \
    WHOLE(contacts, 0, FHIR_CONTACTS_MOST) WHOLE(facts, 0, 255)
// clang-format on

/* kind, status and precision are care/coded's numbers; original is bytes, not text, and filled in by the reader.
 * who and place are names as the resource says them, who_keys and place_key what they are to be looked up by (keys
 * have no space in them, and stand one after the other with spaces between). reach is how to reach somebody: it is
 * a field of its own since it is withheld where an address is protected. detail: it was found in a patient. */
// clang-format off
#define FHIR_RECORD_FIELDS(TEXT, WHOLE) \
    TEXT(key) TEXT(subject_key) TEXT(subject_identifier) WHOLE(subject_nhs_number, 0, 9999999999) \
    WHOLE(detail, 0, 1) WHOLE(kind, 1, FHIR_KINDS) WHOLE(status, 1, FHIR_STATUSES) \
    TEXT(system) TEXT(code) TEXT(display) WHOLE(precision, 0, 4) WHOLE(happened_at, INT64_MIN, INT64_MAX) \
    WHOLE(ended, INT32_MIN, INT32_MAX) TEXT(value) TEXT(unit) TEXT(note) TEXT(who) TEXT(who_keys) TEXT(place) \
    TEXT(place_key) TEXT(reach) WHOLE(content, INT64_MIN, INT64_MAX)
// clang-format on

#define FHIR_TEXT_MEMBER(name) struct str name;
#define FHIR_WHOLE_MEMBER(name, lowest, highest) int64_t name;
/* The place of each field of a patient: bits of what a table speaks of (struct fhir_row). */
#define FHIR_TEXT_AT(name) FHIR_PATIENT_AT_##name,
#define FHIR_WHOLE_AT(name, lowest, highest) FHIR_PATIENT_AT_##name,
enum fhir_patient_at { FHIR_PATIENT_FIELDS(FHIR_TEXT_AT, FHIR_WHOLE_AT) FHIR_PATIENT_AT_END };

struct fhir_actor {
    FHIR_ACTOR_FIELDS(FHIR_TEXT_MEMBER, FHIR_WHOLE_MEMBER)
};
struct fhir_patient {
    FHIR_PATIENT_FIELDS(FHIR_TEXT_MEMBER, FHIR_WHOLE_MEMBER)
};
struct fhir_record {
    FHIR_RECORD_FIELDS(FHIR_TEXT_MEMBER, FHIR_WHOLE_MEMBER)
    struct str original;
};

struct fhir_resource {
    enum fhir_sort sort;
    struct str type, id; /* as far as they are known; safe to show */
    union {
        struct fhir_actor actor;
        struct fhir_patient patient;
        struct fhir_record record;
        struct str reason; /* FHIR_REFUSED */
    };
};
/* By its type alone. FHIR_REFUSED: it has none. */
enum fhir_sort fhir_sort_of(struct json_value resource);
void fhir_read(struct arena *a, struct json_value resource, struct str full_url, struct fhir_resource *ret);

/* A record that stands inside a patient: its place in the document is what is kept as its original. */
struct fhir_detail {
    struct json_value source;
    struct fhir_record record;
    struct str reason; /* why it can't be taken, alone; STR_NONE: it can */
};
/* Those of a Patient that fhir_read takes; 0 for one that it refuses. ret has room for FHIR_DETAILS_MOST. */
size_t fhir_read_details(struct arena *a, struct json_value patient, struct str full_url, struct fhir_detail *ret);
/* Their keys, from the patient's: for taking back those that a newer patient no longer has. */
struct str fhir_contact_key(struct arena *a, const struct fhir_patient *p, int number); /* from 1 */
struct str fhir_fact_key(struct arena *a, const struct fhir_patient *p, int bit);

/* Why a bundle of this type (Bundle.type) is not for importing; STR_NONE: it is, or says nothing of its type. */
struct str fhir_bundle_refused(struct str type);

/* "2014", "2014-11", "2014-11-23" or with a time. precision is care/coded's: 1 year to 4 time. */
MUST_USE bool fhir_date_time(struct str text, int *ret_precision, struct instant *ret_at, struct date *ret_day);

#endif
