/*
 * Tasks: anything promised, with one owner and a date [domain §8].
 *
 * Made from a contact's "what next". An open task is done by a contact that finishes it, or by itself from a
 * worklist. Kinds say what happens if it waits: ACT_FIRST could do harm, a PROMISE would be
 * broken, a CONTACT is due.
 */
#ifndef CAIRN_CARE_TASK_H
#define CAIRN_CARE_TASK_H

#include "base/date.h"
#include "nhs/ids.h"
#include "nhs/vocabulary.h"
#include "platform/ctx.h"
#include "platform/jobs/jobs.h"
#include "platform/http/route.h"
#include "platform/versions/follow.h"
#include "ui/components.h"

/* In the order of consequence: My day is sorted by it. The words are those of the database's CHECK. */
#define TASK_KIND_LIST(X) \
    X(ACT_FIRST, "act_first", "Act first") \
    X(PROMISE, "promise", "Promises you made") \
    X(CONTACT, "contact", "Contacts due")

enum task_kind {
    TASK_KIND_NONE,
#define TASK_KIND_ENUM(name, word, label) TASK_##name,
    TASK_KIND_LIST(TASK_KIND_ENUM)
#undef TASK_KIND_ENUM
};
struct str task_kind_word(enum task_kind kind);
enum task_kind task_kind_from_word(struct str word); /* TASK_KIND_NONE if there is no such */

/* How often it comes back once it is done. The words are those of the database's CHECK. */
#define TASK_REPEAT_LIST(X) \
    X(WEEK, "week", "Every week") \
    X(FORTNIGHT, "fortnight", "Every 2 weeks") \
    X(MONTH, "month", "Every month") \
    X(QUARTER, "quarter", "Every 3 months") \
    X(HALF_YEAR, "half_year", "Every 6 months") \
    X(YEAR, "year", "Every year")

enum task_repeat {
    TASK_ONCE,
#define TASK_REPEAT_ENUM(name, word, label) TASK_EVERY_##name,
    TASK_REPEAT_LIST(TASK_REPEAT_ENUM)
#undef TASK_REPEAT_ENUM
};
extern const struct vocabulary task_repeats;
/* The day on which it is due again: after today, however long it was overdue. */
struct date task_next_due(enum task_repeat repeats, struct date due, struct date today);

/* Why its owner gave it up. The words are those of the database's CHECK. */
#define TASK_DROPPED_LIST(X) \
    X(NOT_NEEDED, "not_needed", "It is no longer needed") \
    X(NOT_WANTED, "not_wanted", "The person doesn’t want it") \
    X(DONE_ELSEWHERE, "done_elsewhere", "Somebody else has done it") \
    X(MISTAKE, "mistake", "It was made by mistake")

enum task_dropped {
    TASK_NOT_DROPPED,
#define TASK_DROPPED_ENUM(name, word, label) TASK_DROPPED_##name,
    TASK_DROPPED_LIST(TASK_DROPPED_ENUM)
#undef TASK_DROPPED_ENUM
};
extern const struct vocabulary task_drops;

/* Why nobody did it and nobody will. The words are those of the database's CHECK. */
#define TASK_STOPPED_LIST(X) \
    X(DIED, "died", "Stopped, because they died") \
    X(ALIVE, "alive", "Stopped, because they are alive after all")

enum task_stopped {
    TASK_NOT_STOPPED,
#define TASK_STOPPED_ENUM(name, word, label) TASK_STOPPED_##name,
    TASK_STOPPED_LIST(TASK_STOPPED_ENUM)
#undef TASK_STOPPED_ENUM
};
/* "Done", "Stopped, because they died", "Not needed: the person doesn’t want it" */
struct str task_ended_label(struct arena *a, enum task_stopped stopped, enum task_dropped dropped);

/* Why it was put off. The words are those of the database's CHECK. */
#define TASK_MOVED_LIST(X) \
    X(ASKED, "asked", "The person asked for another day") \
    X(NO_ANSWER, "no_answer", "I could not reach them") \
    X(WAITING, "waiting", "I am waiting for somebody else") \
    X(NO_TIME, "no_time", "Other things came first") \
    X(OTHER, "other", "Another reason")

enum task_moved {
    TASK_NOT_MOVED,
#define TASK_MOVED_ENUM(name, word, label) TASK_MOVED_##name,
    TASK_MOVED_LIST(TASK_MOVED_ENUM)
#undef TASK_MOVED_ENUM
};
extern const struct vocabulary task_moves;

struct task {
    struct task_id id;
    struct uuid key;
    int64_t version;
    struct person_id person;
    struct account_id owner;
    struct str owner_name;
    enum task_kind kind;
    struct str title;
    struct date due, promised_on;
    struct instant done_at; /* INSTANT_NONE: open */
    enum task_stopped stopped;
    enum task_dropped dropped;
    enum task_repeat repeats; /* set where a task is made, and on its own page */
    bool after_death;         /* for those who are left: only the dead have such */
};
struct task_list {
    struct task *items;
    size_t n;
};

/* Open tasks about a person, soonest first, at most 50. */
MUST_USE enum err tasks_about(struct ctx *c, struct person_id person, struct task_list *ret);
/* Open tasks of the actor due up to a day, by consequence, then by date: the order of work. It leaves nobody in
 * the trace, so nothing of it may be shown: a page that names one of them reads that person. */
MUST_USE enum err tasks_of_actor(struct ctx *c, struct date up_to, struct task_list *ret);
/* Tasks about a person that were done without a contact, from an instant back (of that instant only ids below the
 * one given), newest first; for the timeline, where a contact that finished a task stands for both. */
MUST_USE enum err tasks_done_about(
    struct ctx *c, struct person_id person, struct instant up_to, int64_t below, int most, struct task_list *ret);
MUST_USE enum err task_by_key(
    struct ctx *c, struct uuid key, struct task *ret); /* open, and the actor may see it */
/* Somebody's own task that is done already, by a form that was sent twice; leaves nobody in the trace. */
bool task_is_done_by(struct ctx *c, struct uuid key, struct account_id owner);
/* The key of the person whom an open task is about, for the address of a page; leaves nobody in the trace. */
MUST_USE enum err task_person_key(struct ctx *c, struct uuid key, struct uuid *ret_person);

/* How much somebody who leaves would leave behind, about whomever in a network: counts, nothing more. */
struct tasks_left {
    int64_t open, overdue, contacts; /* contacts: planned for today or later */
};
MUST_USE enum err tasks_left_by(struct ctx *c, struct account_id owner, struct pcn_id pcn, struct tasks_left *ret);

/* How much somebody has to do, about whomever. */
MUST_USE enum err tasks_open_of(struct ctx *c, struct account_id owner, int64_t *ret);

/* What My day says about tasks that change hands: those that colleagues ask the actor to take on, and the actor's
 * own that came back since an instant; at most 10 of each, with the person's key and names. */
struct task_hand {
    struct uuid key;
    struct person_id person;
    struct str name, title; /* "BENNETT, Harold" */
    struct str by, words;   /* who asks, or who can't; empty: nobody answered */
};
struct task_hands {
    struct task_hand *items;
    size_t n;
};
MUST_USE enum err tasks_asked_of_actor(struct ctx *c, struct task_hands *ret);
MUST_USE enum err tasks_returned_to_actor(struct ctx *c, struct instant since, struct task_hands *ret);
struct url task_url(struct arena *a, struct uuid key, const char *rest); /* "/tasks/KEY" and the rest */

/* In an action. task_add fills id, key (unless set) and version. ERR_REFUSED: the person has died, or it is a
 * task for after a death and they have not. */
MUST_USE enum err task_add(struct ctx *c, struct task *t, struct contact_id from);
/* One that repeats is there again at once, for the same owner. ERR_CONFLICT: done already. */
MUST_USE enum err task_finish(struct ctx *c, const struct task *t, struct contact_id by);

/* What a colleague has to do, as far as the actor sees the people: at most 500, soonest first. */
MUST_USE enum err tasks_owned_by(struct ctx *c, struct account_id owner, struct task_list *ret);
MUST_USE enum err task_by_id(struct ctx *c, struct task_id id, struct task *ret); /* open, and in sight */
/* In an action: another owner from now on. ERR_CONFLICT: it was changed or done meanwhile. */
MUST_USE enum err task_give(struct ctx *c, const struct task *t, struct account_id to);

struct task_colleague {
    struct role_held_id held;
    struct account_id account;
    struct str name, role;
    int64_t open; /* tasks that they have */
};
struct task_colleagues {
    struct task_colleague *items;
    size_t n;
};
/* Who sees the person and may do something for them, each role once, without the actor. */
MUST_USE enum err task_colleagues(struct ctx *c, struct person_id person, struct task_colleagues *ret);

/* In an action, of an open task; ERR_CONFLICT: it was changed or ended meanwhile. Put off, offered to somebody who
 * becomes its owner when they accept, not to be (by whoever was asked, or the owner takes the offer back), given
 * up. */
MUST_USE enum err task_move(
    struct ctx *c, const struct task *t, struct date due, enum task_moved reason, struct str words);
MUST_USE enum err task_offer(struct ctx *c, const struct task *t, struct account_id to, struct str words);
MUST_USE enum err task_decline(struct ctx *c, const struct task *t, struct str words);
MUST_USE enum err task_drop(struct ctx *c, const struct task *t, enum task_dropped why, struct str words);

/* In an action, as often as one likes. Somebody died: every open task about them stops, which is not the same as
 * done, but those for after a death. They are alive after all: what the death stopped is open again, with the days
 * that it had, and what was for after it stops. */
MUST_USE enum err tasks_stop(struct ctx *c, struct person_id person);
MUST_USE enum err tasks_bring_back(struct ctx *c, struct person_id person);
/* What a death stopped: at most 50, in the order of their days. */
MUST_USE enum err tasks_stopped(struct ctx *c, struct person_id person, struct task_list *ret);

/* "Overdue 2 days" (red), "Due today" (blue), "Thu 26 Nov" (white). */
struct tag task_due_tag(struct arena *a, struct date due, struct date today);

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows task_rows_follow;

extern const struct route_table task_routes;
extern const struct db_statement_file task_statements, task_step_statements;
extern const struct periodic_job task_jobs[];
extern const size_t task_jobs_count;

#endif
