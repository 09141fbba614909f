#include "care/imports/import_reader.h"

#include "base/limits.h"
#include "care/coded/coded.h"
#include "platform/crypto.h"
#include "wire/fhir_rows.h"
#include "wire/json_slice.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    WINDOW_BYTES = LIMIT_JSON_DOCUMENT + IMPORT_BLOCK_BYTES,
    FLUSH_BYTES = 64 * 1024,
    MEMBERS_ARENA = 24 * 1024 * 1024,
    PIECE_ARENA = 96 * 1024 * 1024
};

struct import_reader {
    int input, rows;
    char *window; /* untouched pages cost nothing */
    size_t n;
    struct arena members, piece, out_arena;
    struct buf out;
    struct coded_packer *packer;
    uint32_t file;
    enum import_pass pass;
    struct fhir_told told;
    bool deaf; /* nobody listens to the rows any more */
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
    return r;
}

void import_reader_free(struct import_reader *r)
{
    munmap(r->window, WINDOW_BYTES);
    arena_release(&r->members);
    arena_release(&r->piece);
    arena_release(&r->out_arena);
    coded_packer_free(r->packer);
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

static void send_row(struct import_reader *r, struct fhir_row *row)
{
    row->file = r->file;
    fhir_row_write(&r->out, row);
    if (r->out.n >= FLUSH_BYTES) flush(r);
}

static void send_refused(
    struct import_reader *r, uint64_t place, struct str type, struct str id, struct str reason)
{
    struct fhir_row row = {.kind = FHIR_ROW_REFUSED, .place = place, .refused = {type, id, reason}};
    send_row(r, &row);
}

static void send_told(struct import_reader *r)
{
    struct fhir_row row = {.kind = FHIR_ROW_TOLD, .told = r->told};
    r->told = (struct fhir_told){0};
    send_row(r, &row);
}

/* ---- one resource ---- */

static void send_resource(struct import_reader *r, uint64_t place, struct json_value v, struct str full_url)
{
    struct fhir_resource read;
    fhir_read(&r->piece, v, full_url, &read);
    struct fhir_row row = {.place = place, .type = read.type, .id = read.id};
    switch (read.sort) {
    case FHIR_REFUSED: send_refused(r, place, read.type, read.id, read.reason); return;
    case FHIR_ACTOR:
        row.kind = FHIR_ROW_ACTOR;
        row.actor = read.actor;
        break;
    case FHIR_PATIENT:
        row.kind = FHIR_ROW_PATIENT;
        row.patient = read.patient;
        break;
    case FHIR_RECORD: {
        struct str json = json_source(v);
        struct crypto_hash hash = crypto_hash_of(json);
        row.kind = FHIR_ROW_RECORD;
        row.record = read.record;
        row.record.original = coded_original_pack(r->packer, &r->piece, json);
        memcpy(&row.record.content, hash.bytes, sizeof row.record.content);
        break;
    }
    case FHIR_NOT_READ: return;
    }
    send_row(r, &row);
}

/* What this pass is for; the last one also takes everything that is no resource at all. */
static void take_resource(struct import_reader *r, uint64_t place, struct json_value v, struct str full_url)
{
    enum fhir_sort sort = fhir_sort_of(v);
    bool mine = r->pass == IMPORT_PASS_ACTORS ? sort == FHIR_ACTOR :
        r->pass == IMPORT_PASS_PATIENTS       ? sort == FHIR_PATIENT :
                                                sort == FHIR_RECORD || sort == FHIR_REFUSED;
    if (r->pass == IMPORT_PASS_RECORDS) {
        r->told.resources++;
        if (sort == FHIR_NOT_READ) r->told.not_read++;
    }
    if (mine) send_resource(r, place, v, full_url);
}

static bool has(struct str text, struct str part)
{
    return memmem(text.p, text.n, part.p, part.n) != NULL;
}

/* Whether this pass could want anything in this text: a quick look, that errs on the side of reading. */
static bool worth_reading(const struct import_reader *r, struct str text)
{
    if (r->pass == IMPORT_PASS_RECORDS || has(text, STR("\\u"))) return true;
    if (r->pass == IMPORT_PASS_PATIENTS) return has(text, STR("\"Patient\""));
    return has(text, STR("\"Organization\"")) || has(text, STR("\"Practitioner\""));
}

static bool is_bundle(struct json_value v)
{
    return str_eq(json_as_text(json_get(v, STR("resourceType"))), STR("Bundle"));
}

static void take_entry(struct import_reader *r, uint64_t place, struct json_value entry)
{
    struct json_value resource = json_get(entry, STR("resource"));
    if (json_kind(resource) != JSON_ABSENT)
        take_resource(r, place, resource, json_as_text(json_get(entry, STR("fullUrl"))));
    else if (r->pass == IMPORT_PASS_RECORDS && json_kind(entry) == JSON_OBJECT)
        r->told.not_read++;
    else if (r->pass == IMPORT_PASS_RECORDS)
        send_refused(r, place, STR_NONE, STR_NONE, STR("This entry of the bundle is not an object"));
}

static void refuse_piece(struct import_reader *r, uint64_t place, const struct json_problem *problem)
{
    if (r->pass != IMPORT_PASS_RECORDS) return;
    struct str where = json_problem_text(&r->piece, problem);
    send_refused(r, place, STR_NONE, STR_NONE,
        str_printf(&r->piece, "It is not JSON: %.*s", STR_ARG(str_slice(where, 0, FHIR_REASON_MOST - 20))));
}

/* ---- NDJSON ---- */

static void take_line(struct import_reader *r, struct json_piece line)
{
    struct json_value v;
    struct json_problem problem;
    if (!worth_reading(r, line.text)) return;
    enum err err = json_piece_parse(&r->piece, line, &v, &problem);
    if (err)
        refuse_piece(r, line.line, &problem);
    else if (!is_bundle(v))
        take_resource(r, line.line, v, STR_NONE);
    else
        for (struct json_each e = json_each(json_get(v, STR("entry"))); json_each_next(&e);)
            take_entry(r, line.line, e.value);
    arena_reset(&r->piece);
}

static void take_lines(struct import_reader *r, struct json_lines *lines, bool last)
{
    struct json_piece line;
    struct json_problem problem;
    json_lines_window(lines, (struct str){r->window, r->n}, last);
    for (enum err err; (err = json_lines_next(lines, &line, &problem)) != ERR_NOT_FOUND;) {
        if (err)
            refuse_piece(r, problem.line, &problem);
        else
            take_line(r, line);
    }
    memmove(r->window, lines->rest.p, lines->rest.n);
    r->n = lines->rest.n;
}

/* ---- documents ---- */

static void take_whole(struct import_reader *r)
{
    struct json_value v;
    struct json_problem problem;
    enum err err = json_parse(&r->piece, (struct str){r->window, r->n}, &v, &problem);
    if (err)
        refuse_piece(r, 0, &problem);
    else if (is_bundle(v))
        r->told.resources += 0; /* a bundle without entries */
    else
        take_resource(r, 1, v, STR_NONE);
}

/* A FHIR List has entries too, and is no bundle. */
static bool is_another(const struct json_items *items)
{
    struct json_value type = json_items_member(items, STR("resourceType"));
    return json_kind(type) == JSON_STRING && !str_eq(json_as_text(type), STR("Bundle"));
}

static void take_document(struct import_reader *r)
{
    struct json_items items;
    struct json_piece piece;
    struct json_problem problem;
    uint64_t place = 0;
    json_items_open(&items, &r->members, (struct str){r->window, r->n}, STR("entry"));
    enum err err;
    while (!(err = json_items_next(&items, &piece, &problem))) {
        if (is_another(&items)) break;
        struct json_value entry;
        place++;
        if (!worth_reading(r, piece.text)) continue;
        if (json_piece_parse(&r->piece, piece, &entry, &problem))
            refuse_piece(r, place, &problem);
        else
            take_entry(r, place, entry);
        arena_reset(&r->piece);
    }
    if (err && err != ERR_NOT_FOUND)
        refuse_piece(r, place ? place + 1 : 0, &problem);
    else if (!items.found || is_another(&items))
        take_whole(r);
    arena_reset(&r->piece);
    arena_reset(&r->members);
}

/* ---- a file ---- */

/* Whether the text, which holds the first line and perhaps more after it, is NDJSON. */
static bool first_line_is_resource(struct import_reader *r, size_t line_end, bool more)
{
    struct json_value v;
    struct json_problem problem;
    if (line_end > LIMIT_NDJSON_LINE) return false;
    struct str line = str_trim((struct str){r->window, line_end});
    bool whole = line.n && json_parse(&r->piece, line, &v, &problem) == ERR_NONE && json_kind(v) == JSON_OBJECT;
    bool is = whole && (more || !is_bundle(v));
    arena_reset(&r->piece);
    return is;
}

enum file_form { FORM_NOT_KNOWN, FORM_LINES, FORM_DOCUMENT, FORM_TOO_LARGE };

struct reading {
    enum file_form form;
    struct json_lines lines;
    bool begun;      /* something that isn't blank came */
    size_t line_end; /* of the first line that isn't blank; 0: not there yet */
    size_t looked;   /* how far that was looked for, then what follows it */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static size_t past_blank(const struct import_reader *r, size_t at)
{
    while (at < r->n && is_blank(r->window[at])) at++;
    return at;
}

/* Is there enough to tell NDJSON from one document? The answer may not depend on the blocks that the file came in,
 * so it waits for the first byte after the first line. */
static bool can_tell(const struct import_reader *r, struct reading *f, bool last)
{
    if (!f->begun) f->looked = past_blank(r, f->looked);
    f->begun = f->begun || f->looked < r->n;
    if (f->begun && !f->line_end) {
        const char *end = memchr(r->window + f->looked, '\n', r->n - f->looked);
        f->looked = end ? (size_t)(end - r->window) : r->n;
        if (end) f->line_end = f->looked;
    }
    if (f->line_end) f->looked = past_blank(r, f->looked);
    return f->line_end && (last || f->looked < r->n);
}

static void refuse_large(struct import_reader *r)
{
    if (r->pass == IMPORT_PASS_RECORDS)
        send_refused(r, 0, STR_NONE, STR_NONE,
            STR("The file is one document of more than 64 MB. Ask for it in parts, or as NDJSON"));
}

/* More of the file is in the window. */
static void read_on(struct import_reader *r, struct reading *f, bool last)
{
    /* A byte order mark before the first line is the document's business. */
    if (f->form == FORM_NOT_KNOWN && can_tell(r, f, last))
        f->form = first_line_is_resource(r, f->line_end, f->looked < r->n) ? FORM_LINES : FORM_DOCUMENT;
    if (f->form == FORM_LINES) take_lines(r, &f->lines, last);
    if (f->form == FORM_TOO_LARGE) r->n = 0;
    if (f->form != FORM_LINES && f->form != FORM_TOO_LARGE && last && r->n) take_document(r);
    if (f->form != FORM_LINES && f->form != FORM_TOO_LARGE && r->n > LIMIT_JSON_DOCUMENT) {
        f->form = FORM_TOO_LARGE;
        refuse_large(r);
        r->n = 0;
    }
}

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
        send_refused(r, 0, STR_NONE, STR_NONE, STR("The file could not be read to its end"));
    if (!fault) read_on(r, f, true);
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
        begin_file(r, &block);
        if (block.flags & IMPORT_BLOCK_LINES) f.form = FORM_LINES;
        if (!block.bytes) {
            end_file(r, &f, (block.flags & IMPORT_BLOCK_FAULT) != 0);
            continue;
        }
        if (!read_whole(input, r->window + r->n, block.bytes)) return ERR_DAMAGED;
        r->n += block.bytes;
        r->told.bytes += block.bytes;
        read_on(r, &f, false);
        if (r->told.bytes > 4 * IMPORT_BLOCK_BYTES) send_told(r);
    }
    struct fhir_row end = {.kind = FHIR_ROW_END};
    if (!r->deaf) send_row(r, &end);
    flush(r);
    return r->deaf ? ERR_IO : ERR_NONE;
}
