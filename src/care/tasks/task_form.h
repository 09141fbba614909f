/* What is typed on a task's own page, and how it is shown again. Private to the slice. */
#ifndef CAIRN_CARE_TASK_FORM_H
#define CAIRN_CARE_TASK_FORM_H

#include "care/tasks/task_work.h"

enum task_form_part { TASK_FORM_NONE, TASK_FORM_MOVE, TASK_FORM_OFFER, TASK_FORM_ANSWER, TASK_FORM_DROP };

/* "Tomorrow, In a week, Another day" as radios with the day's fields under the last; and the day that is meant. */
struct task_when {
    struct str word;
    struct field_date day;
    struct date due; /* DATE_NONE: nothing that can be understood, and a problem says so */
};
struct task_when task_when_read(
    const struct form *form, struct date today, struct date at_least, struct problems *problems);
struct radios task_when_field(struct ctx *c, const struct task_when *w, const struct problems *problems);

struct task_form {
    enum task_form_part part;
    struct task_when when;
    enum task_moved reason;
    struct str to, words;
    enum task_dropped why;
    struct problems problems;
};
struct task_work {
    struct task_whole whole;
    struct person person;
    struct task_colleagues colleagues;
    struct task_steps steps;
    struct task_form form;
    struct account_id to; /* of an offer */
    bool accept;
};
/* Reads the task, whom it is about, whom one could ask, and what happened to it. */
MUST_USE enum err task_work_load(struct ctx *c, const struct request *r, struct task_work *ret);
bool task_may_change(const struct ctx *c, const struct task *t); /* its owner, or who hands over work */
struct reply task_page(struct ctx *c, const struct request *r, const struct task_work *w, int status);

/* Colleagues as choices, "Sam Ray, supervisor (4 open tasks)"; first: the words of not choosing any. */
struct select_field task_to_field(
    struct ctx *c, const struct task_colleagues *all, const char *label, const char *first, struct str chosen);
/* The one that was chosen; NULL: none of them. */
const struct task_colleague *task_to_chosen(const struct task_colleagues *all, struct str value);

#endif
