/*
 * The coded history of one person of the invented network: what a GP record would hold of them.
 *
 * Pure: made from what is known of the person and from the tables of demo_care.h. The ill have hundreds of records
 * over up to eight years, the well a dozen; nothing happens before birth or after death. Records come in the order
 * in which they happened, so that their ids do.
 */
#ifndef CAIRN_CARE_DEMO_HISTORY_H
#define CAIRN_CARE_DEMO_HISTORY_H

#include "care/coded/coded.h"
#include "care/demo/demo_care.h"
#include "care/demo/demo_people.h"

struct demo_record {
    const struct demo_code *code;
    const char *words; /* instead of a code: a medicine */
    enum coded_kind kind;
    enum coded_status status;
    enum coded_precision precision;
    struct instant at;
    struct date ended;
    struct str value, unit;
    uint32_t order;
};
struct demo_history {
    struct random_seeded *r;
    struct arena *arena;
    struct date today, last; /* last: today, or the day of death */
    struct demo_person *person;
    int years; /* looked back over */
    struct demo_record *items;
    size_t n, room;
    int medicines; /* taken regularly */
};
/* Fills h->items; counts what is counted of the person's health anew. */
void demo_history_draw(struct demo_history *h, struct random_seeded *r, struct arena *a, struct date today,
    struct demo_person *person);

/* ---- its parts, each in a file of its own ---- */
void demo_history_conditions(struct demo_history *h);
void demo_history_medicines(struct demo_history *h);
void demo_history_visits(struct demo_history *h);
void demo_history_measures(struct demo_history *h);
void demo_history_prevention(struct demo_history *h);

/* Adds one; NULL if that day was before birth or after the last, when nothing is added. Dated to the day. */
struct demo_record *demo_record_add(
    struct demo_history *h, enum coded_kind kind, const struct demo_code *code, struct date day);
/* The same at an hour when surgeries are open. */
struct demo_record *demo_visit_add(struct demo_history *h, const struct demo_code *code, struct date day);
struct date demo_day_within(struct demo_history *h, int years); /* any working day of the last years */
struct date demo_working_day(struct date day);
static inline bool demo_is_for(const struct demo_history *h, int of, int age_from, int age_to, int age)
{
    return age >= age_from && age <= age_to &&
        (!of || demo_has(&h->person->health, (enum demo_condition_id)(of - 1)));
}

#endif
