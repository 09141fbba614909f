/* Lists of rows that are kept with an upload: what can't be taken and why, what is different. */
#include "care/reference/reference_uploads.h"
#include "platform/app.h"
#include "wire/pieces.h"

struct storing {
    const struct reference_lines *lines;
    struct str packed;
};

static enum err store_piece(struct ctx *c, void *arg)
{
    const struct storing *s = arg;
    int64_t changed;
    return reference_piece_add(
        c->db, s->lines->upload, (int64_t)s->lines->part, s->lines->number, s->packed, &changed);
}

static void flush(struct reference_lines *l)
{
    struct arena a CLEANUP(arena_release);
    arena_init(&a, LIMIT_REQUEST_ARENA);
    struct trace trace = {.arena = &a};
    struct storing s = {l, piece_pack(&a, buf_str(&l->piece))};
    struct ctx c = {.arena = &a, .actor = l->actor, .clock = l->app->clock, .app = l->app, .trace = &trace};
    if (!l->failed) l->failed = store_run(l->app->store, store_piece, &s, &c);
    l->number++;
    l->piece.n = 0;
}

void reference_lines_begin(struct reference_lines *l)
{
    arena_init(&l->arena, 2 * PIECE_BYTES);
    l->piece = buf_new(&l->arena, PIECE_BYTES, PIECE_BYTES);
}

void reference_lines_add(struct reference_lines *l, const struct str *cells, size_t n)
{
    size_t bytes = n;
    for (size_t i = 0; i < n; i++) bytes += cells[i].n;
    MUST(bytes <= PIECE_BYTES);
    if (l->piece.n + bytes > PIECE_BYTES) flush(l);
    for (size_t i = 0; i < n; i++) {
        buf_add(&l->piece, cells[i]);
        buf_byte(&l->piece, i + 1 < n ? '\t' : '\n');
    }
    l->lines++;
}

enum err reference_lines_end(struct reference_lines *l)
{
    if (l->piece.n) flush(l);
    arena_release(&l->arena);
    return l->failed;
}

enum err reference_piece_text(
    struct ctx *c, struct reference_upload_id id, enum reference_part part, int64_t number, struct str *ret)
{
    struct reference_piece_of_row row;
    enum err err = reference_piece_of(c->db, id, (int64_t)part, number, &row);
    return err ? err : piece_unpack(c->arena, row.bytes, ret);
}
