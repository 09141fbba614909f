#include "wire/tests/jansson_oracle.h"

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"

enum { FORM_CEILING = 64 << 20 };

static void form_text(struct buf *b, struct str s)
{
    buf_printf(b, "s%zu:", s.n);
    buf_add(b, s);
}

static void form_jansson(struct buf *b, json_t *v)
{
    size_t i;
    const char *name;
    json_t *part;
    switch (json_typeof(v)) {
    case JSON_NULL: buf_byte(b, 'n'); break;
    case JSON_TRUE: buf_byte(b, 't'); break;
    case JSON_FALSE: buf_byte(b, 'f'); break;
    case JSON_INTEGER: buf_printf(b, "i%lld;", (long long)json_integer_value(v)); break;
    case JSON_REAL: buf_printf(b, "r%.17g;", json_real_value(v)); break;
    case JSON_STRING: form_text(b, (struct str){json_string_value(v), json_string_length(v)}); break;
    case JSON_ARRAY:
        buf_byte(b, '[');
        json_array_foreach(v, i, part) form_jansson(b, part);
        buf_byte(b, ']');
        break;
    case JSON_OBJECT:
        buf_byte(b, '{');
        json_object_foreach(v, name, part)
        {
            form_text(b, str_from_cstr(name));
            form_jansson(b, part);
        }
        buf_byte(b, '}');
        break;
    }
}

enum jansson_says jansson_reads(struct arena *a, struct str text, struct str *ret_form)
{
    json_error_t error;
    json_t *v = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!v) {
        switch (json_error_code(&error)) {
        case json_error_numeric_overflow: return JANSSON_NUMBER_TOO_LARGE;
        case json_error_null_character:
        case json_error_null_byte_in_key: return JANSSON_NUL;
        default: return JANSSON_REFUSES;
        }
    }
    struct buf b = buf_new(a, 4096, FORM_CEILING);
    form_jansson(&b, v);
    json_decref(v);
    *ret_form = buf_str(&b);
    return JANSSON_ACCEPTS;
}

bool jansson_accepts(struct str text)
{
    json_t *v = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
    json_decref(v);
    return v;
}
