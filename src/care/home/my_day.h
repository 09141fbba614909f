/*
 * What My day shows, as rows and as words. Private to the slice.
 */
#ifndef CAIRN_CARE_MY_DAY_H
#define CAIRN_CARE_MY_DAY_H

#include "care/contacts/contact.h"
#include "care/people/person.h"
#include "care/tasks/task.h"

struct my_day_task {
    struct task task;     /* key, kind, title, due, promised_on */
    struct person person; /* what a row shows of them */
    bool no_telephone;    /* they refused telephone calls: their number isn't offered */
};
struct my_day_task_list {
    struct my_day_task *items;
    size_t n;
};
struct my_day_contact {
    struct contact contact; /* what its title needs, by_name and recorded_at */
    struct person person;   /* key and names */
};
struct my_day_contact_list {
    struct my_day_contact *items;
    size_t n;
};
/* Of a person whom the actor doesn't see any more: nothing but what kind of thing it is, and its day. */
struct my_day_unseen {
    enum task_kind kind;
    struct date due;
};
struct my_day {
    struct date today;
    int64_t overdue, due_today, coming; /* in all, whatever page is shown */
    struct my_day_task_list tasks;      /* by consequence, then by date */
    int64_t contacts_done, tasks_done;
    LIST(struct my_day_unseen) unseen;
    struct str ask;        /* who helps with those: "Sam Ray (supervisor)" */
    int64_t in_other_role; /* due, about people whom the actor sees in another role of theirs */
    struct my_day_contact_list recorded, news;
    struct instant before; /* when the actor was here last; INSTANT_NONE: never */
};

enum { MY_DAY_PAGE = 50, MY_DAY_AHEAD = 7 };

/* page counts from 0. */
MUST_USE enum err my_day_read(struct ctx *c, int page, struct my_day *ret);

/* The groups of the page, in their order. */
enum my_day_group { GROUP_ACT_FIRST, GROUP_PROMISES, GROUP_CONTACTS, GROUP_COMING, GROUP_COUNT };
enum my_day_group my_day_group_of(const struct task *t, struct date today);
/* "Promised on 17 November. Bengali interpreter needed. Ring after 11am." know is of person_know_view. */
struct str my_day_evidence(struct arena *a, const struct my_day_task *row, struct know know, struct date today);
/* "Something you promised, due on 24 November" */
struct str my_day_unseen_words(struct arena *a, const struct my_day_unseen *one, struct date today);
/* "Today, 9:10am", "20 November, 5:05pm" */
struct str my_day_moment(struct arena *a, struct instant t, struct date today);

/* The page. */
struct my_day_done_form {
    struct url action, task;
    struct str title;
};
struct my_day_view {
    struct page_top top;
    struct button log;
    bool anything;
    struct counts counts;
    LIST(struct work_group) groups;
    struct lines unseen; /* drawn where there are any */
    struct str ask;
    struct str other_role;   /* drawn where something is due in another role of theirs */
    struct pagination pages; /* drawn when it leads somewhere */
    bool has_pages;
    struct box done_box, news_box, notices_box; /* drawn when they have a heading */
    struct lines done, news, notices;
    struct lines hands;        /* tasks that change hands; drawn where there are any */
    struct lines development;  /* of training and supervision; drawn where there are any */
    struct lines appointments; /* to prepare, to follow up; drawn where there are any */
    struct lines gaps;         /* the most pressing; drawn where there are any */
    struct link all_gaps;
    struct lines referrals;    /* drawn where there are any: what waits for the actor */
    struct nothing nothing;
};

#endif
