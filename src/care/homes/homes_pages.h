/* The pages of care homes: what each template takes, and the handlers. Private to the slice. */
#ifndef CAIRN_CARE_HOMES_PAGES_H
#define CAIRN_CARE_HOMES_PAGES_H

#include "care/homes/homes_store.h"
#include "care/shell/shell.h"

struct homes_list_view {
    struct page_top top;
    struct worklist_view list;
};

struct issue_line {
    struct str words, quiet; /* "Raised by Leah Morgan, 20 November" */
    struct url settle;       /* where it is said to be settled; not set: it is */
    struct str hidden;       /* which, for those who listen */
};
struct home_view {
    struct error_summary problems;
    struct page_top top;
    struct url round, round_list, add, export; /* not set: the actor may not */
    struct fact_list facts;
    struct worklist_view list;
    struct link edit_link;
    struct url raise;
    struct str issue_key;
    struct textarea issue;
    LIST(struct issue_line) issues;
};

struct home_edit_view {
    struct error_summary problems;
    struct str heading, version, key;
    struct url action, cancel;
    struct input name, ods_code, address, postcode, phone, manager, lead;
    struct select_field round_day;
    struct radios proxy;
    struct textarea proxy_note;
};

/* A row of the round list, and of the form that records it. */
struct round_list_row {
    struct str name, quiet, why, ask, open;
};
struct round_list_view {
    struct page_top top;
    struct fact_list facts;
    LIST(struct round_list_row) rows;
    struct str unseen, others; /* in one line each: whom nobody has seen for long; everybody else */
    struct url home, round;
};
struct round_row {
    struct str name, quiet, ask;
    struct str shown_name, shown; /* the version of the stay, so that nothing asked since is taken for done */
    struct url href;
    struct select_field what, next;
    struct textarea note;
};
struct round_view {
    struct error_summary problems;
    struct page_top top;
    struct str nonce;
    struct url action, cancel;
    struct date_input held_on;
    struct radios how;
    struct input lead;
    struct textarea all;
    LIST(struct round_row) rows;
};

struct add_residents_view {
    struct error_summary problems;
    struct page_top top;
    struct url action, cancel;
    struct checkboxes people;
    struct date_input moved_in;
    bool any;
};

struct stay_line {
    struct str home, when;
    struct url history;
};
struct stay_view {
    struct error_summary problems;
    struct page_top top;
    struct str home;
    struct url home_href, change, history, in, out;
    struct fact_list facts;
    LIST(struct stay_line) past;
    struct str stay, version, key; /* that a form is about; key: of the stay that would begin */
    struct select_field to;
    struct date_input moved_in, moved_out;
    struct radios left_for;
    bool lives, died, may_change, any_homes, open_in, open_out;
};

struct home_export_view {
    struct error_summary problems;
    struct url action, back;
    struct str home;
    struct radios reason, format;
};

struct url care_home_url(struct arena *a, struct uuid key, const char *after);
struct str care_home_phone(struct arena *a, struct str phone);         /* in one piece, whatever the line */
struct str resident_called(struct arena *a, const struct resident *r); /* "RAHMAN, Amina" */
struct str resident_quiet(
    struct arena *a, const struct resident *r, struct date today); /* born, NHS number, room */
/* "Asked for today or tomorrow by the nurse: …"; STR_NONE. */
struct str resident_asks(struct arena *a, const struct resident *r);

/* Who is on the round list, and why: what the home asks, what is overdue, whom nobody has seen. In the order in
 * which they are seen. */
struct on_round {
    struct resident *resident;
    struct str why; /* empty: not on the list */
    int rank;
};
struct on_round_list {
    struct on_round *items;  /* all residents in their order */
    size_t n, listed, named; /* listed: so many have something of their own; named: or nobody saw them for long */
};
struct on_round_list residents_on_round(struct arena *a, struct residents all, struct date today);

struct reply homes_list_get(struct ctx *c, const struct request *r);
struct reply home_get(struct ctx *c, const struct request *r);
struct reply home_new_get(struct ctx *c, const struct request *r);
struct reply home_new_post(struct ctx *c, const struct request *r);
struct reply home_edit_get(struct ctx *c, const struct request *r);
struct reply home_edit_post(struct ctx *c, const struct request *r);
struct reply home_issue_post(struct ctx *c, const struct request *r);
struct reply home_settle_post(struct ctx *c, const struct request *r);
struct reply home_page_with(
    struct ctx *c, const struct request *r, const struct problems *problems, struct str issue, int status);
struct reply round_list_get(struct ctx *c, const struct request *r);
struct reply round_get(struct ctx *c, const struct request *r);
struct reply round_post(struct ctx *c, const struct request *r);
struct reply add_residents_get(struct ctx *c, const struct request *r);
struct reply add_residents_post(struct ctx *c, const struct request *r);
struct reply home_export_get(struct ctx *c, const struct request *r);
struct reply home_export_post(struct ctx *c, const struct request *r);
struct reply stay_get(struct ctx *c, const struct request *r);
struct reply stay_in_post(struct ctx *c, const struct request *r);
struct reply stay_out_post(struct ctx *c, const struct request *r);
struct reply stay_edit_get(struct ctx *c, const struct request *r);
struct reply stay_edit_post(struct ctx *c, const struct request *r);
struct reply stay_draft_post(struct ctx *c, const struct request *r);
struct reply stay_history_get(struct ctx *c, const struct request *r);

#endif
