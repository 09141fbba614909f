#include "base/arena.h"
#include "base/buf.h"
#include "wire/json.h"
#include "wire/tests/jansson_oracle.h"

enum { FORM_CEILING = 64 << 20 };

static void form_text(struct buf *b, struct str s)
{
    buf_printf(b, "s%zu:", s.n);
    buf_add(b, s);
}

static void form_number(struct buf *b, struct arena *a, struct json_value v)
{
    int64_t whole;
    if (json_as_int(v, &whole))
        buf_printf(b, "i%lld;", (long long)whole);
    else
        buf_printf(b, "r%.17g;", strtod(str_cstr(a, json_as_number(v)), NULL));
}

static void form_value(struct buf *b, struct arena *a, struct json_value v)
{
    bool yes;
    switch (json_kind(v)) {
    case JSON_ABSENT: BUG("a parsed document has no absent value");
    case JSON_NULL: buf_byte(b, 'n'); break;
    case JSON_BOOL: buf_byte(b, json_as_bool(v, &yes) && yes ? 't' : 'f'); break;
    case JSON_NUMBER: form_number(b, a, v); break;
    case JSON_STRING: form_text(b, json_as_text(v)); break;
    case JSON_ARRAY:
    case JSON_OBJECT:
        buf_byte(b, json_kind(v) == JSON_OBJECT ? '{' : '[');
        for (struct json_each e = json_each(v); json_each_next(&e);) {
            if (e.name.p) form_text(b, e.name);
            form_value(b, a, e.value);
        }
        buf_byte(b, json_kind(v) == JSON_OBJECT ? '}' : ']');
        break;
    }
}

struct str json_form(struct arena *a, struct json_value v)
{
    struct buf b = buf_new(a, 4096, FORM_CEILING);
    form_value(&b, a, v);
    return buf_str(&b);
}
