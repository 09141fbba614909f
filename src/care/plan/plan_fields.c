/* What is asked in each form of the plan: tables of fields (docs/adr/0036). What is empty is left out of the plan,
 * so nothing but what a part is about has to be filled in. Limits keep a whole plan on one page. */
#include "care/plan/plan_fields.h"

enum { LINE_MOST = 200, GOAL_MOST = 400, WORDS_MOST = PLAN_OUTCOME_MOST, LONG_MOST = 3000 };

#define TEXT(name, words, help) DOCUMENT_FIELD(name, words, help, .field.kind = FIELD_TEXT, .most = LINE_MOST)
#define LINES(name, words, help) \
    DOCUMENT_FIELD(name, words, help, .field.kind = FIELD_LINES, .most = WORDS_MOST, .rows = 2)
#define LONG(name, words, help) \
    DOCUMENT_FIELD(name, words, help, .field.kind = FIELD_LINES, .most = LONG_MOST, .rows = 4)
#define CHOICE(name, words, help, list) \
    DOCUMENT_FIELD(name, words, help, .field.kind = FIELD_CODE, .field.codes = &(list))
#define SCALE(name, words, help) \
    DOCUMENT_FIELD(name, words, help, .field.kind = FIELD_CODE, .field.codes = &plan_scale, .in_line = true)
#define DAY(name, words, help) DOCUMENT_FIELD(name, words, help, .field.kind = FIELD_DATE)

static const struct term SCALE_TERMS[] = {{STR_INIT("1"), STR_INIT("1")}, {STR_INIT("2"), STR_INIT("2")},
    {STR_INIT("3"), STR_INIT("3")}, {STR_INIT("4"), STR_INIT("4")}, {STR_INIT("5"), STR_INIT("5")},
    {STR_INIT("6"), STR_INIT("6")}, {STR_INIT("7"), STR_INIT("7")}, {STR_INIT("8"), STR_INIT("8")},
    {STR_INIT("9"), STR_INIT("9")}, {STR_INIT("10"), STR_INIT("10")}};
const struct vocabulary plan_scale = {SCALE_TERMS, COUNT_OF(SCALE_TERMS)};

/* ---- needs, goals, steps ---- */

static const struct term WHOSE_TERMS[] = {
    {STR_INIT("own"), STR_INIT("Their own")},
    {STR_INIT("helped"), STR_INIT("Their own, with somebody’s help")},
    {STR_INIT("others"), STR_INIT("Somebody else’s")},
};
static const struct vocabulary WHOSE = {WHOSE_TERMS, COUNT_OF(WHOSE_TERMS)};
static const struct term MET_TERMS[] = {
    {STR_INIT("unmet"), STR_INIT("Not met")},
    {STR_INIT("partly"), STR_INIT("Partly met")},
    {STR_INIT("met"), STR_INIT("Met")},
    {STR_INIT("unwanted"), STR_INIT("They do not want help with it")},
};
static const struct vocabulary MET = {MET_TERMS, COUNT_OF(MET_TERMS)};
/* The words of the sections of the assessment (PLAN_SECTION_LIST). */
static const struct term DOMAIN_TERMS[] = {
    {STR_INIT("body"), STR_INIT("Physical health")},
    {STR_INIT("mood"), STR_INIT("Mood, worries and sleep")},
    {STR_INIT("daily"), STR_INIT("Daily life and getting about")},
    {STR_INIT("knowing"), STR_INIT("Knowing about and managing their health")},
    {STR_INIT("told"), STR_INIT("Medicines and treatment")},
    {STR_INIT("support"), STR_INIT("Help and support")},
    {STR_INIT("home"), STR_INIT("Home and safety")},
    {STR_INIT("money"), STR_INIT("Money, work and benefits")},
    {STR_INIT("company"), STR_INIT("Company and loneliness")},
    {STR_INIT("caring"), STR_INIT("Caring for somebody")},
};
const struct vocabulary plan_domains = {DOMAIN_TERMS, COUNT_OF(DOMAIN_TERMS)};
static const struct document_field NEED[] = {
    DOCUMENT_FIELD("words", "What is needed, or what is hard",
        "As they say it: “I get breathless on the stairs”, not “SOB on exertion”", .field.kind = FIELD_LINES,
        .most = GOAL_MOST, .rows = 2, .missing = STR_INIT("Enter what is needed")),
    CHOICE("whose", "Whose words are these?", "", WHOSE),
    TEXT("whose_name", "If somebody else’s: who", "For example, their daughter Sara"),
    LINES("matters", "How it matters to them", "What it keeps them from, and how they live with it"),
    LINES("strength", "What they can build on", "What they are good at, what helps already, who is there"),
    CHOICE(PLAN_NEED_DOMAIN, "Which part of life is it about?",
        "As in the assessment", plan_domains),
    CHOICE(PLAN_NEED_MET, "Is it met?", "What is not met stays in sight", MET),
    TEXT("service", "Who helps with it, or could", "A person, a service, a group"),
};

static const struct term GOAL_TERMS[] = {
    {STR_INIT("not_started"), STR_INIT("Not started")},
    {STR_INIT("working"), STR_INIT("Working on it")},
    {STR_INIT("paused"), STR_INIT("Paused")},
    {STR_INIT("achieved"), STR_INIT("Achieved")},
    {STR_INIT("unwanted"), STR_INIT("No longer wanted")},
};
static const struct vocabulary GOAL_STATES = {GOAL_TERMS, COUNT_OF(GOAL_TERMS)};
static const struct vocabulary NO_NEEDS = {NULL, 0};
const struct document_field plan_goal_fields[] = {
    DOCUMENT_FIELD("words", "The goal, in their own words",
        "Ask: what would you like to be able to do? Write what they say, even if you would say it differently",
        .field.kind = FIELD_LINES, .most = GOAL_MOST, .rows = 2, .missing = STR_INIT("Enter the goal")),
    SCALE("importance", "How important is it to them?", "10 is the most important"),
    CHOICE(PLAN_GOAL_NEED, "Which need is it about?", "Leave it open if it is about none of them", NO_NEEDS),
    LINES("good", "How they will know that it is reached", "What will be different then"),
    CHOICE("state", "Where is it?", "", GOAL_STATES),
    LINES("outcome", "What came of it", "Leave it empty until there is something to say"),
};

static const struct term WHAT_TERMS[] = {
    {STR_INIT("step"), STR_INIT("A step: something that somebody does")},
    {STR_INIT("stage"), STR_INIT("A stage on the way: something that will be so by then")},
};
static const struct vocabulary WHATS = {WHAT_TERMS, COUNT_OF(WHAT_TERMS)};
static const struct term STEP_TERMS[] = {
    {STR_INIT("not_started"), STR_INIT("Not started")},
    {STR_INIT("doing"), STR_INIT("Doing it")},
    {STR_INIT("waiting"), STR_INIT("Waiting for somebody")},
    {STR_INIT("done"), STR_INIT("Done")},
    {STR_INIT("dropped"), STR_INIT("Given up")},
};
static const struct vocabulary STEP_STATES = {STEP_TERMS, COUNT_OF(STEP_TERMS)};
/* As versions and copies say it; a form says names (plan_documents.c). */
static const struct term WHO_TERMS[] = {
    {STR_INIT("person"), STR_INIT("The person")},
    {STR_INIT("staff"), STR_INIT("A member of staff")},
    {STR_INIT("me"), STR_INIT("A member of staff")},
    {STR_INIT("other"), STR_INIT("Somebody else")},
};
static const struct vocabulary WHOS = {WHO_TERMS, COUNT_OF(WHO_TERMS)};
const struct document_field plan_step_fields[] = {
    DOCUMENT_FIELD("what", "What", "Small enough to be done: “Ring the lunch club”", .field.kind = FIELD_TEXT,
        .most = LINE_MOST, .missing = STR_INIT("Enter what is to be done")),
    CHOICE("kind", "What is it?", "", WHATS),
    CHOICE(PLAN_STEP_WHO, "Who does it?", "What a colleague here does by a day becomes their task", WHOS),
    TEXT("who_name", "If it is somebody else, or somebody helps: who", "For example, Sara, their daughter"),
    DAY("when", "By when", "For example, 4 3 2027"),
    SCALE("sure", "How sure are they that it will be done?", "10 is quite sure. Below 7, look for a smaller step"),
    LINES("how", "What could help", "What has helped before, what to try if it does not work"),
    CHOICE("state", "Where is it?", "", STEP_STATES),
    TEXT("outcome", "What came of it, or what it waits for", ""),
};

/* ---- sections of the plan ---- */

static const struct document_field MYSELF[] = {
    LONG("does", "What I do myself", "What they do already to stay well and to manage. Write “I”"),
    LINES("learning", "What helps me to learn more", "Courses, groups, people in the same situation"),
    SCALE("sure", "How sure are they that they can manage?", "10 is quite sure"),
    TEXT("pam", "Activation level (PAM)", "If somebody measured it: the level, who measured it and when"),
};
static const struct document_field HEALTH[] = {
    LONG("conditions", "Health others need to know of",
        "Those the person wants others to know of. The record has the whole list"),
    LINES("formulation", "How things hang together",
        "In a few sentences, agreed with the person: what is going on, and what keeps it so"),
    TEXT("formulation_by", "Who wrote that, and when", ""),
};
static const struct document_field CHANGE[] = {
    LINES("triggers", "What can set it off", "For example, a cold, a hot day, a fall, bad news"),
    LINES("signs", "Early signs", "What they or others notice first"),
    LINES("do", "What to do", "First this, then that. Also what not to do"),
    LINES("coping", "What helps me to get through it", ""),
    LINES("call", "Who to call", "Names and numbers, by day and at night. In an emergency, 999"),
    LINES("kept", "Medicines or equipment kept for it", "What it is and where it is. Who may use it"),
    LINES("documents", "Decisions made in advance",
        "Which signed document there is, and where it is kept. That document counts, not what is written here"),
    TEXT("agreed_with", "Who agreed to this", "For example, the community nurses, 4 March 2027"),
    TEXT("keeper", "Who keeps it up to date", ""),
};
static const struct document_field OTHER[] = {
    LINES(
        "choices", "Choices and shared decisions", "What was talked over, what helped to decide, what was chosen"),
    LINES(
        "budget", "Personal health budget", "Talked over, applied for, agreed, reviewed: how much, and what for"),
    TEXT("funding", "Who pays for care", ""),
    LINES("plans", "Other plans", "What each is, who keeps it and where. For example, an asthma plan"),
};
static const struct document_field MADE[] = {
    LINES(
        "took_part", "Who took part in which conversation", "One to a line: who, on which day, where, who helped"),
    LINES("centre", "How the person led it", "What they decided about the plan and about who is involved"),
    LINES("talked", "What was talked about", "What matters to them, and their health and life as a whole"),
    LINES("outcomes", "How goals were agreed with professionals", "Who agreed which, and when"),
    LINES("shared", "Who has it, or will have it", "How the person and those who help them get to read it"),
};

/* ---- the domains of an assessment ---- */

static const struct term TALKED_TERMS[] = {
    {STR_INIT("talked"), STR_INIT("Talked about")},
    {STR_INIT("more"), STR_INIT("More to talk about")},
    {STR_INIT("not_today"), STR_INIT("Not discussed today")},
    {STR_INIT("unwanted"), STR_INIT("They do not want to talk about it")},
};
const struct vocabulary plan_talked = {TALKED_TERMS, COUNT_OF(TALKED_TERMS)};
static const struct document_field DOMAIN[] = {
    CHOICE("talked", "Was it talked about?", "", plan_talked),
    LONG("said", "What they said, in their words", ""),
    LINES("strength", "What goes well, and what they are good at", ""),
    LINES(PLAN_NOTED, "What others noticed", "Who, and what. Kept apart from the person’s own words"),
};
static const struct vocabulary NO_CLINICIANS = {NULL, 0};
const struct document_field plan_told_fields[] = {
    CHOICE("talked", "Was it talked about?", "", plan_talked),
    LINES("understands", "Treatment, as they understand it", "What they were advised, and what they think of it"),
    LINES("medicines", "Medicines, as they take them",
        "As told. Also what they leave out, and what they buy themselves"),
    LINES("symptoms", "New symptoms, as told", "In their words, and since when. Do not say what it could be"),
    CHOICE(PLAN_TOLD_ASK, "Who should look at it?",
        "New symptoms and medicines go to a clinician: it is your task until they accept it. If it cannot wait, "
        "ring them now. In an emergency, 999",
        NO_CLINICIANS),
};

#define FIELDS(list) .fields = (list), .n = COUNT_OF(list)
#define SECTION(word, title, words, list) \
    { \
        .kind = STR_INIT("plan-section-" word), .single = true, FIELDS(list), .heading = STR_INIT(title), \
        .lead = STR_INIT(words), .section = STR_INIT("Plan"), .load = plan_section_load, \
        .save = plan_section_save \
    }
#define ASK_LEAD "Over as many conversations as it takes. Leave empty what was not talked about."

static const struct document SECTIONS[PLAN_SECTIONS] = {
    [PLAN_MYSELF] = SECTION("myself", "What I do myself", "Write as they say it.", MYSELF),
    [PLAN_HEALTH] =
        SECTION("health", "Health others need to know of", "Only what the person wants in their plan.", HEALTH),
    [PLAN_CHANGE] = SECTION("change", "If things change",
        "So that whoever is there knows what to do. Short sentences, and telephone numbers.", CHANGE),
    [PLAN_OTHER] = SECTION("other", "Choices, money and other plans", "Leave empty what does not apply.", OTHER),
    [PLAN_MADE] = SECTION("made", "How this plan was made",
        "What shows that it is the person’s own plan. It is needed before the plan is agreed.", MADE),
    [PLAN_BODY] = SECTION("body", "Physical health", ASK_LEAD, DOMAIN),
    [PLAN_MOOD] = SECTION("mood", "Mood, worries and sleep", ASK_LEAD, DOMAIN),
    [PLAN_DAILY] = SECTION("daily", "Daily life and getting about", ASK_LEAD, DOMAIN),
    [PLAN_KNOWING] = SECTION("knowing", "Knowing about and managing their health", ASK_LEAD, DOMAIN),
    [PLAN_TOLD] = SECTION(
        "told", "Medicines and new symptoms", "Write down what you are told, and no more.", plan_told_fields),
    [PLAN_SUPPORT] = SECTION("support", "Help and support", ASK_LEAD, DOMAIN),
    [PLAN_HOME] = SECTION("home", "Home and safety", ASK_LEAD, DOMAIN),
    [PLAN_MONEY] = SECTION("money", "Money, work and benefits", ASK_LEAD, DOMAIN),
    [PLAN_COMPANY] = SECTION("company", "Company and loneliness", ASK_LEAD, DOMAIN),
    [PLAN_CARING] = SECTION("caring", "Caring for somebody", ASK_LEAD, DOMAIN),
};
static const struct document NEEDS = {.kind = STR_INIT("plan-need"),
    FIELDS(NEED),
    .heading = STR_INIT("A need"),
    .lead = STR_INIT("In the words of whoever said it."),
    .section = STR_INIT("Plan"),
    .load = plan_need_load,
    .save = plan_need_save};
static const struct document GOALS = {.kind = STR_INIT("plan-goal"),
    FIELDS(plan_goal_fields),
    .heading = STR_INIT("A goal"),
    .lead = STR_INIT("It is theirs: nobody else’s words."),
    .section = STR_INIT("Plan"),
    .load = plan_goal_load,
    .save = plan_goal_save};
static const struct document STEPS = {.kind = STR_INIT("plan-step"),
    FIELDS(plan_step_fields),
    .heading = STR_INIT("A step towards the goal"),
    .lead = STR_INIT(""),
    .section = STR_INIT("Plan"),
    .load = plan_step_load,
    .save = plan_step_save};

const struct document *plan_table(enum plan_kind kind, struct uuid key)
{
    enum plan_section section;
    switch (kind) {
    case PLAN_NEED: return &NEEDS;
    case PLAN_GOAL: return &GOALS;
    case PLAN_STEP: return &STEPS;
    case PLAN_SECTION: MUST(plan_section_of(key, &section)); return &SECTIONS[section];
    case PLAN_KIND_NONE: break;
    }
    BUG("a part of no kind");
}

struct str plan_section_heading(enum plan_section section)
{
    return SECTIONS[section].heading;
}
