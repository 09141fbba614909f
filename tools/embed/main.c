#include "embed.h"

#include "base/buf.h"

enum { LARGEST_FILE = 4 * 1024 * 1024, MEMORY = 256 * 1024 * 1024 };

void embed_fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(1);
}

struct str embed_read_file(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) return STR_NONE;
    char *bytes = ARENA_ARRAY(a, char, LARGEST_FILE);
    size_t n = fread(bytes, 1, LARGEST_FILE, f);
    bool complete = !ferror(f) && n < LARGEST_FILE;
    fclose(f);
    return complete ? (struct str){bytes, n} : STR_NONE;
}

static const char **option_place(struct embed_options *o, const char *name)
{
    if (!strcmp(name, "--manifest")) return &o->manifest;
    if (!strcmp(name, "--library")) return &o->library;
    if (!strcmp(name, "--own")) return &o->own;
    if (!strcmp(name, "--out-c")) return &o->out_c;
    if (!strcmp(name, "--out-h")) return &o->out_h;
    if (!strcmp(name, "--depfile")) return &o->depfile;
    return NULL;
}

int main(int argc, char **argv)
{
    struct embed_options o = {0};
    for (int i = 1; i + 1 < argc; i += 2) {
        const char **place = option_place(&o, argv[i]);
        if (!place) embed_fail("embed: unknown option %s", argv[i]);
        *place = argv[i + 1];
    }
    if (!o.manifest || !o.library || !o.own || !o.out_c || !o.out_h || !o.depfile)
        embed_fail("usage: embed --manifest FILE --library FOLDER --own FOLDER --out-c FILE --out-h FILE "
                   "--depfile FILE");
    struct arena a;
    arena_init(&a, MEMORY);
    output_write(&a, &o, manifest_read(&a, &o));
    arena_release(&a);
    return 0;
}
