/* Stacked bars: each number inside its part where it fits, else beneath, with the name of its band. */
#include "ui/charts/figures.h"

enum { HEIGHT = 24, NUMBER_ROOM = 8, HEAD_MOST = 220, GAP = 1, BENEATH_GAP = 14 };

struct stack {
    const struct chart_stack *c;
    size_t bands;
    bool has_capacity;
    struct scale scale;
};

static double total_of(const struct stack *s, const struct chart_stack_row *row)
{
    double total = 0;
    for (size_t b = 0; b < s->bands; b++) total += row->values[b];
    return total;
}

static bool row_fits(const struct stack *s, const struct chart_stack_row *row)
{
    bool fits = row->label.n && figure_fits(row->capacity) && row->capacity >= 0;
    for (size_t b = 0; fits && b < s->bands; b++) fits = figure_fits(row->values[b]) && row->values[b] >= 0;
    return fits && figure_fits(total_of(s, row));
}

static bool stack_read(const struct chart_stack *c, struct stack *s)
{
    *s = (struct stack){.c = c, .scale.to = PICTURE_NARROW};
    while (s->bands < CHART_BANDS_MOST && c->bands[s->bands].n) s->bands++;
    if (!words_fit(&c->words) || !rows_fit(c->rows.n, CHART_ROWS_MOST) || !s->bands) return false;
    for (size_t i = 0; i < c->rows.n; i++) {
        const struct chart_stack_row *row = &c->rows.items[i];
        if (!row_fits(s, row)) return false;
        double total = total_of(s, row);
        s->has_capacity = s->has_capacity || row->capacity > 0;
        if (total > s->scale.highest) s->scale.highest = total;
        if (row->capacity > s->scale.highest) s->scale.highest = row->capacity;
    }
    return true;
}

/* "38 of 40" */
static struct str head_of(struct arena *a, const struct stack *s, const struct chart_stack_row *row)
{
    struct str total = figure_text(a, &s->c->words, total_of(s, row));
    if (row->capacity <= 0) return total;
    struct str capacity = figure_text(a, &s->c->words, row->capacity);
    struct str both = str_printf(a, "%.*s of %.*s", STR_ARG(total), STR_ARG(capacity));
    return words_width(both, LETTERS, true) <= HEAD_MOST ? both : total;
}

/* Numbers whose part is too narrow for them: "Simple 1", side by side, in as many lines as it takes. */
struct beneath {
    int x, y;
};

static void name_beneath(struct pen *p, struct beneath *at, struct str band, struct str number)
{
    struct str words = str_printf(p->arena, "%.*s %.*s",
        STR_ARG(words_fitting(p->arena, band, LETTERS_SMALL, false, PICTURE_NARROW / 2 - NUMBER_ROOM)),
        STR_ARG(number));
    int width = words_width(words, LETTERS_SMALL, false);
    if (at->x && at->x + width > PICTURE_NARROW) *at = (struct beneath){0, at->y + LINE_PITCH};
    pen_words(p, words, (struct words_at){.x = at->x, .y = at->y, .size = LETTERS_SMALL, .is_number = true});
    at->x += width + BENEATH_GAP;
}

static int draw_parts(struct pen *p, const struct stack *s, const struct chart_stack_row *row, int y)
{
    struct beneath at = {0, y + HEIGHT + LINE_PITCH};
    double sum = 0;
    for (size_t b = 0; b < s->bands; b++) {
        int from = scale_length(&s->scale, sum), to = scale_length(&s->scale, sum += row->values[b]);
        struct str number = figure_text(p->arena, &s->c->words, row->values[b]);
        if (to > from) pen_bar(p, BAND_LOOKS[b], from, y, to - from > GAP ? to - from - GAP : to - from, HEIGHT);
        if (to - from < words_width(number, LETTERS_SMALL, true) + NUMBER_ROOM) {
            name_beneath(p, &at, s->c->bands[b], number);
            continue;
        }
        struct mark *m = pen_words(p, number,
            (struct words_at){.x = from + (to - from) / 2,
                .y = y + HEIGHT - 7,
                .size = LETTERS_SMALL,
                .anchor = ANCHOR_MIDDLE,
                .bold = true,
                .is_number = true});
        m->look = BAND_LETTERS[b];
    }
    return at.x ? at.y : y + HEIGHT;
}

static int draw_row(
    struct pen *p, const struct stack *s, const struct chart_stack_row *row, struct str head, int y)
{
    y = pen_row_head(p, 0, y, PICTURE_NARROW, row->label, head) + BAR_ABOVE;
    pen_bar(p, STR("c-track"), 0, y, PICTURE_NARROW, HEIGHT);
    int end = draw_parts(p, s, row, y);
    if (row->capacity > 0) {
        int x = scale_length(&s->scale, row->capacity);
        if (x > PICTURE_NARROW - 2) x = PICTURE_NARROW - 2;
        pen_line(p, STR("c-cap"), x, y - 3, x, y + HEIGHT + 3);
    }
    return end + ROW_GAP;
}

static void add_key(struct arena *a, const struct stack *s, struct chart *ret)
{
    ret->key.items = ARENA_ARRAY(a, struct chart_key, s->bands + 1);
    for (size_t b = 0; b < s->bands; b++)
        ret->key.items[ret->key.n++] = (struct chart_key){.words = s->c->bands[b], .look = BAND_LOOKS[b]};
    if (s->has_capacity)
        ret->key.items[ret->key.n++] =
            (struct chart_key){.words = STR("Full"), .look = STR("c-cap"), .line = true};
}

static void add_line(struct arena *a, const struct stack *s, const struct chart_stack_row *row, struct chart *ret)
{
    const struct chart_words *w = &s->c->words;
    listing_row(a, ret, row->label);
    for (size_t b = 0; b < s->bands; b++) listing_cell(ret, figure_text(a, w, row->values[b]));
    listing_cell(ret, figure_text(a, w, total_of(s, row)));
    if (!s->has_capacity) return;
    listing_cell(ret, row->capacity > 0 ? figure_text(a, w, row->capacity) : STR("Not set"));
}

enum err chart_stack(struct arena *a, const struct chart_stack *c, struct chart *ret)
{
    struct stack s;
    if (!stack_read(c, &s)) return ERR_INVALID;
    struct pen p = pen_new(a, PICTURE_NARROW);
    listing_new(a, ret, &c->words, s.bands + 3, c->rows.n);
    for (size_t b = 0; b < s.bands; b++) listing_column(ret, c->bands[b], true);
    listing_column(ret, c->words.number, true);
    if (s.has_capacity) listing_column(ret, STR("Full at"), true);
    int y = 0;
    for (size_t i = 0; i < c->rows.n; i++) {
        const struct chart_stack_row *row = &c->rows.items[i];
        y = draw_row(&p, &s, row, head_of(a, &s, row), y);
        add_line(a, &s, row, ret);
    }
    add_key(a, &s, ret);
    chart_with_picture(a, ret, pen_picture(&p, y));
    return ERR_NONE;
}
