/* The slice's rows and rules, for its own files. Private to the slice. */
#ifndef CAIRN_CARE_MESSAGE_OWN_H
#define CAIRN_CARE_MESSAGE_OWN_H

#include "care/messages/message.h"

enum { MESSAGE_TRIES_MOST = 8 };

/* What a result leads to; pure. tries: with this one. */
struct message_next {
    enum message_state state;
    bool doubtful;
    int64_t wait_s; /* of MESSAGE_IS_WAITING */
};
struct message_next message_after(const struct message *m, enum mail_outcome outcome);
int64_t message_wait_s(int64_t tries); /* after so many tries that failed */

/* From the words in the database. */
enum message_kind message_kind_of(struct str word);
enum message_state message_state_of(struct str word);
MUST_USE enum err message_by_key(struct ctx *c, struct uuid key, struct message *ret);
/* In an action: m as it was read, and what it becomes. ERR_CONFLICT: it was changed meanwhile. */
struct message_change {
    enum message_state state;
    bool doubtful;
    int64_t tries;
    int code;
    struct str said;
    struct instant next_at;
};
MUST_USE enum err message_change(struct ctx *c, const struct message *m, const struct message_change *to);
struct reply mail_get(struct ctx *c, const struct request *r); /* the administrator's page */
const struct message_maker *message_maker_of(enum message_kind kind);

#endif
