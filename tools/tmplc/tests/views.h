/* The views that the test templates show: one member for each kind of thing that a template can print or ask. */
#ifndef CAIRN_TMPLC_TESTS_VIEWS_H
#define CAIRN_TMPLC_TESTS_VIEWS_H

#include "base/arena.h"
#include "wire/html.h"

enum kind { KIND_PLAIN, KIND_LOUD };

struct inner {
    struct str family;
};

struct row {
    struct str text;
    struct url link;
    bool chosen;
    LIST(struct str) lines;
};

struct view {
    struct str text, other;
    struct url link;
    struct inner name;
    int number;
    int64_t large;
    size_t count;
    bool yes, no;
    enum kind kind;
    LIST(struct row) rows;
    struct slot piece;
};

struct button {
    struct str text;
    struct url href;
    enum kind kind;
    int width;
    bool wide;
    struct inner name;
};

struct card {
    struct str heading;
};

#endif
