/*
 * An invented primary care network, written into an empty installation: practices, staff, people, and what
 * happened between them in the months before a given day.
 *
 * The same seed, number of people and day give the same rows, ids included; only what must be secret differs
 * (keys, password hashes, seeds of second factors, the audit's macs). People are written in slices through the
 * store, each an action with its audit row; memory doesn't grow with their number. [contract.md, domain §1 to §8]
 */
#ifndef CAIRN_CARE_DEMO_H
#define CAIRN_CARE_DEMO_H

#include "base/date.h"
#include "nhs/vocabulary.h"
#include "platform/ctx.h"
#include "platform/db/store.h"

enum { DEMO_PEOPLE_USUAL = 48000, DEMO_PEOPLE_MOST = 2000000, DEMO_PRACTICE_COUNT = 6 };

struct demo_order {
    int64_t people;
    uint64_t seed;
    struct date day;    /* today, for everything that is due */
    bool second_factor; /* accounts have one, with its seed in the list */
    /* Called now and then with what was done of how much; may be NULL. */
    void (*progress)(void *arg, const char *what, int64_t done, int64_t of);
    void *progress_arg;
};

struct demo_account {
    struct str name, email, password;
    struct str totp_secret; /* base32; STR_NONE without a second factor */
    enum staff_role role;
    struct str practice; /* its name; STR_NONE: the whole network */
};
struct demo_account_list {
    struct demo_account *items; /* one for each role that somebody holds */
    size_t n;
};
struct demo_made {
    int64_t people, records, contacts;
    struct demo_account_list accounts;
};

/* c is the ctx of a command: the system is the actor, its arena outlives the result. c->app->demonstration is set.
 * ERR_EXISTS: there is an installation already. */
MUST_USE enum err demo_make(
    struct ctx *c, struct store *store, const struct demo_order *order, struct demo_made *ret);
/* The accounts as a JSON list: {name, email, password, totp_secret, role, practice}. */
struct str demo_accounts_json(struct arena *a, struct demo_account_list accounts);
struct str demo_name(void); /* of the network */

#endif
