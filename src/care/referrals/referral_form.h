/*
 * The form of a referral: one set of fields for staff, for somebody with a link and for the person themselves.
 * Private to the slice.
 */
#ifndef CAIRN_CARE_REFERRAL_FORM_H
#define CAIRN_CARE_REFERRAL_FORM_H

#include "care/editing/editing.h"
#include "care/referrals/referral_store.h"
#include "care/shell/shell.h"

/* Which of the fields it has. */
enum referral_form_kind {
    REFERRAL_FORM_RECORD = 1, /* by staff, about somebody with a record */
    REFERRAL_FORM_STAFF,      /* by staff, about somebody who isn't in Cairn, or out of sight */
    REFERRAL_FORM_PARTNER,    /* with a link and its code */
    REFERRAL_FORM_SELF,       /* by the person, or somebody close */
    REFERRAL_FORM_AMEND       /* what can still be changed */
};

struct referral_form {
    enum referral_form_kind kind;
    struct referral referral;
    struct str nonce, practice, code;
    struct field_date born;
    struct problems problems;
};

struct referral_form_view {
    struct error_summary problems;
    struct str heading, lead, nonce, version, send;
    struct url action, cancel;
    bool keeps; /* drafts */
    struct draft_view draft;
    struct know before; /* what the sender must know first */
    bool asks_whom, asks_practice, asks_sender, asks_code, asks_source, asks_agreed, asks_how;
    struct input name, nhs_number, reach, referrer, referrer_reach, code;
    struct date_input born;
    struct select_field practice, source;
    struct checkboxes reasons;
    struct textarea words, wants, risks;
    struct radios urgency, wished, agreed;
    struct box earlier_box;
    struct lines earlier;
};

/* Empty; reads what was sent; draws it. */
struct referral_form referral_form_new(struct ctx *c, enum referral_form_kind kind);
struct referral_form referral_form_read(struct ctx *c, enum referral_form_kind kind, const struct form *form);
struct referral_form_view *referral_form_view(struct ctx *c, const struct referral_form *f);
/* What changed from one state of a referral to another, in words; STR_NONE: nothing. */
struct str referral_changes(struct arena *a, const struct referral *from, const struct referral *to);
/* "Declined: … Offered instead: …" of each earlier referral, as lines. */
struct lines referral_lines(struct ctx *c, const struct referral_list *list, struct uuid but);

#endif
