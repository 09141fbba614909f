/*
 * Groups of peers in a network, for whoever works there: who joins one belongs to it, and who belongs to it keeps
 * it up to date. Private to the slice.
 */
#ifndef CAIRN_CARE_WORKFORCE_PEER_GROUP_H
#define CAIRN_CARE_WORKFORCE_PEER_GROUP_H

#include "platform/ctx.h"

enum { PEER_GROUPS_MOST = 200 }; /* of one network */

struct peer_group {
    struct peer_group_id id;
    struct uuid key, nonce;
    int64_t version;
    struct str name, about, meets;
    struct date next_on; /* DATE_NONE: nobody said */
};
struct peer_group_member {
    struct account_id account;
    struct str name;
    struct instant since;
};
struct peer_group_read {
    struct peer_group group;
    LIST(struct peer_group_member) members; /* by name */
    bool mine;
};
MUST_USE enum err peer_group_find(struct ctx *c, struct uuid key, struct peer_group_read *ret);

/* In an action. Whoever makes one belongs to it. ERR_EXISTS: the form was sent before; ERR_TOO_LARGE: there are so
 * many that no more are taken. */
MUST_USE enum err peer_group_make(struct ctx *c, struct peer_group *g);
/* By a member: ERR_REFUSED. ERR_CONFLICT: a colleague changed it meanwhile. */
MUST_USE enum err peer_group_save(struct ctx *c, const struct peer_group *g);
MUST_USE enum err peer_group_belong(struct ctx *c, struct uuid key, bool belongs);

#endif
