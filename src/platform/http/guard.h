/*
 * What stands before every handler: parsing, session cookie, permission, form token, and what is held while a
 * session is idle.
 */
#ifndef CAIRN_PLATFORM_GUARD_H
#define CAIRN_PLATFORM_GUARD_H

#include "platform/auth/session.h"

/* Fills path, method, query, form and client address. False: the address or the form can't be understood. */
bool guard_parse(struct ctx *c, const struct http_exchange *x, struct request *r);
struct str guard_session_token(const struct app *app, const struct http_exchange *x);
/* Whether the form came from a page of this session. */
bool guard_token_is_right(struct ctx *c, const struct request *r);
/* True with the refusal: not signed in (303 to where one can), opened in another role (409), not permitted (403),
 * no valid form token (403). A form posted in an idle session or in another role is kept, to be shown again. */
bool guard_refuses(struct ctx *c, const struct route *route, struct request *r, const struct http_exchange *x,
    struct reply *ret_refusal);

#endif
