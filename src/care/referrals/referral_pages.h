/*
 * The slice's handlers and the views behind its templates. Private to the slice.
 */
#ifndef CAIRN_CARE_REFERRAL_PAGES_H
#define CAIRN_CARE_REFERRAL_PAGES_H

#include "care/referrals/referral_form.h"
#include "platform/app.h"
#include "platform/crypto.h"

struct referral_inbox_view {
    struct page_top top;
    struct secondary_nav stages;
    struct work_group list;
    struct pagination pages;
    bool has_pages, can_give;
    struct select_field to;
    struct error_summary problems;
};
struct referral_pick {
    struct str value, name; /* "key.version" */
};
struct referral_sent_view {
    struct page_top top;
    struct lines list;
};

/* What can be done next: each in a fold of its own, with the fields it needs. */
struct referral_act {
    struct str step, summary, button;
    bool open;
    struct textarea words; /* each drawn when it has a name */
    struct radios reason;
    struct input offered, number;
    struct select_field to, setting;
    struct url action;
    struct str version;
};
struct referral_view {
    struct error_summary problems;
    struct page_top top;
    struct tag state;
    struct know first;
    struct fact_list asked, way;
    struct str words, wants;
    struct box earlier_box;
    struct lines earlier, suggested;
    struct lines kept; /* what was typed and not saved, where its fold is gone */
    bool suggests, may_amend;
    struct str suggestion, room;
    struct timeline steps;
    LIST(struct referral_act) acts;
    struct url amend, withdraw, record;
    struct str version;
};

enum { REFERRAL_CODE_TRIES = 5 }; /* then the link stops */
struct referral_link_line {
    struct str partner, state, by;
    bool works;
    struct url end;
};
struct referral_links_view {
    struct error_summary problems;
    struct input partner;
    struct radios source;
    LIST(struct referral_link_line) links;
    struct str link, code; /* shown once */
    struct lines themselves;
};
/* Where people ask for themselves, of this practice. */
struct url referral_self_url(struct arena *a, struct str practice);
/* What is stored of a code: it belongs to one link. */
struct crypto_hash referral_code_hash(const struct app *app, struct str token, struct str code);
struct referral_outside_view {
    struct str heading, first, second;
};

/* The page of a referral again, with what was wrong; sent: the form that was refused, or NULL. */
struct reply referral_page(
    struct ctx *c, const struct request *r, const struct form *sent, const struct problems *problems, int status);
/* Colleagues as choices, the best first; the one that a form names, or NULL. */
struct select_field referral_to_field(
    struct ctx *c, const struct referral_colleagues *all, const char *label, struct str chosen);
const struct referral_colleague *referral_to_chosen(const struct referral_colleagues *all, struct str value);

struct reply referral_inbox_get(struct ctx *c, const struct request *r);
struct reply referral_give_post(struct ctx *c, const struct request *r);
struct reply referral_sent_get(struct ctx *c, const struct request *r);
struct reply referral_new_get(struct ctx *c, const struct request *r);
struct reply referral_new_post(struct ctx *c, const struct request *r);
struct reply referral_about_get(struct ctx *c, const struct request *r);
struct reply referral_about_post(struct ctx *c, const struct request *r);
struct reply referral_draft_post(struct ctx *c, const struct request *r);
struct reply referral_get(struct ctx *c, const struct request *r);
struct reply referral_step_post(struct ctx *c, const struct request *r);
struct reply referral_amend_get(struct ctx *c, const struct request *r);
struct reply referral_amend_post(struct ctx *c, const struct request *r);
struct reply referral_withdraw_post(struct ctx *c, const struct request *r);
struct reply referral_links_get(struct ctx *c, const struct request *r);
struct reply referral_links_post(struct ctx *c, const struct request *r);
struct reply referral_link_end_post(struct ctx *c, const struct request *r);
struct reply referral_partner_get(struct ctx *c, const struct request *r);
struct reply referral_partner_post(struct ctx *c, const struct request *r);
struct reply referral_self_get(struct ctx *c, const struct request *r);
struct reply referral_self_post(struct ctx *c, const struct request *r);

#endif
