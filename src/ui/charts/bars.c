/* Bars, and the funnel, which is bars that never grow. The number stands at the right of its row's label. */
#include "ui/charts/figures.h"

static struct scale scale_of(const struct chart_rows *rows)
{
    struct scale s = {.to = PICTURE_NARROW};
    for (size_t i = 0; i < rows->n; i++) {
        if (rows->items[i].value.missing) continue;
        if (rows->items[i].value.v < s.lowest) s.lowest = rows->items[i].value.v;
        if (rows->items[i].value.v > s.highest) s.highest = rows->items[i].value.v;
    }
    if (s.highest <= s.lowest) s.highest = s.lowest + 1; /* all are 0: zero stands at the left */
    return s;
}

/* Between zero and the value; something that is not nothing is seen. */
static void draw_bar(struct pen *p, const struct scale *s, int y, double v)
{
    int zero = scale_at(s, 0), end = scale_at(s, v), from = end < zero ? end : zero,
        width = end < zero ? zero - end : end - zero;
    if (!width && v != 0) width = 1;
    if (from + width > s->to) from = s->to - width;
    pen_bar(p, STR("c-track"), s->from, y, s->to - s->from, BAR_HEIGHT);
    if (width) pen_bar(p, BAND_LOOKS[0], from, y, width, BAR_HEIGHT);
    if (s->lowest < 0) pen_line(p, STR("c-axis"), zero, y - 2, zero, y + BAR_HEIGHT + 2);
}

static int draw_row(struct pen *p, const struct scale *s, int y, const struct chart_row *row, struct str number)
{
    y = pen_row_head(p, 0, y, PICTURE_NARROW, row->label, number) + BAR_ABOVE;
    if (!row->value.missing) draw_bar(p, s, y, row->value.v);
    return y + BAR_HEIGHT + ROW_GAP;
}

static bool all_fit(const struct chart_words *w, const struct chart_rows *rows)
{
    bool fit = words_fit(w) && rows_fit(rows->n, CHART_ROWS_MOST);
    for (size_t i = 0; fit && i < rows->n; i++)
        fit = rows->items[i].label.n && (rows->items[i].value.missing || figure_fits(rows->items[i].value.v));
    return fit;
}

enum err chart_bars(struct arena *a, const struct chart_bars *c, struct chart *ret)
{
    if (!all_fit(&c->words, &c->rows)) return ERR_INVALID;
    struct scale s = scale_of(&c->rows);
    struct pen p = pen_new(a, PICTURE_NARROW);
    int y = 0;
    listing_new(a, ret, &c->words, 2, c->rows.n);
    listing_column(ret, c->words.number, true);
    for (size_t i = 0; i < c->rows.n; i++) {
        const struct chart_row *row = &c->rows.items[i];
        struct str number = value_text(a, &c->words, row->value);
        y = draw_row(&p, &s, y, row, number);
        listing_row(a, ret, row->label);
        listing_cell(ret, number);
    }
    chart_with_picture(a, ret, pen_picture(&p, y));
    return ERR_NONE;
}

static bool falls(const struct chart_rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        const struct chart_value *v = &rows->items[i].value;
        if (v->missing || v->v < 0 || (i && v->v > rows->items[i - 1].value.v)) return false;
    }
    return true;
}

/* "412 (38%)"; of nothing there are no parts. */
static struct str kept_of(struct arena *a, struct str number, struct str part)
{
    return part.n ? str_printf(a, "%.*s (%.*s)", STR_ARG(number), STR_ARG(part)) : number;
}

enum err chart_funnel(struct arena *a, const struct chart_funnel *c, struct chart *ret)
{
    if (!all_fit(&c->words, &c->rows) || !falls(&c->rows)) return ERR_INVALID;
    double first = c->rows.items[0].value.v;
    struct scale s = scale_of(&c->rows);
    struct pen p = pen_new(a, PICTURE_NARROW);
    int y = 0;
    listing_new(a, ret, &c->words, 4, c->rows.n);
    listing_column(ret, c->words.number, true);
    listing_column(ret, STR("Of the first"), true);
    listing_column(ret, STR("Lost since the step before"), true);
    for (size_t i = 0; i < c->rows.n; i++) {
        const struct chart_row *row = &c->rows.items[i];
        double lost = i ? c->rows.items[i - 1].value.v - row->value.v : 0;
        struct str number = figure_text(a, &c->words, row->value.v);
        struct str part = first > 0 ? part_text(a, row->value.v, first) : STR_NONE;
        y = draw_row(&p, &s, y, row, kept_of(a, number, part));
        listing_row(a, ret, row->label);
        listing_cell(ret, number);
        listing_cell(ret, part.n ? part : STR("No data"));
        listing_cell(ret, figure_text(a, &c->words, lost));
    }
    chart_with_picture(a, ret, pen_picture(&p, y));
    return ERR_NONE;
}
