/*
 * Identifiers of SNOMED CT, the clinical terminology of the NHS.
 *
 * Six to eighteen digits. The last checks the others (Verhoeff, which catches every single wrong digit and swap of
 * neighbours); the two before it say what the id names. Only concepts may stand in a record: spreadsheets and GP
 * exports also carry ids of descriptions, which look alike and are refused. A struct snomed_id is made by the
 * functions here or by the constants below, so it is always a valid concept; 0 means "none". Stored as an INTEGER,
 * written as digits; never a double, which would round it. Cairn ships the few codes it writes itself, not the
 * terminology. Sources of the codes: [002], [003] for the first, UK Core encounter types for those of encounters,
 * and standards §1 group 1 for those of plans.
 */
#ifndef CAIRN_NHS_SNOMED_H
#define CAIRN_NHS_SNOMED_H

#include "base/str.h"

struct snomed_id {
    int64_t v; /* 0: none */
};

#define SNOMED_CODE_LIST(X) \
    X(SEEN_BY_CARE_COORDINATOR, 148481000000101, "Seen by care coordinator") \
    X(TELEPHONE_ENCOUNTER, 185317003, "Telephone encounter") \
    X(VIDEO_ENCOUNTER, 307321000000107, "Video-link encounter") \
    X(HOME_VISIT, 439708006, "Home visit") \
    X(SEEN_IN_OWN_HOME, 270420001, "Seen in own home") \
    X(THIRD_PARTY_ENCOUNTER, 185318008, "Third party encounter") \
    X(DID_NOT_ATTEND, 281399006, "Did not attend") \
    X(PLAN_AGREED, 1187911000000105, "Personalised Care and Support Plan agreed") \
    X(PLAN_REVIEWED, 1187921000000104, "Review of Personalised Care and Support Plan") \
    X(PLAN_DECLINED, 1325711000000103, "Personalised Care and Support Planning declined")

#define SNOMED_SEEN_BY_CARE_COORDINATOR ((struct snomed_id){148481000000101})
#define SNOMED_TELEPHONE_ENCOUNTER ((struct snomed_id){185317003})
#define SNOMED_VIDEO_ENCOUNTER ((struct snomed_id){307321000000107})
#define SNOMED_HOME_VISIT ((struct snomed_id){439708006})
#define SNOMED_SEEN_IN_OWN_HOME ((struct snomed_id){270420001})
#define SNOMED_THIRD_PARTY_ENCOUNTER ((struct snomed_id){185318008})
#define SNOMED_DID_NOT_ATTEND ((struct snomed_id){281399006})
#define SNOMED_PLAN_AGREED ((struct snomed_id){1187911000000105})
#define SNOMED_PLAN_REVIEWED ((struct snomed_id){1187921000000104})
#define SNOMED_PLAN_DECLINED ((struct snomed_id){1325711000000103})

enum snomed_partition { SNOMED_CONCEPT, SNOMED_DESCRIPTION, SNOMED_RELATIONSHIP, SNOMED_OTHER };

#define SNOMED_FAULT_LIST(X) \
    X(NONE, "") \
    X(EMPTY, "Enter a SNOMED CT code") \
    X(NOT_DIGITS, "SNOMED CT code must only include numbers") \
    X(LENGTH, "SNOMED CT code must be between 6 and 18 numbers long") \
    X(CHECK_DIGIT, "This is not a SNOMED CT code. It may have been mistyped, or rounded by a spreadsheet") \
    X(NOT_A_CONCEPT, "This SNOMED CT number names a description or relationship. Use the code of the concept")

enum snomed_fault {
#define SNOMED_FAULT_ENUM(name, sentence) SNOMED_FAULT_##name,
    SNOMED_FAULT_LIST(SNOMED_FAULT_ENUM)
#undef SNOMED_FAULT_ENUM
};

/* Sets *ret only when it returns SNOMED_FAULT_NONE. Any bytes are safe. */
MUST_USE enum snomed_fault snomed_parse(struct str typed, struct snomed_id *ret);
struct str snomed_fault_text(enum snomed_fault fault);

/* From a stored integer. */
MUST_USE bool snomed_from_int(int64_t stored, struct snomed_id *ret);
enum snomed_partition snomed_partition(int64_t number);
struct str snomed_digits(struct arena *a, struct snomed_id id); /* STR_NONE for none */
/* The term of a code that Cairn writes itself; STR_NONE for any other. */
struct str snomed_own_term(struct snomed_id id);

#endif
