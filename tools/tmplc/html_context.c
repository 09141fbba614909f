#include "tmplc.h"

/* Reading one text token: what is left of it. */
struct cursor {
    const char *at, *end;
    int line;
    bool at_line_start;
};

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name_byte(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':' || c == '.';
}

static struct str rest_of(const struct cursor *k)
{
    return (struct str){k->at, (size_t)(k->end - k->at)};
}

/* Steps over n bytes, writing them to the page. */
static void copy(struct compiler *c, struct cursor *k, size_t n)
{
    buf_add(&c->literal, (struct str){k->at, n});
    for (size_t i = 0; i < n; i++) k->line += k->at[i] == '\n';
    k->at += n;
    k->at_line_start = false;
}

static bool keeps_space(const struct compiler *c)
{
    for (const struct element *e = c->html.open; e; e = e->outer)
        if (element_keeps_space(e->name)) return true;
    return false;
}

/* A run of white space. What holds a line's end shrinks to one byte; what begins a line is indentation and goes.
 */
static void copy_space(struct compiler *c, struct cursor *k, char line_end)
{
    size_t n = 0, lines = 0;
    while (k->at + n < k->end && is_space(k->at[n])) lines += k->at[n++] == '\n';
    if (!k->at_line_start && !lines) {
        copy(c, k, n);
        return;
    }
    if (!k->at_line_start) buf_byte(&c->literal, line_end);
    k->line += (int)lines;
    k->at += n;
    k->at_line_start = false;
}

static struct str take_name(struct cursor *k)
{
    size_t n = 0;
    while (k->at + n < k->end && is_name_byte(k->at[n])) n++;
    return (struct str){k->at, n};
}

/* ---- elements ---- */

static bool check_element(struct compiler *c, struct str name, int line)
{
    const char *why = element_refused(name);
    const struct element *open = c->html.open;
    if (!why && open && element_is_text_only(open->name))
        return fail(c, line, "only text can stand in <%.*s>: write &lt; for <", STR_ARG(open->name));
    for (const struct element *e = open; e && !why; e = e->outer)
        why = element_refused_inside(name, e->name, e == open);
    return !why || fail(c, line, "<%.*s> is refused here: %s", STR_ARG(name), why);
}

static bool start_tag(struct compiler *c, struct cursor *k)
{
    copy(c, k, 1);
    struct str name = take_name(k);
    if (!check_element(c, name, k->line)) return false;
    c->html = (struct html_position){
        .state = HTML_TAG, .open = c->html.open, .tag = name, .tag_line = k->line, .needs_space = true};
    copy(c, k, name.n);
    return true;
}

static bool end_tag(struct compiler *c, struct cursor *k)
{
    copy(c, k, 2);
    struct str name = take_name(k);
    const struct element *open = c->html.open;
    size_t n = name.n;
    while (k->at + n < k->end && is_space(k->at[n])) n++;
    if (!name.n || k->at + n == k->end || k->at[n] != '>') return fail(c, k->line, "an end tag is its name and >");
    if (element_is_void(name)) return fail(c, k->line, "<%.*s> is never closed: it has no end tag", STR_ARG(name));
    if (!open) return fail(c, k->line, "</%.*s> closes nothing", STR_ARG(name));
    if (!str_eq_nocase(open->name, name))
        return fail(c, k->line, "</%.*s> found where </%.*s> is due, for line %d", STR_ARG(name),
            STR_ARG(open->name), open->line);
    copy(c, k, n + 1);
    c->html.open = open->outer;
    return true;
}

/* <!doctype ...> is kept; comments are left out of the page. */
static bool declaration(struct compiler *c, struct cursor *k)
{
    struct str rest = rest_of(k);
    size_t n;
    if (str_starts(rest, STR("<!--"))) {
        const char *close = rest.n > 4 ? memmem(rest.p + 4, rest.n - 4, "-->", 3) : NULL;
        if (!close) return fail(c, k->line, "an HTML comment must close before the next tag or value; use {# #}");
        for (; k->at < close + 3; k->at++) k->line += *k->at == '\n';
        return true;
    }
    if (!str_eq_nocase(str_slice(rest, 0, 9), STR("<!doctype")) || !str_find(rest, '>', &n))
        return fail(c, k->line, "after <! only a doctype or a comment can stand");
    copy(c, k, n + 1);
    return true;
}

static bool less_than(struct compiler *c, struct cursor *k)
{
    char next = k->at + 1 < k->end ? k->at[1] : 0;
    if (next == '/') return end_tag(c, k);
    if (next == '!') return declaration(c, k);
    if (is_letter(next)) return start_tag(c, k);
    return fail(c, k->line, "write &lt; for a < that begins no tag");
}

static bool read_text(struct compiler *c, struct cursor *k)
{
    const char *from = k->at;
    bool keep = keeps_space(c);
    c->html.fresh_text = false;
    if (*from == '<') return less_than(c, k);
    if (!keep && is_space(*from)) {
        copy_space(c, k, '\n');
        return true;
    }
    const char *to = from;
    while (to < k->end && *to != '<' && (keep || !is_space(*to))) to++;
    copy(c, k, (size_t)(to - from));
    return true;
}

static bool read_raw(struct compiler *c, struct cursor *k)
{
    struct str name = c->html.open->name;
    while (k->at < k->end) {
        if (str_starts(rest_of(k), STR("</")) && str_eq_nocase(str_slice(rest_of(k), 2, 2 + name.n), name)) {
            c->html.state = HTML_TEXT;
            return end_tag(c, k);
        }
        copy(c, k, 1);
    }
    return true;
}

/* ---- start tags ---- */

static void push_element(struct compiler *c)
{
    struct element *e = ARENA_NEW(c->arena, struct element);
    *e = (struct element){c->html.tag, c->html.tag_line, c->html.open};
    c->html.open = e;
}

static bool is_foreign(const struct compiler *c)
{
    if (name_in(c->html.tag, "svg math")) return true;
    for (const struct element *e = c->html.open; e; e = e->outer) {
        if (name_in(e->name, "foreignobject desc title")) return false; /* HTML again */
        if (name_in(e->name, "svg math")) return true;
    }
    return false;
}

static bool end_of_start_tag(struct compiler *c, struct cursor *k)
{
    bool closes_itself = *k->at == '/', posts = c->html.posts;
    struct str name = c->html.tag;
    if (closes_itself && (k->at + 1 == k->end || k->at[1] != '>'))
        return fail(c, k->line, "after / in a tag comes >");
    if (closes_itself && !element_is_void(name) && !is_foreign(c))
        return fail(c, k->line, "<%.*s/> stays open in HTML: write <%.*s></%.*s>", STR_ARG(name), STR_ARG(name),
            STR_ARG(name));
    copy(c, k, closes_itself ? 2 : 1);
    if (!closes_itself && !element_is_void(name)) push_element(c);
    c->html = (struct html_position){.state = HTML_TEXT, .open = c->html.open};
    if (!closes_itself && element_is_raw(name)) c->html.state = HTML_RAW;
    c->html.fresh_text = element_keeps_space(name);
    if (posts) add_node(c, NODE_CSRF, k->line);
    return true;
}

static bool remember_attribute(struct compiler *c, struct str name, int line)
{
    for (const struct attribute *a = c->html.attributes; a; a = a->next)
        if (str_eq_nocase(a->name, name)) return fail(c, line, "%.*s is given twice", STR_ARG(name));
    struct attribute *a = ARENA_NEW(c->arena, struct attribute);
    *a = (struct attribute){name, c->html.attributes};
    c->html.attributes = a;
    return true;
}

/* The literal of an attribute that changes what a form or a page does. */
static bool note_literal(struct compiler *c, struct str name, struct str rest, int line)
{
    size_t end;
    if (name_in(name, "method") && name_in(c->html.tag, "form")) {
        if (!str_find(rest, c->html.quote, &end))
            return fail(c, line, "method is spelled out: \"get\" or \"post\"");
        c->html.posts = str_eq_nocase(str_trim(str_slice(rest, 0, end)), STR("post"));
    }
    if (name_in(name, "http-equiv")) {
        c->html.has_http_equiv = true;
        if (c->html.has_value_in_content)
            return fail(c, line, "with http-equiv, content is spelled out, without values");
    }
    return true;
}

static bool start_value(struct compiler *c, struct cursor *k, struct str name)
{
    size_t n = 1;
    while (k->at + n < k->end && is_space(k->at[n])) n++;
    if (k->at + n == k->end || (k->at[n] != '"' && k->at[n] != '\''))
        return fail(c, k->line, "put the value of %.*s in quotes", STR_ARG(name));
    copy(c, k, n + 1);
    c->html.state = HTML_VALUE;
    c->html.quote = k->at[-1];
    c->html.attribute = name;
    c->html.value = attribute_value_kind(c->html.tag, name);
    c->html.address = ADDRESS_EMPTY;
    return note_literal(c, name, rest_of(k), k->line);
}

static bool read_attribute(struct compiler *c, struct cursor *k)
{
    struct str name = take_name(k);
    if (!name.n)
        return fail(c, k->line, "unexpected %.*s in the tag of <%.*s>", (unsigned char)*k->at < 0x80 ? 1 : 0,
            k->at, STR_ARG(c->html.tag));
    if (c->html.needs_space) return fail(c, k->line, "a space is missing before %.*s", STR_ARG(name));
    const char *why = attribute_refused(name);
    if (why) return fail(c, k->line, "%.*s is refused: %s", STR_ARG(name), why);
    if (!remember_attribute(c, name, k->line)) return false;
    copy(c, k, name.n);
    c->html.needs_space = true;
    size_t space = 0;
    while (k->at + space < k->end && is_space(k->at[space])) space++;
    if (k->at + space == k->end || k->at[space] != '=') return true;
    copy(c, k, space);
    return start_value(c, k, name);
}

static bool read_tag(struct compiler *c, struct cursor *k)
{
    if (*k->at == '>' || *k->at == '/') return end_of_start_tag(c, k);
    if (!is_space(*k->at)) return read_attribute(c, k);
    c->html.needs_space = c->html.needs_space && k->at_line_start;
    copy_space(c, k, ' ');
    return true;
}

/* ---- quoted values ---- */

static bool note_address(struct compiler *c, struct str literal, int line)
{
    static const struct str schemes[] = {STR_INIT("javascript:"), STR_INIT("vbscript:"), STR_INIT("data:")};
    struct str trimmed = str_trim(literal);
    size_t at;
    bool has_hash = str_find(literal, '#', &at);
    if (c->html.address == ADDRESS_EMPTY) {
        for (size_t i = 0; i < COUNT_OF(schemes); i++)
            if (str_eq_nocase(str_slice(trimmed, 0, schemes[i].n), schemes[i]))
                return fail(c, line, "an address can't begin with %.*s", STR_ARG(schemes[i]));
        c->html.address =
            has_hash && (literal.p[0] == '#' || literal.p[0] == '/') ? ADDRESS_FRAGMENT : ADDRESS_LITERAL;
    } else if (c->html.address == ADDRESS_VALUE && has_hash) {
        c->html.address = ADDRESS_FRAGMENT;
    }
    return true;
}

static bool read_quoted(struct compiler *c, struct cursor *k)
{
    const char *to = k->at;
    if (*to == c->html.quote) {
        copy(c, k, 1);
        c->html.state = HTML_TAG;
        c->html.needs_space = true;
        return true;
    }
    if (is_space(*to)) {
        copy_space(c, k, ' ');
        return true;
    }
    while (to < k->end && *to != c->html.quote && !is_space(*to)) to++;
    struct str literal = {k->at, (size_t)(to - k->at)};
    if (c->html.value == VALUE_ADDRESS && !note_address(c, literal, k->line)) return false;
    copy(c, k, literal.n);
    return true;
}

bool html_text(struct compiler *c, struct token t)
{
    struct cursor k = {t.text.p, t.text.p + t.text.n, t.line, t.at_line_start};
    while (k.at < k.end) {
        bool (*read)(struct compiler *, struct cursor *) = c->html.state == HTML_TEXT ? read_text :
            c->html.state == HTML_TAG                                                 ? read_tag :
            c->html.state == HTML_RAW                                                 ? read_raw :
                                                                                        read_quoted;
        if (!read(c, &k)) return false;
    }
    return true;
}
