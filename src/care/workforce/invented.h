/* A demonstration's events, in the two files that make them. Private to the slice. */
#ifndef CAIRN_CARE_WORKFORCE_INVENTED_H
#define CAIRN_CARE_WORKFORCE_INVENTED_H

#include "care/workforce/workforce.h"

enum invent_what {
    INVENT_POST = 1,
    INVENT_TRAINING,
    INVENT_WAITING,
    INVENT_SUPERVISION,
    INVENT_OVERRIDE,
    INVENT_TALK,
    INVENT_ENTRY,
    INVENT_PEERS,
    INVENT_ANSWER,
    INVENT_OWN_RATING,
    INVENT_RATING,
    INVENT_GOAL,
    INVENT_GROUP
};
struct inventing {
    const struct workforce_invented *whose;
    struct workforce_events *events;
};
void invent_add(struct inventing *to, enum invent_what what, int detail, int days_ago);

/* in_post: days since they began. */
void invent_development(const struct workforce_invented *w, int in_post, struct inventing *to);
MUST_USE enum err invent_development_write(
    struct ctx *c, const struct workforce_event *e, struct random_seeded *keys);

#endif
