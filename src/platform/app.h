/*
 * The one read-only struct of a running Cairn: what was set at start and never changes after.
 *
 * Everything else travels in struct ctx. The platform knows neither pages nor people, so the application gives it
 * the few functions that do (struct app_hooks).
 */
#ifndef CAIRN_PLATFORM_APP_H
#define CAIRN_PLATFORM_APP_H

#include "platform/background.h"
#include "platform/crypto.h"
#include "platform/ctx.h"
#include "platform/http/reply.h"
#include "platform/http/route.h"
#include "platform/pool.h"

struct app_hooks {
    /* The person with this key among those the actor may see; ERR_NOT_FOUND otherwise. *ret_followed: the key is
     * of a record that became part of theirs. */
    enum err (*person_find)(struct ctx *c, struct uuid key, struct person_id *ret, bool *ret_followed);
    /* Whether there is such a person at all: for the audit's eyes only. */
    bool (*person_exists)(struct ctx *c, struct uuid key);
    /* The page for a status, in plain words, with the way on. c->actor may be NULL. */
    struct reply (*error_page)(struct ctx *c, int status);
    /* 503 for a form that could not be saved: with what was typed, to be sent once more. It reads no data, because
     * what it would show could not be audited either. */
    struct reply (*not_saved_page)(struct ctx *c, const struct request *r);
    /* 403 for a page that isn't for the person who looks at the screen now (struct session, shown_to). */
    struct reply (*not_shown_page)(struct ctx *c, const struct request *r);
    /* 409 for a form that was opened in another role than the one it is sent in. kept: its page shows it again. */
    struct reply (*other_role_page)(
        struct ctx *c, const struct request *r, struct role_held_id opened_in, bool kept);
};

/* Beyond how many different people an account's reading is told to the governance lead. Nothing is blocked. */
struct alarm_limits {
    int64_t hour, day; /* records opened */
    int64_t listed;    /* seen in lists and search results, in an hour */
};

struct app {
    struct store *store;
    const struct crypto_keys *keys;
    const struct clock *clock;
    const struct router *router;
    struct relation_cache *relations;
    struct pool *slow;             /* passwords */
    struct pool *after;            /* answers after a commit */
    struct background *background; /* what reads uploaded files; NULL: nothing does here */
    struct message_work *messages; /* what sends mail (care/messages); NULL: no mail server is set */
    struct app_hooks hooks;
    struct str directory;     /* the data directory */
    struct str name;          /* the installation's own name, on every page */
    struct str public_origin; /* "https://cairn.example.nhs.uk"; empty: whatever Host says */
    struct str origin;        /* how to write an address of ours for somebody: public_origin, or where we listen */
    struct str tables_network; /* whose people load published tables for all; empty: nobody's, of several */
    bool demonstration;        /* everybody in it is invented */
    bool secure_cookies;       /* pages come over TLS, here or at the proxy */
    bool trust_proxy;          /* X-Forwarded-For of the one named proxy counts */
    struct str proxy_address;
    const struct session_limits *limits;
    struct alarm_limits alarms;
};

#endif
