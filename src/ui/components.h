/*
 * What the NHS components take: one struct of options for each template in ui/components/.
 *
 * The template `button` takes `struct button`, and so on; a page writes {% use button {text: "Save"} %}, and what
 * it leaves out is 0, which is the usual case. All text is ready to show: dates, ages and counts were put into
 * words before. Nothing here is owned; the structs live as long as the arena of the request.
 *
 * Markup goes into the members of type struct slot, or into the body of {% use card {…} do %}.
 * Form controls are in forms.h.
 *
 * The markup is that of nhsuk-frontend 10.6.1, checked against its own fixtures (docs/adr/0008).
 */
#ifndef CAIRN_UI_COMPONENTS_H
#define CAIRN_UI_COMPONENTS_H

#include "base/arena.h"
#include "wire/html.h"

enum text_size { SIZE_PLAIN, SIZE_S, SIZE_M, SIZE_L, SIZE_XL };

/* A link with words. hidden_text follows the words for those who listen: "Change" + "name". */
struct link {
    struct str text;
    struct str count; /* "7": how many are there, in brackets after the words */
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
enum button_kind {
    BUTTON_PRIMARY,
    BUTTON_SECONDARY,
    BUTTON_WARNING,
    BUTTON_LOGIN,
    BUTTON_REVERSE,
    BUTTON_BRAND,
    BUTTON_SECONDARY_SOLID
};
enum icon_name {
    ICON_NONE,
    ICON_ARROW_LEFT,
    ICON_ARROW_RIGHT,
    ICON_ARROW_RIGHT_CIRCLE,
    ICON_CHEVRON_RIGHT_CIRCLE,
    ICON_SEARCH,
    ICON_USER,
    ICON_TICK,
    ICON_CROSS
};

struct icon {
    enum icon_name name;
};

/* With href a link that looks like a button; without it a button that sends its form. */
struct button {
    struct str text;
    enum button_kind kind;
    bool small;
    struct url href;
    struct url formaction;         /* sends the form somewhere else */
    struct str hidden_text;        /* " for Harold Bennett", with its leading space */
    struct str name, value;        /* which of several buttons was pressed */
    struct str id, label, classes; /* label: aria-label, for a button with an icon alone */
    bool not_submit;               /* type="button" */
    bool disabled;
    bool once; /* a second press within a second is dropped */
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
    bool gap;         /* an ellipsis, nothing else */
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

enum tag_colour {
    TAG_PLAIN,
    TAG_WHITE,
    TAG_GREY,
    TAG_GREEN,
    TAG_AQUA_GREEN,
    TAG_BLUE,
    TAG_PURPLE,
    TAG_PINK,
    TAG_RED,
    TAG_ORANGE,
    TAG_YELLOW,
    TAG_NO_COLOUR /* words alone, where a list of tags has one that needs no attention */
};
struct tag {
    struct str text;
    enum tag_colour colour;
    bool no_border;
    struct str classes;
};

struct inset_text {   /* body: the slot */
    struct str label; /* "Information", for those who listen */
};
struct warning_callout { /* body: the slot */
    struct str heading;
    struct str hidden_text; /* before the heading; "Important" unless the heading says it */
    int level;              /* 2 unless said */
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
    struct str heading_id;
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
    struct str id, heading_id, hidden_text; /* hidden_text precedes the heading */
};

/* What to do and what not: "Do" with ticks, "Don’t" with crosses and "do not" before each line. */
struct advice {
    struct str text;
};
struct advice_items {
    struct advice *items;
    size_t n;
};
struct do_dont_list {
    struct str heading;
    int level; /* 3 */
    bool dont;
    struct str prefix; /* instead of "do not" */
    bool no_prefix;    /* the lines say it themselves */
    struct advice_items items;
};

/* The parts of something that takes several sittings, and how far each is. Words alone (status) for what needs
 * nothing more, a tag for what does: "Completed" is plain, "Incomplete" is blue. */
struct task_list_item {
    struct str text, hint;
    struct url href; /* none: it can't be started yet */
    struct str status;
    struct tag tag;
};
struct task_list_items {
    struct task_list_item *items;
    size_t n;
};
struct task_parts { /* the template is task_parts too: task_list is the list of somebody’s tasks */
    struct str id;  /* before the ids of the parts: "plan" */
    struct task_list_items items;
};

/* Panels of which one is shown; without scripts all of them, under a list of links. Not for going to other pages,
 * and not where people compare. */
struct tab {
    struct str label, id; /* id: else made of that of the tabs */
    struct slot panel;
};
struct tab_items {
    struct tab *items;
    size_t n;
};
struct tabs {
    struct str heading; /* "Contents", for those who listen */
    struct str id, prefix;
    struct tab_items items;
};

/* The parts of a long page, or the pages of a guide. */
struct contents_list {
    struct str label;   /* "Pages in this guide" */
    struct str heading; /* "Contents", for those who listen */
    struct link_list items;
};

/* A box that scrolls sideways when what is in it is wide; body: the slot. */
struct scroll {
    struct str labelled_by; /* the id of what names it */
    bool reverse;           /* on a dark ground */
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
    struct str id, caption_id, classes;
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
/* A table that is wider than a phone and means nothing as a list stands in {% use scroll {labelled_by: …} do %}.
 */
enum sort_order { SORT_NOT, SORT_NONE, SORT_ASCENDING, SORT_DESCENDING };
struct table_column {
    struct str text;
    struct str hidden_text;
    bool numeric, fixed;
    enum sort_order sort; /* with the link that sorts by this column */
    struct url href;
    struct str classes;
};
struct table_cell {     /* for table_cell and table_name, the cell that names its row; body: the slot */
    struct str heading; /* the column's, for the phone */
    struct str text;    /* before the body, for a cell of words alone */
    bool numeric, fixed;
    struct str classes;
};

/* Page furniture of the library itself; Cairn's own page uses ui/layout.h. */
struct footer {
    struct link_list links;
    struct str note; /* a line before the last */
    struct str text; /* the last line: who runs it */
};

#endif
