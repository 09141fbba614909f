/*
 * The slice's handlers and the views behind its templates. Private to the slice.
 */
#ifndef CAIRN_CARE_CONSENT_PAGES_H
#define CAIRN_CARE_CONSENT_PAGES_H

#include "care/consent/consent_entry.h"
#include "care/shell/shell.h"

struct consent_view {
    struct page_top top;
    struct button record;   /* each of the following drawn when it has text */
    struct link_list notes; /* to be made for whoever may be told */
    struct link capacity, best_interests, attorney, basis;
    struct url history;
    bool stop;
    struct str stop_words;
    struct know refused;
    struct box due_box, channels_box, parties_box, purposes_box, capacity_box, attorneys_box, bases_box;
    struct lines due, channels, parties, purposes, assessed, attorneys, bases;
};
struct consent_history_view {
    struct page_top top;
    struct timeline timeline;
    struct url back;
};
struct consent_strike_view {
    struct error_summary problems;
    struct url action, cancel;
    struct str words, recorded;
    struct input why;
};
struct consent_note_view {
    struct str heading, for_whom, basis;
    struct lines planned;
    struct str whom_to_ring;
    struct url back;
};
struct consent_may_not_view {
    struct str words;
    struct url back;
    struct button record;
};

/* What handlers of the record's pages begin with: the person and all that was recorded. */
struct consent_about {
    struct person person;
    struct consent_whom whom;
    struct consent_list all;
};
MUST_USE enum err consent_load(struct ctx *c, const struct request *r, struct consent_about *ret);
/* The form for a decision, with what it is about chosen; URL_NONE if the actor may not. */
struct url consent_record_url(struct ctx *c, const struct consent_about *k, struct consent_subject subject,
    const struct consent_party *party);

struct reply consent_get(struct ctx *c, const struct request *r);
struct reply consent_history_get(struct ctx *c, const struct request *r);
struct reply consent_strike_get(struct ctx *c, const struct request *r);
struct reply consent_strike_post(struct ctx *c, const struct request *r);
struct reply consent_note_get(struct ctx *c, const struct request *r);

#define ENTRY_HANDLERS(noun) \
    struct reply noun##_get(struct ctx *c, const struct request *r); \
    struct reply noun##_post(struct ctx *c, const struct request *r); \
    struct reply noun##_draft_post(struct ctx *c, const struct request *r);
ENTRY_HANDLERS(entry_decision)
ENTRY_HANDLERS(entry_capacity)
ENTRY_HANDLERS(entry_best_interests)
ENTRY_HANDLERS(entry_attorney)
ENTRY_HANDLERS(entry_basis)
#undef ENTRY_HANDLERS

#endif
