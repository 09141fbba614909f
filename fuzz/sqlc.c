/*
 * The statement compiler's own half: declarations, tokens, rules of the text, and the C that comes out. What
 * SQLite says of a statement is not asked here.
 *
 * Tokens lie in the text, in order, and count its lines; every problem names a line of the file; and what has no
 * problem becomes C with its statement in it, quotes and braces closed.
 */
#include "tools/sqlc/sqlc.h"

#include "base/limits.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int lines_of(struct str s)
{
    int n = 1;
    for (size_t i = 0; i < s.n; i++) n += s.p[i] == '\n';
    return n;
}

static void check_tokens(struct arena *a, struct str text)
{
    struct tokens ts = lex_sql(a, text, 1);
    const char *p = text.p;
    int line = 1;
    for (size_t i = 0; i < ts.n; i++) {
        struct token t = ts.items[i];
        if (t.kind == TOKEN_BROKEN) continue; /* its text is what is wrong with it */
        MUST(
            t.text.p >= p && t.text.p + t.text.n <= text.p + text.n && t.line >= line && t.line <= lines_of(text));
        p = t.text.p + t.text.n;
        line = t.line;
    }
}

/* Braces and parentheses of C, outside of what is quoted or a comment. */
static void check_c(struct str c)
{
    int depth = 0;
    for (size_t i = 0; i < c.n; i++) {
        char q = c.p[i];
        if (q == '/' && i + 1 < c.n && c.p[i + 1] == '*') {
            for (i += 2; i + 1 < c.n && (c.p[i] != '*' || c.p[i + 1] != '/'); i++) continue;
            MUST(i + 1 < c.n);
            i++;
        } else if (q == '"' || q == '\'') {
            for (i++; i < c.n && c.p[i] != q; i++) {
                MUST(c.p[i] != '\n');
                i += c.p[i] == '\\';
            }
            MUST(i < c.n);
        } else {
            depth += (q == '{' || q == '(') - (q == '}' || q == ')');
            MUST(depth >= 0);
        }
    }
    MUST(depth == 0);
}

static bool declares(const struct statement *s, const struct tokens *ts)
{
    for (size_t i = 0; i < ts->n; i++) {
        bool known = ts->items[i].kind != TOKEN_PARAMETER;
        for (size_t k = 0; !known && k < s->parameter_count; k++)
            known = str_eq(s->parameters[k].name, str_skip(ts->items[i].text, 1));
        if (!known) return false;
    }
    return true;
}

/* The compiler learns from SQLite that a parameter isn't declared, before it writes anything. */
static bool parameters_are_declared(const struct statement_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct statement *s = &list->items[i];
        if (!declares(s, &s->tokens) || (s->postgres.p && !declares(s, &s->postgres_tokens))) return false;
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct str text = {(const char *)data, size}, file = STR("care/fuzz/fuzz.sql");
    const struct emit_names names = {file, STR("care/fuzz/fuzz.sql.h"), STR("fuzz")};
    if (!size || size > 64 * 1024 || !utf8_is_valid(text, NULL) || memchr(data, 0, size)) return 0;
    arena_init(&a, LIMIT_JOB_ARENA);
    struct problems *ps = ARENA_NEW(&a, struct problems);
    ps->arena = &a;
    check_tokens(&a, text);
    struct statement_list list = parse_statements(&a, file, text, ps);
    for (size_t i = 0; i < list.n; i++) check_text(&list.items[i], file, ps);
    for (size_t i = 0; i < ps->n; i++)
        MUST(ps->items[i].line > 0 && ps->items[i].line <= lines_of(text) && ps->items[i].message.n);
    if (!ps->n && parameters_are_declared(&list)) {
        struct buf c = buf_new(&a, 4096, 8 * SQLC_MOST_BYTES), h = buf_new(&a, 4096, 8 * SQLC_MOST_BYTES);
        emit_source(&c, &list, &names);
        emit_header(&h, &list, &names);
        MUST(!c.overflow && !h.overflow);
        check_c(buf_str(&c));
        check_c(buf_str(&h));
    }
    arena_release(&a);
    return 0;
}
