#include "base/limits.h"
#include "base/utf8.h"
#include "wire/multipart.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first line of the input is the Content-Type, the rest the body. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct form f;
    struct str why = STR_NONE, body = {(const char *)data, size};
    struct str type = str_cut(&body, '\n');
    arena_init(&a, LIMIT_REQUEST_ARENA);
    enum err err = multipart_parse(&a, type, body, &f, &why);
    MUST(!err == !why.n);
    for (size_t i = 0; !err && i < f.fields.n; i++) {
        struct form_field field = f.fields.items[i];
        MUST(field.name.n && form_is_line(field.name) && utf8_is_valid(field.value, NULL));
    }
    for (size_t i = 0; !err && i < f.files.n; i++) {
        struct form_file file = f.files.items[i];
        MUST(form_is_line(file.file_name) && form_is_line(file.type));
        MUST(file.bytes.p >= body.p && file.bytes.p + file.bytes.n <= body.p + body.n);
    }
    arena_release(&a);
    return 0;
}
