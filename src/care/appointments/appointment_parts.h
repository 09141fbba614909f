/* An appointment as its pages need it, its rules, and the handlers. Private to the slice. */
#ifndef CAIRN_CARE_APPOINTMENT_PARTS_H
#define CAIRN_CARE_APPOINTMENT_PARTS_H

#include "care/appointments/appointment.h"
#include "care/tasks/task.h"
#include "ui/pieces.h"

enum {
    APPOINTMENTS_MOST = 100,    /* of one person */
    APPOINTMENT_DUE_MOST = 100, /* in each list of what is due */
    APPOINTMENT_AHEAD = 14,     /* days before it that a conversation is to be prepared */
    APPOINTMENT_BEHIND = 90,    /* days after it that a list still asks what came of it */
    APPOINTMENT_CHECKS = 3,     /* things to check later, of one appointment */
    APPOINTMENT_CHECK_DAYS = 7, /* until one is due of which nobody said when */
};

extern const struct document appointment_documents[APPOINTMENT_PARTS];
struct str appointment_part_word(enum appointment_part part); /* in the table: "follow_up" */

struct appointment {
    struct uuid key;
    struct str states[APPOINTMENT_PARTS]; /* STR_NONE: that part was never written */
    struct date day, moved_from;
    struct str outcome; /* a word of the follow-up's; STR_NONE: not known yet */
};
struct appointments {
    struct appointment *items; /* by their day, the latest first */
    size_t n;
};
MUST_USE enum err appointments_read(struct ctx *c, struct person_id person, struct appointments *ret);
/* ERR_NOT_FOUND: there is no such booking about the person. */
MUST_USE enum err appointment_read(
    struct ctx *c, struct person_id person, struct uuid key, struct appointment *ret);

/* ---- rules: pure ---- */

enum appointment_stage { APPOINTMENT_COMING, APPOINTMENT_TO_FOLLOW_UP, APPOINTMENT_PAST, APPOINTMENT_STAGES };
/* Of somebody who died nothing is to come, nor to be followed up. */
enum appointment_stage appointment_stage(struct date day, struct str outcome, bool died, struct date today);

/* What a field says, as it is read. */
struct str appointment_word(struct arena *a, enum appointment_part part, struct str state, const char *field);
/* "Dr Patel, Memory clinic"; "Thursday 4 March 2027 at 10:40am" */
struct str appointment_title(struct arena *a, struct str booking);
struct str appointment_when(struct arena *a, struct date day, struct str booking);

struct appointment_reminder {
    struct str title; /* of the task; STR_NONE: none is wanted */
    struct date due;
};
/* On the day before, or today where that has gone by; none for a day that is over, or with an outcome. */
struct appointment_reminder appointment_reminder(
    struct arena *a, struct str booking, struct date day, struct str outcome, struct date today);

/* What the form of a booking begins with: adjustments they need, the way they like to be reminded, and what
 * another system says of an appointment (with, purpose, day; empty: nothing). */
struct appointment_known {
    struct str needs, remind, with, purpose, day, time;
};
struct str appointment_first(struct arena *a, const struct appointment_known *known);
struct str appointment_remind_by(enum contact_method preferred, bool no_letters); /* a code of the form's */

/* One thing to check later, of a follow-up: what, and by when (DATE_NONE: not said). */
struct str appointment_check(struct arena *a, struct str follow_up, int number, struct date *ret_by);

/* ---- pages ---- */

struct appointment_card {
    struct str heading, when, moved;
    struct tag tag; /* drawn when it has text */
    LIST(struct fact_list) facts;
    struct link_list links;
};
struct appointment_group {
    struct str heading, none;
    LIST(struct appointment_card) cards;
};
struct appointments_view {
    struct page_top top;
    struct button add; /* drawn when it has text */
    LIST(struct appointment_group) groups;
    struct lines elsewhere; /* of other systems, drawn where there are any */
    struct str reader;      /* a format that cannot be printed, and what to do; drawn when it has text */
};
struct appointments_due_view {
    struct page_top top;
    struct secondary_nav views;
    LIST(struct work_group) groups;
};
struct appointment_sheet_part {
    struct str heading;
    LIST(struct str) lines;
};
struct appointment_sheet {
    struct url style, script, mark, back;
    struct str size, heading, when, ring;
    LIST(struct appointment_sheet_part) parts;
    bool demonstration;
};

struct url appointment_url(
    struct arena *a, const struct person *p, const char *part, struct uuid key, const char *after);

struct reply appointments_get(struct ctx *c, const struct request *r);
struct reply appointments_due_get(struct ctx *c, const struct request *r);
struct reply appointment_sheet_get(struct ctx *c, const struct request *r);

#endif
