#include "tmplc.h"

/* What may stand where, asked by the parser when it meets a tag or a value. */

static bool in_raw(struct compiler *c, int line)
{
    return c->html.state == HTML_RAW &&
        !fail(c, line, "nothing can be filled in inside <%.*s>", STR_ARG(c->html.open->name));
}

static bool value_in_attribute(struct compiler *c, int line, enum node_kind *ret)
{
    struct str name = c->html.attribute;
    if (c->html.value == VALUE_LITERAL_ONLY)
        return fail(c, line, "%.*s is spelled out, without values", STR_ARG(name));
    if (name_in(name, "content") && name_in(c->html.tag, "meta")) {
        c->html.has_value_in_content = true;
        if (c->html.has_http_equiv)
            return fail(c, line, "with http-equiv, content is spelled out, without values");
    }
    if (c->html.value == VALUE_TEXT || c->html.address == ADDRESS_FRAGMENT) {
        *ret = NODE_VALUE;
        return true;
    }
    if (c->html.address == ADDRESS_LITERAL)
        return fail(c, line, "the address in %.*s is one whole value: make it with a function of wire/url.h",
            STR_ARG(name));
    c->html.address = ADDRESS_VALUE;
    *ret = NODE_ADDRESS;
    return true;
}

bool html_value_here(struct compiler *c, int line, enum node_kind *ret)
{
    if (in_raw(c, line)) return false;
    if (c->html.state == HTML_TAG)
        return fail(c, line, "a value in a tag stands in quotes, as in id=\"{{ view.id }}\"");
    if (c->html.state == HTML_VALUE) return value_in_attribute(c, line, ret);
    /* A parser drops the first newline of <textarea> and <pre>; ours goes first, so that the value's own stays. */
    if (c->html.fresh_text) buf_byte(&c->literal, '\n');
    c->html.fresh_text = false;
    *ret = NODE_VALUE;
    return true;
}

bool html_block_here(struct compiler *c, int line, bool is_loop)
{
    if (in_raw(c, line)) return false;
    if (is_loop && c->html.state == HTML_TAG) return fail(c, line, "a loop can't stand between attributes");
    if (c->html.state == HTML_VALUE && c->html.value == VALUE_LITERAL_ONLY)
        return fail(c, line, "%.*s is spelled out, without values", STR_ARG(c->html.attribute));
    return true;
}

bool html_component_here(struct compiler *c, int line, const char *what)
{
    if (in_raw(c, line)) return false;
    if (c->html.state != HTML_TEXT) return fail(c, line, "%s can't stand inside a tag", what);
    if (c->html.open && element_is_text_only(c->html.open->name))
        return fail(c, line, "%s can't stand in <%.*s>, which holds only text", what, STR_ARG(c->html.open->name));
    c->html.fresh_text = false;
    return true;
}

static bool same_elements(const struct element *a, const struct element *b)
{
    while (a && b && a != b) {
        if (!str_eq_nocase(a->name, b->name)) return false;
        a = a->outer;
        b = b->outer;
    }
    return a == b;
}

static bool same_tag(const struct html_position *a, const struct html_position *b)
{
    if (a->state != b->state) return false;
    if (a->state != HTML_TAG && a->state != HTML_VALUE) return true;
    if (!str_eq(a->tag, b->tag) || a->posts != b->posts) return false;
    return a->state == HTML_TAG || (a->quote == b->quote && str_eq(a->attribute, b->attribute));
}

static enum address_state join_addresses(enum address_state a, enum address_state b)
{
    if (a == b) return a;
    bool only_value = (a == ADDRESS_EMPTY || a == ADDRESS_VALUE) && (b == ADDRESS_EMPTY || b == ADDRESS_VALUE);
    return only_value ? ADDRESS_VALUE : ADDRESS_LITERAL;
}

static bool has_attribute(const struct attribute *list, struct str name)
{
    for (; list; list = list->next)
        if (str_eq_nocase(list->name, name)) return true;
    return false;
}

static const struct attribute *join_attributes(
    struct compiler *c, const struct attribute *a, const struct attribute *b)
{
    for (; b; b = b->next) {
        if (has_attribute(a, b->name)) continue;
        struct attribute *more = ARENA_NEW(c->arena, struct attribute);
        *more = (struct attribute){b->name, a};
        a = more;
    }
    return a;
}

static struct str describe(struct compiler *c, const struct html_position *p)
{
    if (p->state == HTML_TAG || p->state == HTML_VALUE)
        return str_printf(c->arena, "inside the tag of <%.*s>", STR_ARG(p->tag));
    if (!p->open) return STR("with nothing open");
    return str_printf(c->arena, "in <%.*s> of line %d", STR_ARG(p->open->name), p->open->line);
}

bool html_join(struct compiler *c, int line, const char *what, struct html_position other)
{
    struct html_position *now = &c->html;
    if (!same_tag(now, &other) || !same_elements(now->open, other.open)) {
        struct str one = describe(c, &other), two = describe(c, now);
        return fail(c, line, "%s: one way is %.*s, the other %.*s", what, STR_ARG(one), STR_ARG(two));
    }
    now->fresh_text = now->fresh_text || other.fresh_text;
    now->needs_space = now->needs_space || other.needs_space;
    now->has_http_equiv = now->has_http_equiv || other.has_http_equiv;
    now->has_value_in_content = now->has_value_in_content || other.has_value_in_content;
    now->address = join_addresses(now->address, other.address);
    now->attributes = join_attributes(c, now->attributes, other.attributes);
    return true;
}

bool html_end_of_template(struct compiler *c, int line)
{
    if (c->html.state == HTML_TAG || c->html.state == HTML_VALUE)
        return fail(
            c, line, "the tag of <%.*s> in line %d is not finished", STR_ARG(c->html.tag), c->html.tag_line);
    if (c->html.open)
        return fail(c, line, "<%.*s> of line %d is not closed", STR_ARG(c->html.open->name), c->html.open->line);
    return true;
}
