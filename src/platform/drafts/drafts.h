/*
 * Drafts: what somebody has typed into a form and not saved yet, kept on the server.
 *
 * A draft is of one form, about one person (or about nobody who is here yet), by one author, who alone
 * sees it. Its key is made with the form when it is opened, so that two tabs, or two devices, are two drafts and
 * neither overwrites the other. Saving or discarding the form ends its draft for good: a copy that was still on
 * its way is not kept again. Drafts that nobody touched for 30 days are swept away. Forms with secrets have none.
 *
 * Ceilings are in base/limits.h. Beyond them a draft isn't kept, and the author is told: an older draft is never
 * thrown away for a newer one.
 */
#ifndef CAIRN_PLATFORM_DRAFTS_H
#define CAIRN_PLATFORM_DRAFTS_H

#include "base/uuid.h"
#include "platform/ctx.h"
#include "platform/jobs/jobs.h"
#include "platform/versions/follow.h"
#include "wire/form.h"

struct draft_of {
    struct str form;         /* "details", "contact": a word of the slice */
    struct person_id person; /* 0: nobody who is here yet */
};

struct draft {
    struct uuid key;
    struct instant began_at, saved_at;
    struct str body;    /* as it is kept */
    struct form fields; /* as they were sent, without the form's token */
};
struct draft_time {
    struct uuid key;
    struct instant saved_at;
};
struct draft_times {
    struct draft_time *items;
    size_t n;
};

/* The actor's own draft; ERR_NOT_FOUND: none such, of this form and about this person. Showing it shows the
 * person. */
MUST_USE enum err draft_get(struct ctx *c, struct draft_of of, struct uuid key, struct draft *ret);
/* The actor's drafts of a form: when, the newest first. */
MUST_USE enum err drafts_of(struct ctx *c, struct draft_of of, int most, struct draft_times *ret);

/* The fields as they are kept: all but the token and those that `draft_is_own` names. STR_NONE: too large. */
struct str draft_body(struct arena *a, const struct form *form);
/* Fields that belong to the keeping and not to what was typed: _token, draft, background, discard. */
bool draft_is_own(struct str field);

enum draft_kept {
    DRAFT_KEPT = 1,
    DRAFT_OVER, /* the form was saved or discarded under this key: open another */
    DRAFT_FULL, /* the author has too many, or this one is too large */
};
/* In an action. */
MUST_USE enum err draft_keep(
    struct ctx *c, struct draft_of of, struct uuid key, struct str body, enum draft_kept *ret);
/* In an action: the form was saved or discarded. Fine with a key that isn't set or was never kept. */
MUST_USE enum err draft_end(struct ctx *c, struct draft_of of, struct uuid key);

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows draft_rows_follow;

extern const struct db_statement_file drafts_statements;
extern const struct periodic_job draft_jobs[]; /* sweeps */
extern const size_t draft_jobs_count;

#endif
