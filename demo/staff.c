/*
 * Who works in the invented network. Every role stands in the whole network and in at least two practices. The
 * first is the one whom the manual follows. Further facts of staff are further fields of struct demo_staff.
 */
#include "care/demo/demo_words.h"

const char *const demo_password = "invented-people-only";

#define NETWORK (-1)

// clang-format off
const struct demo_staff demo_staff[] = {
    {"Leah Morgan", STAFF_ROLE_CARE_COORDINATOR, .practice = NETWORK, .people = 27, .pace = DEMO_CALM},
    {"Dev Anand", STAFF_ROLE_CARE_COORDINATOR, .practice = 0, .people = 32},
    {"Ruth Adeyemi", STAFF_ROLE_CARE_COORDINATOR, .practice = 2, .people = 34},
    {"Sian Pritchard", STAFF_ROLE_CARE_COORDINATOR, .practice = 1, .people = 46, .pace = DEMO_OVERLOADED},
    {"Marcus Bell", STAFF_ROLE_CARE_COORDINATOR, .practice = 3, .people = 30},
    {"Priya Raman", STAFF_ROLE_CARE_COORDINATOR, .practice = 5, .people = 20, .pace = DEMO_AHEAD},
    {"Tom Ashdown", STAFF_ROLE_CARE_COORDINATOR, .practice = NETWORK, .people = 14, .light = 2000},
    {"Gloria Bennett", STAFF_ROLE_CARE_COORDINATOR, .practice = 4, .people = 52, .pace = DEMO_OVERLOADED},
    {"Hamza Sheikh", STAFF_ROLE_CARE_COORDINATOR, .practice = 1, .people = 26},
    {"Bronwen Pugh", STAFF_ROLE_CARE_COORDINATOR, .practice = 0, .people = 12, .light = 320},
    {"Lucy Kerr", STAFF_ROLE_CARE_COORDINATOR, .practice = 3, .people = 22, .pace = DEMO_AHEAD},
    {"Farah Siddiqui", STAFF_ROLE_LINK_WORKER, .practice = NETWORK, .people = 26},
    {"Owen Tait", STAFF_ROLE_LINK_WORKER, .practice = 0, .people = 18},
    {"Carmen Ruiz", STAFF_ROLE_LINK_WORKER, .practice = 1, .people = 20},
    {"Denise Foley", STAFF_ROLE_LINK_WORKER, .practice = 2, .people = 22, .pace = DEMO_AHEAD},
    {"Amar Gill", STAFF_ROLE_LINK_WORKER, .practice = 3, .people = 38, .pace = DEMO_OVERLOADED},
    {"Abi Lawson", STAFF_ROLE_HEALTH_COACH, .practice = NETWORK, .people = 20},
    {"Josh Metcalfe", STAFF_ROLE_HEALTH_COACH, .practice = 0, .people = 14},
    {"Ewelina Baran", STAFF_ROLE_HEALTH_COACH, .practice = 1, .people = 16},
    {"Kasia Wrona", STAFF_ROLE_HEALTH_COACH, .practice = 4, .people = 14},
    {"Dr Anil Patel", STAFF_ROLE_CLINICIAN, .practice = 0, .profession = "GP"},
    {"Dr Fiona Mackie", STAFF_ROLE_CLINICIAN, .practice = 1, .profession = "GP"},
    {"Carol Byrne", STAFF_ROLE_CLINICIAN, .practice = NETWORK, .profession = "community matron"},
    {"Dr Hannah Booth", STAFF_ROLE_CLINICIAN, .practice = 2, .profession = "GP"},
    {"Dr Nasreen Akhtar", STAFF_ROLE_CLINICIAN, .practice = 3, .profession = "GP"},
    {"Dr Susan Ellwood", STAFF_ROLE_CLINICIAN, .practice = 5, .profession = "GP"},
    {"Sunita Rao", STAFF_ROLE_CLINICIAN, .practice = NETWORK, .profession = "clinical pharmacist"},
    {"Moira Keane", STAFF_ROLE_CLINICIAN, .practice = 1, .profession = "practice nurse"},
    {"Adrian Cole", STAFF_ROLE_CLINICIAN, .practice = NETWORK, .profession = "physiotherapist"},
    {"Beatrice Amoah", STAFF_ROLE_CLINICIAN, .practice = 0, .profession = "nurse practitioner"},
    {"Jo Fairweather", STAFF_ROLE_CLINICIAN, .practice = NETWORK, .profession = "mental health nurse"},
    {"Bev Holt", STAFF_ROLE_MDT_ASSOCIATE, .practice = 0},
    {"Tola Okoro", STAFF_ROLE_MDT_ASSOCIATE, .practice = 1},
    {"Graham Lister", STAFF_ROLE_MDT_ASSOCIATE, .practice = NETWORK},
    {"Rachel Stone", STAFF_ROLE_MDT_ASSOCIATE, .practice = NETWORK},
    {"Joanne Tully", STAFF_ROLE_SUPERVISOR, .practice = NETWORK},
    {"Helen Cartwright", STAFF_ROLE_SUPERVISOR, .practice = 0},
    {"Nasir Mahmood", STAFF_ROLE_SUPERVISOR, .practice = 1},
    {"Maggie Dunne", STAFF_ROLE_SUPERVISOR, .practice = 3},
    {"Stephen Whiteley", STAFF_ROLE_PCN_MANAGER, .practice = NETWORK},
    {"Janine Foster", STAFF_ROLE_PCN_MANAGER, .practice = 0},
    {"Paul Devlin", STAFF_ROLE_PCN_MANAGER, .practice = 1},
    {"Rosalind Peake", STAFF_ROLE_GOVERNANCE_LEAD, .practice = NETWORK},
    {"Tim Okafor", STAFF_ROLE_GOVERNANCE_LEAD, .practice = 0},
    {"Anita Deshmukh", STAFF_ROLE_GOVERNANCE_LEAD, .practice = 1},
    {"Kath Holroyd", STAFF_ROLE_ADMINISTRATOR, .practice = NETWORK},
    {"Neil Garside", STAFF_ROLE_ADMINISTRATOR, .practice = 0},
    {"Shabnam Rafiq", STAFF_ROLE_ADMINISTRATOR, .practice = 1},
    {"Debbie Sugden", STAFF_ROLE_PRACTICE_STAFF, .practice = 0},
    {"Lorna Hirst", STAFF_ROLE_PRACTICE_STAFF, .practice = 1},
    {"Mandy Clough", STAFF_ROLE_PRACTICE_STAFF, .practice = NETWORK},
    {"Tracy Bond", STAFF_ROLE_PRACTICE_STAFF, .practice = 2},
    {"Saira Malik", STAFF_ROLE_PRACTICE_STAFF, .practice = 3},
    {"Colin Webb", STAFF_ROLE_PRACTICE_STAFF, .practice = 4},
    {"Jackie Moss", STAFF_ROLE_PRACTICE_STAFF, .practice = 5},
    {"Wei Zhang", STAFF_ROLE_DATA_MANAGER, .practice = NETWORK},
    {"Gareth Pugh", STAFF_ROLE_DATA_MANAGER, .practice = 0},
    {"Ines Carvalho", STAFF_ROLE_DATA_MANAGER, .practice = 1},
    {"Olu Adeyinka", STAFF_ROLE_DATA_MANAGER, .practice = 3},
    /* one person, two roles: chooses at sign-in */
    {"Nadia Karim", STAFF_ROLE_SUPERVISOR, .practice = 2},
    {"Nadia Karim", STAFF_ROLE_CARE_COORDINATOR, .practice = 4, .people = 12},
};
// clang-format on
const size_t demo_staff_count = COUNT_OF(demo_staff);

/* Records that were opened with a reason, for the governance lead to look at: whose, by a story's name. */
const struct demo_opening demo_openings[] = {
    {"hamza.sheikh", "Joan Hartley", CLAIM_HERE, 4, 5, 14},
    {"amar.gill", "Ellie Whitaker", CLAIM_COVERING, 12, 9, 9},
    {"moira.keane", "Derek Firth", CLAIM_EMERGENCY, 1, 2, 17},
    {"lucy.kerr", "Elsie Naylor", CLAIM_COVERING, 4, 30, 10},
};
const size_t demo_opening_count = COUNT_OF(demo_openings);
