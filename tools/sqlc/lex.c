/* Tokens of SQL as SQLite sees them. Comments and white space are dropped. */
#include "sqlc.h"

static bool starts_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool goes_on(char c)
{
    return starts_word(c) || is_digit(c) || c == '$';
}

struct lexer {
    struct str sql;
    size_t at;
    int line;
};

static char peek(const struct lexer *x, size_t ahead)
{
    return ahead < x->sql.n - x->at ? x->sql.p[x->at + ahead] : 0;
}

static void step(struct lexer *x)
{
    x->line += x->sql.p[x->at] == '\n';
    x->at++;
}

static void skip_space(struct lexer *x)
{
    while (x->at < x->sql.n) {
        char c = peek(x, 0);
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
            step(x);
        } else if (c == '-' && peek(x, 1) == '-') {
            while (x->at < x->sql.n && peek(x, 0) != '\n') step(x);
        } else if (c == '/' && peek(x, 1) == '*') {
            x->at += 2;
            while (x->at < x->sql.n && !(peek(x, 0) == '*' && peek(x, 1) == '/')) step(x);
            x->at = x->at + 2 < x->sql.n ? x->at + 2 : x->sql.n;
        } else {
            return;
        }
    }
}

/* The text between quotes; a doubled quote inside is left doubled, which no name of ours has. */
static struct token quoted(struct lexer *x, char close, enum token_kind kind)
{
    struct token t = {.kind = kind, .quoted = true, .line = x->line};
    x->at++;
    size_t from = x->at;
    while (x->at < x->sql.n) {
        if (peek(x, 0) != close) {
            step(x);
        } else if (close != ']' && peek(x, 1) == close) {
            x->at += 2;
        } else {
            t.text = str_slice(x->sql, from, x->at++);
            return t;
        }
    }
    t.kind = TOKEN_BROKEN;
    t.text = STR("a quote is not closed");
    return t;
}

static struct token run_of(struct lexer *x, enum token_kind kind)
{
    struct token t = {.kind = kind, .line = x->line};
    size_t from = x->at++;
    while (x->at < x->sql.n && (goes_on(peek(x, 0)) || (kind == TOKEN_NUMBER && peek(x, 0) == '.'))) x->at++;
    t.text = str_slice(x->sql, from, x->at);
    return t;
}

static struct token next_token(struct lexer *x)
{
    char c = peek(x, 0);
    if (c == '\'') return quoted(x, '\'', TOKEN_STRING);
    if (c == '"' || c == '`') return quoted(x, c, TOKEN_WORD);
    if (c == '[') return quoted(x, ']', TOKEN_WORD);
    /* x'0A' is a blob: SQLite reads the letter and the quote together. */
    if ((c == 'x' || c == 'X') && peek(x, 1) == '\'') {
        x->at++;
        return quoted(x, '\'', TOKEN_NUMBER);
    }
    if (starts_word(c)) return run_of(x, TOKEN_WORD);
    if (is_digit(c)) return run_of(x, TOKEN_NUMBER);
    if (c == ':' || c == '?' || c == '@' || c == '$' || c == '#') return run_of(x, TOKEN_PARAMETER);
    struct token t = {.kind = TOKEN_SIGN, .text = str_slice(x->sql, x->at, x->at + 1), .line = x->line};
    if ((unsigned char)c < ' ' || c == 0x7F) {
        t.kind = TOKEN_BROKEN;
        t.text = STR("a control character");
    }
    x->at++;
    return t;
}

struct tokens lex_sql(struct arena *a, struct str sql, int first_line)
{
    struct tokens ts = {ARENA_ARRAY(a, struct token, sql.n + 1), 0};
    struct lexer x = {sql, 0, first_line};
    for (;;) {
        skip_space(&x);
        if (x.at >= sql.n) return ts;
        ts.items[ts.n++] = next_token(&x);
        if (ts.items[ts.n - 1].kind == TOKEN_BROKEN) return ts;
    }
}

bool token_is(const struct tokens *ts, size_t at, const char *text)
{
    if (at >= ts->n) return false;
    const struct token *t = &ts->items[at];
    return (t->kind == TOKEN_WORD || t->kind == TOKEN_SIGN) && str_eq_nocase(t->text, str_from_cstr(text));
}

bool token_is_key(const struct tokens *ts, size_t at, const char *keyword)
{
    return token_is(ts, at, keyword) && !ts->items[at].quoted;
}
