#include "ui/charts/tests/checks.h"

#include <setjmp.h>
#include <cmocka.h>

enum { TOKENS_MOST = 2048 };

struct box {
    int left, top, right, bottom;
};

static struct box box_of(const struct mark *m)
{
    if (m->kind == MARK_DOT) return (struct box){m->x - m->w, m->y - m->w, m->x + m->w, m->y + m->w};
    if (m->kind != MARK_WORDS) {
        int x = m->x + m->w, y = m->y + m->h;
        return (struct box){m->x < x ? m->x : x, m->y < y ? m->y : y, m->x > x ? m->x : x, m->y > y ? m->y : y};
    }
    int left = m->anchor == ANCHOR_END ? m->x - m->room : m->anchor ? m->x - m->room / 2 : m->x;
    return (struct box){left, m->y - m->size * 3 / 4, left + m->room, m->y + m->size / 4};
}

void picture_holds(const struct chart_picture *p)
{
    assert_true(p->width > 0 && p->height > 0);
    for (size_t i = 0; i < p->marks.n; i++) {
        struct box a = box_of(&p->marks.items[i]);
        if (a.left < 0 || a.top < 0 || a.right > p->width || a.bottom > p->height)
            fail_msg("mark %zu of kind %d leaves the picture of %d by %d: %d,%d to %d,%d \"%.*s\"", i,
                p->marks.items[i].kind, p->width, p->height, a.left, a.top, a.right, a.bottom,
                STR_ARG(p->marks.items[i].words));
        if (p->marks.items[i].kind != MARK_WORDS) continue;
        for (size_t k = 0; k < i; k++) {
            if (p->marks.items[k].kind != MARK_WORDS) continue;
            struct box b = box_of(&p->marks.items[k]);
            if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
                fail_msg("\"%.*s\" lies over \"%.*s\"", STR_ARG(p->marks.items[i].words),
                    STR_ARG(p->marks.items[k].words));
        }
    }
}

struct tokens {
    struct str items[TOKENS_MOST];
    size_t n;
};

static bool is_of_number(char c, bool inside)
{
    return (c >= '0' && c <= '9') || (inside && (c == ',' || c == '.'));
}

static void add_tokens(struct tokens *t, struct str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        if (str_starts(str_skip(s, at), STR("\xE2\x88\x92"))) at += 3;
        size_t digits = at;
        while (at < s.n && is_of_number(s.p[at], at > digits)) at++;
        if (at == digits) {
            at = from + 1;
            continue;
        }
        assert_true(t->n < TOKENS_MOST);
        t->items[t->n++] = str_slice(s, from, at);
    }
}

void numbers_agree(const struct chart *c, const struct chart_picture *p, bool all)
{
    static struct tokens drawn, listed;
    drawn.n = listed.n = 0;
    for (size_t i = 0; i < p->marks.n; i++)
        if (p->marks.items[i].is_number) add_tokens(&drawn, p->marks.items[i].words);
    for (size_t i = 0; i < c->lines.n; i++)
        for (size_t k = 1; k < c->lines.items[i].cells.n; k++)
            add_tokens(&listed, c->lines.items[i].cells.items[k].text);
    if (all) assert_int_equal(drawn.n, listed.n);
    for (size_t i = 0; i < drawn.n; i++) {
        size_t k = 0;
        while (k < listed.n && !str_eq(listed.items[k], drawn.items[i])) k++;
        if (k == listed.n) fail_msg("the picture says %.*s, the table doesn't", STR_ARG(drawn.items[i]));
        if (all) listed.items[k] = listed.items[--listed.n];
    }
}
