/*
 * The contact form: eight seconds for "No answer, tomorrow, save". Private to the slice.
 *
 * What is usual is filled in: spoke, with the person, by telephone, now, nothing next. Everything else is one step
 * away under "Change how or when".
 */
#ifndef CAIRN_CARE_CONTACT_FORM_H
#define CAIRN_CARE_CONTACT_FORM_H

#include "care/contacts/contact.h"
#include "care/people/person.h"
#include "care/shell/shell.h"

enum contact_next { NEXT_NONE, NEXT_TOMORROW, NEXT_WEEK, NEXT_DATE };

struct contact_form {
    struct problems problems;
    enum contact_outcome outcome;
    enum contact_with with;
    struct str with_name, note;
    enum contact_mode mode; /* 0: the usual one of the outcome */
    bool incoming, explained;
    struct field_date day;  /* empty: today */
    struct str time, minutes;
    struct instant happened_at;
    struct task_list open;  /* the person's open tasks, */
    bool *finishes;         /* and for each whether this contact finishes it */
    enum contact_next next;
    struct field_date next_on;
    struct date next_due;   /* DATE_NONE: nothing next */
    struct str next_title;  /* what was promised; empty: another contact */
    bool next_first;        /* something could go wrong if it waits */
    struct uuid nonce;
    struct str from;        /* "my-day": where to go back to */
};

/* The form as it is offered. open is the person's open tasks; task the one it was opened for, or zero. */
struct contact_form contact_form_new(struct ctx *c, struct task_list open, struct uuid task, struct str from);
/* The form as it was sent. */
struct contact_form contact_form_read(struct ctx *c, const struct form *form, struct task_list open);
struct contact_saving contact_form_saving(struct ctx *c, const struct contact_form *f, const struct person *p);

struct contact_form_view {
    struct error_summary problems;
    struct url action, cancel;
    struct str nonce, from, summary; /* "Telephone, today at 11:42am, by you." */
    struct radios outcome, with, next, direction;
    struct input with_name, time, minutes, next_title;
    struct textarea note;
    struct checkboxes finishes, next_first, explained;
    struct date_input day, next_on;
    struct select_field mode;
    bool how_open;
    struct str next_person; /* "Save and next: Harjit Singh" */
    struct know know;
    struct box_text {
        struct str title, note, more;
    } last;
    struct url timeline;
    struct numbers numbers;
};
/* The controls; the pages add what stands beside them. */
struct contact_form_view *contact_form_view(struct ctx *c, const struct contact_form *f, struct str called);

#endif
