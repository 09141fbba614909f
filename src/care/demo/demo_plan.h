/*
 * Who supports whom, and what has happened between them: the contacts and promises of the months before today.
 *
 * While people are written they are offered here; each worker keeps a fair sample of those who fit the work, so
 * the memory needed is that of the caseloads, not of the network. Then the contacts are planned: for each of them
 * a thread of a topic (or their own story) that stops somewhere along the way, with its last promise still open.
 * All of them come back in the order in which they happened.
 */
#ifndef CAIRN_CARE_DEMO_PLAN_H
#define CAIRN_CARE_DEMO_PLAN_H

#include "care/caseload/caseload.h"
#include "care/contacts/contact.h"
#include "care/demo/demo_people.h"

enum { DEMO_NAME_BYTES = 96, DEMO_STAFF_MOST = 80 };

struct demo_client {
    struct person_id person;
    char called[DEMO_NAME_BYTES], gp[DEMO_NAME_BYTES];
    enum gender gender;
    int age;
    const struct demo_community *community;
    const struct demo_story *story; /* NULL: a topic, drawn when planning */
    struct demo_health health;
    struct instant since;           /* of the first contact, set when planning */
    struct case_invented supported; /* their case, drawn when they are taken on; its key isn't set: none */
};
struct demo_caseload {
    struct demo_client *clients;
    size_t n, most, offered; /* offered: how many could have been chosen so far */
    size_t close;            /* the first so many are supported closely, the others lightly */
};
struct demo_plan {
    struct random_seeded random;
    struct arena *arena;
    struct date today;
    int64_t people; /* how many there will be */
    size_t light_turn;
    struct demo_caseload caseloads[DEMO_STAFF_MOST]; /* by place in demo_staff */
    size_t turn;
};
/* people: how many there will be, which the light caseloads hang on. */
void demo_plan_start(struct demo_plan *plan, struct arena *a, uint64_t seed, struct date today, int64_t people);
/* Somebody who was written; person.id is set. Copies what it keeps. */
void demo_plan_offer(struct demo_plan *plan, const struct demo_person *d);

struct demo_event {
    struct instant recorded_at;
    size_t order;
    size_t staff;                 /* who made the contact */
    struct demo_event *before;    /* whose promise this one keeps; NULL: none */
    struct contact_saving saving; /* without the task that it finishes: that is before->saving.next */
};
struct demo_events {
    struct demo_event **items; /* by time */
    size_t n;
};
struct demo_events demo_plan_events(struct demo_plan *plan);

/* Whether a topic is for somebody of an age, with such health; light: for those contacted now and then. */
bool demo_topic_fits(
    const struct demo_topic *topic, enum staff_role role, int age, const struct demo_health *health, bool light);

/* "leah.morgan": the part of a member of staff's address before the @. */
struct str demo_email_name(struct arena *a, struct str name);

/* ---- filling in a step's words ---- */
struct demo_kin {
    struct str name, is;  /* "Claire", "daughter" */
    struct str clinician; /* "Sunita Rao, clinical pharmacist" */
};
struct str demo_fill(struct arena *a, const char *text, const struct demo_client *client, struct demo_kin kin);

#endif
