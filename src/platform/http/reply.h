/*
 * What a handler returns: a page, the way to another page, or work that must be done first.
 *
 * A handler never waits. To change something it returns reply_write(action, then, arg): the action runs on the
 * writer, in one transaction with its audit row; when that is durable, `then` makes the answer. Slow work that
 * touches no data (hashing a password) goes the same way through reply_slow. arg lives in the request's arena.
 */
#ifndef CAIRN_PLATFORM_REPLY_H
#define CAIRN_PLATFORM_REPLY_H

#include "platform/ctx.h"
#include "platform/db/store.h"
#include "wire/url.h"

struct request;

/* A change: runs on the writer, in a savepoint of its own; see platform/db/store.h for what it must keep to. */
typedef enum err (*action_fn)(struct ctx *c, void *arg);

enum reply_kind { REPLY_ANSWER = 1, REPLY_WRITE, REPLY_SLOW };

enum { REPLY_COOKIES = 2 };

/* Whether a browser may keep the answer. Pages are never kept: they may show people. */
enum reply_caching { CACHE_NEVER, CACHE_A_DAY, CACHE_FOR_EVER };

/* A file to be sent from its beginning and then closed; its name may be gone already. */
struct reply_file {
    bool set; /* else it is the body, to be saved as a file where there is a name */
    int file;
    uint64_t bytes;
    struct str name; /* what a browser saves it as: nothing in it says whom it is about */
};

struct reply {
    enum reply_kind kind;
    int status;
    struct str type; /* content type */
    struct str body;
    struct reply_file file; /* instead of a body */
    struct str location;
    struct str cookies[REPLY_COOKIES]; /* whole Set-Cookie values */
    size_t cookie_count;
    enum reply_caching caching;
    struct str encoding; /* of an asset: "br" or "gzip" */
    bool unattended;     /* nobody need have been there to ask: it does not keep the session from idling */

    action_fn action;                       /* REPLY_WRITE */
    void (*work)(struct ctx *c, void *arg); /* REPLY_SLOW */
    struct reply (*then)(struct ctx *c, const struct request *r, void *arg, enum err result);
    void *arg;
};

typedef struct reply (*then_fn)(struct ctx *c, const struct request *r, void *arg, enum err result);

struct reply reply_html(int status, struct str body);
struct reply reply_bytes(int status, struct str type, struct str body);
struct reply reply_download(struct str type, struct reply_file file);
/* A small file that is there as it is, to be kept under a name. */
struct reply reply_attachment(struct str type, struct str name, struct str body);
struct reply reply_see_other(struct url to); /* 303: after a form, to the page that shows what happened */
struct reply reply_write(action_fn action, then_fn then, void *arg);
struct reply reply_slow(void (*work)(struct ctx *c, void *arg), then_fn then, void *arg);
void reply_add_cookie(struct reply *r, struct str cookie);

#endif
