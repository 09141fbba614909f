/*
 * The people of the manual's pictures. Days are relative to the day the network is made, so that the story is
 * always about to happen: the taxi to the eye clinic was promised a week ago and the clinic is in two days.
 */
#include "demo_story_words.h"

const struct demo_story demo_stories[] = {
    {"Mrs", "Amina", "Rahman", "Amina Apa", "1943-03-04", GENDER_FEMALE, "999 214 3061", 0, "14 Elm Rise",
        "RE1 4QT", "0113 496 0187", "07700 900 450", "Dr Anil Patel", "syl", ETHNICITY_ASIAN_BANGLADESHI, true,
        WRITTEN_FORMAT_LARGE_18, CONTACT_METHOD_TELEPHONE, "Ring after 11am and let it ring: walks slowly",
        "Sylheti interpreter for anything important. Sara, her daughter (07700 900 451), can help with everyday "
        "things "
        "and reads letters aloud. Do not share money matters with her son, Imran.",
        "leah.morgan",
        DEMO_STEPS({SPOKE("First call, with the interpreter. Explained what I do, what I don't, and who sees my "
                          "notes. \"I want to "
                          "stay in my own home, cook for my grandchildren on Fridays, and see well enough to read "
                          "my letters.\"",
                        50),
                       AT(83, 11, 30), DUE(PROMISE, "Ring Orchard Lunch Club about a place for Amina", -80)},
            {TOLD("Orchard Lunch Club", "They have a place on Wednesdays and can bring her home."), AT(80, 14, 10),
                DUE(CONTACT, "How is the lunch club?", -52)},
            {SPOKE(
                 "Has been to the lunch club four weeks running, by herself. Laughed a lot about the driver.", 15),
                AT(47, 11, 20), DUE(CONTACT, "Look at the kitchen together, at home", -19)},
            {VISIT("Looked at the kitchen together, Sara there too. Agreed where a rail would help. Amina showed "
                   "me how she "
                   "moves from the sink to the stove.",
                 60),
                AT(19, 11, 15), DUE(PROMISE, "Ask Riverside Homes about the kitchen rail", -14)},
            {RANG("Sara (daughter)", CARER, SPOKE,
                 "Amina slipped in the kitchen last night, not hurt. Doctor told. She is "
                 "alone from 8pm to 8am."),
                AT(12, 9, 40), DUE(CONTACT, "Ring Amina after her fall", -7)},
            {SPOKE("Worried about getting to the eye clinic. Agreed to book a taxi for 9:20am, Sara is going with "
                   "her.",
                 20),
                AT(7, 11, 25), DUE(PROMISE, "Confirm the taxi to the eye clinic", -2)},
            {RANG("Sara (daughter)", CARER, LEFT_MESSAGE, "Asks what time the taxi comes for the eye clinic."),
                AT(1, 16, 35), .leaves_open = true, DUE(CONTACT, "Plan review at home, with Amina and Sara", 8)}),
        .conditions = {{DEMO_OF(DIABETES_2), 14}, {DEMO_OF(HYPERTENSION), 18}, {DEMO_OF(OSTEOARTHRITIS), 10},
            {DEMO_OF(KIDNEY_DISEASE), 4}, {DEMO_OF(CATARACT), 2}, {DEMO_OF(MOBILITY), 2}, {DEMO_OF(FALLS), 1}},
        .facts = DEMO_FACTS(CLINIC(-2, 10, "Eye clinic, cataract"))},
    {"Ms", "Sara", "Rahman", NULL, "1974-08-19", GENDER_FEMALE, "999 214 3088", 0, "3 Weir Lane", "RE3 2PB", NULL,
        "07700 900 451", "Dr Anil Patel", "en", ETHNICITY_ASIAN_BANGLADESHI, false, WRITTEN_FORMAT_STANDARD,
        CONTACT_METHOD_TEXT_MESSAGE, "At work until 4pm", NULL, NULL, {NULL, 0},
        .conditions = {{DEMO_OF(MIGRAINE), 8}}, .carer = true},
    {"Mr", "Harold", "Bennett", NULL, "1938-02-12", GENDER_MALE, "999 407 2153", 0, "22 Mill Terrace", "RE1 2BD",
        "0113 496 0142", NULL, "Dr Catherine Shaw", "en", ETHNICITY_WHITE_BRITISH, false, WRITTEN_FORMAT_LARGE_18,
        CONTACT_METHOD_TELEPHONE, NULL, "Lives alone. Walks with a stick: allow time at the door", "leah.morgan",
        DEMO_STEPS({TOLD("Discharge team, St Luke’s",
                        "Home today after four nights, following a fall in the yard. Lives alone, no "
                        "package of care: he said that he would manage."),
                       AT(2, 15, 40), DUE(ACT_FIRST, "Home from hospital: 48-hour call by 3:40pm", 0)},
            {NO_ANSWER("No answer. Neighbour at number 24 saw his light on."), AT(1, 16, 10),
                .leaves_open = true}),
        .conditions = {{DEMO_OF(HYPERTENSION), 20}, {DEMO_OF(ATRIAL_FIBRILLATION), 5}, {DEMO_OF(HEART_FAILURE), 3},
            {DEMO_OF(HEARING), 8}, {DEMO_OF(MOBILITY), 2}, {DEMO_OF(FALLS), 1}},
        .facts = DEMO_FACTS(ADMITTED(6, 19, "Fall", 4), FOUND(40, "Lives alone", "105529008"))},
    {"Mr", "Piotr", "Kowalski", NULL, "1959-06-30", GENDER_MALE, "999 520 6188", 0, "7 Ferry View", "RE1 7HP",
        NULL, "07700 900 318", "Dr Tom Ridley", "pl", ETHNICITY_WHITE_OTHER, false, WRITTEN_FORMAT_STANDARD,
        CONTACT_METHOD_TELEPHONE, "After 4pm", NULL, "leah.morgan",
        DEMO_STEPS({SPOKE("Back at work two days a week after the stroke. Tired by noon. Keeps his tablets in a "
                          "box by the day.",
                        20),
                       AT(40, 16, 20), DUE(CONTACT, "Monthly call", -10)},
            {RANG("Elm Pharmacy", PROFESSIONAL, SPOKE,
                 "Blood pressure tablets not collected for 9 days. He had a stroke in "
                 "2024. Medicines are a clinician's question: goes to Dr Ridley."),
                AT(4, 10, 5), DUE(ACT_FIRST, "Tablets not collected for 9 days: did Dr Ridley reach him?", -1)}),
        .conditions = {{DEMO_OF(HYPERTENSION), 9}, {DEMO_OF(HIGH_CHOLESTEROL), 5}, {DEMO_OF(STROKE), 2}}},
    {"Mrs", "Grace", "Oyelaran", NULL, "1951-09-19", GENDER_FEMALE, "999 318 4721", 0, "9 Beech Court", "RE1 3LE",
        "0113 496 0171", NULL, "Dr Anil Patel", "en", ETHNICITY_BLACK_AFRICAN, false, WRITTEN_FORMAT_STANDARD,
        CONTACT_METHOD_TELEPHONE, NULL, "Uses a wheelchair: check access. Speaks English and Yoruba",
        "leah.morgan",
        DEMO_STEPS(
            {RANG("Dr Anil Patel", PROFESSIONAL, SPOKE,
                 "Her husband does all her care and was admitted with pneumonia. Niece "
                 "is staying until tomorrow night. \"I need to know who is coming, and I want to visit him.\""),
                AT(1, 17, 20), DUE(ACT_FIRST, "Her carer is in hospital: who is coming after tomorrow?", 0)}),
        .conditions = {{DEMO_OF(RHEUMATOID), 22}, {DEMO_OF(HYPERTENSION), 15}, {DEMO_OF(MOBILITY), 8},
            {DEMO_OF(NEEDS_CARE), 4}}},
    {"Mr", "Harjit", "Singh", NULL, "1947-11-08", GENDER_MALE, "999 163 9047", 0, "31 Holly Grove", "RE2 5NA",
        "0113 496 0155", NULL, "Dr Saima Iqbal", "pa", ETHNICITY_ASIAN_INDIAN, false, WRITTEN_FORMAT_LARGE_20,
        CONTACT_METHOD_TELEPHONE, NULL, NULL, "leah.morgan",
        DEMO_STEPS({SPOKE("His wife is worn out and won't say so. He asked whether somebody looks after those who "
                          "look after.",
                        25),
            AT(4, 14, 15), DUE(PROMISE, "Post his wife the carer’s form", 0)}),
        .conditions = {{DEMO_OF(DIABETES_2), 15}, {DEMO_OF(HYPERTENSION), 15}, {DEMO_OF(PARKINSONS), 5},
            {DEMO_OF(NEEDS_CARE), 1}}},
    {"Ms", "Ewa", "Nowak", NULL, "1971-05-17", GENDER_FEMALE, "999 045 2717", 1, "8 Mill Lane", "RE3 2BD",
        "0113 496 0111", "07700 900 112", "Dr Elena Popa", "pl", ETHNICITY_WHITE_OTHER, false,
        WRITTEN_FORMAT_STANDARD, CONTACT_METHOD_TEXT_MESSAGE, NULL, "Two dogs: ring first", "leah.morgan",
        DEMO_STEPS({SPOKE("Can't get upstairs since the second operation and sleeps on the sofa. Housing has "
                          "known for a year.",
                        30),
                       AT(26, 10, 45), DUE(PROMISE, "Bring the stairs to the team meeting", -12)},
            {TOLD("Team meeting",
                 "Occupational therapist supports a stairlift. Action for me: the date of the visit."),
                AT(12, 13, 30), DUE(PROMISE, "Ask Riverside Homes for the stairlift visit date", 0)}),
        .conditions = {{DEMO_OF(RHEUMATOID), 9}, {DEMO_OF(CHRONIC_PAIN), 6}, {DEMO_OF(MOBILITY), 1}}},
    {"Mr", "Tariq", "Hussain", NULL, "1966-01-22", GENDER_MALE, "999 638 1250", 3, "56 Tanner Street", "RE5 1DR",
        NULL, "07700 900 207", "Dr Nasreen Akhtar", "ur", ETHNICITY_ASIAN_PAKISTANI, false,
        WRITTEN_FORMAT_STANDARD, CONTACT_METHOD_TELEPHONE, "After 2pm", NULL, "leah.morgan",
        DEMO_STEPS({.outcome = CONTACT_TEXT_OR_EMAIL,
            .with = CONTACT_WITH_PERSON,
            .note = "Texted that I will be ringing: referred "
                    "for help after the new diabetes diagnosis.",
            AT(5, 15, 5),
            DUE(CONTACT, "First contact: referred after a new diabetes diagnosis", 0)}),
        .conditions = {{DEMO_OF(OBESITY), 5}, {DEMO_OF(HYPERTENSION), 2}, {DEMO_OF(DIABETES_2), 0}}},
    {"Mrs", "Mair", "Davies", NULL, "1940-10-03", GENDER_FEMALE, "999 271 8501", 2, "2 Chapel View", "RE4 7PB",
        "0113 496 0176", NULL, "Dr Hannah Booth", "en", ETHNICITY_WHITE_BRITISH, false, WRITTEN_FORMAT_STANDARD,
        CONTACT_METHOD_TELEPHONE, "Mornings are best", "Hears best on the right side", "leah.morgan",
        DEMO_STEPS(
            {SPOKE("Looks after her brother, who was 90 last week: there was cake. Her own check-up is overdue.",
                 20),
                AT(61, 10, 10), DUE(CONTACT, "Monthly call", -31)},
            {SPOKE("Has booked the check-up. Would take an hour off a week if somebody sat with him.", 20),
                AT(31, 10, 20), DUE(CONTACT, "Monthly call", 0)}),
        .conditions = {{DEMO_OF(HYPERTENSION), 12}, {DEMO_OF(HEARING), 7}, {DEMO_OF(OSTEOPOROSIS), 6}},
        .carer = true},
    {"Mrs", "Bridget", "O’Connor", NULL, "1953-07-11", GENDER_FEMALE, "999 582 0439", 1, "19 Saint Agnes Road",
        "RE1 8FN", NULL, "07700 900 164", "Dr Peter Osei", "en", ETHNICITY_WHITE_IRISH, false,
        WRITTEN_FORMAT_STANDARD, CONTACT_METHOD_TELEPHONE, NULL, NULL, "leah.morgan",
        DEMO_STEPS({SPOKE("Hip operation has a date at last. Lives up two flights: talked about where to sleep "
                          "the first weeks.",
                        30),
            AT(20, 13, 35),
            DUE(CONTACT, "Waiting well: is the pre-operative visit booked, and who collects her?", 0)}),
        .conditions = {{DEMO_OF(OSTEOARTHRITIS), 8}, {DEMO_OF(CHRONIC_PAIN), 3}},
        .facts = DEMO_FACTS(CLINIC(-11, 13, "Pre-operative assessment"))},
    {"Mrs", "Nisha", "Shah", NULL, "1968-04-14", GENDER_FEMALE, "999 129 4872", 0, "45 Orchard Drive", "RE2 1WS",
        NULL, "07700 900 233", "Dr Yemi Balogun", "gu", ETHNICITY_ASIAN_INDIAN, false, WRITTEN_FORMAT_STANDARD,
        CONTACT_METHOD_TEXT_MESSAGE, NULL, NULL, "leah.morgan",
        DEMO_STEPS({SPOKE("Has two of her three questions for the diabetes clinic written down. Will think about "
                          "the third.",
                        25),
            AT(6, 12, 40), DUE(CONTACT, "Diabetes clinic tomorrow: help with the last question", 2)}),
        .conditions = {{DEMO_OF(THYROID), 10}, {DEMO_OF(DIABETES_2), 6}},
        .facts = DEMO_FACTS(CLINIC(-3, 9, "Diabetes clinic"))},
    {"Mr", "Winston", "Clarke", NULL, "1945-12-25", GENDER_MALE, "999 816 0324", 2, "11 Copper Beech Walk",
        "RE4 2SU", "0113 496 0193", NULL, "Dr Miriam Cohen", "en", ETHNICITY_BLACK_CARIBBEAN, false,
        WRITTEN_FORMAT_LARGE_18, CONTACT_METHOD_TELEPHONE, NULL, NULL, "leah.morgan",
        DEMO_STEPS({VISIT("Two of three goals are moving: the allotment, and the walk to the barber. His daughter "
                          "wants to join the "
                          "review by telephone.",
                        45),
            AT(17, 14, 30), DUE(CONTACT, "Plan review, daughter joins by phone", 3)}),
        .conditions = {{DEMO_OF(HYPERTENSION), 20}, {DEMO_OF(GLAUCOMA), 6}, {DEMO_OF(PROSTATE_CANCER), 3}}},
    {"Mr", "Yusuf", "Ahmed", NULL, "1957-02-02", GENDER_MALE, "999 726 4193", 1, "60 Bridge Road", "RE3 5GA", NULL,
        "07700 900 388", "Dr Hassan Raza", "so", ETHNICITY_BLACK_AFRICAN, true, WRITTEN_FORMAT_STANDARD,
        CONTACT_METHOD_TELEPHONE, NULL, "Somali interpreter. Letters go unread: ring", NULL, {NULL, 0},
        .conditions = {{DEMO_OF(DIABETES_2), 8}, {DEMO_OF(STROKE), 1}}},
    {"Mr", "Callum", "Hughes", NULL, "1999-06-21", GENDER_MALE, NULL, 4, "4 Ropewalk Row", "RE6 1JD", NULL,
        "07700 900 571", "Dr Robert Fell", "en", ETHNICITY_WHITE_BRITISH, false, WRITTEN_FORMAT_EASY_READ,
        CONTACT_METHOD_TEXT_MESSAGE, "After 4pm", "One question at a time, in short sentences", NULL, {NULL, 0},
        .conditions = {{DEMO_OF(LEARNING_DISABILITY), 20}, {DEMO_OF(EPILEPSY), 15}}},
};
const size_t demo_first_story_count = COUNT_OF(demo_stories);
