/* Who works in the invented network. Every role stands in the whole network and in at least two practices. */
#include "care/demo/demo_words.h"

const char *const demo_password = "invented-people-only";

#define NETWORK (-1)

const struct demo_staff demo_staff[] = {
    {"Leah Morgan", STAFF_ROLE_CARE_COORDINATOR, NETWORK, 27, true},
    {"Dev Anand", STAFF_ROLE_CARE_COORDINATOR, 0, 32, false},
    {"Ruth Adeyemi", STAFF_ROLE_CARE_COORDINATOR, 2, 34, false},
    {"Sian Pritchard", STAFF_ROLE_CARE_COORDINATOR, 1, 36, false},
    {"Marcus Bell", STAFF_ROLE_CARE_COORDINATOR, 3, 30, false},
    {"Farah Siddiqui", STAFF_ROLE_LINK_WORKER, NETWORK, 26, false},
    {"Owen Tait", STAFF_ROLE_LINK_WORKER, 0, 18, false},
    {"Carmen Ruiz", STAFF_ROLE_LINK_WORKER, 1, 20, false},
    {"Abi Lawson", STAFF_ROLE_HEALTH_COACH, NETWORK, 20, false},
    {"Josh Metcalfe", STAFF_ROLE_HEALTH_COACH, 0, 14, false},
    {"Ewelina Baran", STAFF_ROLE_HEALTH_COACH, 1, 16, false},
    {"Dr Anil Patel", STAFF_ROLE_CLINICIAN, 0, 0, false},
    {"Dr Fiona Mackie", STAFF_ROLE_CLINICIAN, 1, 0, false},
    {"Carol Byrne", STAFF_ROLE_CLINICIAN, NETWORK, 0, false},
    {"Bev Holt", STAFF_ROLE_MDT_ASSOCIATE, 0, 0, false},
    {"Tola Okoro", STAFF_ROLE_MDT_ASSOCIATE, 1, 0, false},
    {"Graham Lister", STAFF_ROLE_MDT_ASSOCIATE, NETWORK, 0, false},
    {"Joanne Tully", STAFF_ROLE_SUPERVISOR, NETWORK, 0, false},
    {"Helen Cartwright", STAFF_ROLE_SUPERVISOR, 0, 0, false},
    {"Nasir Mahmood", STAFF_ROLE_SUPERVISOR, 1, 0, false},
    {"Stephen Whiteley", STAFF_ROLE_PCN_MANAGER, NETWORK, 0, false},
    {"Janine Foster", STAFF_ROLE_PCN_MANAGER, 0, 0, false},
    {"Paul Devlin", STAFF_ROLE_PCN_MANAGER, 1, 0, false},
    {"Rosalind Peake", STAFF_ROLE_GOVERNANCE_LEAD, NETWORK, 0, false},
    {"Tim Okafor", STAFF_ROLE_GOVERNANCE_LEAD, 0, 0, false},
    {"Anita Deshmukh", STAFF_ROLE_GOVERNANCE_LEAD, 1, 0, false},
    {"Kath Holroyd", STAFF_ROLE_ADMINISTRATOR, NETWORK, 0, false},
    {"Neil Garside", STAFF_ROLE_ADMINISTRATOR, 0, 0, false},
    {"Shabnam Rafiq", STAFF_ROLE_ADMINISTRATOR, 1, 0, false},
    {"Debbie Sugden", STAFF_ROLE_PRACTICE_STAFF, 0, 0, false},
    {"Lorna Hirst", STAFF_ROLE_PRACTICE_STAFF, 1, 0, false},
    {"Mandy Clough", STAFF_ROLE_PRACTICE_STAFF, NETWORK, 0, false},
    {"Wei Zhang", STAFF_ROLE_DATA_MANAGER, NETWORK, 0, false},
    {"Gareth Pugh", STAFF_ROLE_DATA_MANAGER, 0, 0, false},
    {"Ines Carvalho", STAFF_ROLE_DATA_MANAGER, 1, 0, false},
    /* one person, two roles: chooses at sign-in */
    {"Nadia Karim", STAFF_ROLE_SUPERVISOR, 2, 0, false},
    {"Nadia Karim", STAFF_ROLE_CARE_COORDINATOR, 4, 12, false},
};
const size_t demo_staff_count = COUNT_OF(demo_staff);
