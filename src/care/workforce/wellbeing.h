/*
 * Wellbeing: how a member of staff says they are [domain §12]. Private to the slice.
 *
 * A note is read by its writer alone unless they share it, and then by who is named as supervising them as well.
 * No count, summary or list of others is made of it, and no version is kept: what is deleted is gone.
 */
#ifndef CAIRN_CARE_WORKFORCE_WELLBEING_H
#define CAIRN_CARE_WORKFORCE_WELLBEING_H

#include "care/workforce/reach.h"
#include "care/workforce/workforce_facts.h"

#define WELLBEING_LIST(X) \
    X(WELL, "well", "Well") \
    X(ALL_RIGHT, "all_right", "All right") \
    X(STRAINED, "strained", "Under strain") \
    X(NOT_COPING, "not_coping", "Not coping")

enum wellbeing {
    WELLBEING_NONE,
#define WELLBEING_ENUM(name, word, label) WELLBEING_##name,
    WELLBEING_LIST(WELLBEING_ENUM)
#undef WELLBEING_ENUM
        WELLBEING_COUNT
};
extern const struct vocabulary wellbeings;

enum { WELLBEING_SHOWN = 24, WELLBEING_MOST = 1000 }; /* notes of one member of staff */

struct wellbeing_note {
    struct uuid key, nonce;
    enum wellbeing how;
    struct str words; /* may be empty */
    bool shared;
    struct instant noted_at;
};
struct wellbeing_notes {
    struct wellbeing_note *items; /* newest first, at most WELLBEING_SHOWN */
    size_t n;
};
/* One's own; of a colleague those that are shared, for who is named as supervising them, and none for anybody
 * else. */
MUST_USE enum err wellbeing_read(
    struct ctx *c, const struct staff_facts *s, const struct staff_reach *reach, struct wellbeing_notes *ret);

/* In an action, of the actor's own. ERR_EXISTS: the form was sent before; ERR_TOO_LARGE: no more are taken. */
MUST_USE enum err wellbeing_add(struct ctx *c, const struct wellbeing_note *note);
/* ERR_NOT_FOUND: the actor has none of that key. */
MUST_USE enum err wellbeing_delete(struct ctx *c, struct uuid key);

#endif
