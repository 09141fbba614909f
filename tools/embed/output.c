#include "embed.h"

#include "base/buf.h"

#include <brotli/encode.h>
#include <zlib.h>

enum { LARGEST_OUTPUT = 32 * 1024 * 1024 };

static const struct {
    struct str ending, type;
} types[] = {
    {STR_INIT(".css"), STR_INIT("text/css; charset=utf-8")},
    {STR_INIT(".js"), STR_INIT("text/javascript; charset=utf-8")},
    {STR_INIT(".svg"), STR_INIT("image/svg+xml")},
};

static struct str type_of(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (str_ends(name, types[i].ending)) return types[i].type;
    embed_fail("embed: no media type for %.*s", STR_ARG(name));
}

static struct str brotli(struct arena *a, struct str s)
{
    size_t n = BrotliEncoderMaxCompressedSize(s.n);
    uint8_t *out = ARENA_ARRAY(a, uint8_t, n);
    if (!BrotliEncoderCompress(
            BROTLI_MAX_QUALITY, BROTLI_MAX_WINDOW_BITS, BROTLI_MODE_TEXT, s.n, (const uint8_t *)s.p, &n, out))
        embed_fail("embed: brotli failed");
    return n < s.n ? (struct str){(const char *)out, n} : STR_NONE;
}

static struct str gzip(struct arena *a, struct str s)
{
    z_stream z = {0};
    if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        embed_fail("embed: zlib failed");
    size_t room = deflateBound(&z, s.n);
    Bytef *out = ARENA_ARRAY(a, Bytef, room);
    z.next_in = (Bytef *)(uintptr_t)s.p;
    z.avail_in = (uInt)s.n;
    z.next_out = out;
    z.avail_out = (uInt)room;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END) embed_fail("embed: zlib failed");
    size_t n = z.total_out;
    deflateEnd(&z);
    return n < s.n ? (struct str){(const char *)out, n} : STR_NONE;
}

static void add_bytes(struct buf *b, size_t file, const char *form, struct str s)
{
    if (!s.p) return;
    buf_printf(b, "static const unsigned char file_%zu_%s[] = {", file, form);
    for (size_t i = 0; i < s.n; i++) {
        if (i % 32 == 0) buf_byte(b, '\n');
        buf_int(b, (unsigned char)s.p[i]);
        buf_byte(b, ',');
    }
    buf_add(b, STR("\n};\n"));
}

static void add_reference(struct buf *b, size_t file, const char *form, struct str s)
{
    if (s.p)
        buf_printf(b, ", .%s = {(const char *)file_%zu_%s, sizeof file_%zu_%s}", form, file, form, file, form);
}

static void add_c(struct arena *a, struct buf *b, struct embed_files files)
{
    struct buf table = buf_new(a, 64 * 1024, LARGEST_OUTPUT);
    buf_add(b, STR("/* Made by tools/embed from assets/manifest. */\n#include \"ui/assets.h\"\n\n"));
    for (size_t i = 0; i < files.n; i++) {
        const struct embed_file *f = &files.items[i];
        struct str packed_brotli = brotli(a, f->content), packed_gzip = gzip(a, f->content);
        add_bytes(b, i, "raw", f->content);
        add_bytes(b, i, "brotli", packed_brotli);
        add_bytes(b, i, "gzip", packed_gzip);
        buf_printf(&table, "    {.address = STR_INIT(\"%.*s\"), .type = STR_INIT(\"%.*s\"), .immutable = %s",
            STR_ARG(f->address), STR_ARG(type_of(f->name)), f->hashed ? "true" : "false");
        add_reference(&table, i, "raw", f->content);
        add_reference(&table, i, "brotli", packed_brotli);
        add_reference(&table, i, "gzip", packed_gzip);
        buf_add(&table, STR("},\n"));
    }
    buf_add(b, STR("\nstatic const struct asset assets[] = {\n"));
    buf_add(b, buf_str(&table));
    buf_add(b,
        STR("};\n\nconst struct asset *asset_all(size_t *ret_n)\n{\n"
            "    *ret_n = COUNT_OF(assets);\n    return assets;\n}\n"));
}

/* "cairn.css" -> #define ASSET_CAIRN_CSS "/assets/cairn-….css" */
static void add_names(struct buf *b, struct embed_files files)
{
    buf_add(b, STR("/* Made by tools/embed from assets/manifest: the address of each file, for URL(). */\n"));
    for (size_t i = 0; i < files.n; i++) {
        struct str name = files.items[i].name;
        buf_add(b, STR("#define ASSET_"));
        for (size_t j = 0; j < name.n; j++) {
            char c = name.p[j];
            if (c >= 'a' && c <= 'z')
                c = (char)(c - 'a' + 'A');
            else if (!(c >= '0' && c <= '9'))
                c = '_';
            buf_byte(b, c);
        }
        buf_printf(b, " \"%.*s\"\n", STR_ARG(files.items[i].address));
    }
}

static void add_dependencies(struct buf *b, const struct embed_options *o, struct embed_files files)
{
    buf_printf(b, "%s %s: %s", o->out_c, o->out_h, o->manifest);
    for (size_t i = 0; i < files.n; i++) buf_printf(b, " %.*s", STR_ARG(files.items[i].path));
    buf_byte(b, '\n');
}

static void save(const char *path, const struct buf *b)
{
    FILE *f = b->overflow ? NULL : fopen(path, "wb");
    if (!f || fwrite(b->p, 1, b->n, f) != b->n || fclose(f)) embed_fail("embed: %s can't be written", path);
}

void output_write(struct arena *a, const struct embed_options *o, struct embed_files files)
{
    struct buf c = buf_new(a, 4 * 1024 * 1024, LARGEST_OUTPUT), h = buf_new(a, 8192, LARGEST_OUTPUT),
               d = buf_new(a, 8192, LARGEST_OUTPUT);
    add_c(a, &c, files);
    add_names(&h, files);
    add_dependencies(&d, o, files);
    save(o->out_c, &c);
    save(o->out_h, &h);
    save(o->depfile, &d);
}
