/*
 * Names that pass for the schema's own, and changes of tables that hold people's data.
 *
 * SQLite's authorizer can't tell an UPDATE's own columns from a second look at the same table, so for changes the
 * text decides (docs/adr/0005-statements-are-compiled.md): the table is named once, no other people's table is
 * named, and an UPDATE or DELETE carries, ANDed at the top of its WHERE,
 *     key IN (SELECT key FROM scoped_table [WHERE ...])
 * where key is the table's primary key, or a reference to the primary key behind that other scoped_ view.
 */
#include "sqlc.h"

struct rule_run {
    const struct schema *schema;
    const struct statement *s;
    const struct tokens *ts;
    struct str file;
    struct problems *ps;
};

#define SAY(r, at, ...) problem_add((r)->ps, (r)->file, (r)->ts->items[at].line, __VA_ARGS__)

static bool is_sign(const struct tokens *ts, size_t at, char c)
{
    return at < ts->n && ts->items[at].kind == TOKEN_SIGN && ts->items[at].text.p[0] == c;
}

static bool is_word(const struct tokens *ts, size_t at)
{
    return at < ts->n && ts->items[at].kind == TOKEN_WORD;
}

/* ---- common table expressions ---- */

static void check_expression_name(const struct rule_run *r, size_t at)
{
    struct str name = r->ts->items[at].text;
    if (str_starts(str_lower(r->ps->arena, name), STR("scoped_")))
        SAY(r, at, "'%.*s' would pass for a view; no WITH or WINDOW name begins with scoped_", STR_ARG(name));
    else if (schema_has(r->schema, name))
        SAY(r, at, "'%.*s' is in the schema already; give the expression another name", STR_ARG(name));
}

/* name AS (, name(columns) AS (, with [NOT] MATERIALIZED between */
void check_names(const struct schema *schema, const struct statement *s, struct str file, struct problems *ps)
{
    struct rule_run r = {schema, s, &s->tokens, file, ps};
    for (size_t i = 1; i < r.ts->n; i++) {
        if (!token_is_key(r.ts, i, "as")) continue;
        size_t after = i + 1;
        after += token_is_key(r.ts, after, "not");
        after += token_is_key(r.ts, after, "materialized");
        if (!is_sign(r.ts, after, '(')) continue;
        size_t name = i - 1;
        for (int depth = 0; is_sign(r.ts, name, ')') || depth > 0; name--) {
            depth += is_sign(r.ts, name, ')') - is_sign(r.ts, name, '(');
            if (name == 0) break;
        }
        /* After the loop over a bracketed list, name stands on the word before it. */
        check_expression_name(&r, name);
    }
}

/* ---- changes ---- */

static bool in_brackets_of(const struct tokens *ts, size_t open, size_t *ret_close)
{
    int depth = 0;
    for (size_t i = open; i < ts->n; i++) {
        depth += is_sign(ts, i, '(') - is_sign(ts, i, ')');
        if (depth != 0) continue;
        *ret_close = i;
        return true;
    }
    return false;
}

static bool is_compound(const struct tokens *ts, size_t from, size_t to)
{
    int depth = 0;
    for (size_t i = from; i < to; i++) {
        depth += is_sign(ts, i, '(') - is_sign(ts, i, ')');
        if (depth == 0 &&
            (token_is_key(ts, i, "union") || token_is_key(ts, i, "except") || token_is_key(ts, i, "intersect")))
            return true;
    }
    return false;
}

/* [table .] column IN ( SELECT column FROM scoped_view [WHERE ...] ), from and to around it */
static bool is_scope_condition(const struct rule_run *r, size_t from, size_t to)
{
    const struct tokens *ts = r->ts;
    if (is_word(ts, from) && is_sign(ts, from + 1, '.')) {
        if (!str_eq_nocase(ts->items[from].text, r->s->target)) return false;
        from += 2;
    }
    size_t close;
    bool shaped = is_word(ts, from) && token_is_key(ts, from + 1, "in") && is_sign(ts, from + 2, '(') &&
        token_is_key(ts, from + 3, "select") && is_word(ts, from + 4) && token_is_key(ts, from + 5, "from") &&
        is_word(ts, from + 6) && in_brackets_of(ts, from + 2, &close) && close + 1 == to &&
        (close == from + 7 || token_is_key(ts, from + 7, "where")) && !is_compound(ts, from + 3, close);
    if (!shaped) return false;
    struct str column = ts->items[from].text, inner = ts->items[from + 4].text;
    struct str view = str_lower(r->ps->arena, ts->items[from + 6].text);
    if (!str_starts(view, STR("scoped_"))) return false;
    struct str table = str_skip(view, 7);
    if (str_eq_nocase(table, r->s->target))
        return str_eq_nocase(column, inner) && schema_is_key(r->schema, table, column);
    return schema_is_reference(r->schema, r->s->target, column, table, inner);
}

/* The top of the WHERE must be conditions joined by AND; anything that could loosen one of them isn't read
 * further. */
static bool has_scope_condition(const struct rule_run *r)
{
    const struct tokens *ts = r->ts;
    size_t where = ts->n, from;
    int depth = 0;
    for (size_t i = 0; i < ts->n; i++) {
        depth += is_sign(ts, i, '(') - is_sign(ts, i, ')');
        if (depth == 0 && token_is_key(ts, i, "where")) where = i;
    }
    from = where + 1;
    bool found = false;
    for (size_t i = from; i <= ts->n; i++) {
        depth += is_sign(ts, i, '(') - is_sign(ts, i, ')');
        if (depth != 0) continue;
        if (token_is_key(ts, i, "or") || token_is_key(ts, i, "case") || token_is_key(ts, i, "between"))
            return false;
        if (i != ts->n && !token_is_key(ts, i, "and")) continue;
        found = found || is_scope_condition(r, from, i);
        from = i + 1;
    }
    return found;
}

static void check_tables_named(const struct rule_run *r)
{
    const struct tokens *ts = r->ts;
    size_t times = 0;
    for (size_t i = 0; i < ts->n; i++) {
        bool names_table = is_word(ts, i) && !(i > 0 && is_sign(ts, i - 1, '.')) && !is_sign(ts, i + 1, '.');
        if (!names_table || !schema_is_people(r->schema, ts->items[i].text)) continue;
        bool is_target = str_eq_nocase(ts->items[i].text, r->s->target);
        if (is_target && times++ == 0) continue;
        SAY(r, i, "a change reads people's data through scoped_%.*s, not %.*s (or is declared unscoped)",
            STR_ARG(ts->items[i].text), STR_ARG(ts->items[i].text));
    }
}

static bool inserts(const struct tokens *ts)
{
    for (size_t i = 0; i < ts->n; i++)
        if (token_is_key(ts, i, "insert") && token_is_key(ts, i + 1, "into")) return true;
    return false;
}

static bool updates_on_conflict(const struct tokens *ts)
{
    for (size_t i = 0; i + 1 < ts->n; i++)
        if (token_is_key(ts, i, "do") && token_is_key(ts, i + 1, "update")) return true;
    return false;
}

void check_people_change(
    const struct schema *schema, const struct statement *s, struct str file, struct problems *ps)
{
    struct rule_run r = {schema, s, &s->tokens, file, ps};
    if (kind_reads(s->kind) || s->unscoped || !s->target.n) return;
    check_tables_named(&r);
    if (!schema_is_people(schema, s->target)) return;
    if (inserts(r.ts)) {
        if (updates_on_conflict(r.ts))
            SAY(&r, 0, "DO UPDATE could change people out of scope; declare it unscoped or write two statements");
    } else if (!has_scope_condition(&r)) {
        SAY(&r, 0,
            "%.*s holds people's data: AND ... key IN (SELECT key FROM scoped_%.*s) at the top of the WHERE, key "
            "being"
            " its primary key (or a reference and the scoped_ view of the table it points to), without OR",
            STR_ARG(s->target), STR_ARG(s->target));
    }
}
