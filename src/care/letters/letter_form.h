/*
 * Writing a letter: the template that it begins from, the form, and what becomes of it. Private to the slice.
 */
#ifndef CAIRN_CARE_LETTER_FORM_H
#define CAIRN_CARE_LETTER_FORM_H

#include "base/buf.h"
#include "care/editing/editing.h"
#include "care/letters/letter_rules.h"
#include "care/letters/letter_words.h"

enum { LETTER_BODY_MOST = 6000 }; /* characters */

struct letter_form {
    struct problems problems;
    enum letter_about about;
    struct str body, phone, language;
    enum written_format format; /* NONE: to be chosen, the reader's own can't be printed */
    bool despite;               /* "write it all the same" */
    struct uuid nonce;
    struct letter_against against;
};

/* The template's text. Reads tasks and contacts where it speaks of them. */
MUST_USE enum err letter_compose(
    struct ctx *c, const struct person *p, enum letter_about about, struct str *ret_body);

/* A new letter, and one that was sent; p is the whole person. */
MUST_USE enum err letter_form_new(
    struct ctx *c, const struct person *p, enum letter_about about, struct letter_form *ret);
struct letter_form letter_form_read(struct ctx *c, const struct form *form, const struct person *p);
/* In an action, from the person as they are now: ERR_REFUSED where something stands against it that nobody said
 * they write despite of. */
MUST_USE enum err letter_form_letter(
    struct ctx *c, const struct letter_form *f, const struct person *now, struct letter *ret);

struct letter_reason {
    struct str text;
};
struct letter_form_view {
    struct error_summary problems;
    struct draft_view draft;
    struct str heading, about, nonce, reader, note;
    struct url action, cancel;
    LIST(struct letter_reason) stops, warns;
    struct checkboxes despite;
    struct textarea body;
    struct input phone;
    struct select_field format, language;
};
struct letter_form_view *letter_form_view(struct ctx *c, const struct letter_form *f, const struct person *p);

#endif
