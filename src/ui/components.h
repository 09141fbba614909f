/*
 * What the NHS components take: one struct of options for each template in ui/components/.
 *
 * The template `button` takes `struct button`, and so on; a page writes {% use button {text: "Save"} %}, and what
 * it leaves out is 0, which is the usual case. All text is ready to show: dates, ages and counts were put into
 * words before. Nothing here is owned; the structs live as long as the arena of the request.
 *
 * Form controls share their members. `name` is the field's name and, unless `id` says otherwise, its id; `label`
 * (or `legend`) is the question; `heading` makes the question the page's h1; `error` is the problem beside the
 * field, in the same words as in the error summary. Markup goes into the members of type struct slot.
 *
 * The markup is that of nhsuk-frontend 10.6.1, checked against its own fixtures (docs/adr/0008).
 */
#ifndef CAIRN_UI_COMPONENTS_H
#define CAIRN_UI_COMPONENTS_H

#include "base/arena.h"
#include "wire/html.h"

enum text_size { SIZE_PLAIN, SIZE_S, SIZE_M, SIZE_L, SIZE_XL };
enum spellcheck { SPELLCHECK_AS_BROWSER, SPELLCHECK_ON, SPELLCHECK_OFF };

/* A link with words. hidden_text follows the words for those who listen: "Change" + "name". */
struct link {
    struct str text;
    struct url href;
    struct str hidden_text;
    struct str group; /* more hidden words in brackets: the card's heading */
    bool current;     /* the page shown */
};
struct link_list {
    struct link *items;
    size_t n;
};

/* Buttons and links that act */
enum button_kind { BUTTON_PRIMARY, BUTTON_SECONDARY, BUTTON_WARNING, BUTTON_LOGIN, BUTTON_REVERSE, BUTTON_BRAND,
    BUTTON_SECONDARY_SOLID };
enum icon_name { ICON_NONE, ICON_ARROW_LEFT, ICON_ARROW_RIGHT, ICON_ARROW_RIGHT_CIRCLE, ICON_CHEVRON_RIGHT_CIRCLE,
    ICON_SEARCH, ICON_USER };

struct icon {
    enum icon_name name;
};

/* With href a link that looks like a button; without it a button that sends its form. */
struct button {
    struct str text;
    enum button_kind kind;
    bool small;
    struct url href;
    struct url formaction;   /* sends the form somewhere else */
    struct str hidden_text;  /* " for Harold Bennett", with its leading space */
    struct str name, value;  /* which of several buttons was pressed */
    struct str id, label, classes; /* label: aria-label, for a button with an icon alone */
    bool not_submit;         /* type="button" */
    bool disabled;
    bool once;               /* a second press within a second is dropped */
    enum icon_name icon;
    bool icon_last;
};

struct back_link {
    struct url href;
    struct str text; /* "Back" */
    struct str hidden_text;
    struct str classes;
};

struct action_link {
    struct str text;
    struct url href;
};

struct skip_link {
    struct str text; /* "Skip to main content" */
};

struct breadcrumb {
    struct link_list items; /* the last is shown alone on a phone */
};

struct pagination_item {
    int64_t number;
    struct url href;
    bool current;
    bool gap; /* an ellipsis, nothing else */
    struct str label; /* "Page 3" */
};
struct pagination_items {
    struct pagination_item *items;
    size_t n;
};
/* "Page 2 of 6" for a long list; previous and next are left out where there is none. */
struct pagination {
    struct url previous, next;
    struct str previous_text, next_text;   /* instead of "Previous page" and "Next page" */
    struct str previous_label, next_label; /* what is there; for guides, without items */
    struct pagination_items items;
    struct str label; /* "Pagination" */
};

/* Parts of form controls */
struct caption { /* a quiet line over a heading */
    struct str text;
    enum text_size size;
};
struct label {
    struct str text, for_id, id, classes;
    enum text_size size;
    int heading;          /* 1 (or true): the page's h1; 2 or 3: a lower heading; 0: none */
    bool optional;        /* adds "(optional)" */
    bool hidden;          /* only for those who listen */
    struct str caption;
    struct slot slot;     /* markup instead of text */
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
    struct str type;         /* "text" */
    struct str autocomplete, inputmode, autocapitalize, pattern, placeholder;
    enum spellcheck spellcheck;
    int width;               /* room for 2, 3, 4, 5, 10, 20 or 30 letters; 0: full width */
    struct str prefix, suffix, classes, label_id, label_classes, group_classes;
    enum text_size label_size;
    int heading;
    bool optional, hidden_label;
    struct str caption;
    bool code;               /* letters of equal width, for numbers that are read out */
    bool disabled;
    struct slot after;       /* a button beside it */
};
struct textarea {
    struct str name, id, label, value, error;
    struct str hint;
    struct slot hint_slot;
    int rows;                /* 5 */
    struct str autocomplete, classes, label_id, label_classes;
    enum spellcheck spellcheck;
    enum text_size label_size;
    int heading;
    bool optional, hidden_label;
    struct str caption;
    bool disabled;
    struct slot after;       /* "Draft kept at 11:43am" */
};

/* One answer of radios or checkboxes. */
struct choice {
    struct str value, label, hint;
    struct str name;      /* of one checkbox, where it differs from the group's */
    struct str id;        /* instead of the group's id and its number */
    bool checked, disabled;
    struct str divider;   /* "or": a word between answers, nothing else */
    bool exclusive;       /* "None of these" */
    struct str group;     /* of the exclusive answer, where a form has several */
    struct slot conditional; /* further fields, shown when chosen */
    struct slot label_slot, hint_slot;
};
struct choice_list {
    struct choice *items;
    size_t n;
};
struct radios {
    struct str name, id, legend, error;
    struct str hint;
    struct slot hint_slot;
    struct choice_list items;
    bool small, in_line;  /* one line of answers, as on "Log a contact" */
    enum text_size legend_size;
    int heading;
    bool optional, hidden_legend;
    struct str caption, legend_id, legend_classes;
    bool disabled;
    struct str after;     /* quiet words under the answers */
};
struct checkboxes {
    struct str name, id, legend, error;
    struct str hint;
    struct slot hint_slot;
    struct choice_list items;
    bool small, in_line;
    enum text_size legend_size;
    int heading;
    bool optional, hidden_legend;
    struct str caption, legend_id, legend_classes;
    bool disabled;
    struct str after;
};

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
    struct slot after;    /* a button beside it */
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
    struct str button;          /* words instead of the icon's label "Search" */
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
#undef FORM_CONTROL

/* Messages */
struct problem_link {
    struct str text;
    struct str field; /* the id of the field; empty: a problem of the whole form */
};
struct problem_links {
    struct problem_link *items;
    size_t n;
};
/* At the top of main when a form comes back; draws nothing when there is no problem. */
struct error_summary {
    struct str heading; /* "There is a problem" */
    struct str description;
    struct problem_links problems;
    bool no_focus;
};

enum notice { NOTICE_IMPORTANT, NOTICE_SUCCESS };
/* After a save: what was done, and where to go on. The body is the slot `body`. */
struct notification_banner {
    enum notice kind;
    struct str title;   /* "Important" or "Success" unless said */
    struct str heading; /* the message */
    struct str text;    /* more about it, under the heading; alone it is the message */
    struct slot body;
    bool no_focus;
};

enum tag_colour { TAG_PLAIN, TAG_WHITE, TAG_GREY, TAG_GREEN, TAG_AQUA_GREEN, TAG_BLUE, TAG_PURPLE, TAG_PINK, TAG_RED,
    TAG_ORANGE, TAG_YELLOW };
struct tag {
    struct str text;
    enum tag_colour colour;
    bool no_border;
    struct str classes;
};

struct inset_text { /* body: the slot */
    struct str label; /* "Information", for those who listen */
};
struct warning_callout { /* body: the slot */
    struct str heading;
    struct str hidden_text; /* before the heading; "Important" unless the heading says it */
    int level; /* 2 unless said */
};
struct details { /* body: the slot */
    struct str summary;
    bool open;
    bool expander; /* a white box */
    struct str id;
};
enum panel_kind { PANEL_CONFIRMATION, PANEL_INTERRUPTION };
struct panel { /* body: the slot */
    struct str heading;
    enum text_size size;
    int level; /* 1 */
    enum panel_kind kind;
};

/* Facts and lists */
struct summary_row {
    struct str key;
    struct str value;         /* "Not provided" where a question was skipped */
    struct slot slot;         /* markup instead */
    struct link_list actions; /* "Change", with hidden words */
};
struct summary_rows {
    struct summary_row *items;
    size_t n;
};
struct summary_list {
    struct summary_rows rows;
    bool has_actions; /* some row has */
    bool no_border, no_last_border;
};

enum card_kind { CARD_PLAIN, CARD_FEATURE, CARD_PRIMARY, CARD_SECONDARY, CARD_WARNING };
struct card { /* body: the slot */
    struct str heading;
    enum text_size size;
    int level; /* 2 */
    struct url href;
    bool clickable;
    enum card_kind kind;
    struct str description;
    struct link_list actions;
    struct str id, hidden_text; /* hidden_text precedes the heading */
};

/*
 * Tables are written out: `table` around `table_head` and `table_body`, in those `table_row`, in those
 * `table_column` or `table_cell`. On a phone each row becomes a list, so each cell says its column's heading;
 * `fixed` keeps a table a table (then every part of it says so).
 */
struct table {
    struct str caption;
    enum text_size caption_size;
    bool hidden_caption;
    bool compact, striped, fixed, no_border, no_last_border, sortable, reverse;
    struct str id, classes;
};
struct table_head {
    bool fixed;
};
struct table_body {
    bool fixed;
};
struct table_row {
    bool fixed;
};
enum sort_order { SORT_NOT, SORT_NONE, SORT_ASCENDING, SORT_DESCENDING };
struct table_column {
    struct str text;
    struct str hidden_text;
    bool numeric, fixed;
    enum sort_order sort; /* with the link that sorts by this column */
    struct url href;
    struct str classes;
};
struct table_cell { /* for table_cell and table_name, the cell that names its row; body: the slot */
    struct str heading; /* the column's, for the phone */
    struct str text;    /* before the body, for a cell of words alone */
    bool numeric, fixed;
    struct str classes;
};

/* Page furniture of the library itself; Cairn's own page uses ui/layout.h. */
struct footer {
    struct link_list links;
    struct str note;      /* a line before the last */
    struct str text;      /* the last line: who runs it */
};

#endif
