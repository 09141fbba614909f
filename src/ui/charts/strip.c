/* A thin row of columns. Numbers stand over the columns where all have room, else only that of the highest. */
#include "ui/charts/figures.h"

enum { TOP = 18, HEIGHT = 40, BOTTOM = 20, GAP = 4, BETWEEN = 2, NUMBER = 14 };

struct strip {
    const struct chart_strip *c;
    struct scale scale;
    size_t highest, step; /* step: every how manieth label has room */
    bool numbers_fit;
};

static int left_of(const struct strip *s, size_t i)
{
    return (int)(i * PICTURE_NARROW / s->c->moments.n);
}

static bool strip_read(struct arena *a, const struct chart_strip *c, struct strip *s)
{
    *s = (struct strip){.c = c, .scale.to = HEIGHT, .numbers_fit = true, .step = 1};
    if (!words_fit(&c->words) || !rows_fit(c->moments.n, CHART_STRIP_MOST)) return false;
    int pitch = PICTURE_NARROW / (int)c->moments.n, widest = 1;
    for (size_t i = 0; i < c->moments.n; i++) {
        const struct chart_moment *m = &c->moments.items[i];
        if (!m->label.n || !m->whole.n || !figure_fits(m->value) || m->value < 0) return false;
        if (m->value > s->scale.highest) s->scale.highest = m->value;
        if (m->value > c->moments.items[s->highest].value) s->highest = i;
        int label = words_width(m->label, NUMBER, false);
        if (label > widest) widest = label;
        if (words_width(figure_text(a, &c->words, m->value), NUMBER, true) > pitch - 2) s->numbers_fit = false;
    }
    s->step = (size_t)((widest + BETWEEN + pitch - 1) / pitch);
    return true;
}

static void draw_number(struct pen *p, const struct strip *s, size_t i, int middle, int top)
{
    struct str number = figure_text(p->arena, &s->c->words, s->c->moments.items[i].value);
    int half = words_width(number, NUMBER, true) / 2 + 1;
    if (middle < half) middle = half;
    if (middle > PICTURE_NARROW - half) middle = PICTURE_NARROW - half;
    pen_words(p, number,
        (struct words_at){
            .x = middle, .y = top - 4, .size = NUMBER, .anchor = ANCHOR_MIDDLE, .bold = true, .is_number = true});
}

static void draw_label(struct pen *p, const struct strip *s, size_t i)
{
    struct str label = s->c->moments.items[i].label;
    int x = left_of(s, i), room = PICTURE_NARROW - x;
    if (i % s->step || (i && words_width(label, NUMBER, false) > room)) return;
    int pitch = left_of(s, i + s->step < s->c->moments.n ? i + s->step : s->c->moments.n) - x;
    int most = i + s->step < s->c->moments.n ? pitch - BETWEEN : room;
    pen_words(
        p, label, (struct words_at){.x = x, .y = TOP + HEIGHT + 15, .size = NUMBER, .most = most, .quiet = true});
}

static void draw(struct pen *p, const struct strip *s)
{
    for (size_t i = 0; i < s->c->moments.n; i++) {
        int x = left_of(s, i), width = left_of(s, i + 1) - x - GAP;
        int height = scale_length(&s->scale, s->c->moments.items[i].value), top = TOP + HEIGHT - height;
        if (height) pen_bar(p, BAND_LOOKS[0], x, top, width, height);
        if (s->numbers_fit || i == s->highest) draw_number(p, s, i, x + width / 2, top);
        draw_label(p, s, i);
    }
    pen_line(p, STR("c-axis"), 0, TOP + HEIGHT, PICTURE_NARROW, TOP + HEIGHT);
}

enum err chart_strip(struct arena *a, const struct chart_strip *c, struct chart *ret)
{
    struct strip s;
    if (!strip_read(a, c, &s)) return ERR_INVALID;
    struct pen p = pen_new(a, PICTURE_NARROW);
    draw(&p, &s);
    listing_new(a, ret, &c->words, 2, c->moments.n);
    listing_column(ret, c->words.number, true);
    for (size_t i = 0; i < c->moments.n; i++) {
        listing_row(a, ret, c->moments.items[i].whole);
        listing_cell(ret, figure_text(a, &c->words, c->moments.items[i].value));
    }
    chart_with_picture(a, ret, pen_picture(&p, TOP + HEIGHT + BOTTOM));
    return ERR_NONE;
}
