/* Between the tables of fields and the documents that are made of them for a form. Private to the slice. */
#ifndef CAIRN_CARE_PLAN_FIELDS_H
#define CAIRN_CARE_PLAN_FIELDS_H

#include "care/plan/plan_part.h"

enum { PLAN_OUTCOME_MOST = 1500 }; /* characters of what came of a goal */

/* Fields that are kept beside the words, too, for lists and counts (plan_store.c). */
#define PLAN_NEED_MET "met"
#define PLAN_NEED_DOMAIN "domain"
/* Fields whose answers depend on whose plan it is. */
#define PLAN_GOAL_NEED "need"
#define PLAN_STEP_WHO "who"
#define PLAN_TOLD_ASK "ask"
/* What others noticed: not on a screen that the person looks at. */
#define PLAN_NOTED "noted"

extern const struct vocabulary plan_scale, plan_talked, plan_domains;
extern const struct document_field plan_goal_fields[], plan_step_fields[], plan_told_fields[];

#define PLAN_LOAD_SAVE(kind) \
    enum err plan_##kind##_load(struct ctx *c, const struct document_place *place, struct document_state *ret); \
    enum err plan_##kind##_save( \
        struct ctx *c, const struct document_place *place, const struct document_state *next);
PLAN_LOAD_SAVE(section)
PLAN_LOAD_SAVE(need)
PLAN_LOAD_SAVE(goal)
PLAN_LOAD_SAVE(step)
#undef PLAN_LOAD_SAVE

#endif
