/*
 * What the page's templates take. Private to the slice. Everything in it is invented.
 */
#ifndef CAIRN_CARE_DESIGN_VIEWS_H
#define CAIRN_CARE_DESIGN_VIEWS_H

#include "ui/charts/charts.h"
#include "ui/ui.h"

struct design_view {
    struct contents_list contents;
    /* finding one's way */
    struct breadcrumb breadcrumb;
    struct secondary_nav views;
    struct status_bar status;
    struct pagination pages;
    /* messages */
    struct error_summary problems;
    struct do_dont_list dos, donts;
    /* forms */
    struct radios radios, conditional;
    struct checkboxes checkboxes;
    struct select_field select;
    struct filter_panel filter;
    /* facts and lists */
    struct summary_list facts;
    struct link_list card_actions;
    struct task_parts parts;
    struct tabs tabs;
    struct person_banner person, died;
    struct counts counts;
    struct work_group group;
    struct know know;
    struct timeline timeline;
    struct versions versions;
    struct lines lines;
    struct fact_list pairs;
    struct chart bars, stack, slope, dots, strip, funnel, multiples, ecomap, scripts;
};

void design_fill(struct design_view *v);
/* Every chart of the page. ERR_INVALID would be a mistake in the numbers of design_charts.c. */
MUST_USE enum err design_charts(struct arena *a, struct design_view *v);

#endif
