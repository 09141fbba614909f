/* Homes and stays as the slice's own files read them. Private to the slice. */
#ifndef CAIRN_CARE_HOMES_STORE_H
#define CAIRN_CARE_HOMES_STORE_H

#include "care/homes/homes.h"
#include "care/homes/homes.sql.h"
#include "nhs/vocabulary.h"

extern const struct vocabulary care_home_proxies, care_home_lefts, care_home_days;
enum care_home_proxy care_home_proxy_of(struct str word);

/* Of the actor's network; ERR_NOT_FOUND. */
MUST_USE enum err care_home_read(struct ctx *c, struct uuid key, struct care_home *ret);

/* What is known of a resident, as a document; place.entry is the stay. */
extern const struct document care_home_stay_document;
/* A word of a stay's state, as it is read; STR_NONE. */
struct str care_home_stay_word(struct arena *a, const char *field, struct str state);

/* 1: to be seen in the round, 2: sooner, 0: not asked. */
int care_home_asked(struct arena *a, struct str state);

/* Since the season began. */
struct resident_given {
    struct str words; /* "Flu 12 Oct, COVID-19 2 Oct" */
    bool flu, flu_declined;
};
struct resident {
    struct person person; /* what a list shows */
    struct uuid stay;
    int64_t stay_version;
    struct date moved_in;
    struct str words; /* the state of the stay */
    int asked;        /* as care_home_asked says it */
    struct date last_contact, next_due;
    bool about; /* what matters to them is written down */
    struct resident_given given;
    struct date medicines, plan; /* last reviewed; DATE_NONE: not in the last years */
};
struct residents {
    struct resident *items;
    size_t n;
};
enum { RESIDENTS_MOST = 240 }; /* a form has a few fields for each; no home is as large */
/* Those whom the actor may see, by name; leaves them in the trace. given: with vaccinations and reviews. */
MUST_USE enum err residents_read(struct ctx *c, struct care_home_id home, bool given, struct residents *ret);

/* "16 Oct", with its year where that isn't today's. */
struct str care_home_day(struct arena *a, struct date day, struct date today);
/* The first of September before or on a day. */
struct date care_home_season(struct date today);
/* A review is due a year after the last one. */
bool care_home_review_is_due(struct date last, struct date today);
/* The next day of the round after today; DATE_NONE where no day is known. */
struct date care_home_next_round(int round_day, struct date today);

/* In an action: the stay ends. ERR_CONFLICT: it was changed meanwhile, or has ended. */
MUST_USE enum err care_home_move_out(
    struct ctx *c, const struct care_home_stay_now_of_row *stay, struct date on, struct str left_for);
/* In an action: what was asked for the round was done. shown: the version of the stay that whoever recorded the
 * round had before them. What was asked since, or after the day of the round, stays on the list. */
MUST_USE enum err care_home_asked_done(
    struct ctx *c, const struct resident *r, int64_t shown, struct date held_on);

#endif
