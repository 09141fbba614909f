/*
 * A post as it is edited: when somebody began, their hours, where they work, who is there for them. Private to the
 * slice. Hours are typed and shown with at most two decimals ("37.5") and kept as minutes a week.
 */
#ifndef CAIRN_CARE_WORKFORCE_POST_H
#define CAIRN_CARE_WORKFORCE_POST_H

#include "care/editing/editing.h"
#include "care/workforce/reach.h"

struct staff_post {
    struct date start_on;
    int64_t week, administration, supervision, development; /* minutes a week */
    int64_t travel;                                         /* minutes, for each visit */
    unsigned settings, specialisms;
    bool new_to_care;
    struct account_id links[STAFF_LINK_COUNT];
    struct str link_names[STAFF_LINK_COUNT];
};
struct staff_post staff_post_of(const struct staff_facts *s);

/* "37.5"; false: not a number of hours. */
struct str hours_text(struct arena *a, int64_t minutes);
MUST_USE bool hours_read(struct str text, int64_t *ret_minutes);
struct str hours_words(struct arena *a, int64_t minutes); /* "37.5 hours", "1 hour" */
/* "Cancer, Dementia"; STR_NONE: none. */
struct str settings_words(struct arena *a, unsigned settings);

/* Where somebody works: what their post says, and always general practice, from where referrals come. */
unsigned staff_settings(const struct staff_facts *s);

/* In an action. version: of the post that was edited, 0 where there was none. ERR_CONFLICT: a colleague changed it
 * meanwhile; ERR_REFUSED: not the actor's to change. */
MUST_USE enum err staff_post_save(
    struct ctx *c, struct account_id account, int64_t version, const struct staff_post *post);
/* In an action: the row that training and the rest hang on; makes it where there is none yet. */
MUST_USE enum err staff_ensure(struct ctx *c, struct staff_facts *s);

extern const struct record_fields staff_post_fields; /* of its states, for history */

#endif
