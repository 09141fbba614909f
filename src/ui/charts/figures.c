#include "ui/charts/figures.h"

#include <math.h>

const struct str BAND_LOOKS[] = {STR_INIT("c-k1"), STR_INIT("c-k2"), STR_INIT("c-k3"), STR_INIT("c-k4")};
const struct str BAND_LETTERS[] = {STR_INIT("c-on"), STR_INIT("c-ink"), STR_INIT("c-on"), STR_INIT("c-ink")};

enum { DECIMALS_MOST = 3 };

bool figure_fits(double v)
{
    return isfinite(v) && v >= -CHART_LARGEST && v <= CHART_LARGEST;
}

bool words_fit(const struct chart_words *w)
{
    return w->id.n && w->title.n && w->about.n && w->of.n && w->number.n && w->decimals >= 0 &&
        w->decimals <= DECIMALS_MOST;
}

bool rows_fit(size_t n, size_t most)
{
    return n >= 1 && n <= most;
}

struct str figure_text(struct arena *a, const struct chart_words *w, double v)
{
    struct str plain = str_printf(a, "%.*f", w->decimals, fabs(v));
    size_t whole = plain.n - (w->decimals ? (size_t)w->decimals + 1 : 0);
    char *out = ARENA_ARRAY(a, char, plain.n + plain.n / 3 + 4);
    size_t n = 0;
    bool is_zero = true;
    for (size_t i = 0; i < plain.n; i++) is_zero = is_zero && (plain.p[i] == '0' || plain.p[i] == '.');
    if (v < 0 && !is_zero) /* the minus sign U+2212, not a hyphen; and no "-0" */
        for (const char *minus = "\xE2\x88\x92"; *minus; minus++) out[n++] = *minus;
    for (size_t i = 0; i < plain.n; i++) {
        if (i && i < whole && (whole - i) % 3 == 0) out[n++] = ',';
        out[n++] = plain.p[i];
    }
    return (struct str){out, n};
}

struct str value_text(struct arena *a, const struct chart_words *w, struct chart_value v)
{
    return v.missing ? STR("No data") : figure_text(a, w, v.v);
}

struct str part_text(struct arena *a, double v, double whole)
{
    return str_printf(a, "%.0f%%", v / whole * 100);
}

int scale_at(const struct scale *s, double v)
{
    if (s->highest <= s->lowest) return s->from + (s->to - s->from) / 2;
    return s->from + (int)lround((v - s->lowest) / (s->highest - s->lowest) * (s->to - s->from));
}

int scale_length(const struct scale *s, double v)
{
    if (v <= 0 || s->highest <= 0) return 0;
    int length = (int)lround(v / s->highest * (s->to - s->from));
    return length ? length : 1;
}

/* ---- the table ---- */

void listing_new(struct arena *a, struct chart *c, const struct chart_words *w, size_t columns, size_t rows)
{
    *c = (struct chart){.id = w->id, .title = w->title, .about = w->about, .level = w->level, .folded = w->folded};
    c->columns.items = ARENA_ARRAY(a, struct chart_cell, columns);
    c->lines.items = ARENA_ARRAY(a, struct chart_line, rows);
    listing_column(c, w->of, false);
}

void listing_column(struct chart *c, struct str heading, bool numeric)
{
    c->columns.items[c->columns.n++] = (struct chart_cell){.text = heading, .numeric = numeric};
}

void listing_row(struct arena *a, struct chart *c, struct str name)
{
    struct chart_line *line = &c->lines.items[c->lines.n++];
    line->cells.items = ARENA_ARRAY(a, struct chart_cell, c->columns.n);
    listing_cell(c, name);
    line->cells.items[0].name = true;
}

void listing_cell(struct chart *c, struct str text)
{
    struct chart_line *line = &c->lines.items[c->lines.n - 1];
    MUST(line->cells.n < c->columns.n);
    const struct chart_cell *column = &c->columns.items[line->cells.n];
    line->cells.items[line->cells.n++] =
        (struct chart_cell){.text = text, .heading = column->text, .numeric = column->numeric};
}

void chart_with_picture(struct arena *a, struct chart *c, struct chart_picture picture)
{
    if (!c->pictures.items) c->pictures.items = ARENA_ARRAY(a, struct chart_picture, 2);
    MUST(c->pictures.n < 2);
    c->pictures.items[c->pictures.n++] = picture;
}
