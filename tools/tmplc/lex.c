#include "tmplc.h"

#include "base/limits.h"
#include "base/utf8.h"

static int lines_in(struct str s)
{
    int n = 0;
    for (size_t i = 0; i < s.n; i++) n += s.p[i] == '\n';
    return n;
}

/* Where the braces that opened at `from` close: the place of the closing pair. Strings may hold anything. */
static bool find_close(struct str text, size_t from, char mark, size_t *ret)
{
    bool in_string = false;
    for (size_t i = from; i + 1 < text.n; i++) {
        char c = text.p[i];
        if (in_string && c == '\\')
            i++;
        else if (c == '"' && mark != '#')
            in_string = !in_string;
        else if (!in_string && c == (mark == '{' ? '}' : mark) && text.p[i + 1] == '}') {
            *ret = i;
            return true;
        }
    }
    return false;
}

/* The next "{{", "{%" or "{#", or the end. */
static size_t find_open(struct str text, size_t from)
{
    for (size_t i = from; i + 1 < text.n; i++)
        if (text.p[i] == '{' && (text.p[i + 1] == '{' || text.p[i + 1] == '%' || text.p[i + 1] == '#')) return i;
    return text.n;
}

static void add_token(struct compiler *c, struct token t)
{
    if (t.kind == TOKEN_TEXT && t.text.n == 0) return;
    c->tokens[c->n_tokens++] = t;
}

static enum token_kind kind_of(char mark)
{
    return mark == '{' ? TOKEN_VALUE : mark == '%' ? TOKEN_TAG : TOKEN_COMMENT;
}

static bool cut(struct compiler *c, struct str text)
{
    int line = 1;
    size_t at = 0;
    while (at < text.n) {
        size_t open = find_open(text, at), close;
        struct str before = str_slice(text, at, open);
        add_token(c, (struct token){TOKEN_TEXT, line, before, at == 0});
        line += lines_in(before);
        if (open == text.n) break;
        char mark = text.p[open + 1];
        if (!find_close(text, open + 2, mark, &close)) return fail(c, line, "{%c is never closed", mark);
        struct str inside = str_slice(text, open + 2, close);
        add_token(c, (struct token){kind_of(mark), line, inside, false});
        line += lines_in(inside);
        at = close + 2;
    }
    add_token(c, (struct token){TOKEN_END, line, STR_NONE, false});
    return true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool is_all_blank(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_blank(s.p[i])) return false;
    return true;
}

/* s without the spaces at its end, if these begin a line. */
static bool ends_at_line_start(struct token t, struct str *ret)
{
    size_t n = t.text.n;
    while (n && is_blank(t.text.p[n - 1])) n--;
    if (n ? t.text.p[n - 1] != '\n' : !t.at_line_start) return false;
    *ret = str_slice(t.text, 0, n);
    return true;
}

/* s without its first line, if that is blank. */
static bool starts_with_line_end(struct str s, struct str *ret)
{
    size_t n = 0;
    while (n < s.n && is_blank(s.p[n])) n++;
    if (n == s.n || s.p[n] != '\n') return false;
    *ret = str_skip(s, n + 1);
    return true;
}

static bool is_tag(enum token_kind kind)
{
    return kind == TOKEN_TAG || kind == TOKEN_COMMENT;
}

/* The tokens from `first` up to the one returned are tags with nothing but blanks between. */
static size_t end_of_group(const struct compiler *c, size_t first)
{
    size_t last = first;
    for (size_t i = first;
         is_tag(c->tokens[i].kind) || (c->tokens[i].kind == TOKEN_TEXT && is_all_blank(c->tokens[i].text)); i++)
        if (is_tag(c->tokens[i].kind)) last = i;
    return last;
}

/* A line that holds only tags leaves nothing in the page: neither its indentation nor its end. */
static void drop_lines_of_tags(struct compiler *c)
{
    for (size_t i = 0; i < c->n_tokens; i++) {
        if (!is_tag(c->tokens[i].kind)) continue;
        size_t last = end_of_group(c, i);
        struct token *before = i ? &c->tokens[i - 1] : NULL, *after = &c->tokens[last + 1];
        struct str head = STR_NONE, tail = STR_NONE;
        bool at_start = !before || (before->kind == TOKEN_TEXT && ends_at_line_start(*before, &head));
        bool at_end =
            after->kind == TOKEN_END || (after->kind == TOKEN_TEXT && starts_with_line_end(after->text, &tail));
        if (at_start && at_end) {
            if (before) before->text = head;
            if (after->kind == TOKEN_TEXT) *after = (struct token){TOKEN_TEXT, after->line + 1, tail, true};
        }
        i = last;
    }
}

bool lex(struct compiler *c, struct str text)
{
    size_t bad, tokens = 2;
    if (text.n > LIMIT_TEMPLATE) return fail(c, 1, "the file is larger than %d bytes", LIMIT_TEMPLATE);
    if (!utf8_is_valid(text, &bad))
        return fail(c, 1 + lines_in(str_slice(text, 0, bad)), "the file is not UTF-8 here");
    if (str_find(text, 0, &bad)) return fail(c, 1 + lines_in(str_slice(text, 0, bad)), "a NUL byte");
    for (size_t i = 0; i < text.n; i++) tokens += text.p[i] == '{' ? 2 : 0;
    c->tokens = ARENA_ARRAY(c->arena, struct token, tokens);
    if (!cut(c, text)) return false;
    drop_lines_of_tags(c);
    return true;
}
