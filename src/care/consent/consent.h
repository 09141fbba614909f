/*
 * Consent: what somebody agreed to and refused, who may decide for them, and the one answer to "may this leave?".
 *
 * Everything here is about one person, in words that they would recognise: holding a co-ordination record, telling
 * somebody named, getting in touch by telephone or text, use of their story, evaluation, surveys. Each decision is
 * recorded once and never changed; the last one that stands is the one that counts. Others decide for an adult
 * only under the Mental Capacity Act 2005, decision by decision. [002 plan checklist and Annex 1 §5, domain §3;
 * docs/adr/0035]
 *
 * Whatever is made for eyes outside the network's team takes a `const struct sharing_permit *`. Only sharing_ask()
 * makes one, so what nobody asked about doesn't compile. Nothing here is clinical.
 */
#ifndef CAIRN_CARE_CONSENT_H
#define CAIRN_CARE_CONSENT_H

#include "care/people/person.h"
#include "nhs/vocabulary.h"
#include "platform/http/route.h"
#include "platform/versions/follow.h"

#define CONSENT_PURPOSE_LIST(X) \
    X(RECORD, "record", "Holding a co-ordination record, shared within the team") \
    X(PARTY, "party", "Telling somebody") \
    X(CHANNEL, "channel", "Getting in touch") \
    X(STORY, "story", "Use of their story") \
    X(EVALUATION, "evaluation", "Taking part in evaluation") \
    X(SURVEY, "survey", "Satisfaction surveys")

/* name, the word in the database, how it is listed, what was refused or agreed to */
#define CONSENT_CHANNEL_LIST(X) \
    X(TELEPHONE, "telephone", "Telephone calls", "telephone calls") \
    X(TEXT, "text", "Text messages", "text messages") \
    X(EMAIL, "email", "Email", "email") \
    X(LETTER, "letter", "Letters by post", "letters") \
    X(VISIT, "visit", "Visits", "visits") \
    X(MESSAGE, "message", "Messages left with family or on an answerphone", \
        "messages left with family or on an answerphone")

/* Kinds of information, a bit each in the database, in this order for good. */
#define CONSENT_KIND_LIST(X) \
    X(PLANNED, "planned", "Appointments and what is planned", "appointments") \
    X(SUPPORT, "support", "What support they have, and from whom", "what support they have") \
    X(PLAN, "plan", "What matters to them, their plan and goals", "their plan and goals") \
    X(HEALTH, "health", "Health conditions and medicines", "health conditions and medicines") \
    X(REACH, "reach", "How to reach them", "how to reach them")

enum consent_purpose {
    CONSENT_PURPOSE_NONE,
#define CONSENT_ENUM(name, word, label) CONSENT_##name,
    CONSENT_PURPOSE_LIST(CONSENT_ENUM)
#undef CONSENT_ENUM
};
enum consent_channel {
    CONSENT_CHANNEL_NONE,
#define CONSENT_ENUM(name, word, label, said) CONSENT_BY_##name,
    CONSENT_CHANNEL_LIST(CONSENT_ENUM)
#undef CONSENT_ENUM
};
/* Codes and labels of the lists above. */
extern const struct vocabulary consent_purposes, consent_channels;

enum consent_kind {
    CONSENT_KIND_NONE,
#define CONSENT_ENUM(name, word, label, said) CONSENT_ABOUT_##name,
    CONSENT_KIND_LIST(CONSENT_ENUM)
#undef CONSENT_ENUM
};
#define CONSENT_KIND_BIT(kind) (1u << ((kind)-1))

/* ---- may this leave, to whom, for what, on what basis? ---- */

struct sharing {
    enum consent_purpose purpose;
    struct consent_party_id party; /* CONSENT_PARTY: to whom */
    enum consent_channel channel;  /* CONSENT_CHANNEL: getting in touch with the person themselves */
    unsigned kinds;                /* CONSENT_PARTY: CONSENT_KIND_BITs, each of which must be covered */
};

/* That something may leave now: whose, to whom, for what, on which basis, in which snapshot. It lives as long as
 * the request, and only in the snapshot or action that it was asked in: an action asks again. */
struct sharing_permit;

struct sharing_answer {
    bool may;
    struct str words; /* "Amina agreed on 4 March 2026 that Leila (daughter) may be told about appointments." */
    const struct sharing_permit *permit; /* NULL: it may not leave */
};
/* Reads what stands at this moment, so a withdrawal counts from the next request on. The audit row of the request
 * names the entry that the answer rests on. A party of somebody else's is ERR_NOT_FOUND. */
MUST_USE enum err sharing_ask(
    struct ctx *c, const struct person *p, const struct sharing *s, struct sharing_answer *ret);

/* The same for something of their own that is given to the person themselves: handed over, it needs nothing but
 * that they want to hear from somebody in any way; by post, that they want letters. */
MUST_USE enum err sharing_ask_own(struct ctx *c, const struct person *p, bool by_post, struct sharing_answer *ret);

/* For whoever lets something leave, first thing: a BUG unless it may, about this person, for this purpose and of
 * these kinds (0 for purposes without), in this snapshot. Only then does the dispatcher send what goes out; a
 * permit for holding a record lets nothing out. */
void sharing_use(struct ctx *c, const struct sharing_permit *permit, struct person_id person,
    enum consent_purpose purpose, unsigned kinds);
struct consent_party_id sharing_party(const struct sharing_permit *permit); /* 0: none */
struct consent_id sharing_basis(
    const struct sharing_permit *permit); /* 0: nobody refused, and nobody need be asked */

/* ---- what everybody who deals with the person must know ---- */

struct consent_known {
    struct know_items items; /* refusals in words, the gravest first; for the panel "Before you get in touch" */
    struct str channels;     /* "Amina refused text messages and visits."; empty: none refused */
    bool no_record;          /* they refused a co-ordination record or withdrew their agreement: stop */
    struct str no_record_words;
};
MUST_USE enum err consent_known(struct ctx *c, const struct person *p, struct consent_known *ret);
/* Puts its items before those of a panel. */
struct know consent_know_first(struct arena *a, const struct consent_known *known, struct know panel);
/* In an action: may something new begin about this person? False after they refused a record. */
MUST_USE enum err consent_allows_record(struct ctx *c, struct person_id person, bool *ret);

/* ---- what somebody's plan asks ---- */

/* Who may agree to something that is not about sharing, such as their plan: the person themselves; a parent of a
 * child under 16; an attorney or deputy for health and welfare whose registered document was seen, where somebody
 * found that the person lacks capacity for such a decision; a best-interests decision about one. */
struct consent_decider {
    struct str code; /* "person", "parent", or keys */
    struct str who;  /* "Amina", "Sara Rahman, attorney": as it stands in what was agreed */
    struct str hint; /* what it rests on */
};
struct consent_deciders {
    struct consent_decider *items;
    size_t n;
    struct str not_able; /* who is recorded and may not, and why: sentences */
};
MUST_USE enum err consent_deciders(struct ctx *c, const struct person *p, struct consent_deciders *ret);

/* Whom they were asked about telling something; and what they decided about that and about other uses, a sentence
 * each. */
struct consent_named {
    struct consent_party_id id;
    struct uuid key;
    struct str who; /* "Leila Rahman (daughter)" */
};
struct consent_said {
    struct consent_named *parties;
    size_t n_parties;
    struct str *sentences;
    size_t n;
};
MUST_USE enum err consent_said(struct ctx *c, const struct person *p, struct consent_said *ret);

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows consent_follow;

extern const struct route_table consent_routes;
extern const struct db_statement_file consent_statements;

#endif
