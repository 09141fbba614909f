/*
 * The lists people choose from: staff roles, gender, ethnicity, how to be contacted, formats, languages.
 *
 * Each list is one X-list: the enum, the code that is stored and exchanged, and the plain-English label all come
 * from the same row, so none can be forgotten. Value 0 of every enum is NONE: not recorded. Codes never change
 * once released; labels may. Pronouns and titles are free text: people choose their own. A list that is stored
 * by its code alone (languages) is a vocabulary without an enum. Pages loop over vocabulary.terms.
 *
 * Sources: roles [domain §1]; gender FHIR R4 administrative-gender; ethnicity NHS Data Dictionary (2001 census
 * categories), contact methods and verification status UK Core; languages BCP 47.
 */
#ifndef CAIRN_NHS_VOCABULARY_H
#define CAIRN_NHS_VOCABULARY_H

#include "base/str.h"

struct term {
    struct str code, label;
};

struct vocabulary {
    const struct term *terms; /* terms[i] belongs to enum value i + 1 */
    size_t n;
};

/* The value of a code: 1 to n; false if the code isn't in the list. Codes match exactly. */
MUST_USE bool vocabulary_find(const struct vocabulary *list, struct str code, int *ret);
struct str vocabulary_code(const struct vocabulary *list, int value);  /* STR_NONE for 0; a BUG past the end */
struct str vocabulary_label(const struct vocabulary *list, int value); /* "Not recorded" for 0 */

#define STAFF_ROLE_LIST(X) \
    X(CARE_COORDINATOR, "care-coordinator", "Care co-ordinator") \
    X(LINK_WORKER, "link-worker", "Social prescribing link worker") \
    X(HEALTH_COACH, "health-coach", "Health and wellbeing coach") \
    X(CLINICIAN, "clinician", "Clinician") \
    X(MDT_ASSOCIATE, "mdt-associate", "MDT associate") \
    X(SUPERVISOR, "supervisor", "Supervisor") \
    X(PCN_MANAGER, "pcn-manager", "PCN manager") \
    X(GOVERNANCE_LEAD, "governance-lead", "Information governance lead") \
    X(ADMINISTRATOR, "administrator", "Administrator") \
    X(PRACTICE_STAFF, "practice-staff", "Practice staff") \
    X(DATA_MANAGER, "data-manager", "Data manager")

/* Administrative gender, as records are exchanged; not a statement about a person's identity. */
#define GENDER_LIST(X) \
    X(FEMALE, "female", "Female") \
    X(MALE, "male", "Male") \
    X(OTHER, "other", "Other") \
    X(UNKNOWN, "unknown", "Not known")

#define ETHNICITY_LIST(X) \
    X(WHITE_BRITISH, "A", "White - British") \
    X(WHITE_IRISH, "B", "White - Irish") \
    X(WHITE_OTHER, "C", "White - Any other White background") \
    X(MIXED_CARIBBEAN, "D", "Mixed - White and Black Caribbean") \
    X(MIXED_AFRICAN, "E", "Mixed - White and Black African") \
    X(MIXED_ASIAN, "F", "Mixed - White and Asian") \
    X(MIXED_OTHER, "G", "Mixed - Any other mixed background") \
    X(ASIAN_INDIAN, "H", "Asian or Asian British - Indian") \
    X(ASIAN_PAKISTANI, "J", "Asian or Asian British - Pakistani") \
    X(ASIAN_BANGLADESHI, "K", "Asian or Asian British - Bangladeshi") \
    X(ASIAN_OTHER, "L", "Asian or Asian British - Any other Asian background") \
    X(BLACK_CARIBBEAN, "M", "Black or Black British - Caribbean") \
    X(BLACK_AFRICAN, "N", "Black or Black British - African") \
    X(BLACK_OTHER, "P", "Black or Black British - Any other Black background") \
    X(CHINESE, "R", "Other Ethnic Groups - Chinese") \
    X(ANY_OTHER, "S", "Other Ethnic Groups - Any other ethnic group") \
    X(NOT_STATED, "Z", "Not stated") \
    X(NOT_KNOWN, "99", "Not known")

#define CONTACT_METHOD_LIST(X) \
    X(LETTER, "1", "Letter") \
    X(VISIT, "2", "Visit") \
    X(TELEPHONE, "3", "Telephone") \
    X(EMAIL, "4", "Email") \
    X(TEXTPHONE, "5", "Textphone (minicom)") \
    X(TELEPHONE_PROXY, "6", "Telephone, through another person") \
    X(SIGN_LANGUAGE, "7", "Sign language") \
    X(NO_TELEPHONE, "8", "No telephone contact") \
    X(TEXT_MESSAGE, "9", "Text message")

/* How written information has to look for this person (Accessible Information Standard). */
#define WRITTEN_FORMAT_LIST(X) \
    X(STANDARD, "standard", "Standard print") \
    X(LARGE_18, "large-print-18", "Large print, 18 point") \
    X(LARGE_20, "large-print-20", "Large print, 20 point") \
    X(LARGE_24, "large-print-24", "Large print, 24 point") \
    X(LARGE_28, "large-print-28", "Large print, 28 point") \
    X(EASY_READ, "easy-read", "Easy read") \
    X(BRAILLE, "braille", "Braille") \
    X(AUDIO, "audio", "Audio") \
    X(ELECTRONIC, "electronic", "Email or other electronic form")

/* How far an NHS number has been checked against the national record (UK Core). */
#define NHS_NUMBER_STATUS_LIST(X) \
    X(VERIFIED, "01", "Checked and correct") \
    X(NOT_TRACED, "02", "Recorded, not checked yet") \
    X(TRACE_NEEDED, "03", "Needs checking") \
    X(NO_MATCH, "04", "Checked, but no match or more than one") \
    X(NEEDS_RESOLVING, "05", "Checked, and a difference needs sorting out") \
    X(IN_PROGRESS, "06", "Being checked") \
    X(NOT_NEEDED, "07", "No NHS number, and no check needed") \
    X(POSTPONED, "08", "Check postponed: baby under 6 weeks old")

#define VOCABULARY_LISTS(X) \
    X(STAFF_ROLE, staff_role) \
    X(GENDER, gender) \
    X(ETHNICITY, ethnicity) \
    X(CONTACT_METHOD, contact_method) \
    X(WRITTEN_FORMAT, written_format) \
    X(NHS_NUMBER_STATUS, nhs_number_status)

enum staff_role {
    STAFF_ROLE_NONE,
#define STAFF_ROLE_ENUM(name, code, label) STAFF_ROLE_##name,
    STAFF_ROLE_LIST(STAFF_ROLE_ENUM)
#undef STAFF_ROLE_ENUM
};
enum gender {
    GENDER_NONE,
#define GENDER_ENUM(name, code, label) GENDER_##name,
    GENDER_LIST(GENDER_ENUM)
#undef GENDER_ENUM
};
enum ethnicity {
    ETHNICITY_NONE,
#define ETHNICITY_ENUM(name, code, label) ETHNICITY_##name,
    ETHNICITY_LIST(ETHNICITY_ENUM)
#undef ETHNICITY_ENUM
};
enum contact_method {
    CONTACT_METHOD_NONE,
#define CONTACT_METHOD_ENUM(name, code, label) CONTACT_METHOD_##name,
    CONTACT_METHOD_LIST(CONTACT_METHOD_ENUM)
#undef CONTACT_METHOD_ENUM
};
enum written_format {
    WRITTEN_FORMAT_NONE,
#define WRITTEN_FORMAT_ENUM(name, code, label) WRITTEN_FORMAT_##name,
    WRITTEN_FORMAT_LIST(WRITTEN_FORMAT_ENUM)
#undef WRITTEN_FORMAT_ENUM
};
enum nhs_number_status {
    NHS_NUMBER_STATUS_NONE,
#define NHS_NUMBER_STATUS_ENUM(name, code, label) NHS_NUMBER_STATUS_##name,
    NHS_NUMBER_STATUS_LIST(NHS_NUMBER_STATUS_ENUM)
#undef NHS_NUMBER_STATUS_ENUM
};

/* For each list, with noun staff_role as the example: the vocabulary `staff_role_vocabulary` to loop over,
 * staff_role_code(), staff_role_label(), and staff_role_from_code(), which is false for an unknown code. */
#define VOCABULARY_DECLARE(NAME, noun) \
    extern const struct vocabulary noun##_vocabulary; \
    struct str noun##_code(enum noun value); \
    struct str noun##_label(enum noun value); \
    MUST_USE bool noun##_from_code(struct str code, enum noun *ret);
VOCABULARY_LISTS(VOCABULARY_DECLARE)
#undef VOCABULARY_DECLARE

/* English first, then in the order of their English names. A code that isn't listed is kept and shown as it is. */
extern const struct vocabulary language_vocabulary;
struct str language_label(struct str code); /* STR_NONE gives "Not recorded" */

#endif
