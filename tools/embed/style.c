/*
 * Taking the rules of components that Cairn doesn't have out of a minified style sheet.
 *
 * It reads just enough CSS for that: what stands before a brace and what between two. A selector goes if, outside
 * of parentheses, it asks for a class that begins with the name; a rule goes with its last selector, a condition
 * with its last rule. What it doesn't know (fonts, key frames, pages) stays as it is.
 */
#include "embed.h"

#include "base/buf.h"

enum { LARGEST_STYLE = 4 * 1024 * 1024 };

struct style {
    struct arena *a;
    struct str name;
    int64_t dropped;
};

/* Where the first of the characters stands that is outside of quotes and parentheses; s.n if none does. */
static size_t find_outside(struct str s, size_t at, const char *any)
{
    int deep = 0;
    for (char quote = 0; at < s.n; at++) {
        char c = s.p[at];
        if (quote) {
            if (c == '\\') at++;
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (!deep && strchr(any, c)) {
            return at;
        } else {
            deep += (c == '(' || c == '[') - (c == ')' || c == ']');
        }
    }
    return s.n;
}

static size_t closing_brace(struct str s, size_t open)
{
    size_t at = open + 1;
    for (int deep = 1; at < s.n; at++) {
        at = find_outside(s, at, "{}");
        if (at == s.n) break;
        deep += s.p[at] == '{' ? 1 : -1;
        if (!deep) return at;
    }
    embed_fail(
        "a brace of the style sheet is not closed: %.*s", (int)(s.n - open < 60 ? s.n - open : 60), s.p + open);
}

static bool is_of_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/* "nhsuk-hero" goes with .nhsuk-hero, .nhsuk-hero__content and .nhsuk-hero--border, not with .nhsuk-heroes. */
static bool asks_for(const struct style *style, struct str selector)
{
    for (size_t at = find_outside(selector, 0, "."); at < selector.n; at = find_outside(selector, at + 1, ".")) {
        struct str class = str_skip(selector, at + 1);
        if (!str_starts(class, style->name)) continue;
        char next = class.n > style->name.n ? class.p[style->name.n] : ' ';
        if (!is_of_name(next) || next == '-' || next == '_') return true;
    }
    return false;
}

static struct str selectors_left(struct style *style, struct str selectors)
{
    struct buf out = buf_new(style->a, selectors.n + 1, LARGEST_STYLE);
    for (size_t at = 0; at < selectors.n;) {
        size_t end = find_outside(selectors, at, ",");
        struct str one = str_slice(selectors, at, end);
        at = end + 1;
        if (asks_for(style, one)) {
            style->dropped++;
            continue;
        }
        if (out.n) buf_byte(&out, ',');
        buf_add(&out, one);
    }
    return buf_str(&out);
}

static bool holds_rules(struct str before)
{
    return str_starts(before, STR("@media")) || str_starts(before, STR("@supports"));
}

static struct str rules_left(struct style *style, struct str css)
{
    struct buf out = buf_new(style->a, css.n + 1, LARGEST_STYLE);
    for (size_t at = 0; at < css.n;) {
        size_t open = find_outside(css, at, "{;");
        if (open == css.n || css.p[open] == ';') {
            buf_add(&out, str_slice(css, at, open + 1));
            at = open + 1;
            continue;
        }
        size_t close = closing_brace(css, open);
        struct str before = str_slice(css, at, open), inside = str_slice(css, open + 1, close);
        at = close + 1;
        if (holds_rules(before)) {
            inside = rules_left(style, inside);
            if (!inside.n) continue;
        } else if (!str_starts(before, STR("@"))) {
            before = selectors_left(style, before);
            if (!before.n) continue;
        }
        buf_add(&out, before);
        buf_byte(&out, '{');
        buf_add(&out, inside);
        buf_byte(&out, '}');
    }
    return buf_str(&out);
}

struct str style_without(struct arena *a, struct str css, struct str name, int64_t *ret_dropped)
{
    struct style style = {.a = a, .name = name};
    struct str left = rules_left(&style, css);
    *ret_dropped = style.dropped;
    return left;
}
