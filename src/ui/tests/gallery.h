/*
 * The invented things that the pages of the gallery show: every component at least once, empty and full, with the
 * longest names and the worst news. Nobody in it is real.
 */
#ifndef CAIRN_UI_GALLERY_H
#define CAIRN_UI_GALLERY_H

#include "ui/ui.h"

struct gallery {
    struct counts counts;
    struct work_group first, promises, none;
    struct lines news, due, contacts;
    struct know know;
    struct numbers numbers;
    struct fact_list facts;
    struct link change;
    struct error_summary problems;
    struct str with_error;
    struct choice_list what, with, done, next;
    struct work_rows accounts;
    struct pagination pages;
    struct summary_list answers;
    struct timeline timeline;
    struct versions versions;
};

#endif
