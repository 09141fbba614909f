/*
 * Reading what a list was asked for, and making its view: filters, order, page. Used by every page that has a
 * list.
 *
 * A slice says its columns, orders and filters in tables. worklist_read understands the address: a filter or an
 * order is a word of those tables and nothing else; where a page begins is sealed, so that no name, number or date
 * of a person ever stands in an address, and nobody can make one up. A page has no total and no number to jump to:
 * it begins after (or, going back, ends before) somebody's own place in the order, so what comes or goes meanwhile
 * neither repeats nor hides the rest. Which order was chosen is never remembered: it could mislead the next time
 * [ui.md §1.5].
 *
 * The steps: worklist_read; the slice reads WORKLIST_PAGE + 1 rows from w.place, against the order where w.back is
 * set; worklist_span says which of them are shown, in which order; worklist_view makes everything around the rows.
 */
#ifndef CAIRN_CARE_WORKLIST_H
#define CAIRN_CARE_WORKLIST_H

#include "platform/ctx.h"
#include "platform/http/request.h"
#include "ui/worklist.h"

enum { WORKLIST_PAGE = 50, WORKLIST_FILTERS = 12 };

struct worklist_choice {
    struct str word, label; /* "over-3-months", "Over 3 months ago" */
};
struct worklist_filter {
    struct str name, label, any; /* any: the label where nothing is chosen, "Any" unless said */
    const struct worklist_choice *choices;
    size_t n;
    size_t chosen; /* 0: nothing; else the choice's number, from 1. Set by worklist_read */
};
/* A column that the list can be sorted by has the word of its order, and perhaps of the order turned round. */
struct worklist_column {
    struct str heading;
    const char *order, *turned;
    bool numeric;
};
struct worklist_kind {
    const char *name; /* a place in one list opens in no other */
    struct url path;
    const struct worklist_column *columns;
    size_t column_count;
    const char *order;         /* unless another is asked for; NULL: there is but one */
    struct str caption, empty; /* empty: said when there is nothing, and nothing was filtered */
};

/* Where a row stands in the order: a number, or words, and its id to tell it from its equals. */
struct worklist_place {
    int64_t number;
    struct str words;
    int64_t id;
};
struct worklist {
    const struct worklist_kind *kind;
    struct worklist_filter *filters;
    size_t filter_count;
    struct str order; /* the word asked for */
    bool begun, back; /* begun: after place; back: before it, nearest first */
    struct worklist_place place;
    int64_t page;
};

/* False: the address has a word that there isn't, or a place that isn't one of this list's: 400. */
MUST_USE bool worklist_read(struct ctx *c, const struct request *r, const struct worklist_kind *kind,
    struct worklist_filter *filters, size_t n, struct worklist *ret);
/* The same from a form's hidden fields; without a page. */
MUST_USE bool worklist_read_form(const struct form *form, const struct worklist_kind *kind,
    struct worklist_filter *filters, size_t n, struct worklist *ret);
struct reply worklist_unreadable(struct ctx *c);

bool worklist_order_is(const struct worklist *w, const char *word);
/* The word chosen in the filter of that name; STR_NONE: nothing. */
struct str worklist_chosen(const struct worklist *w, const char *name);
bool worklist_is_filtered(const struct worklist *w);

/* Of n rows that were read, the i-th to be shown is rows[worklist_at(&span, i)]. Rows are expected nearest to the
 * place first; worklist_span_ordered takes them as they are shown, whichever way they were asked for. Both also
 * settle the number of the page. */
struct worklist_span {
    size_t shown, from;
    bool turned, before, after; /* before, after: there are more on that side */
};
struct worklist_span worklist_span(struct worklist *w, size_t read);
struct worklist_span worklist_span_ordered(struct worklist *w, size_t read);
static inline size_t worklist_at(const struct worklist_span *s, size_t i)
{
    return s->turned ? s->shown - 1 - i : s->from + i;
}

/* Columns, filters, chips and pages; rows are the slice's. first and last are the places of the first and last row
 * shown; of nothing else is read where no row is. */
void worklist_view(struct ctx *c, const struct worklist *w, const struct worklist_span *s,
    struct worklist_place first, struct worklist_place last, struct worklist_view *ret);
/* A row of as many cells as there are columns, to be filled: v has room for what is shown. worklist_head_cells
 * then gives each cell its column's heading. */
struct worklist_cell *worklist_add(struct arena *a, const struct worklist_kind *kind, struct worklist_view *v);
void worklist_head_cells(const struct worklist_kind *kind, struct worklist_view *v);
/* "People", or "People, page 2". */
struct str worklist_title(struct arena *a, const struct worklist *w, struct str title);
/* "Interpreter needed. Last contact: over 3 months ago": for the line under the heading. STR_NONE: not filtered.
 */
struct str worklist_said(struct arena *a, const struct worklist *w);
/* The list's address, with its filters and order, under this or another path; without one filter; in another
 * order. */
struct url worklist_url(struct arena *a, const struct worklist *w, struct url path);
struct url worklist_url_without(struct arena *a, const struct worklist *w, size_t filter);
struct url worklist_url_ordered(struct arena *a, const struct worklist *w, const char *order);
struct pagination worklist_pages(struct ctx *c, const struct worklist *w, const struct worklist_span *s,
    struct worklist_place first, struct worklist_place last);
/* The filters and the order as hidden fields of a form. */
struct worklist_hidden {
    struct str name, value;
};
struct worklist_hidden_list {
    struct worklist_hidden *items;
    size_t n;
};
struct worklist_hidden_list worklist_hidden(struct arena *a, const struct worklist *w);

#endif
