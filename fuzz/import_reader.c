/*
 * The child of an import, from the blocks that come in to the rows that go out.
 *
 * A first byte 'B' makes the rest the stream of blocks itself, as a broken parent might send it. Otherwise the
 * rest is a file (after a 'T' one that may be a table), fed in three passes as import_feed does it: the rows must
 * be whole frames with an end, of their pass, with a place; and the same whether the file came in one block or in
 * small ones.
 */
#include "base/arena.h"
#include "care/imports/import_reader.h"
#include "platform/crypto.h"
#include "wire/fhir_rows.h"

#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put(int fd, const void *bytes, size_t n)
{
    MUST(write(fd, bytes, n) == (ssize_t)n);
}

static struct str whole_file(struct arena *a, int fd)
{
    off_t n = lseek(fd, 0, SEEK_END);
    char *text = arena_alloc(a, (size_t)n + 1, 1);
    MUST(n >= 0 && pread(fd, text, (size_t)n, 0) == n);
    return (struct str){text, (size_t)n};
}

static int feed(struct str file, size_t block, uint32_t flags)
{
    int fd = memfd_create("input", MFD_CLOEXEC);
    MUST(fd >= 0);
    for (uint32_t pass = 1; pass <= IMPORT_PASS_RECORDS; pass++) {
        struct import_block head = {.pass = pass, .flags = flags};
        for (struct str rest = file; rest.n; rest = str_skip(rest, head.bytes)) {
            head.bytes = (uint32_t)(rest.n < block ? rest.n : block);
            put(fd, &head, sizeof head);
            put(fd, rest.p, head.bytes);
        }
        head.bytes = 0;
        put(fd, &head, sizeof head);
    }
    put(fd, &(struct import_block){0}, sizeof(struct import_block));
    return fd;
}

/* Runs the reader over the stream; the frames that came out. */
static enum err run(struct arena *a, int in, struct str *ret_rows)
{
    int out = memfd_create("rows", MFD_CLOEXEC);
    MUST(out >= 0 && lseek(in, 0, SEEK_SET) == 0);
    struct import_reader *reader = import_reader_new();
    enum err err = import_reader_run(reader, in, out);
    import_reader_free(reader);
    *ret_rows = whole_file(a, out);
    close(out);
    close(in);
    return err;
}

/* The rows without those that only tell how far the reader is, whose number depends on the blocks. */
static struct str rows_alone(struct arena *a, struct str rows, struct fhir_told *ret_told, bool whole)
{
    struct buf kept = buf_new(a, 4096, (size_t)64 << 20);
    struct fhir_row row = {0};
    size_t needed;
    int order = 0;
    *ret_told = (struct fhir_told){0};
    while (rows.n) {
        MUST(row.kind != FHIR_ROW_END && fhir_row_next(&rows, &row, &needed) == ERR_NONE);
        if (row.kind == FHIR_ROW_TOLD) {
            ret_told->bytes += row.told.bytes;
            ret_told->resources += row.told.resources;
            ret_told->not_read += row.told.not_read;
            continue;
        }
        bool refusal = row.kind == FHIR_ROW_REFUSED, resource = row.kind <= FHIR_ROW_RECORD;
        MUST(!resource || (row.place && row.type.n));
        MUST(!refusal || row.refused.reason.n);
        if (resource) MUST((int)row.kind >= order || !whole);
        if (resource) order = (int)row.kind;
        fhir_row_write(&kept, &row);
    }
    MUST(!whole || row.kind == FHIR_ROW_END);
    return buf_str(&kept);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct str rows;
    struct fhir_told told, again;
    static bool started;
    if (!started) crypto_start();
    started = true;
    if (size < 2 || size > 256 * 1024) return 0;
    arena_init(&a, (size_t)256 << 20);
    struct str file = {(const char *)data + 1, size - 1};
    if (data[0] == 'B') {
        int in = memfd_create("input", MFD_CLOEXEC);
        put(in, file.p, file.n);
        enum err err = run(&a, in, &rows);
        MUST(err == ERR_NONE || err == ERR_DAMAGED);
        rows_alone(&a, rows, &told, err == ERR_NONE);
    } else {
        uint32_t lines = data[0] & 1 ? IMPORT_BLOCK_LINES : data[0] == 'T' ? IMPORT_BLOCK_TABLES : 0;
        size_t block = 1 + (size_t)(data[0] >> 1) * 8;
        MUST(run(&a, feed(file, IMPORT_BLOCK_BYTES, lines), &rows) == ERR_NONE);
        struct str first = rows_alone(&a, rows, &told, true);
        MUST(told.bytes == (int64_t)(3 * file.n));
        MUST(run(&a, feed(file, block, lines), &rows) == ERR_NONE);
        MUST(str_eq(first, rows_alone(&a, rows, &again, true)) && !memcmp(&told, &again, sizeof told));
    }
    arena_release(&a);
    return 0;
}
