#include "wire/json.h"

#include "base/arena.h"
#include "wire/json_node.h"

static const struct json_node *node_of(struct json_value v)
{
    return v.document->nodes + v.node;
}

enum json_kind json_kind(struct json_value v)
{
    return v.document ? (enum json_kind)node_of(v)->kind : JSON_ABSENT;
}

static bool is_container(struct json_value v)
{
    return v.document && node_is_container(node_of(v));
}

size_t json_size(struct json_value v)
{
    return is_container(v) ? node_of(v)->count : 0;
}

struct str json_source(struct json_value v)
{
    if (!v.document) return STR_NONE;
    const struct json_node *node = node_of(v);
    size_t quote = node->kind == JSON_STRING ? 1 : 0;
    return (struct str){v.document->source.p + node->at - quote, node->n + 2 * quote};
}

struct json_each json_each(struct json_value v)
{
    if (!is_container(v)) return (struct json_each){.left = 0};
    return (struct json_each){
        .value = v, .next = v.node + 1, .left = node_of(v)->count, .named = node_of(v)->kind == JSON_OBJECT};
}

bool json_each_next(struct json_each *e)
{
    if (!e->left) return false;
    e->left--;
    e->value.node = e->next;
    if (e->named) {
        const struct json_node *name = node_of(e->value);
        e->name = node_text(e->value.document, name);
        e->value.node += node_span(name);
    }
    e->next = e->value.node + node_span(node_of(e->value));
    return true;
}

struct json_value json_get(struct json_value object, struct str name)
{
    if (json_kind(object) == JSON_OBJECT)
        for (struct json_each e = json_each(object); json_each_next(&e);)
            if (str_eq(e.name, name)) return e.value;
    return (struct json_value){NULL, 0};
}

struct json_value json_item(struct json_value array, size_t index)
{
    if (json_kind(array) == JSON_ARRAY && index < json_size(array))
        for (struct json_each e = json_each(array); json_each_next(&e);)
            if (!index--) return e.value;
    return (struct json_value){NULL, 0};
}

struct str json_as_text(struct json_value v)
{
    return json_kind(v) == JSON_STRING ? node_text(v.document, node_of(v)) : STR_NONE;
}

struct str json_as_number(struct json_value v)
{
    return json_kind(v) == JSON_NUMBER ? json_source(v) : STR_NONE;
}

bool json_as_int(struct json_value v, int64_t *ret)
{
    return json_kind(v) == JSON_NUMBER && str_int(json_source(v), INT64_MIN, INT64_MAX, ret);
}

bool json_as_bool(struct json_value v, bool *ret)
{
    if (json_kind(v) != JSON_BOOL) return false;
    *ret = node_of(v)->count;
    return true;
}

struct str json_problem_text(struct arena *a, const struct json_problem *problem)
{
    return str_printf(a, "line %llu, column %llu: %.*s", (unsigned long long)problem->line,
        (unsigned long long)problem->column, STR_ARG(problem->what));
}

/* Characters: bytes that don't continue one, eight at a time, since a compact document is one long line. */
static uint64_t count_characters(const char *p, size_t n)
{
    uint64_t tails = 0;
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t eight;
        memcpy(&eight, p + i, 8);
        uint64_t each = eight >> 7 & ~eight >> 6 & 0x0101010101010101u; /* top bits 10 */
        tails += each * 0x0101010101010101u >> 56;
    }
    for (; i < n; i++) tails += ((unsigned char)p[i] & 0xC0) == 0x80;
    return n - tails;
}

struct json_place json_place_after(struct json_place from, struct str text)
{
    size_t line_start = 0;
    const char *newline;
    while ((newline = memchr(text.p + line_start, '\n', text.n - line_start))) {
        line_start = (size_t)(newline - text.p) + 1;
        from.line++;
        from.column = 1;
    }
    from.column += count_characters(text.p + line_start, text.n - line_start);
    return from;
}
