/*
 * Routes as data: who may, whose people, whose trace, what leaves, which form token, how large a body, what
 * answers.
 *
 * Each slice has a const table of ROUTE rows; app/ lists the tables. Every cell must be filled (an omitted one
 * doesn't compile) and none may be 0 (refused at start). The dispatcher applies a row before its handler runs, so
 * a handler can't forget. `:person` in a path is looked up among the people the actor may see; what isn't theirs
 * and what isn't there look the same (404), and the audit knows the difference. Other `:words` stand for ids that
 * the handler looks up; a final `*` takes the rest of the path.
 */
#ifndef CAIRN_PLATFORM_ROUTE_H
#define CAIRN_PLATFORM_ROUTE_H

#include "platform/auth/permission.h"
#include "platform/http/request.h"
#include "platform/http/reply.h"

enum route_scope {
    SCOPE_NOBODY = 1, /* shows and changes nothing about people */
    SCOPE_PERSON,     /* the one :person of the path */
    SCOPE_PEOPLE,     /* lists; the scoped views decide who is in them */
};

enum route_trace {
    TRACE_NOTHING = 1, /* nothing about people or accounts: assets, help, health */
    TRACE_SIGN_IN,     /* signing in and out */
    TRACE_VIEW,        /* shows people */
    TRACE_CHANGE,      /* changes people's data */
    TRACE_ADMIN,       /* accounts, settings, imports, the audit itself */
};

/* What of people's data is made by this route for eyes outside the network's team. Sharing within the team for
 * direct care isn't leaving. What goes out to somebody needs a permit of care/consent: the dispatcher holds back
 * whatever such a route answers while no permit about its :person was used in this request (struct ctx,
 * may_leave).
 */
enum route_leaving {
    LEAVING_STAYS = 1, /* nothing: shown to whoever works with it */
    LEAVING_TEAM_FILE, /* a file for the network's own team, such as a list in a spreadsheet */
    LEAVING_GOES_OUT,  /* something about the one :person, for a party outside or for a use of its own */
};

enum route_csrf {
    CSRF_READS = 1, /* changes nothing: needs no form token */
    CSRF_TOKEN,     /* the session's token must come with the form */
    CSRF_DRAFT,     /* likewise, also from a session that idles: keeps what was typed, and shows nothing */
    CSRF_SIGN_IN,   /* before there is a session: the browser must not say that it came from another site */
};

typedef struct reply (*handler_fn)(struct ctx *c, const struct request *r);

struct route {
    enum http_method method;
    const char *path; /* "/people/:person/edit" */
    enum permission permission;
    enum route_scope scope;
    enum route_trace trace;
    enum route_leaving leaving;
    enum route_csrf csrf;
    size_t body_limit; /* bytes; NO_BODY for reads */
    handler_fn handler;
    bool shared; /* fit to be seen by the person it is about, who looks at the screen: nothing of others, nothing
                    that others said. No page is unless its row says so. */
};

#define NO_BODY ((size_t)1) /* not 0, so that a forgotten cell shows */

#define ROUTE(method, path, permission, scope, trace, leaving, csrf, body_limit, handler) \
    { \
        HTTP_##method, path, PERMISSION_##permission, SCOPE_##scope, TRACE_##trace, LEAVING_##leaving, \
            CSRF_##csrf, body_limit, handler, false \
    }
#define SHARED_ROUTE(method, path, permission, scope, trace, leaving, csrf, body_limit, handler) \
    { \
        HTTP_##method, path, PERMISSION_##permission, SCOPE_##scope, TRACE_##trace, LEAVING_##leaving, \
            CSRF_##csrf, body_limit, handler, true \
    }

struct route_table {
    const struct route *routes;
    size_t n;
};
#define ROUTE_TABLE(array) \
    { \
        (array), COUNT_OF(array) \
    }

/* All tables of the program, made searchable. Refuses (BUG) a row with an empty cell, two rows for one address,
 * a change without a token or a trace, a :person path without SCOPE_PERSON, or something that leaves unaudited. */
struct router;
struct router *router_new(const struct route_table *tables, size_t n);
void router_free(struct router *router);
/* NULL when no path fits; *ret_allowed then is 0, or has a bit for each method that would have (405). Ids of the
 * path are put into r. */
const struct route *router_find(const struct router *router, struct request *r, unsigned *ret_allowed);
size_t router_count(const struct router *router);
const struct route *router_at(const struct router *router, size_t i);

#endif
