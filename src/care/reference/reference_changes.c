/* What is different between the lists of a file and the versions that are looked at now. Both sides are rows as a
 * reader writes them, in the order of what they are about. */
#include "care/reference/reference.sql.h"
#include "care/reference/reference_stage.h"
#include "care/reference/reference_uploads.h"
#include "nhs/vocabulary.h"

enum { READ_AT_ONCE = 2000 }; /* rows in one snapshot */

struct row_list {
    struct str *items;
    size_t n, room;
};

static void add(struct arena *a, struct row_list *list, struct str cells)
{
    if (list->n == list->room) {
        size_t room = list->room ? 2 * list->room : READ_AT_ONCE;
        struct str *items = ARENA_ARRAY(a, struct str, room);
        if (list->n) memcpy(items, list->items, list->n * sizeof *items);
        list->items = items;
        list->room = room;
    }
    list->items[list->n++] = str_dup(a, cells);
}

/* ---- the rows that are there: as stage_values takes them apart ---- */

struct there {
    struct arena *to; /* where the rows are kept: the snapshot's memory goes */
    struct reference_set_id id;
    struct row_list rows;
    struct str after, after_more; /* what the last row is about */
};

/* Keeps the lines that were written, and says how many there were. */
static size_t keep(struct there *t, const struct str *lines, size_t n, size_t about)
{
    for (size_t i = 0; i < n; i++) add(t->to, &t->rows, lines[i]);
    if (!n) return 0;
    struct str cells = t->rows.items[t->rows.n - 1];
    t->after = str_cut(&cells, '\t');
    if (about > 1) t->after_more = str_cut(&cells, '\t');
    return n;
}

#define READ_ROWS(statement, line, about, ...) \
    struct statement##_list rows; \
    enum err err = statement(c->db, t->id, __VA_ARGS__, READ_AT_ONCE, &rows); \
    if (err) return err; \
    struct str *lines = ARENA_ARRAY(c->arena, struct str, rows.n + 1); \
    for (size_t i = 0; i < rows.n; i++) lines[i] = line(c->arena, &rows.items[i]); \
    *ret = keep(t, lines, rows.n, about); \
    return ERR_NONE;

static struct str code_line(struct arena *a, const struct reference_code_some_row *r)
{
    return str_printf(a, "%lld\t%.*s\t%.*s", (long long)r->code, STR_ARG(r->category), STR_ARG(r->term));
}

static enum err some_codes(struct ctx *c, struct there *t, size_t *ret)
{
    int64_t code = 0;
    if (t->after.n && !str_int(t->after, 0, INT64_MAX, &code)) return ERR_DAMAGED;
    READ_ROWS(reference_code_some, code_line, 2, code, t->after_more)
}

static struct str organisation_line(struct arena *a, const struct reference_organisation_some_row *r)
{
    return str_printf(a, "%.*s\t%.*s\t%.*s\t%s\t%.*s\t%.*s", STR_ARG(r->ods_code), STR_ARG(r->name),
        STR_ARG(r->type), r->open ? "open" : "closed", STR_ARG(r->parent), STR_ARG(date_iso(a, r->closed)));
}

static enum err some_organisations(struct ctx *c, struct there *t, size_t *ret)
{
    READ_ROWS(reference_organisation_some, organisation_line, 1, t->after)
}

static struct str deprivation_line(struct arena *a, const struct reference_deprivation_some_row *r)
{
    return str_printf(a, "%.*s\t%lld\t%lld", STR_ARG(r->lsoa), (long long)r->rank, (long long)r->decile);
}

static enum err some_deprivation(struct ctx *c, struct there *t, size_t *ret)
{
    READ_ROWS(reference_deprivation_some, deprivation_line, 1, t->after)
}

static struct str postcode_line(struct arena *a, const struct reference_postcode_some_row *r)
{
    return str_printf(a, "%.*s\t%.*s\t%.*s", STR_ARG(r->postcode), STR_ARG(r->lsoa_2011), STR_ARG(r->lsoa_2021));
}

static enum err some_postcodes(struct ctx *c, struct there *t, size_t *ret)
{
    READ_ROWS(reference_postcode_some, postcode_line, 1, t->after)
}

static struct str holiday_line(struct arena *a, const struct reference_holiday_some_row *r)
{
    return str_printf(a, "%.*s\t%.*s", STR_ARG(date_iso(a, r->day)), STR_ARG(r->name));
}

static enum err some_holidays(struct ctx *c, struct there *t, size_t *ret)
{
    static const struct date_parts FIRST = {1000, 1, 1};
    struct date after;
    if (!t->after.n)
        MUST(date_from_parts(FIRST, &after));
    else if (!date_from_iso(t->after, &after))
        return ERR_DAMAGED;
    READ_ROWS(reference_holiday_some, holiday_line, 1, after)
}

static enum err read_some(struct ctx *c, enum reference_kind kind, struct there *t, size_t *ret)
{
    switch (kind) {
    case REFERENCE_CODES: return some_codes(c, t, ret);
    case REFERENCE_ORGANISATIONS: return some_organisations(c, t, ret);
    case REFERENCE_DEPRIVATION: return some_deprivation(c, t, ret);
    case REFERENCE_POSTCODES: return some_postcodes(c, t, ret);
    case REFERENCE_HOLIDAYS: return some_holidays(c, t, ret);
    case REFERENCE_NONE: break;
    }
    return ERR_DAMAGED;
}

/* In several snapshots, none of which lasts. A version doesn't change once it is there. */
static enum err read_there(struct ctx *c, struct store *store, enum reference_kind kind, struct there *t)
{
    enum err err = ERR_NONE;
    size_t n = READ_AT_ONCE;
    t->after = t->after_more = STR("");
    while (!err && n == READ_AT_ONCE) {
        struct arena a CLEANUP(arena_release);
        arena_init(&a, LIMIT_JOB_ARENA);
        struct ctx reader = {.arena = &a, .actor = c->actor, .clock = c->clock, .app = c->app, .trace = c->trace};
        err = store_read_begin(store, &a, &c->actor->scope, c->trace, &reader.db);
        if (err) return err;
        err = read_some(&reader, kind, t, &n);
        store_read_end(store, reader.db);
    }
    return err;
}

/* ---- beside each other ---- */

/* What a row is about, and the rest of it. */
struct about {
    struct str what, rest;
};

static struct about about(enum reference_kind kind, struct str cells)
{
    struct str rest = cells;
    (void)str_cut(&rest, '\t');
    if (kind == REFERENCE_CODES) (void)str_cut(&rest, '\t');
    size_t n = rest.p ? (size_t)(rest.p - cells.p) - 1 : cells.n;
    return (struct about){str_slice(cells, 0, n), rest};
}

static int compare(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : a.n < b.n ? -1 : a.n > b.n;
}

struct indexed {
    struct about about;
    size_t place;
};

static int by_what(const void *a, const void *b)
{
    const struct indexed *x = a, *y = b;
    int order = compare(x->about.what, y->about.what);
    return order ? order : x->place < y->place ? -1 : x->place > y->place;
}

/* In order, each once: of rows about the same thing the first stands, as when they are loaded. */
static size_t in_order(
    struct arena *a, enum reference_kind kind, const struct row_list *rows, struct indexed **ret)
{
    size_t n = 0;
    struct indexed *all = *ret = ARENA_ARRAY(a, struct indexed, rows->n + 1);
    for (size_t i = 0; i < rows->n; i++) all[i] = (struct indexed){about(kind, rows->items[i]), i};
    qsort(all, rows->n, sizeof *all, by_what);
    for (size_t i = 0; i < rows->n; i++)
        if (!n || compare(all[n - 1].about.what, all[i].about.what)) all[n++] = all[i];
    return n;
}

/* Cells as one: "Community, Does lip read". */
static struct str joined(struct arena *a, struct str cells)
{
    struct buf b = buf_new(a, cells.n + 1, 2 * cells.n + 1);
    while (cells.p) {
        struct str cell = str_cut(&cells, '\t');
        if (b.n && cell.n) buf_add(&b, STR(", "));
        buf_add(&b, cell);
    }
    return buf_str(&b);
}

static void tell(struct reference_lines *lines, struct arena *a, struct str list, const char *word,
    const struct indexed *row, struct str now, struct str before)
{
    struct arena_mark mark = arena_mark(a);
    const struct str cells[] = {
        list, str_from_cstr(word), joined(a, row->about.what), joined(a, now), joined(a, before)};
    reference_lines_add(lines, cells, COUNT_OF(cells));
    arena_rewind(a, mark);
}

static void tell_changes(struct arena *a, enum reference_kind kind, struct str list, const struct row_list *now,
    const struct row_list *before, struct reference_change *ret, struct reference_lines *lines)
{
    struct indexed *x, *y;
    size_t n = in_order(a, kind, now, &x), m = in_order(a, kind, before, &y), i = 0, j = 0;
    while (i < n || j < m) {
        int order = i == n ? 1 : j == m ? -1 : compare(x[i].about.what, y[j].about.what);
        if (order < 0) {
            ret->added++;
            tell(lines, a, list, "added", &x[i], x[i].about.rest, STR(""));
        } else if (order > 0) {
            ret->dropped++;
            tell(lines, a, list, "dropped", &y[j], STR(""), y[j].about.rest);
        } else if (compare(x[i].about.rest, y[j].about.rest)) {
            ret->changed++;
            tell(lines, a, list, "changed", &x[i], x[i].about.rest, y[j].about.rest);
        }
        i += order <= 0;
        j += order >= 0;
    }
}

/* ---- each list of a file ---- */

static enum err one_list(struct ctx *c, struct store *store, const struct stage *stage, size_t set,
    const struct row_list *rows, struct reference_change *ret, struct reference_lines *lines)
{
    const struct staged_set *s = &stage->sets[set];
    struct arena a CLEANUP(arena_release);
    arena_init(&a, LIMIT_JOB_ARENA);
    if (s->what == SET_SAME) return ERR_NONE;
    if (!s->was.v) {
        ret->added = (int64_t)rows->n;
        return ERR_NONE;
    }
    struct there t = {.to = &a, .id = s->was};
    enum err err = read_there(c, store, stage->kind, &t);
    if (!err) tell_changes(&a, stage->kind, s->name, rows, &t.rows, ret, lines);
    return err;
}

enum err reference_changes(struct ctx *c, struct store *store, const struct stage *stage,
    struct reference_change *ret, struct reference_lines *lines)
{
    struct row_list *of = ARENA_ARRAY(c->arena, struct row_list, stage->n_sets);
    struct str *all = ARENA_ARRAY(c->arena, struct str, stage->n_rows + 1);
    enum err err = ERR_NONE;
    size_t at = 0;
    memset(ret, 0, stage->n_sets * sizeof *ret);
    for (size_t i = 0; i < stage->n_sets; i++) {
        of[i] = (struct row_list){.items = all + at};
        at += (size_t)stage->sets[i].rows;
    }
    MUST(at == stage->n_rows);
    for (size_t i = 0; i < stage->n_rows; i++) {
        struct row_list *list = &of[stage->rows[i].set];
        list->items[list->n++] = stage->rows[i].cells;
    }
    for (size_t i = 0; !err && i < stage->n_sets; i++) err = one_list(c, store, stage, i, &of[i], &ret[i], lines);
    return err;
}
