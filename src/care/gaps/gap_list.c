/* Gaps as rows: lists in their order with those that one stands in for, counts, and what a second look says. */
#include "care/caseload/caseload.h"
#include "care/gaps/gap_store.h"
#include "care/gaps/gaps.sql.h"

enum { ABOUT_MOST = 200, PLACES = 10000000 }; /* PLACES: more than any day has */

bool gap_is_put_off(const struct gap *g, struct date today)
{
    return date_is_set(g->put_off) && !date_before(g->put_off, today);
}

struct worklist_place gap_place(const struct gap *g)
{
    return (struct worklist_place){.number = gap_kind_place(g->kind) * PLACES + g->since.v, .id = g->id.v};
}

/* ---- rows ---- */

/* Statements give rows of one shape under several names. A kind that a release took away is gone with the next
 * look, and isn't shown until then. */
#define ADD_ROWS(rows, list) \
    do { \
        (list)->items = ARENA_ARRAY(c->arena, struct gap, (rows).n); \
        for (size_t i = 0; i < (rows).n; i++) \
            if (gap_kind_of((rows).items[i].kind)) \
                (list)->items[(list)->n++] = (struct gap){.id = (rows).items[i].gap_id, \
                    .key = (rows).items[i].key, \
                    .about = (rows).items[i].about, \
                    .kind = gap_kind_of((rows).items[i].kind), \
                    .owner = (rows).items[i].owner_id, \
                    .owner_name = (rows).items[i].owner, \
                    .role = (rows).items[i].role, \
                    .fact = (rows).items[i].fact, \
                    .since = (rows).items[i].since, \
                    .put_off = (rows).items[i].put_off, \
                    .person = {.id = (rows).items[i].person_id, \
                        .key = (rows).items[i].person_key, \
                        .given_names = (rows).items[i].given_names, \
                        .family_name = (rows).items[i].family_name, \
                        .preferred_name = (rows).items[i].preferred_name, \
                        .born = (rows).items[i].born, \
                        .nhs_number = (rows).items[i].nhs_number, \
                        .restricted = (rows).items[i].restricted}}; \
    } while (0)

#define ASK(statement, ...) \
    do { \
        const struct statement##_params p = {__VA_ARGS__, .pcn_id = c->actor->pcn, .kind = asked->kind, \
            .today = clock_today(c->clock), .place = asked->place.number / PLACES, \
            .since = asked->place.number % PLACES, .after_id = asked->place.id, .most = asked->most}; \
        struct statement##_list rows; \
        enum err err = statement(c->db, &p, &rows); \
        *ret = (struct gap_list){NULL, 0}; \
        if (!err) ADD_ROWS(rows, ret); \
        return err; \
    } while (0)

static enum err read_all(struct ctx *c, const struct gap_asked *asked, struct gap_list *ret)
{
    if (asked->back) ASK(gap_rows_all_down, .nobodys = asked->nobodys);
    ASK(gap_rows_all, .nobodys = asked->nobodys);
}

static enum err read_of(
    struct ctx *c, const struct gap_asked *asked, struct account_id owner, int64_t role, struct gap_list *ret)
{
    if (asked->back) ASK(gap_rows_of_down, .owner_id = owner, .role = role);
    ASK(gap_rows_of, .owner_id = owner, .role = role);
}

/* ---- with those of whom one stands in for ---- */

static int by_place(const void *a, const void *b)
{
    struct worklist_place x = gap_place(a), y = gap_place(b);
    int64_t order = x.number != y.number ? x.number - y.number : x.id - y.id;
    return (order > 0) - (order < 0);
}

static int by_place_back(const void *a, const void *b)
{
    return by_place(b, a);
}

/* Each is a walk along one index from one place, so the first of all are among the first of each. */
static void merge(
    struct ctx *c, const struct gap_asked *asked, const struct gap_list *theirs, struct gap_list *all)
{
    size_t n = all->n + theirs->n;
    struct gap *items = ARENA_ARRAY(c->arena, struct gap, n + 1);
    for (size_t i = 0; i < all->n; i++) items[i] = all->items[i];
    for (size_t i = 0; i < theirs->n; i++) {
        items[all->n + i] = theirs->items[i];
        items[all->n + i].covered = true;
    }
    if (n) qsort(items, n, sizeof *items, asked->back ? by_place_back : by_place);
    *all = (struct gap_list){items, n < (size_t)asked->most ? n : (size_t)asked->most};
}

static enum err add_covered(struct ctx *c, const struct gap_asked *asked, struct gap_list *ret)
{
    struct case_covered_list covered;
    enum err err = cases_covered_today(c, &covered);
    for (size_t i = 0; !err && i < covered.n; i++) {
        struct gap_list theirs;
        err = read_of(c, asked, covered.items[i].account, (int64_t)covered.items[i].role, &theirs);
        if (!err) merge(c, asked, &theirs, ret);
    }
    return err;
}

/* ---- a second look ---- */

/* Is it still so? Then *said is what it is about. */
static enum err look_again(struct ctx *c, const struct gap_look *look, struct gap *g, bool *ret_still)
{
    struct gap_found_list found;
    struct gap_look one = *look;
    one.from = one.to = g->person.id;
    enum err err = g->kind->find(c, &one, &found);
    *ret_still = false;
    for (size_t i = 0; !err && i < found.n; i++) {
        const struct gap_found *f = &found.items[i];
        if (!uuid_eq(f->about, g->about)) continue;
        *ret_still = true;
        g->since = f->since;
        if (f->words.n) g->said = g->kind->said(c->arena, f->words);
    }
    return err;
}

enum err gap_list_look(struct ctx *c, struct gap_list *list)
{
    struct gap_look look;
    size_t n = 0;
    enum err err = list->n ? gap_look_begin(c, &look) : ERR_NONE;
    for (size_t i = 0; !err && i < list->n; i++) {
        bool still;
        struct gap g = list->items[i];
        err = look_again(c, &look, &g, &still);
        if (!err && still) list->items[n++] = g;
    }
    list->n = n;
    return err;
}

enum err gap_list_read(struct ctx *c, const struct gap_asked *asked, struct gap_list *ret)
{
    struct gap_asked from = *asked;
    if (!asked->begun) from.place = (struct worklist_place){0};
    enum err err = asked->owner.v ? read_of(c, &from, asked->owner, 0, ret) : read_all(c, &from, ret);
    if (!err && asked->mine) err = add_covered(c, &from, ret);
    return err;
}

/* ---- counts ---- */

#define ADD_COUNTS(rows, counts) \
    do { \
        for (size_t i = 0; i < (rows).n; i++) { \
            const struct gap_kind *kind = gap_kind_of((rows).items[i].kind); \
            if (!kind) continue; \
            (counts)->by_kind[kind - gap_kinds] += (rows).items[i].gaps; \
            (counts)->all += (rows).items[i].gaps; \
        } \
    } while (0)

static enum err count_of(struct ctx *c, struct account_id owner, int64_t role, struct gap_counts *ret)
{
    struct gap_counts_of_list rows;
    enum err err = gap_counts_of(c->db, c->actor->pcn, owner, role, clock_today(c->clock), &rows);
    if (!err) ADD_COUNTS(rows, ret);
    return err;
}

static enum err count_all(struct ctx *c, bool nobodys, struct gap_counts *ret)
{
    struct gap_counts_all_list rows;
    enum err err = gap_counts_all(c->db, c->actor->pcn, nobodys, clock_today(c->clock), &rows);
    if (!err) ADD_COUNTS(rows, ret);
    return err;
}

enum err gap_counts_read(struct ctx *c, const struct gap_asked *asked, struct gap_counts *ret)
{
    struct case_covered_list covered = {NULL, 0};
    *ret = (struct gap_counts){.by_kind = ARENA_ARRAY(c->arena, int64_t, gap_kind_count)};
    for (size_t i = 0; i < gap_kind_count; i++) ret->by_kind[i] = 0;
    if (!asked->owner.v) return count_all(c, asked->nobodys, ret);
    enum err err = count_of(c, asked->owner, 0, ret);
    if (!err && asked->mine) err = cases_covered_today(c, &covered);
    for (size_t i = 0; !err && i < covered.n; i++)
        err = count_of(c, covered.items[i].account, (int64_t)covered.items[i].role, ret);
    return err;
}

/* ---- about one person ---- */

/* The row that the last look kept; NULL: it is newer than that. */
static struct gap *kept_of(const struct gap_list *kept, const struct gap_kind *kind, struct uuid about)
{
    for (size_t i = 0; i < kept->n; i++)
        if (kept->items[i].kind == kind && uuid_eq(kept->items[i].about, about)) return &kept->items[i];
    return NULL;
}

static enum err add_found(struct ctx *c, const struct gap_look *look, const struct gap_kind *kind,
    const struct gap_list *kept, struct gap_list *ret)
{
    struct gap_found_list found;
    enum err err = kind->find(c, look, &found);
    for (size_t i = 0; !err && i < found.n && ret->n < ABOUT_MOST; i++) {
        const struct gap_found *f = &found.items[i];
        const struct gap *was = kept_of(kept, kind, f->about);
        struct gap g = was ? *was : (struct gap){.kind = kind, .about = f->about, .put_off = DATE_NONE};
        if (g.fact != f->fact) g.put_off = DATE_NONE;
        g.owner = f->owner;
        g.fact = f->fact;
        g.since = f->since;
        g.said = f->words.n ? kind->said(c->arena, f->words) : STR_NONE;
        ret->items[ret->n++] = g;
    }
    return err;
}

enum err gaps_about(struct ctx *c, const struct person *p, struct gap_list *ret)
{
    struct gap_list kept;
    struct gap_look look;
    enum err err = gaps_kept(c, p->id, &kept);
    if (!err) err = gap_look_begin(c, &look);
    if (err) return err;
    look.from = look.to = p->id;
    *ret = (struct gap_list){ARENA_ARRAY(c->arena, struct gap, ABOUT_MOST), 0};
    for (size_t i = 0; !err && i < gap_kind_count; i++) err = add_found(c, &look, &gap_kinds[i], &kept, ret);
    return err;
}

enum err gaps_kept(struct ctx *c, struct person_id person, struct gap_list *ret)
{
    struct gap_rows_about_list rows;
    enum err err = gap_rows_about(c->db, person, ABOUT_MOST, &rows);
    *ret = (struct gap_list){NULL, 0};
    if (!err) ADD_ROWS(rows, ret);
    return err;
}
