/* What can be seen in the text of one statement, without knowing the schema. */
#include "sqlc.h"

struct rule_run {
    struct statement *s;
    const struct tokens *ts;
    struct str file;
    struct problems *ps;
};

#define SAY(r, at, ...) problem_add((r)->ps, (r)->file, (r)->ts->items[at].line, __VA_ARGS__)

static bool is_sign(const struct tokens *ts, size_t at, char c)
{
    return at < ts->n && ts->items[at].kind == TOKEN_SIGN && ts->items[at].text.p[0] == c;
}

/* Where the statement itself begins, past its WITH. Returns n if there is none. */
static size_t main_word(const struct tokens *ts)
{
    static const char *const words[] = {"select", "insert", "update", "delete", "replace", "values"};
    int depth = 0;
    for (size_t i = 0; i < ts->n; i++) {
        depth += is_sign(ts, i, '(') - is_sign(ts, i, ')');
        for (size_t w = 0; depth == 0 && w < COUNT_OF(words); w++)
            if (token_is_key(ts, i, words[w])) return i;
    }
    return ts->n;
}

static void check_kind(struct rule_run *r)
{
    const struct tokens *ts = r->ts;
    size_t at = main_word(ts);
    bool with = token_is_key(ts, 0, "with");
    if (at == ts->n || (at != 0 && !with)) {
        SAY(r, 0, "a statement is a SELECT, INSERT, UPDATE or DELETE");
    } else if (token_is_key(ts, at, "replace")) {
        SAY(r, at, "REPLACE deletes rows unseen; write INSERT ... ON CONFLICT ... DO UPDATE");
    } else if (kind_reads(r->s->kind) != (token_is_key(ts, at, "select") || token_is_key(ts, at, "values"))) {
        SAY(r, at, "the statement's kind and its first word don't match");
    } else if (token_is_key(ts, at, "insert")) {
        if (!token_is_key(ts, at + 1, "into"))
            SAY(r, at, "INSERT OR ... is not allowed; write INSERT INTO ... ON CONFLICT ... DO NOTHING");
        else if (at + 2 < ts->n)
            r->s->target = ts->items[at + 2].text;
    } else if (!kind_reads(r->s->kind)) {
        size_t name = token_is_key(ts, at, "delete") ? at + 2 : at + 1;
        if (r->s->kind == KIND_INSERT)
            SAY(r, at, "@insert is for INSERT; use @change or @exactly");
        else if (token_is_key(ts, at, "update") && token_is_key(ts, at + 1, "or"))
            SAY(r, at, "UPDATE OR ... is not allowed");
        else if (name < ts->n)
            r->s->target = ts->items[name].text;
    }
}

static bool is_all_columns(const struct tokens *ts, size_t at)
{
    if (!is_sign(ts, at, '*') || at == 0) return false;
    return token_is_key(ts, at - 1, "select") || token_is_key(ts, at - 1, "distinct") ||
        token_is_key(ts, at - 1, "all") || is_sign(ts, at - 1, ',') || is_sign(ts, at - 1, '.');
}

static void check_token(struct rule_run *r, size_t i)
{
    const struct tokens *ts = r->ts;
    const struct token *t = &ts->items[i];
    if (t->kind == TOKEN_BROKEN) SAY(r, i, "%.*s", STR_ARG(t->text));
    if (t->kind == TOKEN_PARAMETER && t->text.p[0] != ':')
        SAY(r, i, "parameters are written :name, not %.*s", STR_ARG(t->text));
    if (is_sign(ts, i, ';')) SAY(r, i, "one statement under one name");
    if (is_all_columns(ts, i)) SAY(r, i, "name the columns instead of *");
    if (token_is_key(ts, i, "ifnull")) SAY(r, i, "ifnull() is SQLite's alone; write coalesce()");
    if (token_is_key(ts, i, "returning")) SAY(r, i, "RETURNING is not allowed; @insert gives the new row's id");
    if (token_is_key(ts, i, "deferrable") || token_is_key(ts, i, "deferred"))
        SAY(r, i, "nothing may be deferred to the commit, which actions share");
    if (token_is_key(ts, i, "rollback"))
        SAY(r, i, "ROLLBACK would undo other people's actions in the same commit");
    if ((token_is(ts, i, "main") || token_is(ts, i, "temp")) && is_sign(ts, i + 1, '.'))
        SAY(r, i, "write table names without the schema");
}

static bool ends_from(const struct tokens *ts, size_t at)
{
    static const char *const words[] = {"select", "where", "group", "having", "window", "order", "limit", "union",
        "except", "intersect", "set", "values"};
    for (size_t w = 0; w < COUNT_OF(words); w++)
        if (token_is_key(ts, at, words[w])) return true;
    return false;
}

static bool is_before_table(const struct tokens *ts, size_t at)
{
    static const char *const words[] = {"from", "join", "into", "update", "in"};
    for (size_t w = 0; w < COUNT_OF(words); w++)
        if (token_is_key(ts, at, words[w])) return true;
    return false;
}

/* SQLite takes 'person' for the table person where a table is expected; then no check of names would see it. */
static void check_quoted_tables(struct rule_run *r)
{
    enum { DEEPEST = 64 };
    bool in_from[DEEPEST] = {false};
    const struct tokens *ts = r->ts;
    size_t depth = 0;
    for (size_t i = 0; i < ts->n; i++) {
        if (is_sign(ts, i, '(')) {
            if (++depth == DEEPEST) {
                SAY(r, i, "brackets are nested too deeply");
                return;
            }
            in_from[depth] = in_from[depth - 1];
        } else if (is_sign(ts, i, ')') && depth > 0) {
            depth--;
        } else if (token_is_key(ts, i, "from")) {
            in_from[depth] = true;
        } else if (ends_from(ts, i)) {
            in_from[depth] = false;
        }
        if (ts->items[i].kind != TOKEN_STRING || i == 0) continue;
        bool list = in_from[depth] && (is_sign(ts, i - 1, ',') || is_sign(ts, i - 1, '('));
        if (list || is_before_table(ts, i - 1)) SAY(r, i, "a table's name is written without quotes");
    }
}

static void check_brackets(struct rule_run *r)
{
    int depth = 0;
    for (size_t i = 0; i < r->ts->n && depth >= 0; i++) depth += is_sign(r->ts, i, '(') - is_sign(r->ts, i, ')');
    if (depth != 0) SAY(r, r->ts->n - 1, "brackets don't match");
}

void check_text(struct statement *s, struct str file, struct problems *ps)
{
    struct rule_run r = {s, &s->tokens, file, ps};
    if (s->tokens.n && is_sign(&s->tokens, s->tokens.n - 1, ';')) {
        s->tokens.n--;
        s->sql = str_slice(s->sql, 0, (size_t)(s->tokens.items[s->tokens.n].text.p - s->sql.p));
    }
    if (!s->tokens.n) {
        problem_add(ps, file, s->line, "there is no SQL under this declaration");
        return;
    }
    if (s->sql.n > SQLC_MOST_STATEMENT_BYTES)
        problem_add(ps, file, s->line, "the statement is longer than %d bytes", SQLC_MOST_STATEMENT_BYTES);
    check_kind(&r);
    for (size_t i = 0; i < s->tokens.n; i++) check_token(&r, i);
    check_quoted_tables(&r);
    check_brackets(&r);
}
