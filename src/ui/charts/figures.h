/*
 * What the kinds of chart share: refusing what can't be drawn, numbers as words, the scale, the table.
 *
 * Private to ui/charts. Both the picture and the table take their numbers from figure_text(), so that they can't
 * say different things.
 */
#ifndef CAIRN_UI_FIGURES_H
#define CAIRN_UI_FIGURES_H

#include "ui/charts/charts.h"

enum { BAR_HEIGHT = 16, BAR_ABOVE = 4, ROW_GAP = 14 };

bool figure_fits(double v); /* a number, and not too large */
bool words_fit(const struct chart_words *w);
bool rows_fit(size_t n, size_t most); /* at least one, and at most `most` */

/* "12,345.5", with a minus sign; "No data". */
struct str figure_text(struct arena *a, const struct chart_words *w, double v);
struct str value_text(struct arena *a, const struct chart_words *w, struct chart_value v);
/* What part v is of the whole, in full per cent; the whole is above 0. */
struct str part_text(struct arena *a, double v, double whole);

/* A straight scale: where a value stands between two ends. */
struct scale {
    double lowest, highest;
    int from, to;
};
int scale_at(const struct scale *s, double v);
/* From zero to the largest: a value above zero is at least one unit long. */
int scale_length(const struct scale *s, double v);

/* ---- the table: columns first, then rows, cell by cell ---- */
void listing_new(struct arena *a, struct chart *c, const struct chart_words *w, size_t columns, size_t rows);
void listing_column(struct chart *c, struct str heading, bool numeric);
void listing_row(struct arena *a, struct chart *c, struct str name);
void listing_cell(struct chart *c, struct str text);

void chart_with_picture(struct arena *a, struct chart *c, struct chart_picture picture);
extern const struct str BAND_LOOKS[CHART_BANDS_MOST];   /* the four colours */
extern const struct str BAND_LETTERS[CHART_BANDS_MOST]; /* the colour of letters on them */

#endif
