/*
 * One request as a handler sees it: already routed, permitted, scoped, its form parsed and valid UTF-8.
 */
#ifndef CAIRN_PLATFORM_REQUEST_H
#define CAIRN_PLATFORM_REQUEST_H

#include "base/uuid.h"
#include "nhs/ids.h"
#include "platform/http/transport.h"
#include "wire/form.h"
#include "wire/url.h"

enum { REQUEST_IDS = 3 };

struct session;

struct request {
    enum http_method method;
    struct str path;              /* "/people/0193…/edit" */
    struct form query;            /* what stands after the question mark */
    struct form form;             /* the fields of a posted form, or those held while the session was idle */
    bool held;                    /* form was held: show it again for checking, nothing was saved */
    struct uuid ids[REQUEST_IDS]; /* the path's ids in their order; :person is one of them */
    size_t id_count;
    struct str rest;         /* what a path's final * took: never empty, not decoded */
    struct person_id person; /* the :person of the path, if there is one */
    bool person_followed;    /* the key is of a record that became part of theirs */
    struct uuid person_key;
    const struct session *session; /* never NULL; its state says whether somebody is signed in */
    struct str accept_encoding;    /* what the client can unpack, as sent */
    struct str address;            /* the client's network address, as far as it can be trusted */
};

/* The id of the path at a place (0 first); a BUG when there are fewer. */
struct uuid request_id(const struct request *r, size_t at);

#endif
