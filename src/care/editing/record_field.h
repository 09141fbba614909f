/*
 * What a record's saved state is made of, as a table: one row for each field, with its name in the state and in
 * the form, its words, and how it is merged.
 *
 * From the table come comparing two versions in plain words, merging an edit with what a colleague saved
 * meanwhile, and the page that asks where both changed the same thing (conflict.h). A slice lists its fields once.
 */
#ifndef CAIRN_CARE_RECORD_FIELD_H
#define CAIRN_CARE_RECORD_FIELD_H

#include "nhs/vocabulary.h"
#include "platform/versions/merge.h"
#include "ui/pieces.h"
#include "wire/form.h"

enum record_field_kind {
    FIELD_TEXT,  /* one line, as typed */
    FIELD_LINES, /* a long text, merged paragraph by paragraph */
    FIELD_CODE,  /* a value of a list, saved as its code */
    FIELD_FLAG,  /* true, or absent */
    FIELD_DATE,  /* saved as YYYY-MM-DD; in the form name[day], name[month], name[year] */
};

struct record_field {
    struct str state, form, label;
    enum record_field_kind kind;
    const struct vocabulary *codes; /* of FIELD_CODE */
    int group;                      /* fields that mean something only together; 0: alone */
    bool fixed;                     /* shown, and changed in no form: not merged, not put back */
};
struct record_fields {
    const struct record_field *items;
    size_t n;
};

/* A value of a state as a reader reads it; STR_NONE: nothing. */
struct str record_words(struct arena *a, const struct record_field *f, struct str value);
/* Every field that either state has; a state may be STR_NONE. */
struct version_fields record_compare(
    struct arena *a, struct record_fields fields, struct str before, struct str after);
/* Only what differs. */
struct version_fields record_changes(
    struct arena *a, struct record_fields fields, struct str before, struct str after);

/* The rules for merge.h: the fields that aren't fixed, in their order. */
struct merge_rule *record_merge_rules(struct arena *a, struct record_fields fields, size_t *ret_n);
const struct record_field *record_field_of(struct record_fields fields, struct str state);

/* The form with one field saying what a state says. */
struct form record_form_with(
    struct arena *a, const struct form *form, const struct record_field *f, struct str value);
/* Whether a form's field is this one's: its name, or a part of its date; prefix: "" or "other_". */
bool record_form_is(struct str sent, const char *prefix, struct str name);

#endif
