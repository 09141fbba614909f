/*
 * The frame that every page of the application stands in: who is signed in, where they can go, what just happened.
 *
 * A page handler fills struct page with what is its own (title, main, person) and calls shell_page; the rest comes
 * from the context: the installation, the actor, the navigation of their role, the demonstration mark. A success
 * message survives the redirect after a form as a word in the query ("?done=contact") that must stand in the
 * page's own table: nothing from an address is ever shown.
 */
#ifndef CAIRN_CARE_SHELL_H
#define CAIRN_CARE_SHELL_H

#include "care/shell/problems.h"
#include "platform/app.h"
#include "platform/auth/session.h"
#include "platform/http/request.h"
#include "care/shell/worklist.h"
#include "ui/layout.h"

enum shell_section {
    SECTION_NONE,
    SECTION_MY_DAY,
    SECTION_PEOPLE,
    SECTION_OWN_PEOPLE,
    SECTION_CASELOAD,
    SECTION_REFERRALS,
    SECTION_TASKS,
    SECTION_GP_RECORD,
    SECTION_CARE_HOMES,
    SECTION_DUPLICATES,
    SECTION_TEAM,
    SECTION_DEVELOPMENT,
    SECTION_IMPORTS,
    SECTION_REFERENCE,
    SECTION_STAFF,
    SECTION_ACCESS,
    SECTION_BACKUPS,
    SECTION_MAIL,
    SECTION_AUDIT
};

/* The whole answer. slot renders p->main's template with its view. */
struct reply shell_page(
    struct ctx *c, const struct request *r, int status, enum shell_section section, struct page *p);
/* As the platform asks for it (struct app_hooks): c->actor may be NULL, c->db may be absent. */
struct reply shell_error_page(struct ctx *c, int status);
/* The same with a sentence of its own. */
struct reply shell_error(struct ctx *c, int status, struct str detail);
/* A form that could not be saved: what was typed, but no secret, and a button to send it once more. */
struct reply shell_not_saved_page(struct ctx *c, const struct request *r);
/* A form that was opened in one role and sent in another: nothing is saved. kept: it is shown again, with what was
 * typed, when its page is opened next. */
struct reply shell_other_role_page(
    struct ctx *c, const struct request *r, struct role_held_id opened_in, bool kept);
struct other_role_view {
    struct str then, now; /* "care co-ordinator, Mill Row Surgery" */
    bool kept;
    struct url page, change;
    LIST(struct str) words; /* the longer texts that were typed */
};
/* What a failed read leads to: 404 for ERR_NOT_FOUND, 503 otherwise. */
struct reply shell_failure(struct ctx *c, enum err err);

/* The first page of the actor's role. */
struct url shell_home(const struct actor *actor);

struct shell_notice {
    const char *word; /* of ?done= */
    const char *heading;
};
/* Fills p->notice when the query's word is in the table. */
void shell_notice(const struct request *r, struct page *p, const struct shell_notice *table, size_t n);

#endif
