/*
 * Notices: what somebody who works with a person must know before the next contact, letter or task.
 *
 * The person died, moved practice, left the network, was restricted, has another NHS number, was joined with
 * another record. A notice is raised by the write that causes it, in the same transaction, whatever door it came
 * through: the slice listens to people (struct person_listener, wired in app/). It stands at the top of every page
 * of the record and on My day of those who work with the person until somebody dismisses it with a reason, or its
 * cause goes.
 *
 * A death also stops every open task at once and opens the closing steps, which stay on My day until they are
 * finished. Taken back, it brings the tasks back. [domain §2, §9; docs/adr/0040]
 */
#ifndef CAIRN_CARE_NOTICES_H
#define CAIRN_CARE_NOTICES_H

#include "care/people/person.h"
#include "platform/http/route.h"
#include "platform/versions/follow.h"

/* name, the word in the database, what it is called; the words of the sentence are in notice_words.c */
#define NOTICE_KIND_LIST(X) \
    X(DIED, "died", "Has died") \
    X(LEFT, "left", "Left the network") \
    X(MOVED, "moved", "Moved practice") \
    X(RESTRICTED, "restricted", "Restricted record") \
    X(NUMBER_CHANGED, "number_changed", "Another NHS number") \
    X(NUMBER_GONE, "number_gone", "NHS number taken away") \
    X(MERGED, "merged", "Joined with another record")

enum notice_kind {
    NOTICE_KIND_NONE,
#define NOTICE_ENUM(name, word, label) NOTICE_OF_##name,
    NOTICE_KIND_LIST(NOTICE_ENUM)
#undef NOTICE_ENUM
};

/* In an action: from now on this is open. One of the same kind that was open is closed, and what was before it
 * stays what was before; if that is how it is again, nothing is left open. Joinings stand beside one another. was,
 * became: a practice, an NHS number, another record, as the reader knows it; either may be empty. */
MUST_USE enum err notice_raise(
    struct ctx *c, struct person_id person, enum notice_kind kind, struct str was, struct str became);
/* In an action: the cause is gone. became: of the one that says so; empty: of any. */
MUST_USE enum err notice_resolve(struct ctx *c, struct person_id person, enum notice_kind kind, struct str became);

/* For My day: what is open about those whom the actor works with, the newest first. */
struct notice_mine {
    struct person person; /* key and names */
    struct str label, words;
    struct url href;
};
struct notices_mine {
    struct notice_mine *items;
    size_t n;
};
MUST_USE enum err notices_mine(struct ctx *c, int most, struct notices_mine *ret);

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows notice_rows_follow;

/* For app/: hears of every change to a person. */
extern const struct person_listener notices_listener;
extern const struct route_table notice_routes;
extern const struct db_statement_file notices_statements;

#endif
