/*
 * What was recorded, as the slice works with it, and the rules about it. Private to the slice.
 *
 * One struct for all five kinds of entry, as there is one table: they are read together, because what counts today
 * follows from all of them. A member that a kind doesn't have is 0 or absent. The functions between "rules" and
 * "store" are pure: no SQL, no clock; days come as arguments.
 */
#ifndef CAIRN_CARE_CONSENT_ENTRY_H
#define CAIRN_CARE_CONSENT_ENTRY_H

#include "care/consent/consent.h"
#include "care/shell/shell.h"

#define CONSENT_ENTRY_LIST(X) \
    X(DECISION, "decision", "A decision") \
    X(CAPACITY, "capacity", "An assessment of capacity") \
    X(BEST_INTERESTS, "best_interests", "A best-interests decision") \
    X(ATTORNEY, "attorney", "An attorney or deputy") \
    X(BASIS, "basis", "Sharing without asking")

/* Answers of all kinds of entry; each kind has a run of them. */
#define CONSENT_ANSWER_LIST(X) \
    X(GIVEN, "given", "Agreed") \
    X(REFUSED, "refused", "Refused") \
    X(WITHDRAWN, "withdrawn", "Withdrew their agreement") \
    X(HAS, "has", "Has capacity for this decision") \
    X(LACKS, "lacks", "Lacks capacity for this decision") \
    X(COULD_RETURN, "could_return", "Lacks it now, and could have it later") \
    X(HEALTH, "health", "Health and welfare") \
    X(PROPERTY, "property", "Property and financial affairs") \
    X(SAFEGUARDING, "safeguarding", "A safeguarding duty") \
    X(RISK_TO_LIFE, "risk_to_life", "A risk to somebody’s life") \
    X(COURT_ORDER, "court_order", "A court order") \
    X(LEGAL_DUTY, "legal_duty", "Another duty in law")

#define CONSENT_DECIDED_LIST(X) \
    X(PERSON, "person", "The person themselves") \
    X(ATTORNEY, "attorney", "An attorney (lasting power of attorney)") \
    X(DEPUTY, "deputy", "A deputy (Court of Protection)") \
    X(BEST_INTERESTS, "best_interests", "A best-interests decision") \
    X(PARENT, "parent", "A parent or guardian")

#define CONSENT_HOW_LIST(X) \
    X(SAID, "said", "Said it") \
    X(PHONE, "phone", "By telephone") \
    X(WRITTEN, "written", "In writing")

#define CONSENT_ADVOCATE_LIST(X) \
    X(INVOLVED, "involved", "Yes") \
    X(NOT_NEEDED, "not_needed", "Not needed") \
    X(NOT_AVAILABLE, "not_available", "No")

#define CONSENT_PARTY_KIND_LIST(X) \
    X(CARER, "carer", "A carer, relative or friend") \
    X(ORGANISATION, "organisation", "An organisation") \
    X(PROFESSIONAL, "professional", "A professional outside the team")

enum consent_entry_kind {
    CONSENT_ENTRY_NONE,
#define CONSENT_ENUM(name, word, label) CONSENT_ENTRY_##name,
    CONSENT_ENTRY_LIST(CONSENT_ENUM)
#undef CONSENT_ENUM
};
enum consent_answer {
    CONSENT_ANSWER_NONE,
#define CONSENT_ENUM(name, word, label) CONSENT_##name,
    CONSENT_ANSWER_LIST(CONSENT_ENUM)
#undef CONSENT_ENUM
};
enum consent_decided {
    DECIDED_BY_NOBODY,
#define CONSENT_ENUM(name, word, label) DECIDED_BY_##name,
    CONSENT_DECIDED_LIST(CONSENT_ENUM)
#undef CONSENT_ENUM
};
enum consent_how {
    CONSENT_HOW_NONE,
#define CONSENT_ENUM(name, word, label) CONSENT_HOW_##name,
    CONSENT_HOW_LIST(CONSENT_ENUM)
#undef CONSENT_ENUM
};
enum consent_advocate {
    ADVOCATE_NONE,
#define CONSENT_ENUM(name, word, label) ADVOCATE_##name,
    CONSENT_ADVOCATE_LIST(CONSENT_ENUM)
#undef CONSENT_ENUM
};
enum consent_party_kind {
    PARTY_KIND_NONE,
#define CONSENT_ENUM(name, word, label) PARTY_##name,
    CONSENT_PARTY_KIND_LIST(CONSENT_ENUM)
#undef CONSENT_ENUM
};
enum consent_yes { YES_NO_NONE, YES_NO_YES, YES_NO_NO };

enum {
    CONSENT_WORDS_MOST = 1000,    /* characters of one long answer */
    CONSENT_ENTRIES_MOST = 250,   /* of one person; a refusal or withdrawal is recorded beyond it, too, */
    CONSENT_REFUSALS_MOST = 400,  /* up to this: a page has to hold them all */
    CONSENT_BASIS_DAYS_MOST = 90, /* how long something may be shared without asking before it is looked at anew */
    CONSENT_CAPACITY_AGE = 16,    /* the Mental Capacity Act 2005 begins; a parent's say ends */
    CONSENT_REVIEW_SOON_DAYS = 30,
};

/* "kinds", "purposes": label is how it is listed, said how it stands in a sentence. */
extern const struct vocabulary consent_entries, consent_channels_said, consent_kinds, consent_kinds_said,
    consent_answers, consent_decided, consent_hows, consent_advocates, consent_party_kinds, consent_yes_no;

struct consent_party {
    struct consent_party_id id;
    struct uuid key;
    int kind; /* enum consent_party_kind */
    struct str name, relation;
};

/* What a decision is about. purpose 0: some other decision, in words alone. */
struct consent_subject {
    enum consent_purpose purpose;
    enum consent_channel channel;
    struct consent_party_id party;
};

struct consent_entry {
    struct consent_id id;
    struct uuid key, nonce;
    int64_t version;
    struct person_id person;
    enum consent_entry_kind kind;
    struct consent_subject subject;
    struct consent_party party; /* of the subject */
    /* ints, so that a form's table can name them: enums consent_answer, _decided, _how, _advocate, _yes */
    int answer, decided_by, how, advocate, understands, retains, weighs, communicates;
    unsigned kinds; /* CONSENT_KIND_BITs */
    struct str name, as_role, words, help, why, advocate_note, seen_by;
    struct date on, review_on, until_on, seen_on;
    struct consent_id rests_on, assessment;
    struct account_id by;
    struct str by_name;
    int role;
    struct instant recorded_at, struck_at; /* INSTANT_NONE: it stands */
    struct str struck_by, struck_why;
};
struct consent_list {
    struct consent_entry *items; /* in the order they were recorded */
    size_t n;
};

/* Whom it is about, as far as rules ask. */
struct consent_whom {
    struct str called; /* "Amina" */
    struct date born, died;
    bool died_known;
    struct date today;
};

/* ---- rules: pure ---- */
bool consent_stands(const struct consent_entry *e);
bool consent_subject_eq(struct consent_subject a, struct consent_subject b);
/* The decision that counts: the last that stands, by the day it was made, then by when it was recorded. */
const struct consent_entry *consent_current(const struct consent_list *all, struct consent_subject subject);
/* The last assessment of this very decision up to a day; NULL: none, so an adult is presumed to have capacity. */
const struct consent_entry *consent_assessed(
    const struct consent_list *all, struct consent_subject subject, struct date up_to);
const struct consent_entry *consent_by_id(const struct consent_list *all, struct consent_id id);
/* A lawful basis that stands on a day and covers these kinds; the one that lasts longest. */
const struct consent_entry *consent_basis(
    const struct consent_list *all, struct consent_subject subject, unsigned kinds, struct date today);
/* Somebody decided for the person who could not, or not any more: they have capacity for it now, or are 16. */
bool consent_is_lost(
    const struct consent_list *all, const struct consent_entry *decision, const struct consent_whom *whom);

enum sharing_verdict {
    SHARING_AGREED = 1,
    SHARING_BASIS,       /* a lawful basis other than consent */
    SHARING_NOT_REFUSED, /* nobody need be asked first, and nobody refused */
    SHARING_ALLOWED_END, /* above: it may leave; below: not */
    SHARING_DIED,
    SHARING_REFUSED,
    SHARING_WITHDRAWN,
    SHARING_NOT_ASKED,
    SHARING_ENDED,      /* they agreed until a day that is past */
    SHARING_ASK_AGAIN,  /* somebody agreed for them who can't now */
    SHARING_OTHER_KINDS /* they agreed to other kinds of information */
};
struct sharing_facts {
    enum consent_purpose purpose;
    unsigned kinds; /* wanted */
    struct date today;
    bool died;
    enum consent_answer answer; /* CONSENT_GIVEN, _REFUSED, _WITHDRAWN; 0: nobody was asked */
    unsigned agreed;
    struct date until; /* DATE_NONE: without end */
    bool lost;
    bool has_basis; /* one that stands today and covers the kinds */
};
enum sharing_verdict sharing_decide(const struct sharing_facts *f);
struct sharing_facts sharing_facts_of(const struct consent_list *all, const struct consent_whom *whom,
    struct consent_subject subject, unsigned kinds);

/* What keeps this entry from being recorded, beside the fields it concerns. new_party: the subject's party isn't
 * recorded yet. Completes what follows from the rest: the subject of a best-interests decision, the assessment. */
void consent_check(const struct consent_list *all, const struct consent_whom *whom, bool new_party,
    struct consent_entry *e, struct problems *p);

/* ---- words ---- */
struct consent_whom consent_whom(struct ctx *c, const struct person *p);
struct str consent_party_words(struct arena *a, const struct consent_party *party); /* "Leila Rahman (daughter)" */
/* "telling Leila Rahman (daughter)", "text messages", "use of their story" */
struct str consent_subject_words(
    struct arena *a, struct consent_subject subject, const struct consent_party *party, struct str otherwise);
struct str consent_sentence(struct arena *a, struct str words);  /* with a full stop, unless it ends already */
struct str consent_kinds_words(struct arena *a, unsigned kinds); /* "appointments and what is planned" */
/* "Amina agreed on 4 March 2026 that Leila (daughter) may be told about appointments. Review due in June 2026." */
struct str consent_entry_words(struct arena *a, const struct consent_entry *e, const struct consent_whom *whom);
struct str consent_verdict_words(struct arena *a, enum sharing_verdict verdict,
    const struct consent_entry *rests_on, struct consent_subject subject, const struct consent_party *party,
    const struct consent_whom *whom);
struct str consent_review_words(struct arena *a, const struct consent_entry *e, struct date today);

/* ---- store ---- */
MUST_USE enum err consent_read(struct ctx *c, struct person_id person, struct consent_list *ret);
/* The party of a list, which has each with every entry about it; NULL: not there. */
/* Somebody of that name is there: a second entry for them would get round what was said of the first. */
bool consent_is_named(const struct consent_list *all, struct str name);
const struct consent_party *consent_party_of(const struct consent_list *all, struct consent_party_id id);

/* In an action. seen: the last entry that whoever typed this had seen (all zero: none); if the same was decided
 * since, ERR_CONFLICT. ERR_EXISTS: the nonce was used. ERR_REFUSED: not theirs to record. ERR_TOO_LARGE: enough.
 * ERR_INVALID: it doesn't hold any more, problems say why. */
struct consent_saving {
    struct consent_entry entry;
    bool new_party;
    struct uuid seen;
    const struct person *person;
    struct problems *problems;
};
MUST_USE enum err consent_save(struct ctx *c, const struct consent_saving *s);
MUST_USE enum err consent_strike(struct ctx *c, const struct consent_entry *e, struct str why); /* ERR_CONFLICT */
bool consent_may_record(const struct ctx *c, enum consent_entry_kind kind);

#endif
