/*
 * A task while it is open: put off, offered, answered, given up; and the lists of tasks. Private to the slice.
 *
 * An offer changes nothing but who is asked: the owner stays the owner until the other says yes, so that a task
 * has exactly one owner at every moment (docs/adr/0049). What happens is kept as steps, newest first.
 */
#ifndef CAIRN_CARE_TASK_WORK_H
#define CAIRN_CARE_TASK_WORK_H

#include "care/people/person.h"
#include "care/shell/shell.h"
#include "care/tasks/task.h"
#include "nhs/working_days.h"
#include "ui/forms.h"
#include "ui/pieces.h"

enum { TASK_STEPS_MOST = 50, TASK_WORDS = 500, TASK_TITLE = 200, TASK_ANSWER_DAYS = 3 };

/* The enum's value of a word; 0 for none. */
int task_word_value(const struct vocabulary *list, struct str word);
enum task_stopped task_stopped_from_word(struct str word);
/* What is kept of a task in its versions. */
struct str task_state_json(struct arena *a, const struct task *t, bool done);

/* As its page shows it: open or ended. */
struct task_whole {
    struct task task;
    struct account_id offered_to; /* 0: nobody is asked */
    struct str offered_name;
    struct instant offered_at;
    struct instant contact_at; /* of the contact that it came from; INSTANT_NONE: from none */
};
struct task_step {
    struct instant at;
    struct str by; /* empty: nobody answered in time */
    struct str kind, words, to;
    enum task_moved reason;
    struct date before, after;
};
struct task_steps {
    struct task_step *items;
    size_t n;
};
MUST_USE enum err task_whole(struct ctx *c, struct uuid key, struct task_whole *ret);
MUST_USE enum err task_steps(struct ctx *c, struct task_id id, struct task_steps *ret);

/* In an action, of an open task; ERR_CONFLICT: it was changed or ended meanwhile. */
MUST_USE enum err task_accept(struct ctx *c, const struct task *t); /* by the actor, who was asked */

/* ---- lists ---- */

enum task_whose { TASKS_MINE, TASKS_ASKED, TASKS_WAITING, TASKS_TEAM };
struct task_listed {
    struct task task;     /* key, id, kind, title, due, repeats, owner_name */
    struct person person; /* key, names, born, NHS number */
    struct str offered_name;
};
struct task_listed_list {
    struct task_listed *items;
    size_t n;
};
struct task_asked {
    enum task_whose whose;
    struct date from, up_to; /* both days included */
    struct str kind;         /* a word of the kinds; empty: any */
    struct date due;         /* the place in the order after (back: before) which the list begins */
    int64_t id;
    bool back;
    int most;
};
/* Nearest to the place first. Of what is asked and waited for everything stands on one page. */
MUST_USE enum err task_list(struct ctx *c, const struct task_asked *asked, struct task_listed_list *ret);

/* ---- pathways ---- */

struct pathway_step {
    int days; /* working days from the day it begins; calendar days from 14 on */
    enum task_kind kind;
    struct str title;
};
struct pathway {
    struct str word, label, when; /* when: what the first day is, "The day they came home" */
    const struct pathway_step *steps;
    size_t n;
};
enum { PATHWAY_STEPS_MOST = 8 };
extern const struct pathway pathways[];
extern const size_t pathways_count;
const struct pathway *pathway_by_word(struct str word); /* NULL: there is none */
struct date pathway_due(const struct pathway_step *s, struct date from, struct holidays h);

/* ---- pages ---- */

struct tasks_view {
    struct page_top top;
    struct secondary_nav views;
    struct worklist_view list;
};
struct task_move_view {
    struct details more;
    struct url action;
    int64_t version;
    struct radios when, reason;
    struct input words;
};
struct task_offer_view {
    struct details more;
    struct url action;
    int64_t version;
    struct select_field to;
    struct input words;
    struct str nobody; /* said where there is nobody to ask */
};
struct task_drop_view {
    struct details more;
    struct url action;
    int64_t version;
    struct radios why;
    struct input words;
};
struct task_answer_view {
    struct str words; /* "Sam Ray asks you to take this on." */
    struct url action;
    int64_t version;
    bool asked; /* the actor is asked; else they may take the offer back */
    struct input cannot;
};
struct task_view {
    struct error_summary problems;
    struct page_top top;
    struct tag due;
    struct fact_list facts;
    struct button log; /* drawn when it has text */
    struct url done;   /* the owner's */
    int64_t version;
    struct task_answer_view answer; /* drawn when it has words */
    bool may_change;
    struct task_move_view move;
    struct task_offer_view offer;
    struct task_drop_view drop;
    struct lines steps; /* drawn when there are some */
};
struct task_new_view {
    struct error_summary problems;
    struct url action, cancel, pathways;
    struct str key; /* of the task that is made: sent twice makes one */
    struct input title;
    struct radios kind, when;
    struct select_field repeats, to;
};
struct pathway_view {
    struct error_summary problems;
    struct url action, add, cancel;
    struct select_field kind;
    struct date_input from;
    struct str chosen, from_iso; /* of the second form, drawn when a pathway is chosen */
    struct str explained;
    struct str key;
    struct checkboxes steps;
};

struct reply tasks_get(struct ctx *c, const struct request *r);
struct reply tasks_asked_get(struct ctx *c, const struct request *r);
struct reply tasks_waiting_get(struct ctx *c, const struct request *r);
struct reply tasks_team_get(struct ctx *c, const struct request *r);
struct reply task_get(struct ctx *c, const struct request *r);
struct reply task_done_post(struct ctx *c, const struct request *r);
struct reply task_move_post(struct ctx *c, const struct request *r);
struct reply task_offer_post(struct ctx *c, const struct request *r);
struct reply task_answer_post(struct ctx *c, const struct request *r);
struct reply task_drop_post(struct ctx *c, const struct request *r);
struct reply task_new_get(struct ctx *c, const struct request *r);
struct reply task_new_post(struct ctx *c, const struct request *r);
struct reply pathway_get(struct ctx *c, const struct request *r);
struct reply pathway_post(struct ctx *c, const struct request *r);

#endif
