/*
 * Two records that may be one person: what agrees and differs, joining them, and parting them again.
 *
 * Only the person's own row is joined here; everything else about them follows by care/duplicates, which alone
 * calls person_join and person_part and keeps the ledger. The one who remains is saved with the details that were
 * chosen. The other stays as a signpost: its address leads to who remains, it is in no list and found by nothing.
 */
#ifndef CAIRN_CARE_PERSON_PAIR_H
#define CAIRN_CARE_PERSON_PAIR_H

#include "care/people/person.h"
#include "ui/forms.h"
#include "wire/form.h"

/* Whose record became part of another's: who remains in the end; themselves where it didn't. Anybody may ask: it
 * shows nobody. */
MUST_USE enum err person_remaining(struct ctx *c, struct person_id id, struct person_id *ret);

/* One thing that the records say: the lines of an address are one. */
struct person_point {
    struct str name;  /* of the choice in the form: "take_postcode" */
    struct str label; /* "Date of birth" */
    struct str kept, away;
    bool alike, asks, taken; /* asks: each says something else; taken: from the other record */
};
struct person_points {
    struct person_point *items;
    size_t n;
};
struct person_pair {
    struct person kept, away, result; /* result: the one who remains, with what was chosen */
    struct person_points points;      /* in the order of the details; what neither says isn't there */
    bool withheld;                    /* how one of them is reached is kept from the actor and in no point */
};
/* chosen: the form with the choices (take_NAME is "away" or "kept") where a point asks. What the one who remains
 * lacks is taken from the other, unless it asks and was chosen otherwise. */
MUST_USE enum err person_pair_read(struct ctx *c, struct person_id kept, struct person_id away,
    const struct form *chosen, struct person_pair *ret);
/* The same of two persons that were read already, or typed: pair->kept and pair->away. */
MUST_USE enum err person_pair_compare(struct ctx *c, const struct form *chosen, struct person_pair *pair);

/* A table: what each says, and where they differ. Further rows may be added: there is room for five. */
struct versions *person_pair_beside(
    struct ctx *c, const struct person_pair *pair, struct str kept_heading, struct str away_heading);

/* "Date of birth, NHS number": what was taken. */
struct str person_pair_taken(struct arena *a, const struct person_pair *pair);

/* In an action, after the pair was read in it. ERR_CONFLICT: one of them is a signpost already. */
MUST_USE enum err person_join(struct ctx *c, const struct person_pair *pair, int64_t *ret_kept_version);

/* Undoing what a version changed, as far as nobody changed the same again since: that is asked. */
struct person_undoing;
struct person_changes {
    struct str heading, nothing;   /* over what changes; and what is said where nothing does */
    struct versions changes;       /* now, and afterwards */
    LIST(struct radios) questions; /* about what was changed again since */
};
/* How it is shown; the same where a version is undone and where records are parted. */
struct slot person_changes_main(const struct person_changes *changes);

/* choices: keep_NAME is "mine" (put back) or "theirs" (leave it). ERR_NOT_FOUND: there is no such version. */
MUST_USE enum err person_undoing_read(
    struct ctx *c, struct person_id id, int64_t version, const struct form *choices, struct person_undoing **ret);
const struct person *person_undoing_now(const struct person_undoing *u);
bool person_undoing_asks(const struct person_undoing *u); /* something isn't chosen yet */
/* They were changed while the page was open: it will say so, and ask anew. */
void person_undoing_moved_on(struct person_undoing *u);
/* sent: what isn't chosen is a problem. */
void person_undoing_show(struct ctx *c, struct person_undoing *u, bool sent, struct person_changes *ret,
    struct error_summary *ret_problems);

/* The number that the other record had, and how far both numbers were checked before. */
struct person_before {
    struct nhs_number away_number;
    struct str away_status, kept_status;
};
/* In an action: the one who remains as the undoing says, the other a record of its own again. */
MUST_USE enum err person_part(
    struct ctx *c, const struct person_undoing *u, struct person_id away, const struct person_before *before);

#endif
