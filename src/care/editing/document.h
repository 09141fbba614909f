/*
 * A document: one form of named fields about one person, kept as versions.
 *
 * There is one about each person (what matters to them) or there are several, each under a key (the people around
 * them). A key is made where the form is offered, so that a form that is sent twice makes one document.
 *
 * What matters to somebody, a section of their plan: each is a table of fields with the same needs. It is drawn,
 * read and checked from the table; drafts are kept; what two people change at once is merged, and where both
 * changed the same they are asked; every version is there to compare and to bring back. A slice gives the table
 * and how a state is loaded and saved (docs/adr/0036); its handlers are one line each.
 *
 * A state is the JSON object of versions.h: a field that says nothing is absent from it.
 */
#ifndef CAIRN_CARE_DOCUMENT_H
#define CAIRN_CARE_DOCUMENT_H

#include "care/editing/conflict.h"

struct document_field {
    struct record_field field; /* state and form are the same name */
    struct str hint;
    size_t most;  /* characters */
    int rows;     /* of a long text's box */
    bool in_line; /* a short list of answers, in one line */
    struct str
        missing; /* the message where it must say something: "Enter their name"; STR_NONE: it may be empty */
};

/* DOCUMENT_FIELD("helper", "Who helped", "Their name", .field.kind = FIELD_TEXT, .most = 150) */
#define DOCUMENT_FIELD(name, words, help, ...) \
    { \
        .field.state = STR_INIT(name), .field.form = STR_INIT(name), .field.label = STR_INIT(words), \
        .hint = STR_INIT(help), __VA_ARGS__ \
    }

struct document_state {
    int64_t record;  /* as versions.h counts it; 0 where there is none yet */
    int64_t version; /* 0: nothing was ever written; state is then "{}" */
    struct str state;
};

/* Where one document stands: its own page, and the frame that its slice puts around each page. */
struct document_place {
    struct person_id person;
    struct uuid entry;  /* which of several about the person; not set: there is one */
    struct uuid within; /* the other document that it is a part of; not set: none */
    struct url page;    /* "/people/…/about": where saving leads to */
    struct url base;    /* "/edit" and "/history" stand after it; mostly the page */
    struct page frame;  /* banner and navigation; title and main are the document's */
    bool may_change;
    struct str first; /* a state that the form begins with where nothing was ever written; STR_NONE: empty */
};

struct document {
    struct str kind; /* of record_version and of drafts: "about" */
    bool single;     /* about each person there is one, under a key that never changes */
    const struct document_field *fields;
    size_t n;
    struct str heading, lead; /* of the form: "What matters to them", and what to keep in mind */
    struct str section;       /* of the record's navigation: "About me" */
    /* In the snapshot of a page or in an action; leaves the person in the trace. */
    enum err (*load)(struct ctx *c, const struct document_place *place, struct document_state *ret);
    /* In an action: version is the one it begins from. ERR_CONFLICT: another stands there. ERR_FULL: there are as
     * many about the person as are kept. */
    enum err (*save)(struct ctx *c, const struct document_place *place, const struct document_state *next);
};

struct reply document_edit_get(
    struct ctx *c, const struct request *r, const struct document *s, const struct document_place *place);
struct reply document_edit_post(
    struct ctx *c, const struct request *r, const struct document *s, const struct document_place *place);
struct reply document_draft_post(
    struct ctx *c, const struct request *r, const struct document *s, const struct document_place *place);
struct reply document_history_get(
    struct ctx *c, const struct request *r, const struct document *s, const struct document_place *place);

/* For ?done= on the document's own page: "saved", "merged". */
#define DOCUMENT_NOTICES \
    {"saved", "Saved"}, \
    { \
        "merged", "Saved, together with what a colleague changed meanwhile" \
    }

/* What one field says, as a state has it: text, a code, a day as 2026-03-04, "yes" for a tick. */
struct document_word {
    const char *field;
    struct str value; /* empty: the field says nothing */
};
/* In an action: a document written by the program, not by a form. The words are of the table. */
MUST_USE enum err document_write(struct ctx *c, const struct document *s, const struct document_place *place,
    const struct document_word *words, size_t n);

/* A field of a state in words for reading; STR_NONE: it says nothing. */
struct str document_words(struct arena *a, const struct document *s, const char *field, struct str state);
struct record_fields document_record_fields(struct arena *a, const struct document *s);

/* ---- between the document's own files ---- */

/* A form as it was sent, or as a state would be sent; and the state that it says. */
struct form document_form_of(struct arena *a, const struct document *s, const struct document_state *state);
struct str document_form_read(
    struct arena *a, const struct document *s, const struct form *form, struct problems *problems);

/* One control: whichever has a name is drawn. */
struct document_control {
    struct textarea area;
    struct input line;
    struct radios radios;
    struct date_input date;
    struct checkboxes tick;
};
struct document_edit_view {
    struct error_summary problems;
    struct str heading, lead, version;
    struct url action, cancel;
    struct draft_view draft;
    struct conflict_fields carried;
    LIST(struct document_control) controls;
};
struct document_edit_view *document_form_view(
    struct arena *a, const struct document *s, const struct form *form, const struct problems *problems);

struct document_version_line {
    struct str number, when, by;
    struct url compare, bring_back; /* the second is drawn where it is set */
};
struct document_history_view {
    struct url page, action;
    LIST(struct document_version_line) versions;
    struct str heading;
    struct versions changes;
    struct select_field from, to;
    bool compared, can_compare;
};

#endif
