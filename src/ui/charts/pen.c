/* Marks, one after the other, into a picture. */
#include "ui/charts/picture.h"

enum { FIRST_MARKS = 64, LABEL_LINES = 2, BETWEEN = 12, UNDER_BASELINE = 5 };

struct pen pen_new(struct arena *a, int width)
{
    return (struct pen){
        .arena = a, .marks.items = ARENA_ARRAY(a, struct mark, FIRST_MARKS), .room = FIRST_MARKS, .width = width};
}

static struct mark *add(struct pen *p, struct mark mark)
{
    if (p->marks.n == p->room) {
        struct mark *more = ARENA_ARRAY(p->arena, struct mark, p->room * 2);
        for (size_t i = 0; i < p->marks.n; i++) more[i] = p->marks.items[i];
        p->marks.items = more;
        p->room *= 2;
    }
    p->marks.items[p->marks.n] = mark;
    return &p->marks.items[p->marks.n++];
}

void pen_bar(struct pen *p, struct str look, int x, int y, int w, int h)
{
    add(p, (struct mark){.kind = MARK_BAR, .look = look, .x = x, .y = y, .w = w, .h = h});
}

void pen_line(struct pen *p, struct str look, int x, int y, int to_x, int to_y)
{
    add(p, (struct mark){.kind = MARK_LINE, .look = look, .x = x, .y = y, .w = to_x - x, .h = to_y - y});
}

void pen_curve(struct pen *p, struct str look, int x, int y, int to_x, int to_y)
{
    add(p,
        (struct mark){.kind = MARK_CURVE,
            .look = look,
            .x = x,
            .y = y,
            .w = to_x - x,
            .h = to_y - y,
            .bend = (to_x - x) / 2});
}

void pen_dot(struct pen *p, struct str look, int x, int y, int radius)
{
    add(p, (struct mark){.kind = MARK_DOT, .look = look, .x = x, .y = y, .w = radius});
}

struct mark *pen_words(struct pen *p, struct str words, struct words_at at)
{
    /* letters reach a little over where they begin and end */
    if (at.anchor == ANCHOR_START && at.x == 0) at.x = 1;
    if (at.anchor == ANCHOR_END && at.x == p->width) at.x--;
    struct str shown = at.is_number ? words : words_fitting(p->arena, words, at.size, at.bold, at.most);
    return add(p,
        (struct mark){.kind = MARK_WORDS,
            .look = at.quiet ? STR("c-quiet") : STR_NONE,
            .x = at.x,
            .y = at.y,
            .words = shown,
            .size = at.size,
            .room = words_width(shown, at.size, at.bold),
            .bold = at.bold,
            .is_number = at.is_number,
            .anchor = at.anchor});
}

int pen_row_head(struct pen *p, int x, int y, int width, struct str label, struct str number)
{
    int baseline = y + LINE_PITCH - UNDER_BASELINE, most = width;
    if (number.n) {
        most -= words_width(number, LETTERS, true) + BETWEEN;
        pen_words(p, number,
            (struct words_at){.x = x + width,
                .y = baseline,
                .size = LETTERS,
                .anchor = ANCHOR_END,
                .bold = true,
                .is_number = true});
    }
    struct str rest = label;
    for (int line = 0; line < LABEL_LINES && rest.n; line++) {
        struct str words = line + 1 < LABEL_LINES ? words_line(&rest, LETTERS, false, most) : rest;
        pen_words(p, words, (struct words_at){.x = x, .y = baseline, .size = LETTERS, .most = most});
        baseline += LINE_PITCH;
        y += LINE_PITCH;
        if (line + 1 == LABEL_LINES) break;
    }
    return label.n ? y : y + LINE_PITCH;
}

struct chart_picture pen_picture(const struct pen *p, int height)
{
    return (struct chart_picture){.width = p->width, .height = height, .marks = p->marks};
}
