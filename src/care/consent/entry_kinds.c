/* The fields of each form. What a hint says is what a co-ordinator asks when they fill it in for the first time.
 */
#include "care/consent/entry_form.h"

#define AT(member) .at = offsetof(struct consent_entry, member)
#define FIELD(kind, field, words) .control = CONTROL_##kind, .name = STR_INIT(field), .label = STR_INIT(words)
#define HINT(words) .hint = STR_INIT(words)
#define NEEDED(words) .missing = STR_INIT(words)

#define ABOUT \
    { \
        FIELD(ABOUT, "about", "What is it about?"), NEEDED("Choose what it is about") \
    }
#define FOLD(words) .fold = STR_INIT(words)
#define FOR_THEM FOLD("Somebody else decided for them")
#define AGAIN FOLD("Ask again, or end on a day")
#define KINDS \
    { \
        FIELD(TICKS, "kinds", "What may they be told about?"), HINT("Only when it is about telling somebody"), \
            AT(kinds), .list = &consent_kinds \
    }
#define ON(words, needed) \
    { \
        FIELD(DATE, "on", words), AT(on), NEEDED(needed) \
    }
#define REVIEW \
    { \
        FIELD(DATE, "review_on", "When should somebody ask again?"), AT(review_on) \
    }

/* What is rare stands folded: most decisions are the person's own, today, about one thing. */
static const struct entry_field DECISION[] = {ABOUT,
    {FIELD(CHOICE, "answer", "What was decided?"), AT(answer), .list = &consent_answers, .first = CONSENT_GIVEN,
        .count = 3, .in_line = true, NEEDED("Choose what was decided")},
    {FIELD(TICKS, "kinds", "What may they be told about?"), AT(kinds), .list = &consent_kinds,
        FOLD("Telling somebody: about what?")},
    {FIELD(CHOICE, "how", "How?"), AT(how), .list = &consent_hows, .in_line = true, NEEDED("Choose how")},
    {FIELD(TEXT, "words", "What did they say?"), HINT("In their own words if you can, or where the paper is kept"),
        AT(words)},
    ON("On which day?", "Enter the day of the decision"),
    {FIELD(CHOICE, "decided_by", "Who decided?"),
        HINT("An adult decides, unless an assessment of this very decision says that they lack capacity for it"),
        AT(decided_by), .list = &consent_decided, NEEDED("Choose who decided"), FOR_THEM},
    {FIELD(RESTS, "rests_on", "The attorney, deputy or best-interests decision"), AT(rests_on), FOR_THEM},
    {FIELD(LINE, "name", "The name of the parent or guardian"), AT(name), FOR_THEM},
    {FIELD(DATE, "review_on", "When should somebody ask again?"), AT(review_on), AGAIN},
    {FIELD(DATE, "until_on", "Does it end on a day?"), AT(until_on), AGAIN}};

#define CAN(field, words) \
    { \
        FIELD(CHOICE, #field, words), AT(field), .list = &consent_yes_no, .in_line = true, \
                                                 NEEDED("Choose yes or no: " words) \
    }

static const struct entry_field CAPACITY[] = {
    {FIELD(ABOUT, "about", "Which decision is it?"), NEEDED("Choose which decision it is")},
    {FIELD(TEXT, "words", "The decision in words"), HINT("One decision, as it was put to them"), AT(words),
        NEEDED("Enter the decision in words")},
    {FIELD(TEXT, "help", "What was done to help them decide?"),
        HINT("For example an interpreter, pictures, a quiet room, another time of day"), AT(help),
        NEEDED("Enter what was done to help them decide")},
    CAN(understands, "Can they understand what the decision needs?"),
    CAN(retains, "Can they keep it in mind long enough?"), CAN(weighs, "Can they weigh it up?"),
    CAN(communicates, "Can they communicate their decision?"),
    {FIELD(CHOICE, "answer", "What was found?"), AT(answer), .list = &consent_answers, .first = CONSENT_HAS,
        .count = 3, NEEDED("Choose what was found")},
    {FIELD(TEXT, "why", "Why does the assessor think so?"), AT(why), NEEDED("Enter why the assessor thinks so")},
    {FIELD(LINE, "name", "Who assessed?"), AT(name), NEEDED("Enter who assessed")},
    {FIELD(LINE, "as_role", "In which role?"), HINT("For example GP, social worker"), AT(as_role),
        NEEDED("Enter the assessor’s role")},
    ON("On which day?", "Enter the day of the assessment"), REVIEW};

static const struct entry_field BEST_INTERESTS[] = {
    {FIELD(RESTS, "rests_on", "For which decision do they lack capacity?"),
        HINT("The decision covers this and nothing else"), AT(rests_on), NEEDED("Choose the assessment")},
    {FIELD(TEXT, "words", "What was decided?"), AT(words), NEEDED("Enter what was decided")},
    {FIELD(TEXT, "help", "Who was consulted?"),
        HINT("The person’s own wishes and feelings, family, carers, professionals"), AT(help),
        NEEDED("Enter who was consulted")},
    {FIELD(CHOICE, "advocate", "Was an advocate involved?"), AT(advocate), .list = &consent_advocates,
        .in_line = true, NEEDED("Choose whether an advocate was involved")},
    {FIELD(LINE, "advocate_note", "Who was the advocate, or why was there none?"), AT(advocate_note),
        NEEDED("Enter who the advocate was, or why there was none")},
    {FIELD(TEXT, "why", "Which less restrictive options were considered?"), AT(why),
        NEEDED("Enter which less restrictive options were considered")},
    {FIELD(LINE, "name", "Who decided?"), AT(name), NEEDED("Enter who decided")},
    {FIELD(LINE, "as_role", "In which role?"), AT(as_role), NEEDED("Enter their role")},
    ON("On which day?", "Enter the day of the decision"), REVIEW};

static const struct entry_field ATTORNEY[] = {
    {FIELD(LINE, "name", "Name"), AT(name), NEEDED("Enter the name of the attorney or deputy")},
    {FIELD(CHOICE, "decided_by", "What are they?"), AT(decided_by), .list = &consent_decided,
        .first = DECIDED_BY_ATTORNEY, .count = 2, NEEDED("Choose what they are")},
    {FIELD(CHOICE, "answer", "Which power do they hold?"),
        HINT("A power over property never decides about care or what is shared"), AT(answer),
        .list = &consent_answers, .first = CONSENT_HEALTH, .count = 2, NEEDED("Choose which power they hold")},
    {FIELD(TEXT, "words", "What does it cover?"), HINT("The scope in plain words, and what it leaves out"),
        AT(words), NEEDED("Enter what the power covers")},
    {FIELD(TEXT, "help", "How can they be reached?"), AT(help)},
    ON("Since which day?", "Enter the day it was registered or made"),
    {FIELD(DATE, "until_on", "Until which day, if it has ended?"), AT(until_on)},
    {FIELD(LINE, "seen_by", "Who saw the registered document?"),
        HINT("Until somebody has, they can’t decide here"), AT(seen_by)},
    {FIELD(DATE, "seen_on", "On which day?"), AT(seen_on)}};

static const struct entry_field BASIS[] = {
    {FIELD(ABOUT, "about", "What may be done without asking?"), NEEDED("Choose what may be done without asking")},
    KINDS,
    {FIELD(CHOICE, "answer", "On which ground?"), AT(answer), .list = &consent_answers,
        .first = CONSENT_SAFEGUARDING, .count = 4, NEEDED("Choose on which ground")},
    {FIELD(TEXT, "words", "Why?"), HINT("What happened, who advised, and why asking is not possible or not safe"),
        AT(words), NEEDED("Enter why")},
    ON("From which day?", "Enter the first day"),
    {FIELD(DATE, "until_on", "Until which day?"), HINT("At most 90 days: then it has to be looked at again"),
        AT(until_on), NEEDED("Enter the last day")}};

#define FIELDS(array) (array), COUNT_OF(array)
const struct entry_kind entry_kinds[] = {
    {CONSENT_ENTRY_DECISION, STR_INIT("Record a decision"), STR_INIT(""), STR_INIT("decision"),
        STR_INIT("consent decision"), "/consent/decision", FIELDS(DECISION)},
    {CONSENT_ENTRY_CAPACITY, STR_INIT("Record an assessment of capacity"),
        STR_INIT("Of one decision, on one day (Mental Capacity Act 2005). It says nothing about any other."),
        STR_INIT("capacity"), STR_INIT("consent capacity"), "/consent/capacity", FIELDS(CAPACITY)},
    {CONSENT_ENTRY_BEST_INTERESTS, STR_INIT("Record a best-interests decision"),
        STR_INIT("Made for somebody who lacks capacity for this decision."), STR_INIT("best-interests"),
        STR_INIT("consent best interests"), "/consent/best-interests", FIELDS(BEST_INTERESTS)},
    {CONSENT_ENTRY_ATTORNEY, STR_INIT("Record an attorney or deputy"), STR_INIT(""), STR_INIT("attorney"),
        STR_INIT("consent attorney"), "/consent/attorney", FIELDS(ATTORNEY)},
    {CONSENT_ENTRY_BASIS, STR_INIT("Record why something may be done without asking"),
        STR_INIT("For a duty in law or a danger, never for convenience. It ends by itself."), STR_INIT("basis"),
        STR_INIT("consent basis"), "/consent/lawful-basis", FIELDS(BASIS)},
};
