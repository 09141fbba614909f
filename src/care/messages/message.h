/*
 * Messages: what goes out by email, from the moment somebody asks for it until it is known what became of it.
 *
 * A slice that has something to send queues it, in the action that makes it so; what it says is made later, by the
 * slice's maker, right before it goes. The maker asks again whatever was asked when it was queued: somebody who
 * refused meanwhile, who died or whose record was restricted gets nothing, and the message says why not. One
 * thread sends, one message at a time, through a child of the parent (platform/mail); a mail server that is away
 * is tried again after a while that grows, and given up after a day. What may have arrived although nobody said so
 * is tried once more under the same Message-ID, is marked, and never a third time.
 *
 * Without a mail server everything is left to be copied, and every page says so. [domain §4; docs/adr/0056]
 */
#ifndef CAIRN_CARE_MESSAGE_H
#define CAIRN_CARE_MESSAGE_H

#include "care/people/person.h"
#include "nhs/vocabulary.h"
#include "platform/mail/mail.h"
#include "platform/versions/follow.h"

/* name, the word in the database, what it is */
#define MESSAGE_KIND_LIST(X) \
    X(LETTER, "letter", "Letter") \
    X(REFERRAL, "referral", "To a referrer")
/* name, word, label, colour */
#define MESSAGE_STATE_LIST(X) \
    X(LEFT, "left", "To copy", TAG_YELLOW) \
    X(WAITING, "waiting", "Waiting to be sent", TAG_BLUE) \
    X(SENDING, "sending", "Being sent", TAG_BLUE) \
    X(SENT, "sent", "Sent", TAG_GREEN) \
    X(FAILED, "failed", "Not sent", TAG_RED) \
    X(CANCELLED, "cancelled", "Stopped", TAG_GREY) \
    X(OTHER_WAY, "other_way", "Done another way", TAG_GREY)

enum message_kind {
    MESSAGE_KIND_NONE,
#define MESSAGE_ENUM(name, ...) MESSAGE_OF_##name,
    MESSAGE_KIND_LIST(MESSAGE_ENUM)
#undef MESSAGE_ENUM
};
enum message_state {
    MESSAGE_STATE_NONE,
#define MESSAGE_ENUM(name, ...) MESSAGE_IS_##name,
    MESSAGE_STATE_LIST(MESSAGE_ENUM)
#undef MESSAGE_ENUM
        MESSAGE_STATE_COUNT
};
extern const struct vocabulary message_kinds, message_states;
struct tag message_tag(enum message_state state);

struct message {
    struct message_id id;
    struct uuid key;
    int64_t version;
    struct pcn_id pcn;
    struct person_id person; /* 0: nobody who is known here */
    enum message_kind kind;
    int64_t source;
    struct uuid source_key;
    struct str to;
    enum message_state state;
    bool doubtful;
    int64_t tries;
    struct str said;
    struct instant queued_at, next_at, changed_at;
    struct account_id by;
    struct str by_name; /* empty: somebody outside */
};

/* ---- for slices that send ---- */

/* Is there a mail server? Else what is queued is left to be copied. */
bool messages_are_sent(const struct app *app);

struct message_new {
    enum message_kind kind;
    struct pcn_id pcn;
    struct person_id person; /* 0: nobody who is known here */
    int64_t source;          /* the letter, the referral's step: one message of each, ever */
    struct uuid source_key;
    struct str to; /* mail_address_is */
};
/* In the action that makes it so; whether it may leave was asked. ERR_EXISTS: there is one of that source. */
MUST_USE enum err message_queue(struct ctx *c, const struct message_new *n, struct uuid *ret_key);

/* What a message says; made right before it goes. */
struct message_made {
    struct str subject; /* a literal: it names nobody */
    struct str text;
    struct str why_not; /* set: it may not leave, a sentence */
};
struct message_maker {
    enum message_kind kind;
    /* In an action: reads everything anew, asks again, uses the permit. */
    enum err (*make)(struct ctx *c, const struct message *m, struct message_made *ret);
    /* The page of what it was made from. */
    struct url (*page)(struct arena *a, const struct message *m, struct url person);
};
extern const struct message_maker *const MESSAGE_MAKERS[]; /* app/listeners.c */
extern const size_t MESSAGE_MAKER_COUNT;

/* ---- for pages ---- */

/* The messages made from a person's letters. */
struct message_mark {
    int64_t source;
    struct uuid key;
    enum message_state state;
    bool doubtful;
    struct instant changed_at;
    struct str to;
};
struct message_marks {
    struct message_mark *items;
    size_t n;
};
MUST_USE enum err message_marks_about(
    struct ctx *c, struct person_id person, enum message_kind kind, struct message_marks *ret);
const struct message_mark *message_mark_of(const struct message_marks *all, int64_t source); /* NULL: none */
/* "Sent by email on 4 March 2026 at 9:00am", "Not sent by email: look at it" */
struct str message_mark_words(struct arena *a, const struct message_mark *m);
struct url message_url(struct arena *a, struct uuid key);

/* How many of the actor's own did not arrive. */
MUST_USE enum err message_calls(struct ctx *c, int64_t *ret_failed);

/* ---- sending, in the background ---- */

struct message_work;
/* A thread of the server's, started before it is confined. Lives in the arena. */
struct message_work *message_work_start(
    struct arena *a, const struct app *app, mail_door *door, int64_t timeout_s);
void message_work_stop(struct message_work *work); /* what is under way is broken off; NULL is fine */

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows message_rows_follow;

extern const struct route_table message_routes;
extern const struct db_statement_file messages_statements;

#endif
