/*
 * From a whole request to its answer: the one place where the route table is applied.
 *
 * socket -> transport -> here: session, actor, route, permission, form token, scope, handler on a snapshot; then
 * the audit row becomes durable; then the answer leaves. No byte about a person leaves before that: if the row
 * can't be written, the answer is 503 (docs/adr/0007). Refusals are audited too.
 */
#ifndef CAIRN_PLATFORM_DISPATCH_H
#define CAIRN_PLATFORM_DISPATCH_H

#include "platform/app.h"
#include "platform/http/transport.h"

/* Both are given to the transport with user = the app. */
void dispatch(void *user, struct http_exchange *x);
size_t dispatch_body_limit(void *user, struct http_exchange *x);

/* The headers of every response (ui §5.2): content security policy and the rest. */
extern const struct http_field DISPATCH_FIELDS[];
extern const size_t DISPATCH_FIELD_COUNT;

#endif
