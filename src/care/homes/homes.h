/*
 * Care homes: who lives there, the clinician who leads their care, the weekly round, and what stands in the way of
 * ordering medicines for them.
 *
 * A home belongs to a network and says nothing about anybody. That somebody lives there is a stay, with the days
 * they moved in and out; it is about them and is seen by whoever sees them. One round is recorded for many
 * residents at once, and each has a contact of their own. Whoever has a protected address is in no list of a home.
 * [domain §11, 003 §5.7 "enhanced health in care homes"]
 */
#ifndef CAIRN_CARE_HOMES_H
#define CAIRN_CARE_HOMES_H

#include "care/editing/editing.h"
#include "care/people/person.h"
#include "platform/versions/follow.h"

/* The database's words, in the order of getting further. */
#define CARE_HOME_PROXY_LIST(X) \
    X(NOT_YET, "not_yet", "Not set up") \
    X(UNDER_WAY, "under_way", "Being set up") \
    X(SOME, "some", "Working for some residents") \
    X(WORKING, "working", "Working")
enum care_home_proxy {
    CARE_HOME_PROXY_NONE,
#define CARE_HOME_PROXY_ENUM(name, word, label) CARE_HOME_PROXY_##name,
    CARE_HOME_PROXY_LIST(CARE_HOME_PROXY_ENUM)
#undef CARE_HOME_PROXY_ENUM
};

#define CARE_HOME_LEFT_LIST(X) \
    X(HOME, "home", "Back to their own home") \
    X(ANOTHER_HOME, "another_home", "To another care home") \
    X(HOSPITAL, "hospital", "To hospital, and not coming back") \
    X(DIED, "died", "They died") \
    X(ELSEWHERE, "elsewhere", "Somewhere else") \
    X(MISTAKE, "mistake", "They never lived there: a mistake")

struct care_home {
    struct care_home_id id;
    struct uuid key;
    int64_t version;
    struct str ods_code, name, address, postcode, phone, manager, lead;
    int round_day; /* 1 Monday; 0: not known */
    enum care_home_proxy proxy;
    struct str proxy_note;
    struct date last_round;
    struct str last_lead;
};

/* In an action: a new home of the actor's network, or one changed from home->version. Fills id, and key unless it
 * is set. ERR_EXISTS: the ODS code is another home's. ERR_CONFLICT: it was changed meanwhile. */
MUST_USE enum err care_home_add(struct ctx *c, struct care_home *home);
MUST_USE enum err care_home_save(struct ctx *c, const struct care_home *home);

/* In an action: somebody moves in, from another home or from anywhere; the stay before ends on that day. Whoever
 * co-ordinates their care gets something to do, unless they moved in long ago (moved_in not set). words: for an
 * invented network, of the fields that stay_fields.c names. ERR_EXISTS: the stay's key was used. ERR_REFUSED: they
 * live there already. */
struct care_home_move {
    struct person_id person;
    struct care_home_id home;
    struct str home_name;
    struct uuid key;
    struct date moved_in;
};
MUST_USE enum err care_home_move_in(struct ctx *c, const struct care_home_move *move);
MUST_USE enum err care_home_stay_write(
    struct ctx *c, struct person_id person, struct uuid stay, const struct document_word *words, size_t n);
/* In an action: something stands in the way. Sent twice it is one. */
MUST_USE enum err care_home_issue_raise(
    struct ctx *c, struct care_home_id home, struct uuid key, struct str words);
/* In an action: a round was held. ERR_EXISTS: the key was used. */
MUST_USE enum err care_home_round_held(
    struct ctx *c, struct care_home_id home, struct uuid key, struct date on, struct str lead);

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows care_home_stay_rows_follow;

/* For app/: a death or another address ends a stay; a death that is taken back, takes that back. */
extern const struct person_listener homes_listener;
extern const struct route_table homes_routes;
extern const struct db_statement_file homes_statements;

#endif
