#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "wire/multipart.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* As a browser writes a name in a part's header. */
static void add_quoted(struct buf *b, struct str name)
{
    buf_byte(b, '"');
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == '"')
            buf_add(b, STR("%22"));
        else
            buf_byte(b, name.p[i]);
    }
    buf_byte(b, '"');
}

static void add_part(struct buf *b, struct str name, const struct form_file *file, struct str bytes)
{
    buf_add(b, STR("--the-boundary\r\nContent-Disposition: form-data; name="));
    add_quoted(b, name);
    if (file) {
        buf_add(b, STR("; filename="));
        add_quoted(b, file->file_name);
    }
    if (file && file->type.n) buf_printf(b, "\r\nContent-Type: %.*s", STR_ARG(file->type));
    buf_add(b, STR("\r\n\r\n"));
    buf_add(b, bytes);
    buf_add(b, STR("\r\n"));
}

/* The same fields and files in a body of our own are read as the same. */
static void check_again(struct arena *a, const struct form *f)
{
    struct buf b = buf_new(a, 4096, 2 * LIMIT_REQUEST_ARENA);
    struct form again;
    for (size_t i = 0; i < f->fields.n; i++) add_part(&b, f->fields.items[i].name, NULL, f->fields.items[i].value);
    for (size_t i = 0; i < f->files.n; i++)
        add_part(&b, f->files.items[i].name, &f->files.items[i], f->files.items[i].bytes);
    buf_add(&b, STR("--the-boundary--\r\n"));
    struct str why = STR_NONE;
    if (multipart_parse(a, STR("multipart/form-data; boundary=the-boundary"), buf_str(&b), &again, &why))
        BUG("what was written is refused: %.*s", STR_ARG(why));
    MUST(again.fields.n == f->fields.n && again.files.n == f->files.n && again.text_bytes <= f->text_bytes);
    for (size_t i = 0; i < f->fields.n; i++) {
        MUST(str_eq(again.fields.items[i].name, f->fields.items[i].name));
        MUST(str_eq(again.fields.items[i].value, f->fields.items[i].value));
    }
    for (size_t i = 0; i < f->files.n; i++) {
        struct form_file before = f->files.items[i], after = again.files.items[i];
        MUST(str_eq(before.name, after.name) && str_eq(before.file_name, after.file_name));
        MUST(str_eq(before.type, after.type) && str_eq(before.bytes, after.bytes));
    }
}

/* The first line of the input is the Content-Type, the rest the body. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct form f;
    struct str why = STR_NONE, body = {(const char *)data, size};
    struct str type = str_cut(&body, '\n');
    if (size > 2 * LIMIT_BODY_FORM) return 0;
    arena_init(&a, 4 * LIMIT_REQUEST_ARENA);
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
    if (!err && !(body.n && memmem(body.p, body.n, "--the-boundary", 14))) check_again(&a, &f);
    arena_release(&a);
    return 0;
}
