/* Before and after: a line for each row; labels stand at their ends and are pushed apart where they would meet. */
#include "ui/charts/figures.h"

enum {
    TOP = 36,
    LABEL_PITCH = 40,
    NUMBER_PITCH = 22,
    LEAST_HEIGHT = 160,
    LABEL_WIDTH = 150,
    LEADER = 14,
    BETWEEN = 4,
    DOT = 4,
    HEAD_MOST = 170,
};

struct slope_end {
    double v;
    int at, y; /* where the value is, and where its words are */
    size_t row;
};
struct slope_ends {
    struct slope_end items[CHART_SLOPE_MOST];
    size_t n;
};

/* Sorted from the highest value down, then each far enough below the one before. */
static void push_apart(struct slope_ends *e, int pitch, int bottom)
{
    for (size_t i = 1; i < e->n; i++)
        for (size_t k = i; k && e->items[k].v > e->items[k - 1].v; k--) {
            struct slope_end swap = e->items[k];
            e->items[k] = e->items[k - 1];
            e->items[k - 1] = swap;
        }
    for (size_t i = 0; i < e->n; i++) {
        int least = i ? e->items[i - 1].y + pitch : TOP;
        e->items[i].y = e->items[i].at < least ? least : e->items[i].at;
    }
    for (size_t i = e->n; i-- > 0; bottom -= pitch)
        if (e->items[i].y > bottom) e->items[i].y = bottom;
}

static bool row_fits(const struct chart_slope_row *row)
{
    return row->label.n && (row->before.missing || figure_fits(row->before.v)) &&
        (row->after.missing || figure_fits(row->after.v));
}

static void add_end(struct slope_ends *e, double v, int at, size_t row)
{
    e->items[e->n++] = (struct slope_end){.v = v, .at = at, .row = row};
}

static struct scale scale_of(const struct chart_slope *c, int height)
{
    struct scale s = {.from = TOP + height, .to = TOP};
    bool first = true;
    for (size_t i = 0; i < c->rows.n; i++) {
        const struct chart_slope_row *row = &c->rows.items[i];
        if (row->before.missing || row->after.missing) continue;
        double low = row->before.v < row->after.v ? row->before.v : row->after.v;
        double high = row->before.v > row->after.v ? row->before.v : row->after.v;
        if (first || low < s.lowest) s.lowest = low;
        if (first || high > s.highest) s.highest = high;
        first = false;
    }
    return s;
}

static void draw_left(struct pen *p, const struct chart_slope *c, const struct slope_ends *e, int width)
{
    for (size_t i = 0; i < e->n; i++) {
        int end = width + BETWEEN;
        pen_words(p, figure_text(p->arena, &c->words, e->items[i].v),
            (struct words_at){.x = width,
                .y = e->items[i].y + 5,
                .size = LETTERS,
                .anchor = ANCHOR_END,
                .bold = true,
                .is_number = true});
        pen_line(p, STR("c-lead"), end, e->items[i].y, end + LEADER, e->items[i].at);
    }
}

static void draw_right(struct pen *p, const struct chart_slope *c, const struct slope_ends *e, int x)
{
    for (size_t i = 0; i < e->n; i++) {
        const struct slope_end *end = &e->items[i];
        int words = x + LEADER + BETWEEN;
        pen_line(p, STR("c-lead"), x, end->at, x + LEADER, end->y);
        pen_words(p, figure_text(p->arena, &c->words, end->v),
            (struct words_at){.x = words, .y = end->y + 5, .size = LETTERS, .bold = true, .is_number = true});
        pen_words(p, c->rows.items[end->row].label,
            (struct words_at){
                .x = words, .y = end->y + 22, .size = LETTERS_SMALL, .most = PICTURE_NARROW - words});
    }
}

static int widest(struct arena *a, const struct chart_slope *c, bool before)
{
    int width = 0;
    for (size_t i = 0; i < c->rows.n; i++) {
        struct chart_value v = before ? c->rows.items[i].before : c->rows.items[i].after;
        int w = v.missing ? 0 : words_width(figure_text(a, &c->words, v.v), LETTERS, true);
        if (w > width) width = w;
    }
    return width;
}

static int draw(struct pen *p, const struct chart_slope *c)
{
    struct slope_ends left = {.n = 0}, right = {.n = 0};
    size_t drawn = 0;
    for (size_t i = 0; i < c->rows.n; i++)
        drawn += !c->rows.items[i].before.missing && !c->rows.items[i].after.missing;
    int height = (int)drawn * LABEL_PITCH > LEAST_HEIGHT ? (int)drawn * LABEL_PITCH : LEAST_HEIGHT;
    int width = widest(p->arena, c, true), label_width = widest(p->arena, c, false);
    if (label_width < LABEL_WIDTH) label_width = LABEL_WIDTH;
    struct scale s = scale_of(c, height);
    for (size_t i = 0; i < c->rows.n; i++) {
        const struct chart_slope_row *row = &c->rows.items[i];
        if (row->before.missing || row->after.missing) continue;
        add_end(&left, row->before.v, scale_at(&s, row->before.v), i);
        add_end(&right, row->after.v, scale_at(&s, row->after.v), i);
    }
    push_apart(&left, NUMBER_PITCH, TOP + height);
    push_apart(&right, LABEL_PITCH, TOP + height);
    int from = width + BETWEEN + LEADER, to = PICTURE_NARROW - label_width - BETWEEN - LEADER;
    for (size_t i = 0; i < c->rows.n; i++) {
        const struct chart_slope_row *row = &c->rows.items[i];
        if (row->before.missing || row->after.missing) continue;
        int y = scale_at(&s, row->before.v), to_y = scale_at(&s, row->after.v);
        pen_line(p, STR("c-slope"), from, y, to, to_y);
        pen_dot(p, STR("c-k1"), from, y, DOT);
        pen_dot(p, STR("c-k1"), to, to_y, DOT);
    }
    draw_left(p, c, &left, width);
    draw_right(p, c, &right, to);
    struct words_at head = {.y = LETTERS, .size = LETTERS_SMALL, .most = HEAD_MOST, .quiet = true};
    pen_words(p, c->before, head);
    head.anchor = ANCHOR_END;
    head.x = PICTURE_NARROW;
    pen_words(p, c->after, head);
    return TOP + height + LINE_PITCH + ROW_GAP;
}

enum err chart_slope(struct arena *a, const struct chart_slope *c, struct chart *ret)
{
    bool fit = words_fit(&c->words) && rows_fit(c->rows.n, CHART_SLOPE_MOST) && c->before.n && c->after.n;
    for (size_t i = 0; fit && i < c->rows.n; i++) fit = row_fits(&c->rows.items[i]);
    if (!fit) return ERR_INVALID;
    struct pen p = pen_new(a, PICTURE_NARROW);
    int height = draw(&p, c);
    listing_new(a, ret, &c->words, 3, c->rows.n);
    listing_column(ret, c->before, true);
    listing_column(ret, c->after, true);
    for (size_t i = 0; i < c->rows.n; i++) {
        const struct chart_slope_row *row = &c->rows.items[i];
        listing_row(a, ret, row->label);
        listing_cell(ret, value_text(a, &c->words, row->before));
        listing_cell(ret, value_text(a, &c->words, row->after));
    }
    chart_with_picture(a, ret, pen_picture(&p, height));
    return ERR_NONE;
}
