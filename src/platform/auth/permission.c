#include "platform/auth/permission.h"

#define MAY(name) PERMISSION_BIT(PERMISSION_##name)

/* Somebody who supports people: the record and everything done from it. */
#define SUPPORTS_PEOPLE \
    (MAY(MY_DAY) | MAY(PEOPLE_FIND) | MAY(PERSON_DETAILS) | MAY(PERSON_RECORD) | MAY(PERSON_EDIT) | \
        MAY(ABOUT_EDIT) | MAY(CIRCLE_EDIT) | MAY(PLAN_EDIT) | MAY(CARE_HOMES) | MAY(CONTACT_RECORD) | \
        MAY(CONSENT_RECORD) | MAY(CAPACITY_RECORD) | MAY(REFER) | MAY(TRIAGE) | MAY(CASELOAD) | MAY(WHO_LOOKED) | \
        MAY(TEAM) | MAY(RELATIONS_OWN) | MAY(CLAIM) | MAY(DEVELOPMENT_OWN))
/* Somebody who answers for others' work as well: see docs/adr/0022 for why these and nobody else. */
#define ANSWERS_FOR_CARE (SUPPORTS_PEOPLE | MAY(RESTRICT) | MAY(PROTECTED_ADDRESS) | MAY(LAWFUL_BASIS))
#define READS_RECORDS (MAY(PERSON_DETAILS) | MAY(PERSON_RECORD) | MAY(RELATIONS_OWN))

/* One row a role, after domain §1. An MDT associate sees only cases brought to a meeting; a PCN manager opens a
 * record only with a reason. */
static const struct {
    enum staff_role role;
    enum role_reach reach;
    uint64_t may;
} ROLES[] = {
    {STAFF_ROLE_CARE_COORDINATOR, REACH_PRACTICE, SUPPORTS_PEOPLE | MAY(GP_RECORD)},
    {STAFF_ROLE_LINK_WORKER, REACH_PRACTICE, SUPPORTS_PEOPLE},
    {STAFF_ROLE_HEALTH_COACH, REACH_PRACTICE, SUPPORTS_PEOPLE},
    {STAFF_ROLE_CLINICIAN, REACH_PRACTICE, ANSWERS_FOR_CARE | MAY(TEAM_SEE) | MAY(SUPERVISE)},
    {STAFF_ROLE_SUPERVISOR, REACH_PRACTICE,
        ANSWERS_FOR_CARE | MAY(GP_RECORD) | MAY(STAFF_SEE) | MAY(LEAVERS) | MAY(HAND_OVER) | MAY(PEOPLE_EXPORT) |
            MAY(DUPLICATES) | MAY(TEAM_SEE) | MAY(READINESS_ALL) | MAY(POST_KEEP) | MAY(TRAINING_KEEP) |
            MAY(SUPERVISE)},
    {STAFF_ROLE_PRACTICE_STAFF, REACH_PRACTICE,
        MAY(PEOPLE_FIND) | MAY(PERSON_DETAILS) | MAY(PERSON_RECORD) | MAY(CARE_HOMES) | MAY(CONTACT_RECORD) |
            MAY(CONSENT_RECORD) | MAY(REFER) | MAY(GP_RECORD)},
    {STAFF_ROLE_DATA_MANAGER, REACH_PRACTICE,
        MAY(PEOPLE_FIND) | MAY(PERSON_DETAILS) | MAY(PERSON_EDIT) | MAY(DUPLICATES) | MAY(IMPORTS) |
            MAY(REFERENCE) | MAY(REFERENCE_LOAD)},
    {STAFF_ROLE_GOVERNANCE_LEAD, REACH_NOBODY,
        MAY(AUDIT) | MAY(ACCESS_REVIEW) | MAY(STAFF_SEE) | MAY(LAWFUL_BASIS)},
    {STAFF_ROLE_ADMINISTRATOR, REACH_NOBODY,
        MAY(ACCOUNTS) | MAY(STAFF_SEE) | MAY(LEAVERS) | MAY(REFERENCE) | MAY(REFERENCE_LOAD) | MAY(POST_KEEP)},
    {STAFF_ROLE_PCN_MANAGER, REACH_RELATIONS,
        READS_RECORDS | MAY(CLAIM) | MAY(STAFF_SEE) | MAY(TEAM_SEE) | MAY(READINESS_ALL)},
    {STAFF_ROLE_MDT_ASSOCIATE, REACH_RELATIONS, READS_RECORDS},
};

uint64_t permissions_of(enum staff_role role)
{
    for (size_t i = 0; i < COUNT_OF(ROLES); i++)
        if (ROLES[i].role == role) return ROLES[i].may | MAY(SIGNED_IN) | MAY(PUBLIC);
    return 0;
}

enum role_reach role_reach(enum staff_role role)
{
    for (size_t i = 0; i < COUNT_OF(ROLES); i++)
        if (ROLES[i].role == role) return ROLES[i].reach;
    return REACH_NOBODY;
}

const char *permission_name(enum permission p)
{
    static const char *const names[] = {"NONE",
#define PERMISSION_NAME(name, text) #name,
        PERMISSION_LIST(PERMISSION_NAME)
#undef PERMISSION_NAME
    };
    MUST((size_t)p < COUNT_OF(names));
    return names[p];
}

const char *permission_text(enum permission p)
{
    static const char *const texts[] = {"nothing",
#define PERMISSION_TEXT(name, text) text,
        PERMISSION_LIST(PERMISSION_TEXT)
#undef PERMISSION_TEXT
    };
    MUST((size_t)p < COUNT_OF(texts));
    return texts[p];
}
