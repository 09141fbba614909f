/*
 * What the form controls take, and the parts they are made of.
 *
 * The controls share their members. `name` is the field's name and, unless `id` says otherwise, its id; `label`
 * (or `legend`) is the question; `heading` makes the question the page's h1; `error` is the problem beside the
 * field, in the same words as in the error summary; `hint_slot` is a hint with markup. What was
 * typed comes back in `value`.
 */
#ifndef CAIRN_UI_FORMS_H
#define CAIRN_UI_FORMS_H

#include "nhs/vocabulary.h"
#include "ui/components.h"

enum spellcheck { SPELLCHECK_AS_BROWSER, SPELLCHECK_ON, SPELLCHECK_OFF };

/* Parts of form controls */
struct caption { /* a quiet line over a heading */
    struct str text;
    enum text_size size;
};
struct label {
    struct str text, for_id, id, classes;
    enum text_size size;
    int heading;   /* 1 (or true): the page's h1; 2 or 3: a lower heading; 0: none */
    bool optional; /* adds "(optional)" */
    bool hidden;   /* only for those who listen */
    struct str caption;
    struct slot slot; /* markup instead of text */
};
struct legend {
    struct str text, id, classes;
    enum text_size size;
    int heading;
    bool optional, hidden;
    struct str caption;
    struct slot slot;
};
/* Their ids are made from that of the field they belong to: "phone-hint", "phone-error". */
struct hint {
    struct str text, for_id, classes;
    struct slot slot;
};
struct error_message {
    struct str text, for_id;
    struct str prefix; /* "Error" */
    struct slot slot;
};
/* The hint and the problem of one field, in this order. */
struct field_notes {
    struct str id, hint, error;
    struct slot hint_slot;
};
/* A group of fields with one question; its body is the slot. */
struct fieldset {
    struct str legend, id, role, described_by, classes;
    enum text_size legend_size;
    int heading;
    bool optional, hidden_legend;
    struct str caption, legend_id, legend_classes;
    struct slot legend_slot;
};

/* Form controls */
struct input {
    struct str name, id, label, value, error;
    struct str hint;
    struct slot hint_slot;
    struct str type; /* "text" */
    struct str autocomplete, inputmode, autocapitalize, pattern, placeholder;
    enum spellcheck spellcheck;
    int width; /* room for 2, 3, 4, 5, 10, 20 or 30 letters; 0: full width */
    struct str prefix, suffix, classes, label_id, label_classes, group_classes;
    enum text_size label_size;
    int heading;
    bool optional, hidden_label;
    struct str caption;
    bool code; /* letters of equal width, for numbers that are read out */
    bool disabled;
    struct slot after; /* a button beside it */
};
struct textarea {
    struct str name, id, label, value, error;
    struct str hint;
    struct slot hint_slot;
    int rows; /* 5 */
    struct str autocomplete, classes, label_id, label_classes;
    enum spellcheck spellcheck;
    enum text_size label_size;
    int heading;
    bool optional, hidden_label;
    struct str caption;
    bool disabled;
    struct slot after; /* "Draft kept at 11:43am" */
};

/* A textarea with a limit that is real: how much is left is said while one types, without scripts how much may be.
 * The server keeps the limit all the same. */
enum count_of { COUNT_DEFAULT, COUNT_CHARACTERS, COUNT_LENGTH, COUNT_WORDS };
struct character_count {
    struct str name, id, label, value, error;
    struct str hint;
    struct slot hint_slot;
    int most;               /* characters or words */
    enum count_of count_of; /* letters as people see them; or as a script counts them; or words */
    bool words;             /* most is a number of words */
    int threshold;          /* say what is left only after this many per cent */
    int rows;               /* 5 */
    enum text_size label_size;
    int heading;
    bool optional, hidden_label;
    struct str caption, label_id, label_classes;
    bool disabled;
};

/* A file from the reader’s machine. The form that holds it is enctype="multipart/form-data". */
struct file_upload {
    struct str name, id, label, error;
    struct str hint;
    struct slot hint_slot;
    struct str accept; /* ".csv" */
    bool multiple;
    struct str choose, drop, none; /* instead of "Choose file", "or drop file", "No file chosen" */
    enum text_size label_size;
    int heading;
    bool optional, hidden_label;
    struct str caption, label_id, label_classes;
    bool disabled;
};

/* One answer of radios or checkboxes. */
struct choice {
    struct str value, label, hint;
    struct str name; /* of one checkbox, where it differs from the group's */
    struct str id;   /* instead of the group's id and its number */
    bool checked, disabled;
    struct str divider;      /* "or": a word between answers, nothing else */
    bool exclusive;          /* "None of these" */
    bool all;                /* "All of these", and the divider after it: only where scripts can do it */
    struct str group;        /* of such an answer, where a form has several */
    struct slot conditional; /* further fields, shown when chosen */
    struct slot label_slot, hint_slot;
};
struct choice_list {
    struct choice *items;
    size_t n;
};
/* A group of answers; in_line: in one line, as on "Log a contact"; after: quiet words under the answers. */
#define CHOICE_GROUP_MEMBERS(X) \
    X(struct str, name) \
    X(struct str, id) \
    X(struct str, legend) \
    X(struct str, error) \
    X(struct str, hint) \
    X(struct slot, hint_slot) \
    X(struct choice_list, items) \
    X(bool, small) \
    X(bool, in_line) \
    X(enum text_size, legend_size) \
    X(int, heading) \
    X(bool, optional) \
    X(bool, hidden_legend) \
    X(struct str, caption) \
    X(struct str, legend_id) \
    X(struct str, legend_classes) \
    X(bool, disabled) \
    X(struct str, after)
#define CHOICE_GROUP_MEMBER(type, member) type member;
struct radios { /* one of them */
    CHOICE_GROUP_MEMBERS(CHOICE_GROUP_MEMBER)
};
struct checkboxes { /* any of them */
    CHOICE_GROUP_MEMBERS(CHOICE_GROUP_MEMBER)
};
struct choice_group { /* either, as choices.html draws it; fields.c makes it */
    CHOICE_GROUP_MEMBERS(CHOICE_GROUP_MEMBER)
    struct str block, type;
};
#undef CHOICE_GROUP_MEMBER

struct option {
    struct str text, value;
    bool selected, disabled, no_value, divider; /* no_value: the words are the value */
};
struct option_list {
    struct option *items;
    size_t n;
};
struct select_field { /* not `select`: libc has that name */
    struct str name, id, label, error;
    struct str hint;
    struct slot hint_slot;
    struct option_list items;
    enum text_size label_size;
    int heading;
    bool optional, hidden_label;
    struct str caption, classes, label_id, label_classes;
    bool disabled;
    struct slot after; /* a button beside it */
};

/* Day, month and year. The fields are named `day`, `month`, `year`, or with a name `born[day]` and so on; their
 * ids are `born-day` and so on. What was typed comes back as it was typed. */
struct date_input {
    struct str name, id, legend, error;
    struct str hint;
    struct slot hint_slot;
    struct str day, month, year;
    bool no_day, no_year;
    bool error_day, error_month, error_year; /* which part is wrong; none: all are marked */
    enum text_size legend_size;
    int heading;
    bool optional, hidden_legend;
    struct str caption, legend_id, legend_classes;
    bool disabled;
    bool birth_date; /* lets the browser offer the user's own; not for other people's dates */
};

struct password_input {
    struct str name, id, label, value, error;
    struct str hint;
    struct slot hint_slot;
    struct str autocomplete; /* "current-password" unless said; "new-password" */
    struct str prefix;
    enum text_size label_size;
    int heading;
    bool hidden_label;
    struct str caption, label_id, label_classes;
    int width;
    bool code;
    bool disabled;
};

struct search_input {
    struct str name, id, label, value, error;
    struct str hint;
    struct slot hint_slot;
    struct str placeholder;
    struct str prefix;
    struct str button; /* words instead of the icon's label "Search" */
    enum button_kind button_kind;
    int width;
    bool large;
    enum text_size label_size;
    int heading;
    bool hidden_label;
    struct str caption, label_id, label_classes;
    bool code;
    bool disabled;
};

/* The controls are called in templates like any component; fields.c settles their ids. */
#define FORM_CONTROL(control) \
    typedef struct control control##_argument; \
    void control(struct html *h, const struct control *c);
FORM_CONTROL(input)
FORM_CONTROL(textarea)
FORM_CONTROL(radios)
FORM_CONTROL(checkboxes)
FORM_CONTROL(select_field)
FORM_CONTROL(date_input)
FORM_CONTROL(password_input)
FORM_CONTROL(search_input)
FORM_CONTROL(character_count)
FORM_CONTROL(file_upload)
#undef FORM_CONTROL

/* A list's terms as answers, the one of that code chosen (STR_NONE: none of them); and as options, after a first
 * one that stands for none. */
struct choice_list choices_of(struct arena *a, const struct vocabulary *list, struct str chosen);
struct option_list options_of(
    struct arena *a, const struct vocabulary *list, const char *first, struct str chosen);

#endif
