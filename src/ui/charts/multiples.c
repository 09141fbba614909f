/* Small multiples: the same few bars for each of several things, on one scale, two panels side by side where the
 * numbers are short. */
#include "ui/charts/figures.h"

enum { HALF = 170, NAME_MOST = 60, BETWEEN = 8, PITCH = 20, HEIGHT = 12, NUMBER_SHORT = 48, PANEL_GAP = 18 };

struct multiples {
    const struct chart_multiples *c;
    size_t periods, across;
    struct scale scale;
    int number_width, width;
};

static bool value_fits(struct arena *a, struct multiples *m, struct chart_value v)
{
    if (!v.missing && (!figure_fits(v.v) || v.v < 0)) return false;
    if (!v.missing && v.v > m->scale.highest) m->scale.highest = v.v;
    int width = words_width(value_text(a, &m->c->words, v), LETTERS_SMALL, true);
    if (width > m->number_width) m->number_width = width;
    return true;
}

static bool multiples_read(struct arena *a, const struct chart_multiples *c, struct multiples *m)
{
    *m = (struct multiples){.c = c};
    while (m->periods < CHART_PERIODS_MOST && c->periods[m->periods].n) m->periods++;
    if (!words_fit(&c->words) || !rows_fit(c->panels.n, CHART_PANELS_MOST) || !m->periods) return false;
    for (size_t i = 0; i < c->panels.n; i++) {
        if (!c->panels.items[i].label.n) return false;
        for (size_t k = 0; k < m->periods; k++)
            if (!value_fits(a, m, c->panels.items[i].values[k])) return false;
    }
    m->across = m->number_width <= NUMBER_SHORT ? 2 : 1;
    m->width = m->across == 2 ? HALF : PICTURE_NARROW;
    m->scale.to = m->width - NAME_MOST - m->number_width - 2 * BETWEEN;
    return true;
}

static void draw_period(struct pen *p, const struct multiples *m, size_t i, size_t k, int x, int y)
{
    struct chart_value v = m->c->panels.items[i].values[k];
    int bar = x + NAME_MOST + BETWEEN, length = v.missing ? 0 : scale_length(&m->scale, v.v);
    pen_words(p, m->c->periods[k],
        (struct words_at){.x = x, .y = y + HEIGHT, .size = LETTERS_SMALL, .most = NAME_MOST, .quiet = true});
    if (length) pen_bar(p, BAND_LOOKS[k + 1 == m->periods ? 0 : 1], bar, y + 1, length, HEIGHT);
    pen_words(p, value_text(p->arena, &m->c->words, v),
        (struct words_at){
            .x = bar + length + BETWEEN, .y = y + HEIGHT, .size = LETTERS_SMALL, .bold = true, .is_number = true});
}

/* One panel; returns the y below it. label_lines: where its neighbour's label is longer, its bars wait for it. */
static int draw_panel(struct pen *p, const struct multiples *m, size_t i, int x, int below_labels)
{
    int y = below_labels;
    for (size_t k = 0; k < m->periods; k++, y += PITCH) draw_period(p, m, i, k, x, y);
    return y;
}

static int draw_across(struct pen *p, const struct multiples *m, size_t first, int y)
{
    int below_labels = y, below = y;
    for (size_t i = first; i < first + m->across && i < m->c->panels.n; i++) {
        int x = (int)(i - first) * (PICTURE_NARROW - m->width);
        int end = pen_row_head(p, x, y, m->width, m->c->panels.items[i].label, STR_NONE);
        if (end > below_labels) below_labels = end;
    }
    for (size_t i = first; i < first + m->across && i < m->c->panels.n; i++)
        below = draw_panel(p, m, i, (int)(i - first) * (PICTURE_NARROW - m->width), below_labels + 2);
    return below + PANEL_GAP;
}

enum err chart_multiples(struct arena *a, const struct chart_multiples *c, struct chart *ret)
{
    struct multiples m;
    if (!multiples_read(a, c, &m)) return ERR_INVALID;
    struct pen p = pen_new(a, PICTURE_NARROW);
    listing_new(a, ret, &c->words, m.periods + 1, c->panels.n);
    for (size_t k = 0; k < m.periods; k++) listing_column(ret, c->periods[k], true);
    int y = 0;
    for (size_t i = 0; i < c->panels.n; i += m.across) y = draw_across(&p, &m, i, y);
    for (size_t i = 0; i < c->panels.n; i++) {
        listing_row(a, ret, c->panels.items[i].label);
        for (size_t k = 0; k < m.periods; k++)
            listing_cell(ret, value_text(a, &c->words, c->panels.items[i].values[k]));
    }
    chart_with_picture(a, ret, pen_picture(&p, y));
    return ERR_NONE;
}
