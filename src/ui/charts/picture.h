/*
 * A picture as a list of marks (bars, lines, dots, words), the table of the same numbers, and the two together.
 *
 * The charts put marks into a picture in whole units; chart.html writes them as SVG. A picture is NARROW units
 * wide and shown at about that many pixels, so its letters keep their size on a telephone. Widths of words are
 * worked out beforehand (words.c), never too small, which is how labels are kept apart.
 */
#ifndef CAIRN_UI_PICTURE_H
#define CAIRN_UI_PICTURE_H

#include "base/arena.h"
#include "wire/url.h"

/* A list with a name, so that templates and functions can pass it on. */
#define LIST_OF(name, type) \
    struct name { \
        type *items; \
        size_t n; \
    }

enum { PICTURE_NARROW = 360 };
enum mark_kind { MARK_BAR = 1, MARK_LINE, MARK_CURVE, MARK_DOT, MARK_WORDS };
enum mark_anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

struct mark {
    enum mark_kind kind;
    struct str look;      /* classes: colour and stroke, in assets/cairn.css */
    int x, y;             /* of words: where the baseline is anchored; of a dot: its middle */
    int w, h;             /* of a bar; of a line or curve: how far its end is; of a dot: its radius in w */
    int bend;             /* of a curve: where it turns, from x */
    struct str words;     /* of words */
    int size, room;       /* of words: height of letters, and the width they take at most */
    bool bold, is_number; /* is_number: the table has it too */
    enum mark_anchor anchor;
    struct url href;
};
LIST_OF(marks, struct mark);

struct chart_picture {
    int width, height;
    struct str look; /* "c-svg--wide": which of two pictures is shown */
    struct marks marks;
};

/* ---- the table ---- */
struct chart_cell {
    struct str text, heading; /* heading: the column's, for the phone */
    bool numeric, name;
};
LIST_OF(chart_cells, struct chart_cell);
struct chart_line {
    struct chart_cells cells;
};
LIST_OF(chart_lines, struct chart_line);

struct chart_key {
    struct str words, look;
    bool line; /* a line instead of a square */
};
LIST_OF(chart_keys, struct chart_key);
LIST_OF(chart_pictures, struct chart_picture);

struct chart {
    struct str id, title, about;
    int level;
    bool folded, linked;
    struct chart_keys key;
    struct chart_pictures pictures; /* one; or a wide and a tall one of the same, of which CSS shows one */
    struct chart_cells columns;
    struct chart_lines lines;
};

/* ---- drawing ---- */
struct pen {
    struct arena *arena;
    struct marks marks;
    size_t room;
    int width;
};
struct pen pen_new(struct arena *a, int width);
void pen_bar(struct pen *p, struct str look, int x, int y, int w, int h);
void pen_line(struct pen *p, struct str look, int x, int y, int to_x, int to_y);
void pen_curve(struct pen *p, struct str look, int x, int y, int to_x, int to_y);
void pen_dot(struct pen *p, struct str look, int x, int y, int radius);

/* Words in one line, no wider than `most` (what doesn't fit ends in an ellipsis). Returns the mark to adjust. */
struct words_at {
    int x, y, size, most;
    enum mark_anchor anchor;
    bool bold, is_number, quiet;
};
struct mark *pen_words(struct pen *p, struct str words, struct words_at at);
/* The label of a row at the left, in at most two lines, and its number at the right of the first: the number is
 * never shortened. Returns the y below. */
enum { LETTERS = 16, LETTERS_SMALL = 14, LINE_PITCH = 20 };
int pen_row_head(struct pen *p, int x, int y, int width, struct str label, struct str number);
struct chart_picture pen_picture(const struct pen *p, int height);

/* How wide words are at most, in units: never less than a browser makes them in Arial or a font like it. */
int words_width(struct str words, int size, bool bold);
/* The beginning that fits, with an ellipsis if something is left out. Never cut between a letter and its marks. */
struct str words_fitting(struct arena *a, struct str words, int size, bool bold, int most);
/* Cuts off *rest, at a space, what fits into a line; a single word that is too long comes whole. */
struct str words_line(struct str *rest, int size, bool bold, int most);

#endif
