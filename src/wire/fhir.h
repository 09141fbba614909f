/*
 * FHIR R4 resources as Cairn reads them: JSON in, three flat structs out.
 *
 * Patient becomes a struct fhir_patient, the clinical resources a struct fhir_record, Organization and
 * Practitioner a struct fhir_actor, which only gives names to what patients point at. Any other resource is
 * FHIR_NOT_READ and never a fault. What is read is UK Core first (NHS number and its status, ethnic category,
 * contact preference, language, death) and R4 at large otherwise. A resource that can't be taken gives one
 * sentence in plain English.
 *
 * References become keys: "BASE|Type/id" for relative and absolute ones (BASE is what stood before Type/id in the
 * address of the resource, empty if nothing did), "urn:uuid:..." as it is. Texts point into the document or the
 * arena; they are valid UTF-8 without control and direction characters and at most FHIR_TEXT_MOST bytes, longer
 * ones are refused. Numbers keep their text. [standards §3, ADR 0015]
 */
#ifndef CAIRN_WIRE_FHIR_H
#define CAIRN_WIRE_FHIR_H

#include "base/clock.h"
#include "nhs/nhs_number.h"
#include "wire/json.h"

enum { FHIR_TEXT_MOST = 1000, FHIR_REASON_MOST = 400 };

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
#define FHIR_ACTOR_FIELDS(TEXT, WHOLE) TEXT(key) TEXT(alias) TEXT(ods_code) TEXT(name)

// clang-format off
#define FHIR_PATIENT_FIELDS(TEXT, WHOLE) \
    TEXT(key) TEXT(alias) WHOLE(nhs_number, 0, 9999999999) TEXT(nhs_number_status) \
    TEXT(title) TEXT(given_names) TEXT(family_name) TEXT(preferred_name) WHOLE(born, INT32_MIN, INT32_MAX) \
    TEXT(gender) TEXT(address_1) TEXT(address_2) TEXT(address_3) TEXT(address_4) TEXT(postcode) \
    WHOLE(protected_address, 0, 1) TEXT(home_phone) TEXT(mobile_phone) TEXT(email) TEXT(preferred_contact) \
    TEXT(contact_times) TEXT(language) WHOLE(interpreter, 0, 1) TEXT(written_format) TEXT(ethnicity) \
    WHOLE(died_known, 0, 1) WHOLE(died, INT32_MIN, INT32_MAX) \
    TEXT(practice_code) TEXT(practice_key) TEXT(practice_name) TEXT(gp_name) TEXT(gp_key)
// clang-format on

/* kind, status and precision are care/coded's numbers; original is bytes, not text, and filled in by the reader.
 */
// clang-format off
#define FHIR_RECORD_FIELDS(TEXT, WHOLE) \
    TEXT(key) TEXT(subject_key) WHOLE(subject_nhs_number, 0, 9999999999) WHOLE(kind, 1, 6) WHOLE(status, 1, 9) \
    TEXT(system) TEXT(code) TEXT(display) WHOLE(precision, 0, 4) WHOLE(happened_at, INT64_MIN, INT64_MAX) \
    WHOLE(ended, INT32_MIN, INT32_MAX) TEXT(value) TEXT(unit) WHOLE(content, INT64_MIN, INT64_MAX)
// clang-format on

#define FHIR_TEXT_MEMBER(name) struct str name;
#define FHIR_WHOLE_MEMBER(name, lowest, highest) int64_t name;
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

/* "2014", "2014-11", "2014-11-23" or with a time. precision is care/coded's: 1 year to 4 time. */
MUST_USE bool fhir_date_time(struct str text, int *ret_precision, struct instant *ret_at, struct date *ret_day);

#endif
