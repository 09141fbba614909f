/*
 * Drafts on pages: bringing back what was typed, and keeping it.
 *
 * A page with a long form calls draft_open when it is asked for. The form to show is then the one held while the
 * session idled, or the draft that ?draft= names, or none: a new form. It draws draft_box above the form and
 * draft_button in it, and puts data-draft on the form, so that the page's script can post what was typed.
 * Without a script the draft is kept by its button, and whenever the form comes back with something wrong.
 *
 * The slice has a route for this, POST to the form's own address and "/draft", whose handler is draft_post.
 */
#ifndef CAIRN_CARE_DRAFT_H
#define CAIRN_CARE_DRAFT_H

#include "care/shell/shell.h"
#include "platform/audit/audit.h"
#include "platform/drafts/drafts.h"

struct draft_line {
    struct str when; /* "10:42am today" */
    struct str key;
    struct url go_on;
};
struct draft_view {
    struct str key;     /* of the form that is shown */
    struct str save_to; /* the address that the script posts to */
    struct url post_to; /* the same, for the buttons */
    LIST(struct draft_line) others;
    struct str continued; /* "10:42am today": the form shows the draft of then */
    bool held;            /* the form was held while the session idled */
    bool gone;            /* the draft that was asked for isn't there any more */
    bool too_many;        /* it could not be kept */
};

/* What a page shows: fields are NULL for a new form. */
struct draft_opened {
    const struct form *fields;
    struct draft_view view;
};
/* form_page is the address of the form, without a query. */
MUST_USE enum err draft_open(
    struct ctx *c, const struct request *r, struct draft_of of, struct url form_page, struct draft_opened *ret);
/* The same for a form that was just sent: its own draft's key comes from its field. */
struct draft_view draft_of_sent(struct ctx *c, const struct form *sent, struct url form_page);
struct uuid draft_key(const struct form *sent);

/* For an action of the slice's own: keeps the form, as what the outcome says happened to it. A key that is over is
 * replaced by a new one. */
struct draft_keeping {
    struct draft_of of;
    const struct form *form;
    struct uuid key;
    enum draft_kept kept;
};
struct draft_keeping draft_keeping(struct ctx *c, struct draft_of of, const struct form *sent);
MUST_USE enum err draft_keep_sent(struct ctx *c, struct draft_keeping *k, enum audit_outcome outcome);
/* After it: the view says under which key it is kept, or that it isn't. */
void draft_note_kept(struct ctx *c, const struct draft_keeping *k, enum err result, struct draft_view *v);

/* The handler of the route that keeps and discards drafts. */
struct reply draft_post(struct ctx *c, const struct request *r, struct draft_of of, struct url form_page);

/* For ?done=: "draft", "discarded". */
#define DRAFT_NOTICES \
    {"draft", "The draft is saved. Nothing in the record has changed"}, \
    { \
        "discarded", "The draft is discarded" \
    }

#endif
