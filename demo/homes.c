/* What is said in care homes. Nothing here is about anybody. */
#include "care/demo/demo_words.h"

const struct demo_words demo_home_managers =
    DEMO_WORDS("Angela Firth", "Tunde Bakare", "Maria Santos", "Paul Wrigley", "Rukhsana Mir", "Helen Oakes");
const struct demo_words demo_home_proxy_notes = DEMO_WORDS(
    "Two seniors have a login; the pharmacy delivers on Tuesdays", "The agreement is signed, logins come next",
    "Works for the residents of our own practice", "The home asked in October and waits for the form");
const struct demo_words demo_home_asks = DEMO_WORDS("Eats little and has lost weight",
    "More confused than last week", "A sore heel", "Short of breath in the mornings", "Two falls since Sunday",
    "Asks for more pain relief", "Daughter would like to talk about the plan",
    "Blood pressure tablets make them dizzy", "Not sleeping", "Catheter blocked again");
const struct demo_words demo_home_askers =
    DEMO_WORDS("the nurse in charge", "the senior carer", "their daughter", "the night staff", "the manager");
const struct demo_words demo_home_order_faults = DEMO_WORDS("The repeat list shows medicines that were stopped",
    "The login says that there is no such patient", "Dosette boxes can’t be ordered online");
const struct demo_words demo_home_issues =
    DEMO_WORDS("One of the two people with a login has left; a new one is asked for",
        "Orders sent on Fridays are seen on Monday", "The pharmacy does not see which items are for the trays");
