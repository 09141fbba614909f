/*
 * The views and handlers of the slice's pages. Private to the slice.
 */
#ifndef CAIRN_CARE_ACCESS_PAGES_H
#define CAIRN_CARE_ACCESS_PAGES_H

#include "care/people/person.h"
#include "care/shell/shell.h"

enum { LOOK_UPS_AN_HOUR = 10, LOOK_UP_KEPT_MS = 15 * 60 * 1000, OWN_MOST = 500 };

struct look_up_view {
    struct error_summary problems;
    struct input nhs_number;
    struct date_input born;
};
struct found_view {
    bool there;      /* somebody, whoever they are */
    struct url open; /* set: the actor sees them already */
    struct url action, again;
    struct error_summary problems;
    struct radios reason, hours;
    struct input words;
    bool asks_factor; /* the record is restricted: a factor once more */
    struct password_input password;
    struct input code;
};

struct own_person {
    struct str name, facts, why, until;
    struct url href, end; /* end: set for a claim */
    struct str hidden;    /* " for Amina Rahman" */
};
struct own_people_view {
    struct page_top top;
    LIST(struct own_person) claims;
    LIST(struct own_person) direct;
    bool can_look_up;
};

struct team_member {
    struct str name, role, why, since, key, hidden;
    bool can_end;
    struct url end;
};
struct team_view {
    struct error_summary problems;
    LIST(struct team_member) members;
    LIST(struct team_member) claims;
    bool restricted, can_add;
    struct str why_not; /* why the actor can't add anybody */
    struct url add, restrict_page;
    bool can_restrict;
    struct select_field who;
    struct radios why;
};
struct restrict_view {
    struct error_summary problems;
    struct str heading, warning, button;
    bool lift, can;
    struct url action, team;
    struct radios reason;
};

struct review_list_view {
    struct page_top top;
    struct worklist_view open;
    struct worklist_view done; /* on the first page */
};
struct review_view {
    struct error_summary problems;
    struct page_top top;
    struct tag state;
    struct fact_list facts;
    struct url action, audit;
    struct str version, audit_text, why_not;
    struct radios finding;
    struct textarea note;
};
struct roles_view {
    struct page_top top;
    struct worklist_view list;
    struct link other; /* only the unused, or all */
};
struct leaving_view {
    struct page_top top;
    struct tag state;
    struct fact_list ended, open;
    bool shows_people;
    struct work_group tasks;
    struct str hidden; /* how many are about people whom the actor may not see */
    struct link account;
    struct error_summary problems;
    bool can_hand_over; /* there is something, and the actor may */
    struct select_field to;
    struct url hand_over, undo;
    struct str last; /* what was handed over before and still stands; empty: nothing */
    struct str last_key;
};
struct hand_over_view {
    struct page_top top;
    struct str words; /* what happens when they go on */
    struct url action, cancel;
    struct str to;
    struct button button;
};

struct reply look_up_get(struct ctx *c, const struct request *r);
struct reply look_up_post(struct ctx *c, const struct request *r);
struct reply found_get(struct ctx *c, const struct request *r);
struct reply claim_post(struct ctx *c, const struct request *r);
struct reply claim_confirm_post(struct ctx *c, const struct request *r);
struct reply own_people_get(struct ctx *c, const struct request *r);
struct reply own_end_post(struct ctx *c, const struct request *r);
struct reply team_get(struct ctx *c, const struct request *r);
struct reply team_add_post(struct ctx *c, const struct request *r);
struct reply team_end_post(struct ctx *c, const struct request *r);
struct reply restrict_get(struct ctx *c, const struct request *r);
struct reply restrict_post(struct ctx *c, const struct request *r);
struct reply reviews_get(struct ctx *c, const struct request *r);
struct reply review_get(struct ctx *c, const struct request *r);
struct reply review_post(struct ctx *c, const struct request *r);
struct reply roles_held_get(struct ctx *c, const struct request *r);
struct reply leaving_get(struct ctx *c, const struct request *r);
/* The page again, with what is wrong with the form on it. */
struct reply leaving_page(struct ctx *c, const struct request *r, const struct problems *problems, int status);
struct reply hand_over_post(struct ctx *c, const struct request *r);
struct reply hand_over_undo_post(struct ctx *c, const struct request *r);

/* Colleagues of the network who may read records, without one and without the actor: as choices; and the one that
 * was chosen, into the relation's account and role (0: none of them). */
struct relation;
MUST_USE enum err colleagues_offer(
    struct ctx *c, struct account_id but, struct str chosen, struct select_field *ret);
MUST_USE enum err colleague_chosen(
    struct ctx *c, struct account_id but, struct str value, struct relation *ret, struct str *ret_words);

#endif
