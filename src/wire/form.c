#include "wire/form.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "wire/url.h"

static bool has_nul(struct str s)
{
    return s.n && memchr(s.p, 0, s.n);
}

bool form_is_line(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ') return false;
    return utf8_is_valid(s, NULL) && utf8_is_plain(s);
}

struct form_refusal form_check_name(const struct form *f, struct str name)
{
    if (!name.n) return FORM_REFUSE(ERR_INVALID, "The form has a field without a name.");
    if (name.n > LIMIT_FORM_FIELD_NAME)
        return FORM_REFUSE(ERR_TOO_LARGE, "The form has a field whose name is too long.");
    if (!form_is_line(name)) return FORM_REFUSE(ERR_INVALID, "The form has a field whose name is not plain text.");
    if (f->fields.n + f->files.n >= LIMIT_FORM_FIELDS)
        return FORM_REFUSE(ERR_TOO_LARGE, "The form has too many fields.");
    return FORM_FINE;
}

/* Browsers send "\r\n" for every line's end in a text area; a lone "\r" counts as one too. */
static struct str unify_lines(struct arena *a, struct str s)
{
    size_t at;
    if (!str_find(s, '\r', &at)) return s;
    char *out = arena_alloc(a, s.n, 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\r' && i + 1 < s.n && s.p[i + 1] == '\n') continue;
        out[n++] = s.p[i] == '\r' ? '\n' : s.p[i];
    }
    return (struct str){out, n};
}

struct form_refusal form_add_field(struct arena *a, struct form *f, struct str name, struct str value)
{
    struct form_refusal refusal = form_check_name(f, name);
    if (refusal.err) return refusal;
    if (value.n > LIMIT_BODY_FORM - f->text_bytes)
        return FORM_REFUSE(ERR_TOO_LARGE, "The form holds too much text.");
    if (has_nul(value) || !utf8_is_valid(value, NULL))
        return FORM_REFUSE(ERR_INVALID, "The form has a field that does not hold text.");
    f->text_bytes += value.n;
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): whoever calls made room for all that is counted before
    f->fields.items[f->fields.n++] = (struct form_field){name, unify_lines(a, value)};
    return FORM_FINE;
}

static size_t count_pairs(struct str body)
{
    size_t n = 1;
    for (size_t i = 0; i < body.n && n < LIMIT_FORM_FIELDS; i++) n += body.p[i] == '&';
    return n;
}

static struct form_refusal add_pair(struct arena *a, struct form *f, struct str pair)
{
    struct str name = str_cut(&pair, '='), value = STR("");
    /* A hundred bytes are at most three hundred encoded ones: no need to decode what will be refused. */
    if (name.n > 3 * LIMIT_FORM_FIELD_NAME)
        return FORM_REFUSE(ERR_TOO_LARGE, "The form has a field whose name is too long.");
    if (!url_decode(a, name, true, &name) || (pair.p && !url_decode(a, pair, true, &value)))
        return FORM_REFUSE(ERR_INVALID, "The form has a field that does not hold text.");
    return form_add_field(a, f, name, value);
}

enum err form_parse(struct arena *a, struct str body, struct form *ret, struct str *ret_why)
{
    struct form f = {0};
    struct form_refusal refusal = FORM_FINE;
    if (body.n > LIMIT_BODY_FORM) refusal = FORM_REFUSE(ERR_TOO_LARGE, "The form holds too much text.");
    if (body.n && !refusal.err) f.fields.items = ARENA_ARRAY(a, struct form_field, count_pairs(body));
    while (body.p && !refusal.err) {
        struct str pair = str_cut(&body, '&');
        if (pair.n) refusal = add_pair(a, &f, pair);
    }
    if (!refusal.err)
        *ret = f;
    else if (ret_why)
        *ret_why = refusal.why;
    return refusal.err;
}

struct str form_get(const struct form *f, struct str name)
{
    for (size_t i = 0; i < f->fields.n; i++)
        if (str_eq(f->fields.items[i].name, name)) return f->fields.items[i].value;
    return STR_NONE;
}

size_t form_count(const struct form *f, struct str name)
{
    size_t n = 0;
    for (size_t i = 0; i < f->fields.n; i++) n += str_eq(f->fields.items[i].name, name);
    return n;
}

struct form_values form_all(struct arena *a, const struct form *f, struct str name)
{
    struct form_values all = {ARENA_ARRAY(a, struct str, form_count(f, name)), 0};
    for (size_t i = 0; i < f->fields.n; i++)
        if (str_eq(f->fields.items[i].name, name)) all.items[all.n++] = f->fields.items[i].value;
    return all;
}

const struct form_file *form_file(const struct form *f, struct str name)
{
    for (size_t i = 0; i < f->files.n; i++)
        if (str_eq(f->files.items[i].name, name)) return &f->files.items[i];
    return NULL;
}
