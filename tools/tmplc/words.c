#include "tmplc.h"

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_name_byte(char c)
{
    return is_lower(c) || is_upper(c) || is_digit(c) || c == '_';
}

static void skip_space(struct words *w)
{
    while (w->rest.n && (w->rest.p[0] == ' ' || (w->rest.p[0] >= '\t' && w->rest.p[0] <= '\r'))) {
        if (w->rest.p[0] == '\n') w->line++;
        w->rest = str_skip(w->rest, 1);
    }
}

/* Takes the first n bytes as a word. */
static bool take(struct words *w, enum word_kind kind, size_t n)
{
    w->now = (struct word){kind, str_slice(w->rest, 0, n)};
    w->rest = str_skip(w->rest, n);
    return true;
}

static bool take_string(struct words *w)
{
    char *text = arena_alloc(w->c->arena, w->rest.n, 1);
    size_t n = 0, i = 1;
    for (; i < w->rest.n && w->rest.p[i] != '"'; i++) {
        char ch = w->rest.p[i];
        if (ch == '\n') return fail(w->c, w->line, "a text in quotes must close in its own line");
        if (ch == '\\') {
            ch = ++i < w->rest.n ? w->rest.p[i] : 0;
            if (ch != '"' && ch != '\\')
                return fail(w->c, w->line, "only \\\" and \\\\ are known after a backslash");
        }
        text[n++] = ch;
    }
    if (i == w->rest.n) return fail(w->c, w->line, "a text in quotes is never closed");
    w->rest = str_skip(w->rest, i + 1);
    w->now = (struct word){WORD_STRING, {text, n}};
    return true;
}

bool words_next(struct words *w)
{
    skip_space(w);
    if (!w->rest.n) return take(w, WORD_END, 0);
    char first = w->rest.p[0];
    size_t n = 1;
    if (first == '"') return take_string(w);
    if (is_digit(first) || (first == '-' && w->rest.n > 1 && is_digit(w->rest.p[1]))) {
        while (n < w->rest.n && is_digit(w->rest.p[n])) n++;
        return take(w, WORD_NUMBER, n);
    }
    if (is_name_byte(first)) {
        while (n < w->rest.n && is_name_byte(w->rest.p[n])) n++;
        return take(w, WORD_NAME, n);
    }
    if (str_starts(w->rest, STR("=="))) return take(w, WORD_SIGN, 2);
    if (strchr("{}:,.@()*", first)) return take(w, WORD_SIGN, 1);
    if ((unsigned char)first < 0x20 || (unsigned char)first > 0x7E)
        return fail(w->c, w->line, "an unexpected character");
    return fail(w->c, w->line, "unexpected %c", first);
}

bool words_start(struct compiler *c, struct token t, struct words *ret)
{
    *ret = (struct words){.c = c, .rest = t.text, .line = t.line};
    return words_next(ret);
}

bool word_is(const struct words *w, const char *text)
{
    return (w->now.kind == WORD_NAME || w->now.kind == WORD_SIGN) && str_eq(w->now.text, str_from_cstr(text));
}

bool word_take(struct words *w, const char *text, bool *ret)
{
    *ret = word_is(w, text);
    return *ret ? words_next(w) : true;
}

static bool fail_here(struct words *w, const char *expected)
{
    if (w->now.kind == WORD_END) return fail(w->c, w->line, "expected %s", expected);
    return fail(w->c, w->line, "expected %s, not %.*s", expected, STR_ARG(w->now.text));
}

bool word_expect(struct words *w, const char *text)
{
    return word_is(w, text) ? words_next(w) : fail_here(w, text);
}

bool word_name(struct words *w, const char *what, struct str *ret)
{
    struct str name = w->now.text;
    if (w->now.kind != WORD_NAME || !is_lower(name.p[0])) return fail_here(w, what);
    /* names ending in _ are for generated code */
    if (name.p[name.n - 1] == '_') return fail(w->c, w->line, "%.*s: a name can't end in _", STR_ARG(name));
    *ret = name;
    return words_next(w);
}

bool words_end(struct words *w)
{
    if (w->now.kind == WORD_END) return true;
    return fail(w->c, w->line, "unexpected %.*s", STR_ARG(w->now.text));
}

bool name_is_constant(struct str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!is_upper(name.p[i]) && !is_digit(name.p[i]) && name.p[i] != '_') return false;
    return name.n > 0 && is_upper(name.p[0]);
}
