/*
 * Two people changed the same thing: both texts, and who chooses.
 *
 * A form carries the version it began from (`version`). When it is saved and a colleague saved meanwhile, what
 * doesn't overlap is merged (conflict_merge). Where both changed a field differently, conflict_view makes the page
 * that shows both texts and lets the person keep theirs, their own, both (of long texts), or write a third; the
 * rest of the form goes along unseen, as it was typed. That page's form has, for a field NAME: keep_NAME, the
 * choice; other_NAME, the third text; seen_NAME, the number of the version that was shown as theirs. Should
 * somebody save again before that page is sent, what was chosen stands unless they changed that very field: only
 * then is it asked again.
 *
 * conflict_settle turns such a form back into an ordinary one, in which each chosen field has its value and still
 * says which version was seen; the slice reads that as it reads any.
 */
#ifndef CAIRN_CARE_CONFLICT_H
#define CAIRN_CARE_CONFLICT_H

#include "care/editing/draft.h"
#include "care/editing/record_field.h"
#include "platform/versions/versions.h"

/* Which record, and of what it is made. */
struct conflict_record {
    struct str kind; /* of record_version: "person" */
    int64_t id;
    struct record_fields fields;
    bool from_nothing; /* an edit may begin where there is no version yet: version 0, in which no field says
                          anything */
};

/* The form with every choice carried out. A choice that contradicts what is typed as a third text is none. */
MUST_USE enum err conflict_settle(
    struct ctx *c, const struct conflict_record *record, const struct form *sent, struct form *ret_settled);

/* The state that the edit began from, where each chosen field is as it was seen. ERR_NOT_FOUND: no such version.
 */
MUST_USE enum err conflict_base(struct ctx *c, const struct conflict_record *record, const struct form *settled,
    int64_t version, struct str *ret_state);
MUST_USE enum err conflict_merge(struct ctx *c, const struct conflict_record *record, struct str base,
    struct str theirs, struct str mine, struct merge *ret);

/* Whether the form came from the page of conflicts, or was kept from it. */
bool conflict_was_shown(const struct form *sent);

struct conflict_said {
    struct str text;
};
struct conflict_row {
    struct radios choices;
    struct str seen_name, seen;
};
struct conflict_view {
    struct error_summary problems;
    struct str heading;
    struct url action, cancel;
    LIST(struct conflict_row) rows;
    LIST(struct form_field) carried; /* the rest of the form */
    struct versions merged;          /* what the colleague changed elsewhere: it stays */
    struct draft_view draft;
};
/* settled: the form after conflict_settle. The range goes from where the edit began to their version; what was
 * saved in it says who, and when. */
MUST_USE enum err conflict_view(struct ctx *c, const struct conflict_record *record, const struct merge *m,
    struct version_range range, const struct form *settled, struct conflict_view *ret);

/* The page, for page.main. */
struct slot conflict_main(const struct conflict_view *v);

/* What must go along when a settled form is shown as an ordinary one. */
struct conflict_fields {
    struct form_field *items;
    size_t n;
};
struct conflict_fields conflict_carried(struct arena *a, const struct form *settled);

/* "Leah Morgan, care co-ordinator", or what isn't anybody; "Leah Morgan" alone. */
struct str version_who(struct arena *a, const struct version *v);
struct str version_by(const struct version *v);

#endif
