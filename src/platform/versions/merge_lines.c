#include "platform/versions/merge_lines.h"

#include "base/buf.h"
#include "base/limits.h"

struct lines {
    struct str *items;
    size_t n;
};

/* Lines [base_from, base_to) of the base became [from, to) of the changed text. */
struct change {
    size_t base_from, base_to, from, to;
};
struct side {
    struct lines lines;
    struct change *changes;
    size_t n;
};

static struct lines cut(struct arena *a, struct str text)
{
    size_t n = 1;
    for (size_t i = 0; i < text.n; i++) n += text.p[i] == '\n';
    struct lines lines = {ARENA_ARRAY(a, struct str, n), 0};
    for (struct str rest = text; rest.p;) lines.items[lines.n++] = str_cut(&rest, '\n');
    return lines;
}

static bool same(const struct lines *a, size_t a_from, const struct lines *b, size_t b_from, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!str_eq(a->items[a_from + i], b->items[b_from + i])) return false;
    return true;
}

/* ---- what one side changed ---- */

enum { CELLS_MOST = 200 * 1000 }; /* of the table of common lines: a millisecond of work */

/* common[i * columns + k]: how many lines the rests from i and k have in common. */
static const uint16_t *common_lines(
    struct arena *a, const struct lines *base, const struct lines *other, struct change middle)
{
    size_t rows = middle.base_to - middle.base_from, columns = middle.to - middle.from + 1;
    uint16_t *common = ARENA_ARRAY(a, uint16_t, (rows + 1) * columns);
    for (size_t i = rows; i-- > 0;)
        for (size_t k = columns - 1; k-- > 0;) {
            uint16_t below = common[(i + 1) * columns + k], right = common[i * columns + k + 1];
            bool equal = str_eq(base->items[middle.base_from + i], other->items[middle.from + k]);
            common[i * columns + k] = equal ? (uint16_t)(common[(i + 1) * columns + k + 1] + 1) :
                below > right               ? below :
                                              right;
        }
    return common;
}

static void changed(struct side *s, struct change one)
{
    if (one.base_from != one.base_to || one.from != one.to) s->changes[s->n++] = one;
}

/* Walks the table: runs between common lines are the changes. */
static void find_changes(struct side *s, const struct lines *base, struct change middle, const uint16_t *common)
{
    size_t columns = middle.to - middle.from + 1, i = middle.base_from, k = middle.from;
    struct change one = {i, i, k, k};
    while (i < middle.base_to && k < middle.to) {
        size_t at = (i - middle.base_from) * columns + (k - middle.from);
        if (str_eq(base->items[i], s->lines.items[k])) {
            changed(s, (struct change){one.base_from, i, one.from, k});
            i++;
            k++;
            one = (struct change){i, i, k, k};
        } else if (common[at + columns] >= common[at + 1]) {
            i++;
        } else {
            k++;
        }
    }
    changed(s, (struct change){one.base_from, middle.base_to, one.from, middle.to});
}

static struct side side_of(struct arena *a, const struct lines *base, struct str text)
{
    struct side s = {.lines = cut(a, text)};
    size_t least = base->n < s.lines.n ? base->n : s.lines.n, before = 0, after = 0;
    while (before < least && same(base, before, &s.lines, before, 1)) before++;
    while (after < least - before && same(base, base->n - after - 1, &s.lines, s.lines.n - after - 1, 1)) after++;
    struct change middle = {before, base->n - after, before, s.lines.n - after};
    s.changes = ARENA_ARRAY(a, struct change, (base->n < s.lines.n ? s.lines.n : base->n) + 1);
    if ((middle.base_to - before + 1) * (middle.to - before + 1) > CELLS_MOST)
        changed(&s, middle);
    else
        find_changes(&s, base, middle, common_lines(a, base, &s.lines, middle));
    return s;
}

/* ---- both together ---- */

static bool is_insertion(const struct change *c)
{
    return c->base_from == c->base_to;
}

/* Whether an insertion stands where the other change may have put something in as well. */
static bool meets(const struct change *insertion, const struct change *other)
{
    size_t at = insertion->base_from;
    if (at < other->base_from || at > other->base_to) return false;
    bool inside = at > other->base_from && at < other->base_to;
    return inside || other->to - other->from > other->base_to - other->base_from;
}

static bool overlap(const struct change *a, const struct change *b)
{
    if (is_insertion(a)) return meets(a, b);
    if (is_insertion(b)) return meets(b, a);
    return a->base_from < b->base_to && b->base_from < a->base_to;
}

struct merging {
    const struct lines *base;
    struct side sides[2]; /* theirs, mine */
    size_t next[2];       /* the first change of each side that isn't in the text yet */
    size_t at;            /* the first line of the base that isn't */
    struct buf out;
    bool first, clean;
};

static void add_lines(struct merging *m, const struct lines *from, size_t first, size_t beyond)
{
    for (size_t i = first; i < beyond; i++) {
        if (!m->first) buf_byte(&m->out, '\n');
        m->first = false;
        buf_add(&m->out, from->items[i]);
    }
}

/* Changes that touch each other, and the lines of the base that they cover. */
struct cluster {
    size_t from, to, first[2], beyond[2];
};

static void take(struct merging *m, struct cluster *k, int side)
{
    const struct change *c = &m->sides[side].changes[m->next[side]++];
    if (c->base_from < k->from) k->from = c->base_from;
    if (c->base_to > k->to) k->to = c->base_to;
    k->beyond[side] = m->next[side];
}

static bool next_touches(const struct merging *m, const struct cluster *k, int side)
{
    int other = 1 - side;
    if (m->next[side] == m->sides[side].n || k->beyond[other] == k->first[other]) return false;
    return overlap(&m->sides[side].changes[m->next[side]], &m->sides[other].changes[k->beyond[other] - 1]);
}

static int side_that_comes_first(const struct merging *m)
{
    const struct side *t = &m->sides[0], *n = &m->sides[1];
    if (m->next[0] == t->n) return 1;
    if (m->next[1] == n->n) return 0;
    const struct change *theirs = &t->changes[m->next[0]], *mine = &n->changes[m->next[1]];
    if (theirs->base_from != mine->base_from) return theirs->base_from < mine->base_from ? 0 : 1;
    return theirs->base_to <= mine->base_to ? 0 : 1; /* what is put in before a paragraph comes before it */
}

static struct cluster next_cluster(struct merging *m)
{
    struct cluster k = {.from = SIZE_MAX, .first = {m->next[0], m->next[1]}, .beyond = {m->next[0], m->next[1]}};
    take(m, &k, side_that_comes_first(m));
    for (bool more = true; more;) {
        more = false;
        for (int side = 0; side < 2; side++)
            while (next_touches(m, &k, side)) {
                take(m, &k, side);
                more = true;
            }
    }
    return k;
}

/* The cluster's lines as one side has them: [*ret_from, *ret_to) of its text. */
static void lines_of_side(
    const struct merging *m, const struct cluster *k, int side, size_t *ret_from, size_t *ret_to)
{
    const struct change *first = &m->sides[side].changes[k->first[side]];
    const struct change *last = &m->sides[side].changes[k->beyond[side] - 1];
    *ret_from = first->from - (first->base_from - k->from);
    *ret_to = last->to + (k->to - last->base_to);
}

static void add_cluster(struct merging *m, const struct cluster *k)
{
    size_t from[2], to[2];
    bool has[2];
    for (int side = 0; side < 2; side++) {
        has[side] = k->beyond[side] > k->first[side];
        if (has[side]) lines_of_side(m, k, side, &from[side], &to[side]);
    }
    bool both = has[0] && has[1];
    bool equal = both && to[0] - from[0] == to[1] - from[1] &&
        same(&m->sides[0].lines, from[0], &m->sides[1].lines, from[1], to[0] - from[0]);
    if (both && !equal) m->clean = false;
    if (has[0]) add_lines(m, &m->sides[0].lines, from[0], to[0]);
    if (has[1] && !equal) add_lines(m, &m->sides[1].lines, from[1], to[1]);
}

struct merged_lines merge_lines(struct arena *a, struct str base, struct str theirs, struct str mine)
{
    struct arena work CLEANUP(arena_release); /* a page merges several texts, and keeps none of the tables */
    arena_init(&work, LIMIT_REQUEST_ARENA);
    struct lines lines = cut(&work, base);
    struct merging m = {.base = &lines,
        .sides = {side_of(&work, &lines, theirs), side_of(&work, &lines, mine)},
        .out = buf_new(a, theirs.n + mine.n + 1, base.n + theirs.n + mine.n + 2),
        .first = true,
        .clean = true};
    while (m.next[0] < m.sides[0].n || m.next[1] < m.sides[1].n) {
        struct cluster k = next_cluster(&m);
        add_lines(&m, &lines, m.at, k.from);
        add_cluster(&m, &k);
        m.at = k.to;
    }
    add_lines(&m, &lines, m.at, lines.n);
    MUST(!m.out.overflow);
    return (struct merged_lines){buf_str(&m.out), m.clean};
}
