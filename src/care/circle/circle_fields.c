/* What is asked about each of those around a person. */
#include "care/circle/circle_store.h"

enum { NAME_MOST = 150, LINE_MOST = 200, WORDS_MOST = 2000, PHONE_MOST = 40, EMAIL_MOST = 254 };

#define TEXT(name, words, help, longest) \
    DOCUMENT_FIELD(name, words, help, .field.kind = FIELD_TEXT, .most = longest)
#define LINES(name, words, help) \
    DOCUMENT_FIELD(name, words, help, .field.kind = FIELD_LINES, .most = WORDS_MOST, .rows = 2)
#define TICK(name, words, help) DOCUMENT_FIELD(name, words, help, .field.kind = FIELD_FLAG)
#define CHOICE(name, words, list) DOCUMENT_FIELD(name, words, "", .field.kind = FIELD_CODE, .field.codes = &(list))
#define DAY(name, words, help) DOCUMENT_FIELD(name, words, help, .field.kind = FIELD_DATE)
#define NAMED(words, help, message) \
    DOCUMENT_FIELD("name", words, help, .field.kind = FIELD_TEXT, .most = NAME_MOST, .missing = STR_INIT(message))

static const struct term TIE_TERMS[] = {
    {STR_INIT("strong"), STR_INIT("Strong")},
    {STR_INIT("steady"), STR_INIT("Steady")},
    {STR_INIT("new"), STR_INIT("New")},
    {STR_INIT("strained"), STR_INIT("Strained")},
};
static const struct vocabulary TIES_LIST = {TIE_TERMS, COUNT_OF(TIE_TERMS)};
static const struct term KIND_TERMS[] = {
    {STR_INIT("professional"), STR_INIT("A professional")},
    {STR_INIT("team"), STR_INIT("A team")},
    {STR_INIT("service"), STR_INIT("A service")},
    {STR_INIT("group"), STR_INIT("A group or place in the community")},
};
static const struct vocabulary KINDS = {KIND_TERMS, COUNT_OF(KIND_TERMS)};

#define ENDED \
    DAY("ended", "No longer involved since", "Leave empty while they are"), \
        TEXT("ended_why", "Why", "For example, moved away", LINE_MOST)

static const struct document_field FAMILY[] = {
    NAMED("Their name", "", "Enter their name"),
    TEXT("relation", "Who they are to the person", "For example, daughter, or friend from the temple", LINE_MOST),
    TICK("cares", "They care for the person without being paid", ""),
    TICK("lives_with", "They live together", ""),
    LINES("does", "What they do", "For example, shops on Fridays, reads letters aloud, stays the night"),
    CHOICE("tie", "How the tie is", TIES_LIST),
    TICK("first", "Ring them first in an emergency", ""),
    TEXT("phone", "Telephone", "", PHONE_MOST),
    TEXT("email", "Email address", "", EMAIL_MOST),
    TEXT("times", "When to reach them", "For example, after 6pm", LINE_MOST),
    LINES("told", "What they may be told, and what not",
        "As the person decided. Nobody is told anything that does not stand here or in the consents"),
    LINES("power", "Legal power they hold",
        "For example, attorney for health and welfare, and whether anybody has seen the registered document"),
    LINES("needs", "What they need themselves, as a carer",
        "Their health, their work, a break, somebody to talk to"),
    LINES("contingency", "What happens if they cannot care", "Who comes, who is told, where the plan is"),
    ENDED,
};

static const struct document_field SERVICES[] = {
    NAMED("Name", "Of the person, team, service or group", "Enter a name"),
    CHOICE("kind", "What it is", KINDS),
    TEXT("relation", "Role", "For example, community nurse, lunch club, memory clinic", LINE_MOST),
    TEXT("organisation", "Organisation", "", LINE_MOST),
    LINES("does", "What they are responsible for", "Be exact, so that nothing falls between two of them"),
    TICK("leads", "Leads the person’s care", ""),
    CHOICE("tie", "How the tie is", TIES_LIST),
    TEXT("phone", "Telephone", "", PHONE_MOST),
    TEXT("email", "Email address", "", EMAIL_MOST),
    TEXT("times", "When to reach them", "", LINE_MOST),
    DAY("since", "Involved since", ""),
    ENDED,
};

const struct document circle_documents[CIRCLE_SIDES] = {
    [CIRCLE_FAMILY] = {.kind = STR_INIT("circle-family"),
        .fields = FAMILY,
        .n = COUNT_OF(FAMILY),
        .heading = STR_INIT("Family, carer or friend"),
        .lead = STR_INIT("Ask the person first what they want others to know. Leave empty what is not known."),
        .section = STR_INIT("Circle of care"),
        .load = circle_family_load,
        .save = circle_family_save},
    [CIRCLE_SERVICES] = {.kind = STR_INIT("circle-service"),
        .fields = SERVICES,
        .n = COUNT_OF(SERVICES),
        .heading = STR_INIT("Professional, service or group"),
        .lead = STR_INIT("One entry for each that does something of its own."),
        .section = STR_INIT("Circle of care"),
        .load = circle_service_load,
        .save = circle_service_save},
};
