/*
 * The same statement as PostgreSQL wants it: :name becomes $1, $2, ... with SQLite's numbers, so that the
 * generated code binds alike on both, and @insert asks for the key of the new row, which SQLite gives without
 * being asked.
 */
#include "sqlc.h"

static int number_of(const struct statement *s, struct str parameter)
{
    for (size_t i = 0; i < s->parameter_count; i++)
        if (str_eq(s->parameters[i].name, str_skip(parameter, 1))) return s->parameters[i].bind_at;
    BUG("an undeclared parameter came through");
}

struct str postgres_text(struct arena *a, const struct statement *s)
{
    struct str sql = s->postgres.p ? s->postgres : s->sql;
    const struct tokens *ts = s->postgres.p ? &s->postgres_tokens : &s->tokens;
    struct buf out = buf_new(a, sql.n + 256, 2 * SQLC_MOST_STATEMENT_BYTES);
    const char *from = sql.p;
    for (size_t i = 0; i < ts->n; i++) {
        const struct token *t = &ts->items[i];
        if (t->kind != TOKEN_PARAMETER) continue;
        buf_add(&out, (struct str){from, (size_t)(t->text.p - from)});
        buf_printf(&out, "$%d", number_of(s, t->text));
        from = t->text.p + t->text.n;
    }
    const struct token *last = &ts->items[ts->n - 1];
    bool semicolon = last->kind == TOKEN_SIGN && last->text.p[0] == ';';
    const char *end = semicolon ? last->text.p : sql.p + sql.n;
    buf_add(&out, (struct str){from, (size_t)(end - from)});
    if (s->kind == KIND_INSERT && s->key.p) buf_printf(&out, "\nRETURNING %.*s", STR_ARG(s->key));
    MUST(!out.overflow);
    return buf_str(&out);
}

static char kind_of(const struct type *type)
{
    switch (type->form) {
    case FORM_TEXT: return 't';
    case FORM_BLOB:
    case FORM_UUID: return 'b';
    case FORM_REAL: return 'r';
    default: return 'i';
    }
}

struct str postgres_kinds(struct arena *a, const struct statement *s)
{
    char *kinds = arena_alloc(a, s->parameter_count + 1, 1);
    for (size_t i = 0; i < s->parameter_count; i++)
        kinds[s->parameters[i].bind_at - 1] = kind_of(s->parameters[i].type);
    return (struct str){kinds, s->parameter_count};
}
