/*
 * The forms for recording an entry: one table of fields for each kind, from which a form is read and drawn.
 *
 * Private to the slice. Reading never fails: what was wrong stands in problems, and everything typed comes back.
 * What a decision is about is one list, the same in each form: the purposes, the channels, everybody who is
 * already named, and "somebody not listed yet", whose name and relation are then asked.
 */
#ifndef CAIRN_CARE_CONSENT_ENTRY_FORM_H
#define CAIRN_CARE_CONSENT_ENTRY_FORM_H

#include "care/consent/consent_entry.h"
#include "care/editing/editing.h"

enum entry_control {
    CONTROL_LINE = 1,
    CONTROL_TEXT,
    CONTROL_DATE,
    CONTROL_CHOICE, /* radios */
    CONTROL_TICKS,  /* kinds of information */
    CONTROL_ABOUT,  /* what it is about, and who somebody not listed is */
    CONTROL_RESTS,  /* what a decision for the person rests on */
};
struct entry_field {
    enum entry_control control;
    struct str name, label, hint;
    struct str missing;            /* what is said when it is left out; empty: it may be */
    size_t at;                     /* of the member in struct consent_entry */
    const struct vocabulary *list; /* of a choice: */
    int first, count;              /* the run of it that is offered; 0: all */
    bool in_line;
    struct str fold; /* fields that follow each other with the same words stand folded under them */
};
struct entry_kind {
    enum consent_entry_kind kind;
    struct str title, hint, done; /* done: the word of ?done= */
    struct str form;              /* of drafts */
    const char *path;             /* after the person's address */
    const struct entry_field *fields;
    size_t n;
};
extern const struct entry_kind entry_kinds[]; /* by enum consent_entry_kind, less 1 */

enum { ENTRY_DATES = 4 };
struct entry_form {
    const struct entry_kind *kind;
    struct problems problems;
    struct consent_entry entry;
    struct field_date dates[ENTRY_DATES]; /* as typed, in the order of the kind's fields */
    struct str about;                     /* the value of the list */
    struct str party_name, party_relation;
    int party_kind;
    struct str rests_on; /* the key of an entry */
    struct uuid nonce, seen;
};

struct entry_form entry_form_new(struct ctx *c, const struct entry_kind *kind, const struct consent_list *all,
    const struct consent_whom *whom, struct str about);
struct entry_form entry_form_read(struct ctx *c, const struct entry_kind *kind, const struct form *form,
    const struct consent_list *all, const struct consent_whom *whom);
struct str entry_tick_name(struct arena *a, const struct entry_field *field, size_t i); /* "kinds[planned]" */
bool entry_form_names_somebody(const struct entry_form *f);                             /* not listed yet */

/* One control as the template draws it: the member that belongs to its kind. */
struct entry_control_view {
    enum entry_control control;
    struct input line;
    struct textarea text;
    struct date_input date;
    struct radios choice;
    struct checkboxes ticks;
    struct select_field select;
    /* of CONTROL_ABOUT: */
    bool asks_who;
    struct details who;
    struct input party_name, party_relation;
    struct radios party_kind;
};
struct entry_group_view {
    struct details fold; /* drawn when it has a summary */
    LIST(struct entry_control_view) controls;
};
struct entry_form_view {
    struct error_summary problems;
    struct draft_view draft;
    struct url action, cancel;
    struct str nonce, seen, heading, hint;
    struct str meanwhile; /* what a colleague recorded since; drawn when it has text */
    LIST(struct entry_group_view) groups;
};
struct entry_form_view *entry_form_view(struct ctx *c, const struct entry_form *f, const struct person *p,
    const struct consent_list *all, const struct consent_whom *whom);

/* "channel-text", "party-<key>", "story" */
struct str consent_about_value(struct arena *a, struct consent_subject subject, const struct consent_party *party);

#endif
