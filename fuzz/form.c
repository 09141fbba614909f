#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "wire/form.h"
#include "wire/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The same fields, written as a browser would, are read as the same fields. */
static void check_again(struct arena *a, const struct form *f)
{
    struct buf b = buf_new(a, 4096, 4 * LIMIT_BODY_FORM);
    struct form again;
    for (size_t i = 0; i < f->fields.n; i++)
        buf_printf(&b, "%s%.*s=%.*s", i ? "&" : "", STR_ARG(url_encode(a, f->fields.items[i].name)),
            STR_ARG(url_encode(a, f->fields.items[i].value)));
    MUST(!b.overflow && form_parse(a, buf_str(&b), &again, NULL) == ERR_NONE);
    MUST(again.fields.n == f->fields.n && again.text_bytes <= f->text_bytes);
    for (size_t i = 0; i < again.fields.n; i++) {
        MUST(str_eq(again.fields.items[i].name, f->fields.items[i].name));
        MUST(str_eq(again.fields.items[i].value, f->fields.items[i].value));
    }
}

/* Whatever the bytes: a refusal with a sentence, or fields that keep the promises of form.h. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct form f;
    struct str why = STR_NONE;
    if (size > 2 * LIMIT_BODY_FORM) return 0;
    arena_init(&a, 2 * LIMIT_REQUEST_ARENA);
    enum err err = form_parse(&a, (struct str){(const char *)data, size}, &f, &why);
    MUST(!err == !why.n);
    for (size_t i = 0; !err && i < f.fields.n; i++) {
        struct form_field field = f.fields.items[i];
        MUST(field.name.n && field.name.n <= LIMIT_FORM_FIELD_NAME && form_is_line(field.name));
        MUST(utf8_is_valid(field.value, NULL) && !(field.value.n && memchr(field.value.p, 0, field.value.n)));
        MUST(!(field.value.n && memchr(field.value.p, '\r', field.value.n)));
        MUST(form_get(&f, field.name).p && form_count(&f, field.name) == form_all(&a, &f, field.name).n);
    }
    if (!err) check_again(&a, &f);
    arena_release(&a);
    return 0;
}
