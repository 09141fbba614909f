/*
 * About me: what matters to a person, in their own words.
 *
 * The headings are those of the PRSB standard "About Me" v2.01, all optional. They are the person's words, kept
 * apart from what others note, with who helped to write them and when; clinical statements in them are compared
 * with the record, never put into it [standards §4.2]. The summary of the record begins with them, and the form
 * for a contact has them beside it, so that whoever speaks with the person has read them first.
 */
#ifndef CAIRN_CARE_ABOUT_ME_H
#define CAIRN_CARE_ABOUT_ME_H

#include "care/editing/editing.h"
#include "care/people/person.h"

/* The first of it, for other pages. */
struct about_first {
    struct str heading; /* "What matters to Amina" */
    struct str text;    /* shortened; STR_NONE: nothing is written yet */
    struct str support; /* how and when to support them, shortened; STR_NONE: not said, or it is the text */
    struct str whose;   /* "In Amina's own words, with help from Leila, 4 March 2026" */
    struct url more;
};
MUST_USE enum err about_first(struct ctx *c, const struct person *p, struct about_first *ret);

/* All of it, as the plan keeps and compares it: the state, and how often it was changed (0: never written). */
MUST_USE enum err about_state(struct ctx *c, struct person_id person, struct str *ret, int64_t *ret_version);
/* The standard's headings and what stands under each; then whose words they are, who helped and when. */
struct record_fields about_fields(struct arena *a);
enum {
    ABOUT_SUPPORT = 5,  /* which of them is "How and when to support me" */
    ABOUT_HEADINGS = 7, /* how many headings there are */
};

/* In an action, for an invented network: writes it down. words: of the fields that about.c names. */
MUST_USE enum err about_write(struct ctx *c, struct person_id person, const struct document_word *words, size_t n);

extern const struct route_table about_routes;
extern const struct db_statement_file about_statements;

#endif
