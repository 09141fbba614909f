/*
 * The slice's handlers and the views behind its templates. Private to the slice.
 */
#ifndef CAIRN_CARE_RECORD_PAGES_H
#define CAIRN_CARE_RECORD_PAGES_H

#include "care/about/about_me.h"
#include "care/people/person.h"
#include "care/shell/shell.h"
#include "ui/charts/charts.h"

struct record_summary_view {
    struct page_top top;
    struct button log, change; /* each drawn when it has text */
    struct box about_box;      /* what matters to them, before all else */
    struct about_first about;
    struct know know;
    struct link add_know; /* said instead of the panel when nothing is known yet */
    struct box due_box, contacts_box, who_box;
    struct lines due, contacts, who;
    struct box health_box; /* drawn when it has a heading: something came from other records */
    struct fact_list health;
    struct lines measured;
};

struct record_timeline_view {
    struct page_top top;
    struct button log;
    struct chart strip; /* contacts by month, drawn when has_strip: there were some */
    bool has_strip;
    struct timeline timeline;
    struct link older, newest; /* each drawn when it has text */
};

struct reply record_summary_get(struct ctx *c, const struct request *r);
struct reply record_timeline_get(struct ctx *c, const struct request *r);

/* "Log contact"; green while the person lives. Without text if the actor may not. */
struct button record_log_button(struct ctx *c, const struct person *p);
/* Conditions, medicines and measurements from other systems in brief; nothing when there are none. */
MUST_USE enum err record_add_health(struct ctx *c, const struct person *p, struct record_summary_view *v);
/* Contacts by month; nothing when there were none in a year. */
MUST_USE enum err record_add_strip(struct ctx *c, const struct person *p, struct record_timeline_view *v);
/* "you" for the actor, else the name. */
struct str record_by(struct ctx *c, struct account_id by, struct str name);

#endif
