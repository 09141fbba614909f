/*
 * The people and services around a person, in two lanes, so that nothing can overlap: boxes stand one under the
 * other at the edges, the person in the middle, the lines run in the gaps between. Twice: wide, and tall for a
 * telephone, where the person stands at the top and one lane hangs below.
 */
#include "ui/charts/figures.h"

enum {
    WIDE = 800,
    LANE = 250,
    ME_WIDTH = 200,
    SPINE = 20,
    TALL_LANE = 48,
    PADDING = 12,
    BOX_GAP = 10,
    GROUP_HEIGHT = 30,
    BOX_LINES = 3,
    BOX_HEIGHT = BOX_LINES * LINE_PITCH + 10,
    ME_HEIGHT = 2 * LINE_PITCH + 16,
};

static const struct {
    struct str word, look;
} TIE_LOOKS[TIES] = {
    {STR_INIT("strong"), STR_INIT("c-tie c-tie--strong")},
    {STR_INIT("steady"), STR_INIT("c-tie")},
    {STR_INIT("new or weak"), STR_INIT("c-tie c-tie--new")},
    {STR_INIT("strained"), STR_INIT("c-tie c-tie--strained")},
};

struct str chart_tie_word(enum chart_tie tie)
{
    return TIE_LOOKS[tie].word;
}

/* The tie in a sentence of its own: "Strained tie". */
static struct str tie_text(struct arena *a, enum chart_tie tie)
{
    struct str word = TIE_LOOKS[tie].word;
    return str_printf(a, "%.*s%.*s tie", STR_ARG(str_upper(a, str_slice(word, 0, 1))), STR_ARG(str_skip(word, 1)));
}

static void draw_box(struct pen *p, const struct chart_around *one, int x, int y, int width)
{
    int most = width - 2 * PADDING, baseline = y + LINE_PITCH + 1;
    pen_bar(p, STR("c-node"), x, y, width, BOX_HEIGHT);
    struct words_at at = {.x = x + PADDING, .y = baseline, .size = LETTERS, .most = most, .bold = true};
    struct mark *name = pen_words(p, one->name, at);
    name->href = one->href;
    at = (struct words_at){.x = x + PADDING, .y = baseline + LINE_PITCH, .size = LETTERS_SMALL, .most = most};
    pen_words(p, one->what, at);
    at.y += LINE_PITCH;
    at.quiet = true;
    pen_words(p, tie_text(p->arena, one->tie), at);
}

static void draw_me(struct pen *p, const struct chart_ecomap *c, int x, int y, int width)
{
    pen_bar(p, STR("c-me"), x, y, width, ME_HEIGHT);
    struct words_at at = {.x = x + width / 2,
        .y = y + LINE_PITCH + 4,
        .size = LETTERS,
        .most = width - 2 * PADDING,
        .anchor = ANCHOR_MIDDLE,
        .bold = true};
    pen_words(p, c->person, at)->look = STR("c-on");
    at.y += LINE_PITCH;
    at.size = LETTERS_SMALL;
    at.bold = false;
    if (c->detail.n) pen_words(p, c->detail, at)->look = STR("c-on");
}

/* Where the boxes of one side stand, group by group; the same walk measures (visit NULL) and draws. */
struct lane {
    struct pen *pen;
    int x, width, y;
    void (*visit)(const struct lane *lane, const struct chart_around *one);
    int from_x, from_y; /* where the lines come from */
};

static bool same_group(const struct chart_around *a, const struct chart_around *b)
{
    return a->side == b->side && str_eq(a->group, b->group);
}

static void walk_group(struct lane *lane, const struct chart_arounds *all, const struct chart_around *first)
{
    if (first->group.n && lane->visit)
        pen_words(lane->pen, first->group,
            (struct words_at){.x = lane->x,
                .y = lane->y + LINE_PITCH,
                .size = LETTERS_SMALL,
                .most = lane->width,
                .bold = true});
    lane->y += first->group.n ? GROUP_HEIGHT : 0;
    for (size_t i = 0; i < all->n; i++) {
        if (!same_group(&all->items[i], first)) continue;
        if (lane->visit) lane->visit(lane, &all->items[i]);
        lane->y += BOX_HEIGHT + BOX_GAP;
    }
}

static void walk_side(struct lane *lane, const struct chart_arounds *all, enum chart_side side)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct chart_around *one = &all->items[i];
        bool first = one->side == side;
        for (size_t k = 0; first && k < i; k++) first = !same_group(&all->items[k], one);
        if (first) walk_group(lane, all, one);
    }
}

/* ---- wide ---- */

static void visit_wide(const struct lane *lane, const struct chart_around *one)
{
    int edge = one->side == SIDE_COMMUNITY ? lane->x + lane->width : lane->x;
    pen_curve(lane->pen, TIE_LOOKS[one->tie].look, lane->from_x, lane->from_y, edge, lane->y + BOX_HEIGHT / 2);
    draw_box(lane->pen, one, lane->x, lane->y, lane->width);
}

static struct chart_picture wide(struct arena *a, const struct chart_ecomap *c)
{
    struct pen p = pen_new(a, WIDE);
    struct lane left = {.width = LANE}, right = {.width = LANE};
    walk_side(&left, &c->around, SIDE_COMMUNITY);
    walk_side(&right, &c->around, SIDE_SERVICES);
    int height = left.y > right.y ? left.y : right.y;
    if (height < ME_HEIGHT + 2 * BOX_GAP) height = ME_HEIGHT + 2 * BOX_GAP;
    int middle = height / 2, me = (WIDE - ME_WIDTH) / 2;
    struct lane draw = {.pen = &p,
        .x = 1,
        .width = LANE,
        .y = 1 + (height - left.y) / 2,
        .visit = visit_wide,
        .from_x = me,
        .from_y = middle};
    walk_side(&draw, &c->around, SIDE_COMMUNITY);
    draw.x = WIDE - LANE - 1;
    draw.y = 1 + (height - right.y) / 2;
    draw.from_x = me + ME_WIDTH;
    walk_side(&draw, &c->around, SIDE_SERVICES);
    draw_me(&p, c, me, middle - ME_HEIGHT / 2, ME_WIDTH);
    struct chart_picture picture = pen_picture(&p, height + 2);
    picture.look = STR("c-svg--wide");
    return picture;
}

/* ---- tall ---- */

static void visit_tall(const struct lane *lane, const struct chart_around *one)
{
    int middle = lane->y + BOX_HEIGHT / 2;
    pen_line(lane->pen, TIE_LOOKS[one->tie].look, SPINE, middle, lane->x, middle);
    draw_box(lane->pen, one, lane->x, lane->y, lane->width);
}

static struct chart_picture tall(struct arena *a, const struct chart_ecomap *c)
{
    struct pen p = pen_new(a, PICTURE_NARROW);
    struct lane measure = {.width = 1};
    walk_side(&measure, &c->around, SIDE_COMMUNITY);
    walk_side(&measure, &c->around, SIDE_SERVICES);
    int last = ME_HEIGHT + BOX_GAP + measure.y - BOX_GAP - BOX_HEIGHT / 2;
    pen_line(&p, STR("c-tie"), SPINE, ME_HEIGHT, SPINE, last);
    struct lane draw = {.pen = &p,
        .x = TALL_LANE,
        .width = PICTURE_NARROW - TALL_LANE - 1,
        .y = ME_HEIGHT + BOX_GAP,
        .visit = visit_tall};
    walk_side(&draw, &c->around, SIDE_COMMUNITY);
    walk_side(&draw, &c->around, SIDE_SERVICES);
    draw_me(&p, c, 1, 1, PICTURE_NARROW - 2);
    struct chart_picture picture = pen_picture(&p, draw.y);
    picture.look = STR("c-svg--tall");
    return picture;
}

static bool all_fit(const struct chart_ecomap *c)
{
    bool fit = words_fit(&c->words) && rows_fit(c->around.n, CHART_TIES_MOST) && c->person.n;
    for (size_t i = 0; fit && i < c->around.n; i++)
        fit = c->around.items[i].name.n && c->around.items[i].what.n && (int)c->around.items[i].tie < TIES;
    return fit;
}

enum err chart_ecomap(struct arena *a, const struct chart_ecomap *c, struct chart *ret)
{
    if (!all_fit(c)) return ERR_INVALID;
    listing_new(a, ret, &c->words, 4, c->around.n);
    listing_column(ret, STR("Who they are"), false);
    listing_column(ret, STR("Part of"), false);
    listing_column(ret, STR("Tie"), false);
    for (size_t i = 0; i < c->around.n; i++) {
        const struct chart_around *one = &c->around.items[i];
        ret->linked = ret->linked || url_is_set(one->href);
        listing_row(a, ret, one->name);
        listing_cell(ret, one->what);
        listing_cell(ret, one->group.n ? one->group : STR("Not said"));
        listing_cell(ret, tie_text(a, one->tie));
    }
    ret->key.items = ARENA_ARRAY(a, struct chart_key, TIES);
    for (int tie = 0; tie < TIES; tie++)
        ret->key.items[ret->key.n++] = (struct chart_key){
            .words = tie_text(a, (enum chart_tie)tie), .look = TIE_LOOKS[tie].look, .line = true};
    chart_with_picture(a, ret, wide(a, c));
    chart_with_picture(a, ret, tall(a, c));
    return ERR_NONE;
}
