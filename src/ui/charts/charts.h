/*
 * Charts: one struct of numbers becomes a picture and the table beside it, so the two can't differ.
 *
 * A page fills the struct of the kind it wants, calls the function of that name and puts the `struct chart` that
 * comes back into its template with {% use chart v.chart %}. The picture is SVG, drawn here in whole units: text
 * stays text, each label stands on the data, nothing relies on colour alone, and no label can lie over another
 * (README.md says how). The title says what the numbers say, not what they are: "Leah has room for 6 more".
 *
 * What can't be drawn is refused with ERR_INVALID and drawn nowhere: a value that is not a number or larger than
 * CHART_LARGEST, more rows than fit, no title, no id, a negative number of people. A value nobody knows is said as
 * such: set `missing`.
 */
#ifndef CAIRN_UI_CHARTS_H
#define CAIRN_UI_CHARTS_H

#include "base/err.h"
#include "ui/charts/picture.h"

enum {
    CHART_ROWS_MOST = 40,
    CHART_SLOPE_MOST = 12,
    CHART_BANDS_MOST = 4,
    CHART_DOTS_MOST = 400, /* of one row */
    CHART_STRIP_MOST = 36,
    CHART_PERIODS_MOST = 6,
    CHART_PANELS_MOST = 24,
    CHART_TIES_MOST = 40,
};
#define CHART_LARGEST 999999999.0

/* What every chart says in words. */
struct chart_words {
    struct str id;     /* unique on the page */
    struct str title;  /* what the numbers say */
    struct str about;  /* what they are, of whom and when; also the table's caption */
    struct str of;     /* heading of the table's first column: "Worker" */
    struct str number; /* heading of the numbers: "People" */
    int decimals;      /* 0 to 3 */
    int level;         /* of the title's heading: 2 or 3 (else) */
    bool folded;       /* the table is behind "Show these numbers as a table" */
};

struct chart_value {
    double v;
    bool missing; /* "No data" */
};
struct chart_row {
    struct str label;
    struct chart_value value;
};
LIST_OF(chart_rows, struct chart_row);

/* A bar for each row; values may be negative. */
struct chart_bars {
    struct chart_words words;
    struct chart_rows rows;
};
MUST_USE enum err chart_bars(struct arena *a, const struct chart_bars *c, struct chart *ret);

/* Steps of a way that fewer and fewer go: each bar with what part of the first is left. Values never rise. */
struct chart_funnel {
    struct chart_words words;
    struct chart_rows rows;
};
MUST_USE enum err chart_funnel(struct arena *a, const struct chart_funnel *c, struct chart *ret);

/* Up to four bands to a bar, and a line where the row is full. None is negative. */
struct chart_stack_row {
    struct str label;
    double values[CHART_BANDS_MOST];
    double capacity; /* 0: none */
};
LIST_OF(chart_stack_rows, struct chart_stack_row);
struct chart_stack {
    struct chart_words words;
    struct str bands[CHART_BANDS_MOST]; /* their names; the first empty one ends them */
    struct chart_stack_rows rows;
};
MUST_USE enum err chart_stack(struct arena *a, const struct chart_stack *c, struct chart *ret);

/* Before and after, a line for each row. */
struct chart_slope_row {
    struct str label;
    struct chart_value before, after; /* one missing: only in the table */
};
LIST_OF(chart_slope_rows, struct chart_slope_row);
struct chart_slope {
    struct chart_words words;
    struct str before, after; /* "March", "September" */
    struct chart_slope_rows rows;
};
MUST_USE enum err chart_slope(struct arena *a, const struct chart_slope *c, struct chart *ret);

/* A dot for each case, and a line at the median of each row. */
struct chart_dots_row {
    struct str label;
    const double *values;
    size_t n;
};
LIST_OF(chart_dots_rows, struct chart_dots_row);
struct chart_dots {
    struct chart_words words;
    struct chart_dots_rows rows;
};
MUST_USE enum err chart_dots(struct arena *a, const struct chart_dots *c, struct chart *ret);

/* A thin row of columns, one for each month or week. None is negative. */
struct chart_moment {
    struct str label; /* "Nov": under the column, where there is room */
    struct str whole; /* "November 2026": in the table */
    double value;
};
LIST_OF(chart_moments, struct chart_moment);
struct chart_strip {
    struct chart_words words;
    struct chart_moments moments;
};
MUST_USE enum err chart_strip(struct arena *a, const struct chart_strip *c, struct chart *ret);

/* The same few bars for each of several things, on one scale. None is negative. */
struct chart_panel {
    struct str label;
    struct chart_value values[CHART_PERIODS_MOST];
};
LIST_OF(chart_panels, struct chart_panel);
struct chart_multiples {
    struct chart_words words;
    struct str periods[CHART_PERIODS_MOST]; /* "Last", "Now"; the first empty one ends them */
    struct chart_panels panels;
};
MUST_USE enum err chart_multiples(struct arena *a, const struct chart_multiples *c, struct chart *ret);

/* The people and services around a person: family and community at the left, services at the right. */
enum chart_tie { TIE_STRONG, TIE_STEADY, TIE_NEW, TIE_STRAINED, TIES };
enum chart_side { SIDE_COMMUNITY, SIDE_SERVICES };
struct chart_around {
    struct str name, what; /* "Sara Rahman", "Daughter, main carer" */
    struct str group;      /* "Family and friends": those of one group stand together */
    enum chart_tie tie;
    enum chart_side side;
    struct url href; /* if any has one, the picture has links */
};
LIST_OF(chart_arounds, struct chart_around);
struct chart_ecomap {
    struct chart_words words;
    struct str person, detail; /* "Amina Rahman", "83, lives alone" */
    struct chart_arounds around;
};
MUST_USE enum err chart_ecomap(struct arena *a, const struct chart_ecomap *c, struct chart *ret);
struct str chart_tie_word(enum chart_tie tie); /* "strong" */

#endif
