#include "wire/json_write.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "wire/json_scan.h"

_Static_assert(LIMIT_JSON_DEPTH <= 32, "json_writer.objects has a bit for each level");

struct json_writer json_writer_new(struct buf *out)
{
    return (struct json_writer){.out = out};
}

void json_writer_end(const struct json_writer *w)
{
    if (!w->done) BUG("the JSON document is not complete: %u containers are open", w->depth);
}

static bool in_object(const struct json_writer *w)
{
    return w->depth && (w->objects & 1);
}

/* Before any value: is this a place for one, and does a comma go before it? */
static void value_begin(struct json_writer *w)
{
    if (w->done) BUG("a JSON document holds one value");
    if (in_object(w) && !w->named) BUG("a value in a JSON object needs a name");
    if (w->comma && !w->named) buf_byte(w->out, ',');
    w->named = false;
}

static void value_end(struct json_writer *w)
{
    w->comma = true;
    w->done = w->depth == 0;
}

static void container_begin(struct json_writer *w, char bracket)
{
    value_begin(w);
    if (w->depth == LIMIT_JSON_DEPTH) BUG("JSON nested deeper than %d levels", LIMIT_JSON_DEPTH);
    buf_byte(w->out, bracket);
    w->objects = w->objects << 1 | (bracket == '{');
    w->depth++;
    w->comma = false;
}

static void container_end(struct json_writer *w, char bracket)
{
    if (!w->depth || in_object(w) != (bracket == '}')) BUG("no container to close with %c", bracket);
    if (w->named) BUG("a JSON name has no value");
    buf_byte(w->out, bracket);
    w->objects >>= 1;
    w->depth--;
    value_end(w);
}

void json_object_begin(struct json_writer *w)
{
    container_begin(w, '{');
}

void json_object_end(struct json_writer *w)
{
    container_end(w, '}');
}

void json_array_begin(struct json_writer *w)
{
    container_begin(w, '[');
}

void json_array_end(struct json_writer *w)
{
    container_end(w, ']');
}

static void add_escape(struct buf *out, unsigned char c)
{
    static const char hex[] = "0123456789abcdef", from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
    const char *at = memchr(from, c, sizeof from - 1);
    if (at)
        buf_add(out, (struct str){(const char[]){'\\', to[at - from]}, 2});
    else
        buf_add(out, (struct str){(const char[]){'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]}, 6});
}

static void add_quoted(struct buf *out, struct str text)
{
    if (!utf8_is_valid(text, NULL)) BUG("text for a JSON document is not UTF-8");
    const char *p = text.p, *end = text.p + text.n, *from = p;
    buf_byte(out, '"');
    while ((p = json_skip_plain(p, end)) < end) {
        if ((signed char)*p < 0) {
            p++;
            continue;
        }
        buf_add(out, (struct str){from, (size_t)(p - from)});
        add_escape(out, (unsigned char)*p);
        from = ++p;
    }
    buf_add(out, (struct str){from, (size_t)(p - from)});
    buf_byte(out, '"');
}

void json_name(struct json_writer *w, struct str name)
{
    if (!in_object(w) || w->named) BUG("a JSON name has no place here");
    if (w->comma) buf_byte(w->out, ',');
    add_quoted(w->out, name.p ? name : STR(""));
    buf_byte(w->out, ':');
    w->named = true;
}

void json_literal(struct json_writer *w, struct str literal)
{
    value_begin(w);
    buf_add(w->out, literal);
    value_end(w);
}

void json_str(struct json_writer *w, struct str text)
{
    value_begin(w);
    add_quoted(w->out, text.p ? text : STR(""));
    value_end(w);
}

void json_int(struct json_writer *w, int64_t number)
{
    value_begin(w);
    buf_int(w->out, number);
    value_end(w);
}

void json_number_text(struct json_writer *w, struct str number)
{
    const char *bad, *end = number.p + number.n;
    if (json_skip_number(number.p, end, &bad) != end || !number.n) BUG("not a JSON number: %.*s", STR_ARG(number));
    json_literal(w, number);
}
