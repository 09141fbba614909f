#include "base/limits.h"
#include "base/utf8.h"
#include "wire/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever the bytes: a refusal with a sentence, or fields that keep the promises of form.h. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct form f;
    struct str why = STR_NONE;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    enum err err = form_parse(&a, (struct str){(const char *)data, size}, &f, &why);
    MUST(!err == !why.n);
    for (size_t i = 0; !err && i < f.fields.n; i++) {
        struct form_field field = f.fields.items[i];
        MUST(field.name.n && field.name.n <= LIMIT_FORM_FIELD_NAME && form_is_line(field.name));
        MUST(utf8_is_valid(field.value, NULL) && !(field.value.n && memchr(field.value.p, 0, field.value.n)));
        MUST(form_get(&f, field.name).p && form_count(&f, field.name) == form_all(&a, &f, field.name).n);
    }
    arena_release(&a);
    return 0;
}
