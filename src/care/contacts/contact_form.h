/*
 * The contact form: eight seconds for "No answer, tomorrow, save". Private to the slice.
 *
 * What is usual is filled in: spoke, with the person, by telephone, now, nothing next. Everything else is one step
 * away under "Change how or when". Reading never fails: what was wrong stands in problems, and everything typed
 * comes back in the form.
 */
#ifndef CAIRN_CARE_CONTACT_FORM_H
#define CAIRN_CARE_CONTACT_FORM_H

#include "care/contacts/contact.h"
#include "care/people/person.h"
#include "care/about/about_me.h"
#include "care/editing/editing.h"

enum contact_next { NEXT_UNKNOWN, NEXT_NONE, NEXT_TOMORROW, NEXT_WEEK, NEXT_DATE };
extern const struct vocabulary contact_nexts;

struct contact_form {
    struct problems problems;
    enum contact_outcome outcome;
    enum contact_with with;
    struct str names[CONTACT_WITH_SOMEONE_ELSE + 1]; /* of the carer, the professional, somebody else */
    struct str note;
    enum contact_mode mode; /* 0: the usual one of the outcome */
    bool incoming, explained;
    struct field_date day;
    struct str time, minutes; /* as typed */
    struct instant happened_at;
    int minutes_taken;     /* 0: not recorded */
    struct task_list open; /* the person's open tasks, */
    bool *finishes;        /* and for each whether this contact finishes it */
    enum contact_next next;
    struct field_date next_on;
    struct date next_due;  /* DATE_NONE: nothing next */
    struct str next_title; /* what was promised; empty: another contact */
    bool next_first;       /* something could go wrong if it waits */
    struct uuid nonce;
    bool from_my_day; /* and back to it */
    struct uuid then; /* the task that "Save and next" goes on with, if that was pressed */
};

/* The form as it is offered. open is the person's open tasks; task the one it was opened for, or zero. */
struct contact_form contact_form_new(
    struct ctx *c, const struct person *p, struct task_list open, struct uuid task, bool from_my_day);
/* The form as it was sent. closes_only: they refused a co-ordination record, so nothing may come next. */
struct contact_form contact_form_read(
    struct ctx *c, const struct form *form, const struct person *p, struct task_list open, bool closes_only);
#define CONTACT_CLOSES_ONLY \
    STR("They refused a co-ordination record: choose “None needed”. Only a contact that closes can be recorded")
#define CONTACT_DIED STR("They have died: choose “None needed”. What remains to be done is under Closing steps")
/* What the action gets; only of a form without problems. */
struct contact_saving contact_form_saving(struct ctx *c, const struct contact_form *f, const struct person *p);

/* A time of day as people type it: "2:30pm", "2.30 pm", "14:30", "1430", "2pm". "2" alone is refused: it may be
 * either. */
MUST_USE bool contact_time(struct str typed, int *ret_hour, int *ret_minute);

/* The controls, and what stands beside them. */
struct contact_form_view {
    struct error_summary problems;
    struct url action, cancel;
    struct draft_view draft;
    struct str nonce, from;
    struct str when;    /* "Today at 11:42am, by you." */
    struct str died;    /* "Amina died on 3 May 2026."; empty: alive */
    struct str stop;    /* they refused a co-ordination record; */
    struct str refused; /* "Amina does not want text messages."; each empty where there is none */
    struct radios outcome, with, next, direction;
    struct input time, minutes, next_title;
    struct textarea note;
    struct checkboxes finishes, next_first, explained;
    struct date_input day;
    struct select_field mode;
    struct details how;
    struct button save, save_next;
    struct about_first about; /* what matters to them, to read before speaking */
    struct know know;
    struct str last_title, last_when, last_note; /* of the last contact; drawn when it has a title */
    struct url timeline;
    struct numbers numbers;
};
struct contact_form_view *contact_form_view(struct ctx *c, const struct contact_form *f, const struct person *p);

#endif
