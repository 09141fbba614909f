/*
 * The translator of migrations: whatever stands in a file, it becomes PostgreSQL's text or a problem in a line of
 * the file; the same file gives the same text again; and no word of SQLite's own is left in it.
 */
#include "tools/migrations/translate.h"

#include "base/limits.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int lines_of(struct str s)
{
    int n = 1;
    for (size_t i = 0; i < s.n; i++) n += s.p[i] == '\n';
    return n;
}

/* Outside of quotes, comments and what was said for PostgreSQL alone. */
static void check_words(struct arena *a, struct str text)
{
    static const char *const left[] = {"strict", "autoincrement", "pragma"};
    struct tokens ts = lex_sql(a, text, 1);
    for (size_t i = 0; i < ts.n; i++)
        for (size_t k = 0; ts.items[i].kind == TOKEN_WORD && k < COUNT_OF(left); k++)
            MUST(!token_is_key(&ts, i, left[k]));
}

static struct str translated(struct arena *a, struct str text, struct problems *ps)
{
    struct translation t = translation_new(a, ps);
    struct str out = translate(&t, STR("0001_fuzz.sql"), text);
    if (!ps->n) translation_end(&t, STR("0001_fuzz.sql"));
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct str text = {(const char *)data, size}, alone = STR("[postgres]");
    if (!size || size > 64 * 1024 || !utf8_is_valid(text, NULL) || memchr(data, 0, size)) return 0;
    arena_init(&a, LIMIT_JOB_ARENA);
    struct problems *ps = ARENA_NEW(&a, struct problems), *again = ARENA_NEW(&a, struct problems);
    ps->arena = again->arena = &a;
    struct str one = translated(&a, text, ps), two = translated(&a, text, again);
    MUST(ps->n == again->n && str_eq(one, two));
    for (size_t i = 0; i < ps->n; i++)
        MUST(ps->items[i].line >= 0 && ps->items[i].line <= lines_of(text) && ps->items[i].message.n);
    MUST(one.p || ps->n);
    bool own_text = false;
    for (struct str rest = text; !own_text && rest.n >= alone.n; rest = str_skip(rest, 1))
        own_text = str_starts(rest, alone);
    if (!ps->n && !own_text) check_words(&a, one);
    arena_release(&a);
    return 0;
}
