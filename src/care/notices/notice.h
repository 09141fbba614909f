/* Rows of notices and closing steps, and their words. Private to the slice. */
#ifndef CAIRN_CARE_NOTICE_H
#define CAIRN_CARE_NOTICE_H

#include "care/notices/notices.h"
#include "care/shell/shell.h"
#include "care/tasks/task.h"
#include "nhs/vocabulary.h"
#include "ui/forms.h"
#include "ui/pieces.h"

enum { NOTICES_OPEN_MOST = 10, NOTICES_MOST = 100 };

extern const struct vocabulary notice_kinds; /* word and label, in enum order */

struct raised_notice {
    struct notice_id id;
    struct uuid key;
    int64_t version;
    struct person_id person;
    enum notice_kind kind;
    struct str was, became;
    struct instant raised_at, closed_at; /* INSTANT_NONE: open */
    struct str raised_by;                /* empty: another system's data */
    bool resolved;                       /* closed because its cause went */
    struct str closed_by, closed_why;
};
struct notice_list {
    struct raised_notice *items;
    size_t n;
};
MUST_USE enum err notices_open(struct ctx *c, struct person_id person, struct notice_list *ret);
MUST_USE enum err notices_all(struct ctx *c, struct person_id person, struct notice_list *ret);
/* In an action. ERR_CONFLICT: it is closed already. */
MUST_USE enum err notice_dismiss(struct ctx *c, const struct raised_notice *n, struct str why);

/* "From Elm Street Surgery to Mill Row Surgery." */
struct str notice_words(struct arena *a, enum notice_kind kind, struct str was, struct str became);
/* "24 November 2026, Leah Morgan" */
struct str notice_raised_words(struct arena *a, const struct raised_notice *n);

/* ---- after a death ---- */

/* name, the word in the database, what is to be done, and how: words for a team that has just lost somebody. */
#define CLOSING_STEP_LIST(X) \
    X(TEAM, "team", "Tell the team", "Whoever knew them hears it from a colleague rather than from a screen.") \
    X(FAMILY, "family", "Ring the family", \
        "Say how sorry you are. Ask how they are, and whether they would like to hear from you again.") \
    X(PRACTICE, "practice", "Tell the practice", "So that nobody there rings, writes or invites by mistake.") \
    X(VISITORS, "visitors", "Tell whoever visited or had them in their care", \
        "The care home, home carers, district nurses, day centre, volunteers.") \
    X(APPOINTMENTS, "appointments", "Cancel appointments, transport and deliveries", \
        "Clinics, hospital transport, meals, repeat prescriptions. A reminder that comes afterwards hurts.") \
    X(EQUIPMENT, "equipment", "Have equipment collected", \
        "Bed, hoist, commode, oxygen, alarm. Ask the family first which day suits them.") \
    X(CARER, "carer", "Ask after whoever cared for them", \
        "What they need now, who is with them, and where support in bereavement can be found.") \
    X(CONDOLENCE, "condolence", "Send condolences from the team", "A card, signed by those who knew them.") \
    X(PAPERS, "papers", "Put papers and keys in order", \
        "Give back or destroy copies of plans, keys and door codes. The record itself stays.")

enum closing_step {
    CLOSING_NONE,
#define CLOSING_ENUM(name, word, label, how) CLOSING_##name,
    CLOSING_STEP_LIST(CLOSING_ENUM)
#undef CLOSING_ENUM
        CLOSING_END
};
enum { CLOSING_STEPS = CLOSING_END - 1 };

struct closing_line {
    struct closing_step_id id; /* 0: nobody touched it yet */
    int64_t version;
    struct instant done_at; /* INSTANT_NONE: still to be done */
    struct str by, words;
};
enum { CLOSING_TASK_DAYS = 7 }; /* until a step that was made a task is due */

struct closing {
    struct raised_notice notice;
    struct closing_line steps[CLOSING_STEPS];
    int done;
    struct task_list tasks;   /* steps that somebody took on */
    struct task_list stopped; /* what the death stopped */
};
extern const struct vocabulary closing_steps; /* word and label, in enum order */
struct str closing_how(enum closing_step step);

/* Of the death that stands; ERR_NOT_FOUND: they are alive as far as is known. */
MUST_USE enum err closing_read(struct ctx *c, struct person_id person, struct closing *ret);
/* In an action: done, or not done after all. Done twice is done. */
MUST_USE enum err closing_set_done(
    struct ctx *c, const struct closing *closing, enum closing_step step, bool done, struct str words);

/* In an action: the step is a task of the actor's. Somebody's already: it stays theirs. */
MUST_USE enum err closing_take_on(struct ctx *c, const struct closing *closing, enum closing_step step);
/* The open task that a step was made; NULL: none. */
const struct task *closing_task(const struct closing *closing, enum closing_step step);

/* ---- pages ---- */
struct notice_line {
    struct str title, words, raised, closed;
    struct link dismiss; /* drawn when it has text */
};
struct notices_view {
    struct page_top top;
    LIST(struct notice_line) open, past;
};
struct notice_dismiss_view {
    struct error_summary problems;
    struct url action, cancel;
    struct notice_line line;
    struct input why;
};
struct closing_step_view {
    struct url action;
    bool may_change;
    struct str title, how, word, done, words;
    struct str task; /* who has it as a task, and until when; empty: nobody */
    struct input told;
};
struct closing_view {
    struct nothing nothing; /* for somebody of whose death nothing is to be done here */
    struct error_summary problems;
    struct page_top top;
    struct str lead;
    struct url action;
    bool may_change, all_done;
    LIST(struct closing_step_view) left, done;
    struct lines stopped; /* drawn when there are some */
    struct input why;     /* what is left undone */
    struct str finished;  /* "Finished by Leah Morgan on 24 November 2026"; empty: not yet */
};
struct reply notices_get(struct ctx *c, const struct request *r);
struct reply notice_dismiss_get(struct ctx *c, const struct request *r);
struct reply notice_dismiss_post(struct ctx *c, const struct request *r);
struct reply closing_get(struct ctx *c, const struct request *r);
struct reply closing_post(struct ctx *c, const struct request *r);

#endif
