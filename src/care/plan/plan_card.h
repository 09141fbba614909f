/*
 * The wallet card: what matters to somebody, how to communicate with them and who to call, and nothing else.
 *
 * Its QR code carries the same words as text, so that any telephone shows them without a network, and under them a
 * signature (Ed25519, by the installation's key): a word that was changed since doesn't fit it. Private to the
 * slice.
 */
#ifndef CAIRN_CARE_PLAN_CARD_H
#define CAIRN_CARE_PLAN_CARD_H

#include "care/plan/plan_views.h"
#include "platform/crypto.h"

enum { CARD_MATTERS = 160, CARD_TALK = 160, CARD_CALL = 160, CARD_CALL_LINES = 4 }; /* bytes of each, at most */

struct plan_card {
    struct str called, matters, talk, call, issued; /* issued: "Riverside PCN, 27 November 2026" */
};
/* Whole lines of who to call, as many as there is room for: no number is cut off. */
struct plan_card plan_card_of(
    struct arena *a, const struct person *p, const struct plan *plan, struct str issuer, struct date on);
/* The text of the QR code, signed. */
struct str plan_card_text(struct arena *a, const struct plan_card *card, const struct crypto_key *signing_seed);
/* Whether it is one of ours, word for word; line ends and spaces around it don't matter. */
bool plan_card_good(struct arena *a, struct str text, struct crypto_public_key by);

struct plan_card_view {
    struct url style, script, mark, back;
    struct plan_card card;
    struct str box, path; /* of the picture */
    bool demonstration;
};
struct plan_card_check_view {
    struct error_summary problems;
    struct url action;
    struct textarea text;
    struct str good, bad; /* what was found; neither: nothing was asked */
};

#endif
