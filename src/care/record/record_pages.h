/*
 * The slice's handlers and the views behind its templates. Private to the slice.
 */
#ifndef CAIRN_CARE_RECORD_PAGES_H
#define CAIRN_CARE_RECORD_PAGES_H

#include "base/utf8.h"
#include "care/about/about_me.h"
#include "care/coded/coded.h"
#include "care/people/person.h"
#include "care/shell/shell.h"
#include "ui/charts/charts.h"

struct record_summary_view {
    struct page_top top;
    struct button log, change, refer; /* each drawn when it has text */
    struct box about_box;             /* what matters to them, before all else */
    struct about_first about;
    struct know know;
    struct link add_know; /* said instead of the panel when nothing is known yet */
    struct box due_box, contacts_box, who_box;
    struct lines due, contacts, who;
    struct box health_box; /* drawn when it has a heading: something came from other records */
    struct fact_list health;
    struct lines measured;
    struct box coming_box, family_box, plans_box; /* each drawn when it has a heading */
    struct lines coming, family, plans;
};

struct record_other_box {
    struct box box;
    struct lines lines;
};
struct record_other_boxes {
    struct record_other_box *items;
    size_t n;
};
struct record_other_view {
    struct page_top top;
    struct record_other_boxes boxes;
    struct link timeline, summary;
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
struct reply record_records_get(struct ctx *c, const struct request *r);

/* "Log contact"; green while the person lives. Without text if the actor may not. */
struct button record_log_button(struct ctx *c, const struct person *p);
/* What other systems say, each part only where there is something. */
void record_add_health(
    struct ctx *c, const struct person *p, const struct coded_summary *other, struct record_summary_view *v);
void record_add_needs(struct ctx *c, const struct coded_summary *other, struct know *know);
void record_add_coming(struct ctx *c, const struct coded_summary *other, struct record_summary_view *v);
void record_add_family(
    struct ctx *c, const struct person *p, const struct coded_summary *other, struct record_summary_view *v);
void record_add_plans(
    struct ctx *c, const struct person *p, const struct coded_summary *other, struct record_summary_view *v);
/* One record as a line; reach: how to reach somebody may be shown. */
struct line record_other_line(struct arena *a, const struct coded *one, bool reach);
/* In place: what harms most first; whom to contact first. */
void record_sort_allergies(struct arena *a, struct coded_list *list);
void record_sort_family(struct arena *a, struct coded_list *list);
struct coded_list record_sorted(
    struct arena *a, const struct coded_list *list, int (*weight)(const struct coded *), int weights);
/* What other systems say, in the order in which it is shown. */
MUST_USE enum err record_others(struct ctx *c, struct person_id person, struct coded_summary *ret);
/* A note of another system begins as a sentence does. */
struct str record_sentence(struct arena *a, struct str note);
/* "Asthma; Type 2 diabetes and 3 more" */
struct str record_names_of(struct arena *a, const struct coded_list *list, size_t most);
/* Contacts by month; nothing when there were none in a year. */
MUST_USE enum err record_add_strip(struct ctx *c, const struct person *p, struct record_timeline_view *v);
/* "you" for the actor, else the name. */
struct str record_by(struct ctx *c, struct account_id by, struct str name);

#endif
