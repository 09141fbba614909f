/*
 * The views and handlers of the slice's pages. Private to the slice.
 */
#ifndef CAIRN_CARE_WORKFORCE_PAGES_H
#define CAIRN_CARE_WORKFORCE_PAGES_H

#include "care/workforce/actions.h"
#include "care/workforce/passport.h"
#include "care/workforce/post.h"

struct team_readiness_view {
    struct page_top top;
    struct url caseloads; /* not set: the reader may not */
    struct counts counts;
    struct worklist_view list;
};

/* One's own page of development, or a colleague's: where the pages that belong to it go back to. */
struct url staff_page_url(struct ctx *c, const struct staff_facts *s);
struct url staff_page_done(struct ctx *c, const struct staff_facts *s, const char *done);
/* Its frame: the section, the way back, whose it is in the title. */
struct reply staff_form_page(struct ctx *c, const struct request *r, const struct staff_facts *s,
    const char *title, int status, struct page *p);
/* The form's nonce: a new one, or the one that came with it. */
struct str form_nonce(struct ctx *c, const struct form *form);
MUST_USE bool form_nonce_read(const struct form *form, struct uuid *ret);
/* A drop-down of a list's words; any: the first line, which chooses nothing. */
struct select_field word_field(struct ctx *c, const char *name, const char *label, const struct vocabulary *list,
    const char *any, struct str chosen);
/* A day as it was typed, with its problem; otherwise: shown where nothing was typed yet. */
struct date_input date_field(struct ctx *c, const struct form *form, const char *name, const char *legend,
    struct date otherwise, const struct problems *p);
/* One line of text, likewise. */
struct input text_field(
    const struct form *form, const char *name, const char *label, struct str otherwise, const struct problems *p);

struct training_form_view {
    struct error_summary problems;
    struct str heading, quiet, nonce;
    struct url action, cancel;
    struct select_field course, setting;
    struct date_input done_on, expires_on;
    struct input evidence;
};
struct strike_view { /* folded away beneath what is struck through */
    struct details fold;
    struct url action;
    struct input why;
};
struct training_view {
    struct error_summary problems;
    struct page_top top;
    struct tag tag;
    struct fact_list facts;
    bool can_confirm, can_strike;
    struct url confirm;
    struct strike_view strike;
};
struct post_form_view {
    struct error_summary problems;
    struct page_top top;
    struct str version;
    struct url action, cancel;
    struct versions meanwhile;
    struct date_input start_on;
    struct input week, administration, supervision, development, travel;
    struct checkboxes settings, specialisms, new_to_care;
    LIST(struct select_field) links;
};
struct post_change {
    struct box box;
    struct versions versions;
};
struct post_history_view {
    struct page_top top;
    LIST(struct post_change) changes;
};
struct override_form_view {
    struct error_summary problems;
    struct page_top top;
    struct str nonce;
    struct url action, cancel;
    struct know missing;
    struct radios what; /* a role in a setting */
    struct date_input until;
    struct input reason;
};
struct override_view {
    struct page_top top;
    struct tag tag;
    struct fact_list facts;
    struct know missing;
    struct url end;
    bool acts;
};
struct agreed_fields {
    struct str legend;
    struct input title;
    struct radios who;
    struct date_input due;
};
struct supervision_form_view {
    struct error_summary problems;
    struct page_top top;
    struct str nonce;
    struct url action, cancel;
    struct lines prompts; /* what could be talked about */
    struct radios kind;
    struct date_input held_on;
    struct input minutes;
    struct textarea agenda, agreed;
    struct agreed_fields first_action;
    LIST(struct agreed_fields) more; /* folded away unless something is in them */
    struct details more_fold;
};
struct supervision_view {
    struct error_summary problems;
    struct page_top top;
    struct str agenda, agreed, struck;
    struct lines actions;
    bool can_strike;
    struct strike_view strike;
};

/* The form beneath something that can be struck through; open: it came back with a problem. */
struct strike_view strike_form(struct url action, const struct form *form, const struct problems *p);
/* Why; adds a problem when nothing is said. */
struct str strike_read(const struct form *form, struct problems *p);

struct reply development_get(struct ctx *c, const struct request *r);
struct reply member_get(struct ctx *c, const struct request *r);
struct reply team_readiness_get(struct ctx *c, const struct request *r);

struct reply own_training_new_get(struct ctx *c, const struct request *r);
struct reply own_training_new_post(struct ctx *c, const struct request *r);
struct reply training_new_get(struct ctx *c, const struct request *r);
struct reply training_new_post(struct ctx *c, const struct request *r);
struct reply training_get(struct ctx *c, const struct request *r);
struct reply training_confirm_post(struct ctx *c, const struct request *r);
struct reply training_strike_post(struct ctx *c, const struct request *r);

struct reply post_get(struct ctx *c, const struct request *r);
struct reply post_post(struct ctx *c, const struct request *r);
struct reply post_history_get(struct ctx *c, const struct request *r);

struct reply override_new_get(struct ctx *c, const struct request *r);
struct reply override_new_post(struct ctx *c, const struct request *r);
struct reply override_get(struct ctx *c, const struct request *r);
struct reply override_end_post(struct ctx *c, const struct request *r);

struct reply supervision_new_get(struct ctx *c, const struct request *r);
struct reply supervision_new_post(struct ctx *c, const struct request *r);
struct reply supervision_get(struct ctx *c, const struct request *r);
struct reply supervision_strike_post(struct ctx *c, const struct request *r);
struct reply action_done_post(struct ctx *c, const struct request *r);

#endif
