/* A [postgres] variant: what its text shows. PostgreSQL itself sees it when all statements are prepared in a test.
 */
#include "sqlc.h"

#define SAY(token, ...) problem_add(ps, file, (token)->line, __VA_ARGS__)

static bool is_declared(const struct statement *s, struct str parameter)
{
    for (size_t i = 0; i < s->parameter_count; i++)
        if (str_eq(s->parameters[i].name, str_skip(parameter, 1))) return true;
    return false;
}

/* The rules of rules.c that hold for this text as well; the target and the kind must come out the same. */
static struct statement as_statement(const struct statement *s)
{
    struct statement v = *s;
    v.line = v.sql_line = s->postgres_line;
    v.sql = s->postgres;
    v.tokens = s->postgres_tokens;
    v.target = STR_NONE;
    return v;
}

static void check_tables(
    const struct schema *schema, const struct statement *s, struct str file, struct problems *ps)
{
    for (size_t i = 0; i < s->tokens.n && !s->unscoped; i++) {
        const struct token *t = &s->tokens.items[i];
        bool is_table = t->kind == TOKEN_WORD && schema_is_people(schema, t->text) && !str_eq(t->text, s->target);
        if (is_table && !token_is(&s->tokens, i + 1, "."))
            SAY(t, "it reads the table %.*s, which holds people's data, without its scoped_ view",
                STR_ARG(t->text));
    }
}

void check_variant(const struct schema *schema, const struct statement *s, struct str file, struct problems *ps)
{
    struct statement v = as_statement(s);
    size_t before = ps->n;
    check_text(&v, file, ps);
    if (ps->n == before) check_names(schema, &v, file, ps);
    if (ps->n == before) check_people_change(schema, &v, file, ps);
    if (ps->n != before) return;
    check_tables(schema, &v, file, ps);
    if (!str_eq(v.target, s->target))
        problem_add(ps, file, s->postgres_line, "the variant changes another table than its statement");
    for (size_t i = 0; i < v.tokens.n; i++) {
        const struct token *t = &v.tokens.items[i];
        if (t->kind == TOKEN_PARAMETER && !is_declared(s, t->text))
            SAY(t, "the parameter %.*s is not declared", STR_ARG(t->text));
    }
}
