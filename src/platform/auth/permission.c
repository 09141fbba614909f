#include "platform/auth/permission.h"

#define MAY(name) PERMISSION_BIT(PERMISSION_##name)

/* Somebody who supports people: the record and everything done from it. */
#define SUPPORTS_PEOPLE \
    (MAY(MY_DAY) | MAY(PEOPLE_FIND) | MAY(PERSON_DETAILS) | MAY(PERSON_RECORD) | MAY(PERSON_EDIT) | \
        MAY(CONTACT_RECORD) | MAY(WHO_LOOKED))

/* One row a role, after domain §1. An MDT associate sees only cases brought to a meeting, a PCN manager opens a
 * record only with a reason: until those ways exist they see nobody. */
static const struct {
    enum staff_role role;
    uint64_t may;
} ROLES[] = {
    {STAFF_ROLE_CARE_COORDINATOR, SUPPORTS_PEOPLE},
    {STAFF_ROLE_LINK_WORKER, SUPPORTS_PEOPLE},
    {STAFF_ROLE_HEALTH_COACH, SUPPORTS_PEOPLE},
    {STAFF_ROLE_CLINICIAN, SUPPORTS_PEOPLE},
    {STAFF_ROLE_SUPERVISOR, SUPPORTS_PEOPLE | MAY(STAFF_SEE)},
    {STAFF_ROLE_PRACTICE_STAFF, MAY(PEOPLE_FIND) | MAY(PERSON_DETAILS) | MAY(PERSON_RECORD) | MAY(CONTACT_RECORD)},
    {STAFF_ROLE_DATA_MANAGER, MAY(PEOPLE_FIND) | MAY(PERSON_DETAILS) | MAY(PERSON_EDIT) | MAY(IMPORTS)},
    {STAFF_ROLE_GOVERNANCE_LEAD, MAY(AUDIT) | MAY(STAFF_SEE)},
    {STAFF_ROLE_ADMINISTRATOR, MAY(ACCOUNTS) | MAY(STAFF_SEE)},
    {STAFF_ROLE_PCN_MANAGER, MAY(STAFF_SEE)},
    {STAFF_ROLE_MDT_ASSOCIATE, 0},
};

uint64_t permissions_of(enum staff_role role)
{
    for (size_t i = 0; i < COUNT_OF(ROLES); i++)
        if (ROLES[i].role == role) return ROLES[i].may | MAY(SIGNED_IN) | MAY(PUBLIC);
    return 0;
}

bool role_sees_people(enum staff_role role)
{
    const uint64_t shows = MAY(MY_DAY) | MAY(PEOPLE_FIND) | MAY(PERSON_DETAILS) | MAY(PERSON_RECORD);
    return (permissions_of(role) & shows) != 0;
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
