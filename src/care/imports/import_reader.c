/* The child itself: blocks in, rows out. */
#include "care/imports/import_reading.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    WINDOW_BYTES = LIMIT_JSON_DOCUMENT + IMPORT_BLOCK_BYTES,
    FLUSH_BYTES = 64 * 1024,
    MEMBERS_ARENA = 24 * 1024 * 1024,
    PIECE_ARENA = 96 * 1024 * 1024
};

struct import_reader *import_reader_new(void)
{
    struct import_reader *r = calloc(1, sizeof *r);
    if (!r) BUG("no memory");
    r->window =
        mmap(NULL, WINDOW_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (r->window == MAP_FAILED) BUG("no memory");
    arena_init(&r->members, MEMBERS_ARENA);
    arena_init(&r->piece, PIECE_ARENA);
    arena_init(&r->out_arena, 4 * FHIR_ROW_MOST);
    r->out = buf_new(&r->out_arena, 2 * FLUSH_BYTES, FLUSH_BYTES + FHIR_ROW_MOST);
    r->packer = coded_packer_new();
    r->converters = file_converters_open();
    arena_init(&r->given_arena, 4 * GP_COLUMNS_TEXT_MOST + LIMIT_ARENA_BLOCK);
    r->columns = ARENA_NEW(&r->given_arena, struct gp_columns);
    r->gp_row = ARENA_NEW(&r->given_arena, struct gp_row);
    r->not_utf8 = calloc(IMPORT_FILES_REMEMBERED / 8, 1);
    if (!r->not_utf8) BUG("no memory");
    return r;
}

void import_reader_free(struct import_reader *r)
{
    munmap(r->window, WINDOW_BYTES);
    arena_release(&r->members);
    arena_release(&r->piece);
    arena_release(&r->out_arena);
    arena_release(&r->given_arena);
    coded_packer_free(r->packer);
    file_converters_close(&r->converters);
    free(r->not_utf8);
    free(r);
}

/* ---- rows out ---- */

static void flush(struct import_reader *r)
{
    for (size_t done = 0; done < r->out.n && !r->deaf;) {
        ssize_t n = write(r->rows, r->out.p + done, r->out.n - done);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0)
            r->deaf = true;
        else
            done += (size_t)n;
    }
    r->out.n = 0;
}

void import_send_row(struct import_reader *r, struct fhir_row *row)
{
    row->file = r->file;
    fhir_row_write(&r->out, row);
    if (r->out.n >= FLUSH_BYTES) flush(r);
}

void import_send_refused(
    struct import_reader *r, uint64_t place, struct str type, struct str id, struct str reason)
{
    struct fhir_row row = {.kind = FHIR_ROW_REFUSED, .place = place, .refused = {type, id, reason}};
    import_send_row(r, &row);
}

static void send_told(struct import_reader *r)
{
    struct fhir_row row = {.kind = FHIR_ROW_TOLD, .told = r->told};
    r->told = (struct fhir_told){0};
    import_send_row(r, &row);
}

/* ---- blocks in ---- */

static bool read_whole(int fd, char *to, size_t n)
{
    for (size_t done = 0; done < n;) {
        ssize_t got = read(fd, to + done, n - done);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        done += (size_t)got;
    }
    return true;
}

static void end_file(struct import_reader *r, struct reading *f, bool fault)
{
    if (fault && r->pass == IMPORT_PASS_RECORDS)
        import_send_refused(r, 0, STR_NONE, STR_NONE, STR("The file could not be read to its end"));
    if (!fault) import_read_on(r, f, true);
    send_told(r);
    *f = (struct reading){0};
    r->n = 0;
}

/* A file that is large or new is told of before it is read: if the reader stops over it, it is known which. */
static void begin_file(struct import_reader *r, const struct import_block *block)
{
    bool another = r->file != block->file || r->pass != (enum import_pass)block->pass;
    r->file = block->file;
    r->pass = (enum import_pass)block->pass;
    if (!another) return;
    send_told(r);
    flush(r);
}

/* Before any file: what the columns of tables hold. */
static enum err take_columns(struct import_reader *r, int input, size_t n)
{
    char *text = arena_alloc(&r->given_arena, n, 1);
    if (!read_whole(input, text, n)) return ERR_DAMAGED;
    r->given = ARENA_NEW(&r->given_arena, struct gp_columns);
    return gp_columns_from((struct str){text, n}, r->given) ? ERR_DAMAGED : ERR_NONE;
}

enum err import_reader_run(struct import_reader *r, int input, int rows)
{
    struct reading f = {0};
    struct import_block block;
    r->input = input;
    r->rows = rows;
    while (!r->deaf) {
        if (!read_whole(input, (char *)&block, sizeof block)) return ERR_DAMAGED;
        if (!block.pass) break;
        if (block.pass > IMPORT_PASS_RECORDS || block.bytes > IMPORT_BLOCK_BYTES) return ERR_DAMAGED;
        if (block.flags & IMPORT_BLOCK_COLUMNS) {
            if (r->given || r->file || !block.bytes || block.bytes > GP_COLUMNS_TEXT_MOST ||
                take_columns(r, input, block.bytes))
                return ERR_DAMAGED;
            continue;
        }
        begin_file(r, &block);
        if (block.flags & IMPORT_BLOCK_LINES) f.named_lines = true;
        if (block.flags & IMPORT_BLOCK_TABLES) f.tables = true;
        if (!block.bytes) {
            end_file(r, &f, (block.flags & IMPORT_BLOCK_FAULT) != 0);
            continue;
        }
        if (!read_whole(input, r->window + r->n, block.bytes)) return ERR_DAMAGED;
        r->n += block.bytes;
        r->told.bytes += block.bytes;
        import_read_on(r, &f, false);
        if (r->told.bytes > 4 * IMPORT_BLOCK_BYTES) send_told(r);
    }
    struct fhir_row end = {.kind = FHIR_ROW_END};
    if (!r->deaf) import_send_row(r, &end);
    flush(r);
    return r->deaf ? ERR_IO : ERR_NONE;
}
