/*
 * Contacts with and about people: what happened, with whom, what matters for the next one who reads it.
 *
 * Recorded on one form in at most 30 seconds [ui §2.2, domain §6]. A contact is never changed or removed: a
 * mistake is struck through, with why. Where a care co-ordinator saw or spoke with the person it carries SNOMED CT
 * 148481000000101 [002, 003 §8.3.1]; nobody is asked for the code.
 */
#ifndef CAIRN_CARE_CONTACT_H
#define CAIRN_CARE_CONTACT_H

#include "base/clock.h"
#include "care/tasks/task.h"
#include "nhs/snomed.h"
#include "nhs/vocabulary.h"

/* name, the word in the database, what the form says, what the record says before the name, the usual mode */
#define CONTACT_OUTCOME_LIST(X) \
    X(SPOKE, "spoke", "Spoke", "Spoke with", TELEPHONE) \
    X(NO_ANSWER, "no_answer", "No answer", "No answer from", TELEPHONE) \
    X(LEFT_MESSAGE, "left_message", "Left message", "Left a message for", TELEPHONE) \
    X(TEXT_OR_EMAIL, "text_or_email", "Text or email", "Wrote to", TEXT) \
    X(VISIT, "visit", "Visit", "Visited", HOME_VISIT) \
    X(SOMETHING_ELSE, "something_else", "Something else", "Was in touch with", FACE_TO_FACE)

#define CONTACT_MODE_LIST(X) \
    X(TELEPHONE, "telephone", "Telephone") \
    X(VIDEO, "video", "Video call") \
    X(FACE_TO_FACE, "face_to_face", "Face to face") \
    X(HOME_VISIT, "home_visit", "Home visit") \
    X(CARE_HOME_VISIT, "care_home_visit", "Care home visit") \
    X(TEXT, "text", "Text message") \
    X(EMAIL, "email", "Email") \
    X(LETTER, "letter", "Letter")

#define CONTACT_WITH_LIST(X) \
    X(PERSON, "person", "") /* the form says their name */ \
    X(CARER, "carer", "Carer or family") \
    X(PROFESSIONAL, "professional", "A professional") \
    X(SOMEONE_ELSE, "someone_else", "Someone else")

enum contact_outcome {
    CONTACT_OUTCOME_NONE,
#define CONTACT_OUTCOME_ENUM(name, word, label, before, mode) CONTACT_##name,
    CONTACT_OUTCOME_LIST(CONTACT_OUTCOME_ENUM)
#undef CONTACT_OUTCOME_ENUM
};
enum contact_mode {
    CONTACT_MODE_NONE,
#define CONTACT_MODE_ENUM(name, word, label) CONTACT_BY_##name,
    CONTACT_MODE_LIST(CONTACT_MODE_ENUM)
#undef CONTACT_MODE_ENUM
};
enum contact_with {
    CONTACT_WITH_NONE,
#define CONTACT_WITH_ENUM(name, word, label) CONTACT_WITH_##name,
    CONTACT_WITH_LIST(CONTACT_WITH_ENUM)
#undef CONTACT_WITH_ENUM
};

extern const struct vocabulary contact_outcomes, contact_modes, contact_withs; /* word and label, in enum order */
enum contact_mode contact_usual_mode(enum contact_outcome outcome);

struct contact {
    struct contact_id id;
    struct uuid key;
    struct person_id person;
    struct account_id by;
    struct str by_name;
    enum staff_role role;
    struct instant happened_at, recorded_at;
    enum contact_outcome outcome;
    enum contact_mode mode;
    enum contact_with with;
    bool incoming; /* they rang us */
    struct str with_name, note;
    int minutes;                /* 0: not recorded */
    bool explained;             /* role, limits and confidentiality were explained [003 §5.2] */
    struct snomed_id seen_code; /* 148481000000101, or none */
    struct snomed_id mode_code; /* the kind of encounter, or none */
    struct instant struck_at;   /* INSTANT_NONE: it stands */
    struct str struck_by, struck_why;
};
struct contact_list {
    struct contact *items;
    size_t n;
};

/* ---- rules: pure ---- */
/* 148481000000101 where a care co-ordinator reached the person themselves, else none. */
struct snomed_id contact_seen_code(enum staff_role role, enum contact_outcome outcome, enum contact_with with);
struct snomed_id contact_mode_code(enum contact_mode mode, enum contact_with with);
/* Which of its codes belong in the GP record: a call that nobody answered was no encounter. */
void contact_gp_codes(const struct contact *k, struct snomed_id ret[2]);
/* "Spoke with Amina", "Sara rang": called is how to speak of the person. */
struct str contact_title(struct arena *a, const struct contact *k, struct str called);
/* Where a contact is struck through: person is the person's own address. */
struct url contact_strike_url(struct arena *a, struct url person, const struct contact *k);
/* "Home visit, 45 minutes, role and confidentiality explained": for the timeline. */
struct str contact_manner(struct arena *a, const struct contact *k);

/* ---- reading ---- */
/* The newest first. contacts_with leaves out what was struck through; contacts_from doesn't, and begins at an
 * instant, of which it gives only ids below the one given. */
MUST_USE enum err contacts_with(struct ctx *c, struct person_id person, int most, struct contact_list *ret);
MUST_USE enum err contacts_from(struct ctx *c, struct person_id person, struct instant up_to, int64_t below,
    int most, struct contact_list *ret);
/* How many there were in each of the twelve months up to the one of `today`; what was struck through doesn't
 * count. */
enum { CONTACT_MONTHS = 12 };
struct contact_month {
    struct date first; /* of the month */
    int64_t contacts;
};
MUST_USE enum err contacts_by_month(
    struct ctx *c, struct person_id person, struct date today, struct contact_month ret[CONTACT_MONTHS]);
MUST_USE enum err contact_by_key(struct ctx *c, struct uuid key, struct contact *ret);
/* Whether the contact that a form's nonce saved, and what was to come next, say what this form says: then it was
 * the same form sent twice. */
struct contact_sent {
    const struct contact *contact;
    struct uuid nonce;
    bool timed;            /* a time was typed; else it was "now", each time another */
    struct str next_title; /* as typed */
    struct date next_due;
    bool next_first;
};
MUST_USE enum err contact_is_resent(struct ctx *c, const struct contact_sent *sent, bool *ret_same);

/* ---- in an action ---- */
/* Saves the contact, finishes tasks, makes the next. The nonce is the form's: saved twice gives ERR_EXISTS.
 * ERR_REFUSED: something was to come next, and they refused a co-ordination record (care/consent), or died. */
struct contact_saving {
    struct contact contact;
    struct uuid nonce;
    struct task_list finishes;
    struct task next; /* made when its due date is set */
};
MUST_USE enum err contact_save(struct ctx *c, struct contact_saving *s);
MUST_USE enum err contact_strike(
    struct ctx *c, const struct contact *k, struct str why); /* ERR_CONFLICT: struck already */

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows contact_rows_follow;

extern const struct route_table contact_routes;
extern const struct db_statement_file contact_statements;

#endif
