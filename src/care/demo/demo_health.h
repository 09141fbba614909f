/*
 * What ails the people of the invented network: who has which conditions, since when, and how frail that makes
 * them.
 *
 * Pure, drawn from the figures of demo/conditions.c. Each person has a share of ill luck that is theirs for all
 * conditions, so that those come together as they do in life; the averages of each condition stay what the
 * table says. Frailty is counted from the conditions as the electronic frailty index does it: deficits of 36.
 */
#ifndef CAIRN_CARE_DEMO_HEALTH_H
#define CAIRN_CARE_DEMO_HEALTH_H

#include "base/date.h"
#include "base/random.h"
#include "care/demo/demo_conditions.h"

enum demo_smoking { DEMO_NEVER_SMOKED, DEMO_EX_SMOKER, DEMO_SMOKER };

struct demo_health {
    uint64_t bits[2];
    struct date since[DEMO_CONDITIONS]; /* where they have it */
    uint64_t others[2];                 /* worded by the other code */
    int long_term;                      /* how many that count */
    int deficits;                       /* of the 36 of the frailty index */
    enum demo_smoking smoking;
    bool carer; /* looks after somebody, unpaid */
};
static inline bool demo_has(const struct demo_health *h, enum demo_condition_id id)
{
    return (h->bits[id / 64] >> id % 64 & 1) != 0;
}
const struct demo_code *demo_condition_code(const struct demo_health *h, enum demo_condition_id id);
/* Gives somebody a condition from a day on. */
void demo_health_give(struct demo_health *h, enum demo_condition_id id, struct date since);
/* Counts again what is counted; medicines: how many are taken regularly. */
void demo_health_count(struct demo_health *h, int medicines);

/* Of ten thousand at an age, as the table's line says. */
int demo_prevalence(const struct demo_condition *condition, int age);

struct demo_person;
/* Of everybody in a household: conditions, smoking, who looks after whom. */
void demo_health_draw(struct random_seeded *r, struct date today, struct demo_person *people, size_t n);

#endif
