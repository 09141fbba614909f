/* What is asked in each form about an appointment: tables of fields (docs/adr/0036). */
#include "care/appointments/appointment_parts.h"
#include "care/appointments/appointment_store.h"

enum { LINE_MOST = 150, WORDS_MOST = 2000 };

#define TEXT(name, words, help) DOCUMENT_FIELD(name, words, help, .field.kind = FIELD_TEXT, .most = LINE_MOST)
#define LINES(name, words, help) \
    DOCUMENT_FIELD(name, words, help, .field.kind = FIELD_LINES, .most = WORDS_MOST, .rows = 3)
#define CHOICE(name, words, list) DOCUMENT_FIELD(name, words, "", .field.kind = FIELD_CODE, .field.codes = &(list))
#define DAY(name, words, help) DOCUMENT_FIELD(name, words, help, .field.kind = FIELD_DATE)

static const struct term WAY_TERMS[] = {
    {STR_INIT("there"), STR_INIT("They go there")},
    {STR_INIT("home"), STR_INIT("The clinician comes to them")},
    {STR_INIT("telephone"), STR_INIT("By telephone")},
    {STR_INIT("video"), STR_INIT("By video")},
};
static const struct vocabulary WAYS = {WAY_TERMS, COUNT_OF(WAY_TERMS)};
static const struct term REMIND_TERMS[] = {
    {STR_INIT("no"), STR_INIT("They do not want a reminder")},
    {STR_INIT("telephone"), STR_INIT("Ring them the day before")},
    {STR_INIT("text"), STR_INIT("Text message the day before")},
    {STR_INIT("email"), STR_INIT("Email the day before")},
    {STR_INIT("letter"), STR_INIT("Letter")},
    {STR_INIT("visit"), STR_INIT("Tell them in person")},
};
static const struct vocabulary REMINDERS = {REMIND_TERMS, COUNT_OF(REMIND_TERMS)};

static const struct document_field BOOKING[] = {
    DOCUMENT_FIELD("with", "Who it is with", "For example, Dr Patel, or the diabetes nurse",
        .field.kind = FIELD_TEXT, .most = LINE_MOST, .missing = STR_INIT("Enter who it is with")),
    TEXT("service", "Service or clinic", "For example, memory clinic"),
    DOCUMENT_FIELD("day", "Day", "For example, 4 3 2027. If it moves, change the day: the earlier one is kept",
        .field.kind = FIELD_DATE, .missing = STR_INIT("Enter the day")),
    TEXT("time", "Time", "For example, 10:40am"),
    CHOICE("way", "How", WAYS),
    TEXT("place", "Where, or how to join", "Building, floor, the number that will ring them, or the link"),
    LINES("purpose", "What it is for", "In words that they would use"),
    TEXT("booked_by", "Who booked it", ""),
    TEXT("transport", "How they get there", "For example, hospital transport, ordered for 9:30am"),
    LINES("needs", "Interpreter and other adjustments", "Ask the clinic for these, and note that it knows"),
    CHOICE("remind", "Do they want to be reminded, and how?", REMINDERS),
};

static const struct document_field PREPARING[] = {
    LINES("questions", "What they want to ask",
        "In their own words, one question on a line, the most important first"),
    LINES("hopes", "What they hope for, and what worries them", ""),
    LINES("aids", "Decision aids",
        "One on a line: its name, where it is from and when they had it, for example: Choosing a hip operation, "
        "NHS England, 2 March"),
    TEXT("comes", "Who comes along", "Only who the person wants there"),
    LINES("bring", "What to bring", "For example, glasses, the list of medicines, the letter"),
};

static const struct term OUTCOME_TERMS[] = {
    {STR_INIT("attended"), STR_INIT("They went, or spoke with them")},
    {STR_INIT("not_attended"), STR_INIT("They did not attend")},
    {STR_INIT("cancelled"), STR_INIT("It was cancelled")},
};
static const struct vocabulary OUTCOMES = {OUTCOME_TERMS, COUNT_OF(OUTCOME_TERMS)};
static const struct term WHOSE_TERMS[] = {
    {STR_INIT("person"), STR_INIT("The person’s")},
    {STR_INIT("helped"), STR_INIT("The person’s, with somebody’s help")},
    {STR_INIT("clinician"), STR_INIT("The clinician’s")},
    {STR_INIT("other"), STR_INIT("Somebody’s who was there")},
};
static const struct vocabulary WHOSE = {WHOSE_TERMS, COUNT_OF(WHOSE_TERMS)};

#define CHECK(number, first) \
    TEXT("check_" number, "To check later, " number, first), \
        DAY("by_" number, "By when", "Empty: in a week. It becomes a task of yours")

static const struct document_field FOLLOW_UP[] = {
    DOCUMENT_FIELD("outcome", "What happened?", "If it moved to another day, change the booking instead",
        .field.kind = FIELD_CODE, .field.codes = &OUTCOMES, .missing = STR_INIT("Choose what happened")),
    LINES("why", "If they did not go, or it was cancelled: why",
        "Ask, and do not blame. What would help next time?"),
    LINES("options", "Options that were talked about", "One on a line, doing nothing too"),
    LINES("chosen", "What was decided", ""),
    CHOICE("whose", "Whose words are these?", WHOSE),
    LINES("told", "What they are to do, or to watch for", "As they understood it"),
    CHECK("1", "For example, whether the new tablets came"),
    CHECK("2", ""),
    CHECK("3", ""),
};

#define SECTION .section = STR_INIT("Appointments")
const struct document appointment_documents[APPOINTMENT_PARTS] = {
    [APPOINTMENT_BOOKING] = {.kind = STR_INIT("appointment"),
        .fields = BOOKING,
        .n = COUNT_OF(BOOKING),
        .heading = STR_INIT("An appointment they are helped with"),
        .lead =
            STR_INIT("What is known of their needs is filled in: check it with them. Nothing is sent to anybody."),
        SECTION,
        .load = appointment_booking_load,
        .save = appointment_booking_save},
    [APPOINTMENT_PREPARING] = {.kind = STR_INIT("appointment-preparing"),
        .fields = PREPARING,
        .n = COUNT_OF(PREPARING),
        .heading = STR_INIT("Prepare the conversation"),
        SECTION,
        .load = appointment_preparing_load,
        .save = appointment_preparing_save},
    [APPOINTMENT_FOLLOW_UP] = {.kind = STR_INIT("appointment-follow-up"),
        .fields = FOLLOW_UP,
        .n = COUNT_OF(FOLLOW_UP),
        .heading = STR_INIT("Follow up the conversation"),
        .lead = STR_INIT("A new symptom or a question about medicines does not belong here: tell a clinician."),
        SECTION,
        .load = appointment_follow_up_load,
        .save = appointment_follow_up_save},
};
