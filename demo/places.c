/* Practices, streets and towns. Nothing here exists: RE is no postcode area, A99 no code of a practice. */
#include "care/demo/demo_words.h"

const char *const demo_pcn_name = "Riverside and Elm PCN", *const demo_town = "Elmwater";

const struct demo_practice demo_practices[DEMO_PRACTICES] = {
    {"A99001", "Elm Street Surgery", 225, {"RE1", "RE2"}, {"Elm Green", "Mill Fold"},
        DEMO_WORDS("Dr Anil Patel", "Dr Catherine Shaw", "Dr Yemi Balogun", "Dr Tom Ridley", "Dr Saima Iqbal"),
        "Elm Lodge Care Home", "2 Old Orchard Road", "RE1 4HB"},
    {"A99002", "Riverside Medical Centre", 250, {"RE1", "RE3"}, {"Riverside", "Ferry Bank"},
        DEMO_WORDS("Dr Fiona Mackie", "Dr Hassan Raza", "Dr Lucy Whitworth", "Dr Peter Osei", "Dr Elena Popa",
            "Dr James Thornber"),
        "The Willows", "31 Weir Lane", "RE3 2PD"},
    {"A99003", "Holly Bank Practice", 160, {"RE4", "RE2"}, {"Holly Bank", "Saltergate"},
        DEMO_WORDS("Dr Miriam Cohen", "Dr Rajesh Nair", "Dr Hannah Booth", "Dr Declan Byrne"), "Holly Bank House",
        "5 Chapel Rise", "RE4 7LN"},
    {"A99004", "Millrace Health Centre", 175, {"RE3", "RE5"}, {"Millrace", "Tannery Fields"},
        DEMO_WORDS("Dr Nasreen Akhtar", "Dr Simon Greaves", "Dr Joy Adeleke", "Dr Mei Ling Cheung"), "Beech Court",
        "18 Tenter Hill", "RE5 1QX"},
    {"A99005", "Saltergate Surgery", 110, {"RE4", "RE6"}, {"Saltergate", "Quarry Top"},
        DEMO_WORDS("Dr Alison Pryce", "Dr Imran Sheikh", "Dr Robert Fell"), "St Agnes House", "40 Quarry Top Lane",
        "RE6 9TA"},
    {"A99006", "Northfield Family Practice", 80, {"RE6", "RE5"}, {"Northfield", "Coldwell"},
        DEMO_WORDS("Dr Susan Ellwood", "Dr Kwame Mensah", "Dr Katarzyna Lis"), "Northfield Grange",
        "1 Coldwell Close", "RE6 3ES"},
};

const struct demo_words demo_street_names =
    DEMO_WORDS("Mill", "Elm", "Church", "Station", "Victoria", "Park", "Albert", "Queens", "Chapel", "Orchard",
        "Meadow", "Weir", "Tanner", "Cross", "Bridge", "Alma", "Clarence", "Beech", "Holly", "Hawthorn", "Ferry",
        "Quarry", "Saint Agnes", "Coldwell", "Northfield", "Saltergate", "Wharf", "Tenter", "Moor", "Spring",
        "Well", "Cherry Tree", "Rowan", "Ash", "Oak", "Sycamore", "Willow", "Laburnum", "Lilac", "Heather",
        "Foundry", "Weaver", "Fuller", "Cooper", "Mason", "Garth", "Hollin", "Broom", "Clough", "Dene", "Kestrel",
        "Heron", "Kingfisher", "Lark", "Swift", "Copper Beech", "Old Barn", "Smithy", "Ropewalk", "Brickfield");

const struct demo_words demo_street_kinds = DEMO_WORDS("Street", "Road", "Avenue", "Lane", "Terrace", "Close",
    "Grove", "Drive", "Rise", "Court", "Mount", "View", "Place", "Row", "Walk");

const struct demo_words demo_times = DEMO_WORDS("Ring after 11am", "Mornings are best", "After 4pm",
    "Not on Fridays", "Not before 10am", "Works nights: ring after 3pm", "Weekdays only", "Between 9am and noon",
    "After the school run", "Let it ring: walks slowly", "Text first, then ring",
    "Not on dialysis days (Monday, Wednesday, Friday)", "Evenings after 6pm", "At work until 2pm");

const struct demo_words demo_hearing_notes = DEMO_WORDS("Wears hearing aids: face them and speak clearly",
    "Hears best on the right side", "Hears best on the left side", "Can't hear on the telephone: text instead",
    "Lip-reads: good light, and no mask if you can");
const struct demo_words demo_sight_notes =
    DEMO_WORDS("Say who you are when you come in", "Can't read ordinary print",
        "Reads with a magnifier: allow time", "Partly sighted: describe what you hand over");
const struct demo_words demo_learning_notes =
    DEMO_WORDS("One question at a time, in short sentences", "Has a communication passport: ask to see it",
        "Bring pictures; a support worker comes along", "Needs a quiet room and no waiting");
const struct demo_words demo_memory_notes = DEMO_WORDS("Forgets calls: write down what was agreed",
    "Ring the day before any visit", "Speak to them first, then to family", "Afternoons are harder than mornings");
const struct demo_words demo_everyday_notes = DEMO_WORDS("Anxious about calls from unknown numbers: text first",
    "Has a dog: ring the bell and wait", "Uses a wheelchair: check access",
    "Walks with a frame: allow time at the door", "Stammers: don't finish the sentence",
    "Key safe at the side door: ask for the number", "Has no internet at home", "Prefers a woman to visit",
    "Likes to be told what a call is about at its start");

const struct demo_short_name demo_short_names[] = {{"Margaret", "Peggy"}, {"William", "Bill"}, {"Robert", "Bob"},
    {"Elizabeth", "Betty"}, {"Patricia", "Pat"}, {"James", "Jim"}, {"Kathleen", "Kath"}, {"Dorothy", "Dot"},
    {"Michael", "Mick"}, {"David", "Dave"}, {"Susan", "Sue"}, {"Christine", "Chris"}, {"Anthony", "Tony"},
    {"Kenneth", "Ken"}, {"Jennifer", "Jenny"}, {"Thomas", "Tom"}, {"Joseph", "Joe"}, {"Rebecca", "Becky"},
    {"Muhammad", "Mo"}, {"Andrew", "Andy"}, {"Krzysztof", "Kris"}, {"Aleksandra", "Ola"}, {"Oluwaseun", "Seun"},
    {"Edward", "Ted"}, {"Frederick", "Fred"}, {"Maureen", "Mo"}, {"Alexandru", "Alex"}, {"Samuel", "Sam"}};
const size_t demo_short_name_count = COUNT_OF(demo_short_names);
