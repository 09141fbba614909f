/* A dot for each case. Dots that would cover one another stand one above the other, as far as the row is high. */
#include "ui/charts/figures.h"

enum { DOT = 5, APART = 2 * DOT + 1, LEVELS = 5, EDGE = DOT + 2 };

static bool row_fits(const struct chart_dots_row *row)
{
    bool fits = row->label.n && row->n <= CHART_DOTS_MOST;
    for (size_t i = 0; fits && i < row->n; i++) fits = figure_fits(row->values[i]);
    return fits;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double *sorted(struct arena *a, const struct chart_dots_row *row)
{
    double *values = ARENA_ARRAY(a, double, row->n + 1);
    for (size_t i = 0; i < row->n; i++) values[i] = row->values[i];
    qsort(values, row->n, sizeof *values, compare);
    return values;
}

static double median_of(const double *sorted_values, size_t n)
{
    return n % 2 ? sorted_values[n / 2] : (sorted_values[n / 2 - 1] + sorted_values[n / 2]) / 2;
}

/* The level on which a dot touches none before it; the lowest where all are taken. */
static int level_for(int last[LEVELS], int x)
{
    for (int level = 0; level < LEVELS; level++)
        if (x - last[level] >= APART) return level;
    return 0;
}

static int draw_row(struct pen *p, const struct scale *s, const double *values, size_t n, int y)
{
    int last[LEVELS], tops[CHART_DOTS_MOST], most = 0;
    for (int i = 0; i < LEVELS; i++) last[i] = -APART;
    for (size_t i = 0; i < n; i++) {
        int x = scale_at(s, values[i]), level = level_for(last, x);
        last[level] = x;
        tops[i] = level;
        if (level > most) most = level;
    }
    int base = y + most * APART + DOT;
    pen_line(p, STR("c-axis"), 0, base + DOT + 2, PICTURE_NARROW, base + DOT + 2);
    for (size_t i = 0; i < n; i++) pen_dot(p, STR("c-dot"), scale_at(s, values[i]), base - tops[i] * APART, DOT);
    if (n) {
        int x = scale_at(s, median_of(values, n));
        pen_line(p, STR("c-cap"), x, y - 2, x, base + DOT + 5);
    }
    return base + DOT + 6;
}

static void draw_ends(struct pen *p, const struct chart_dots *c, const struct scale *s, int y)
{
    struct words_at at = {.y = y, .size = LETTERS_SMALL, .is_number = true, .quiet = true};
    pen_words(p, figure_text(p->arena, &c->words, s->lowest), at);
    at.x = PICTURE_NARROW;
    at.anchor = ANCHOR_END;
    pen_words(p, figure_text(p->arena, &c->words, s->highest), at);
}

static bool read_scale(const struct chart_dots *c, struct scale *s)
{
    bool fit = words_fit(&c->words) && rows_fit(c->rows.n, CHART_ROWS_MOST), any = false;
    *s = (struct scale){.from = EDGE, .to = PICTURE_NARROW - EDGE};
    for (size_t i = 0; fit && i < c->rows.n; i++) {
        const struct chart_dots_row *row = &c->rows.items[i];
        fit = row_fits(row);
        for (size_t k = 0; fit && k < row->n; k++) {
            if (!any || row->values[k] < s->lowest) s->lowest = row->values[k];
            if (!any || row->values[k] > s->highest) s->highest = row->values[k];
            any = true;
        }
    }
    return fit && any;
}

static void add_line(struct arena *a, const struct chart_dots *c, const struct chart_dots_row *row,
    const double *values, struct chart *ret)
{
    listing_row(a, ret, row->label);
    listing_cell(ret, str_printf(a, "%zu", row->n));
    const double three[] = {values[0], row->n ? median_of(values, row->n) : 0, values[row->n ? row->n - 1 : 0]};
    for (size_t i = 0; i < COUNT_OF(three); i++)
        listing_cell(ret, row->n ? figure_text(a, &c->words, three[i]) : STR("No data"));
}

static struct str head_of(struct arena *a, const struct chart_dots *c, const double *values, size_t n)
{
    if (!n) return STR("No data");
    return str_printf(a, "median %.*s", STR_ARG(figure_text(a, &c->words, median_of(values, n))));
}

enum err chart_dots(struct arena *a, const struct chart_dots *c, struct chart *ret)
{
    struct scale s;
    if (!read_scale(c, &s)) return ERR_INVALID;
    struct pen p = pen_new(a, PICTURE_NARROW);
    listing_new(a, ret, &c->words, 5, c->rows.n);
    listing_column(ret, c->words.number, true);
    listing_column(ret, STR("Lowest"), true);
    listing_column(ret, STR("Median"), true);
    listing_column(ret, STR("Highest"), true);
    int y = 0;
    for (size_t i = 0; i < c->rows.n; i++) {
        const struct chart_dots_row *row = &c->rows.items[i];
        const double *values = sorted(a, row);
        struct str head = head_of(a, c, values, row->n);
        y = pen_row_head(&p, 0, y, PICTURE_NARROW, row->label, head) + BAR_ABOVE;
        y = draw_row(&p, &s, values, row->n, y) + ROW_GAP;
        add_line(a, c, row, values, ret);
    }
    draw_ends(&p, c, &s, y);
    ret->key.items = ARENA_ARRAY(a, struct chart_key, 1);
    ret->key.items[ret->key.n++] = (struct chart_key){.words = STR("Median"), .look = STR("c-cap"), .line = true};
    chart_with_picture(a, ret, pen_picture(&p, y + 6));
    return ERR_NONE;
}
