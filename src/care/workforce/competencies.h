/*
 * Competencies, the evidence for them and how far somebody is in each. Private to the slice, and pure.
 *
 * The four areas and what is in each follow the national framework for care co-ordinators [003 App. 1]. It is no
 * assessment: somebody says how they see themselves, a supervisor says how they see it and signs off what there is
 * evidence for. What both said before stays readable.
 */
#ifndef CAIRN_CARE_WORKFORCE_COMPETENCIES_H
#define CAIRN_CARE_WORKFORCE_COMPETENCIES_H

#include "base/clock.h"
#include "base/uuid.h"
#include "nhs/ids.h"
#include "nhs/vocabulary.h"

enum competency_area { AREA_NONE, AREA_CARE, AREA_RELATIONSHIPS, AREA_COMMUNICATION, AREA_LEARNING, AREA_COUNT };
struct str competency_area_label(enum competency_area area);

/* Name, the word in the database, what it is called, its area: those of an area side by side. */
#define COMPETENCY_LIST(X) \
    X(CONVERSATIONS, "conversations", "Talking more than once about what matters", CARE) \
    X(NEEDS, "needs", "Finding out what somebody needs", CARE) \
    X(RESOURCES, "resources", "Matching help to people and to groups", CARE) \
    X(RESPONSIBILITY, "responsibility", "Agreeing who is responsible for what", RELATIONSHIPS) \
    X(TRANSITIONS, "transitions", "Seeing people through moves between services", RELATIONSHIPS) \
    X(PLAN, "plan", "Making a care and support plan together", RELATIONSHIPS) \
    X(FOLLOWING_UP, "following_up", "Following up, and acting when things change", RELATIONSHIPS) \
    X(SELF_MANAGEMENT, "self_management", "Helping people to manage their own health", RELATIONSHIPS) \
    X(RELATIONSHIPS, "relationships", "Building and keeping working relationships", RELATIONSHIPS) \
    X(COMMUNICATION, "communication", "Sharing what others need, in time and in full", COMMUNICATION) \
    X(INTERPERSONAL, "interpersonal", "Talking and writing with people", COMMUNICATION) \
    X(PASSING_ON, "passing_on", "Passing information on", COMMUNICATION) \
    X(COMMUNITY, "community", "Linking people with help in the community", COMMUNICATION) \
    X(DIGITAL_SERVICES, "digital_services", "Helping people to use digital services", COMMUNICATION) \
    X(TEAMWORK, "teamwork", "Working as one team across organisations", COMMUNICATION) \
    X(RECORDS, "records", "Handling data and records", COMMUNICATION) \
    X(LEARNING, "learning", "Reflecting, learning and improving", LEARNING) \
    X(PROFESSIONALISM, "professionalism", "Integrity, and the limits of the role", LEARNING) \
    X(DIGITAL_TOOLS, "digital_tools", "Using digital tools to co-ordinate care", LEARNING)

enum competency {
    COMPETENCY_NONE,
#define COMPETENCY_ENUM(name, word, label, area) COMPETENCY_##name,
    COMPETENCY_LIST(COMPETENCY_ENUM)
#undef COMPETENCY_ENUM
        COMPETENCY_COUNT
};
extern const struct vocabulary competencies;
enum competency_area competency_area(enum competency competency);

/* The last is a supervisor's alone, and asks for evidence. */
#define COMPETENCY_LEVEL_LIST(X) \
    X(LEARNING, "learning", "Learning") \
    X(SUPPORTED, "supported", "With support") \
    X(CONFIDENT, "confident", "Confident") \
    X(SIGNED_OFF, "signed_off", "Signed off")

enum competency_level {
    LEVEL_NONE,
#define LEVEL_ENUM(name, word, label) LEVEL_##name,
    COMPETENCY_LEVEL_LIST(LEVEL_ENUM)
#undef LEVEL_ENUM
        LEVEL_COUNT
};
extern const struct vocabulary competency_levels;

/* ---- the portfolio ---- */

/* The first four are evidence of a competency; the next four are peer support [S7]. */
#define PORTFOLIO_KIND_LIST(X) \
    X(EXAMPLE, "example", "Example of work") \
    X(FEEDBACK, "feedback", "Feedback from people or colleagues") \
    X(OBSERVED, "observed", "Observed practice") \
    X(REFLECTION, "reflection", "Reflection") \
    X(PEER_MEETING, "peer_meeting", "Peer support meeting") \
    X(SHARE_AND_LEARN, "share_and_learn", "Share-and-learn session or webinar") \
    X(ACTION_LEARNING, "action_learning", "Action learning set") \
    X(BUDDY, "buddy", "Time with a buddy or mentor") \
    X(SHADOWING, "shadowing", "Shadowing") \
    X(READING, "reading", "Reading or research") \
    X(EVENT, "event", "Event or short course")

enum portfolio_kind {
    PORTFOLIO_NONE,
#define PORTFOLIO_ENUM(name, word, label) PORTFOLIO_##name,
    PORTFOLIO_KIND_LIST(PORTFOLIO_ENUM)
#undef PORTFOLIO_ENUM
        PORTFOLIO_COUNT
};
extern const struct vocabulary portfolio_kinds;
static inline bool portfolio_is_evidence(enum portfolio_kind kind)
{
    return kind >= PORTFOLIO_EXAMPLE && kind <= PORTFOLIO_REFLECTION;
}
static inline bool portfolio_is_peer_support(enum portfolio_kind kind)
{
    return kind >= PORTFOLIO_PEER_MEETING && kind <= PORTFOLIO_BUDDY;
}

struct portfolio_entry { /* its words are read apart, for who may (portfolio_store.c) */
    struct portfolio_entry_id id;
    struct uuid key, nonce;
    int64_t version;
    struct staff_id staff;
    enum portfolio_kind kind;
    enum competency competency; /* COMPETENCY_NONE: not linked to one */
    struct date done_on;
    int64_t minutes; /* 0: not said */
    struct account_id recorded_by;
    struct str recorded_by_name, answered_by_name, struck_why;
    struct instant recorded_at, answered_at, struck_at;
    bool own; /* recorded by whose it is */
};
enum { PORTFOLIO_MOST = 1000, RATINGS_MOST = 2000 };    /* rows of one member of staff */
bool portfolio_stands(const struct portfolio_entry *e); /* not struck through */
/* It shows a competency: a meeting or something read doesn't. */
bool portfolio_shows(const struct portfolio_entry *e, enum competency competency);
/* A supervisor has not said anything to it: evidence that somebody recorded themselves. */
bool portfolio_waits(const struct portfolio_entry *e);

struct competency_rating {
    enum competency competency;
    enum competency_level level;
    bool own;
    struct str by_name;
    struct instant at;
};

/* ---- what follows ---- */

struct staff_facts;
struct competency_standing {
    enum competency_level own, theirs; /* theirs: the supervisor's */
    size_t evidence, waits;
};
struct competency_standing competency_standing_of(const struct staff_facts *s, enum competency competency);

/* A level that somebody chooses for a competency: may they? Signing off asks for a supervisor and for evidence. */
bool competency_may_rate(
    const struct staff_facts *s, enum competency competency, enum competency_level level, bool own);

#endif
