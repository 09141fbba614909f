/* The importer: rows from the pipe into slices, slices to the writer, a few under way at a time. */
#include "care/imports/import_internal.h"

#include "care/imports/imports.sql.h"
#include "care/organisations/organisation.h"

#include <errno.h>
#include <unistd.h>

enum { PROGRESS_US = 50000 };

/* ---- work that isn't a slice: the import's own row ---- */

struct chore {
    struct run *run;
    int64_t id;
};

static enum err write_begin(struct ctx *c, void *arg)
{
    struct chore *chore = arg;
    const struct import_options *o = chore->run->im.options;
    c->audit->object_kind = STR("import");
    const struct import_insert_params row = {.key = uuid_new(c->clock),
        .pcn_id = c->actor->pcn,
        .started_at = clock_now(c->clock),
        .account_id = c->actor->account,
        .source = o->source,
        .files = o->files,
        .named = o->named};
    enum err err = import_insert(c->db, &row, &chore->id);
    c->audit->object_id = chore->id;
    return err;
}

static enum err write_end(struct ctx *c, void *arg)
{
    const struct chore *chore = arg;
    const struct import_figures *f = &chore->run->figures;
    c->audit->object_kind = STR("import");
    c->audit->object_id = chore->run->im.id.v;
    const struct import_end_params row = {.import_id = chore->run->im.id,
        .ended_at = chore->run->ended ? clock_now(c->clock) : INSTANT_NONE,
        .people_new = f->people_new,
        .people_changed = f->people_changed,
        .people_same = f->people_same,
        .records_new = f->records_new,
        .records_changed = f->records_changed,
        .records_same = f->records_same,
        .not_read = f->not_read,
        .rejected = f->rejected};
    return import_end(c->db, &row);
}

static enum err do_chore(
    struct run *run, enum err (*action)(struct ctx *, void *), struct str word, struct chore *chore)
{
    const struct import_options *o = run->im.options;
    struct arena arena CLEANUP(arena_release);
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    struct audit_entry entry = audit_entry_by(o->actor, word, STR("cairn import"));
    struct trace trace = {.arena = &arena};
    struct ctx c = {.arena = &arena, .actor = o->actor, .clock = o->clock, .audit = &entry, .trace = &trace};
    return store_run(o->store, action, chore, &c);
}

/* ---- rows ---- */

static void take_told(struct run *run, const struct fhir_row *row)
{
    run->bytes += row->told.bytes;
    run->figures.not_read += row->told.not_read;
    int64_t now = clock_monotonic_us();
    if (now - run->told_at < PROGRESS_US) return;
    run->told_at = now;
    run->events->progress(run->events->owner, run->bytes, &run->figures);
}

void run_tell_refused(
    struct run *run, const struct fhir_row *row, struct str type, struct str id, struct str reason, bool alike)
{
    const struct import_refusal refusal = {row->file, row->place, type, id, reason, alike};
    run->events->refused(run->events->owner, &refusal);
}

/* Rows that need no writer are dealt with here. True if the row belongs in a slice. */
static bool take_row(struct run *run, const struct fhir_row *row)
{
    run->file = row->file;
    switch (row->kind) {
    case FHIR_ROW_TOLD: take_told(run, row); return false;
    case FHIR_ROW_REFUSED:
        run->figures.rejected++;
        run_tell_refused(run, row, row->refused.type, row->refused.id, row->refused.reason, false);
        return false;
    case FHIR_ROW_COLUMN:
        if (run->events->column) run->events->column(run->events->owner, row->column.role, row->column.heading);
        return false;
    case FHIR_ROW_END: run->ended = true; return false;
    case FHIR_ROW_ACTOR:
    case FHIR_ROW_PATIENT:
    case FHIR_ROW_RECORD: break;
    }
    return true;
}

/* Reads more of the pipe behind what the slice has, up to `most` bytes in all; false at its end. */
static bool read_more(struct run *run, struct slice *s, size_t most)
{
    for (;;) {
        ssize_t n = read(run->rows, s->bytes + s->n_bytes, most - s->n_bytes);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        s->n_bytes += (size_t)n;
        return true;
    }
}

/* For a row that is larger than a slice there is one buffer, whatever the number of slices: who had it last has to
 * be done with it. */
static enum err lend_large(struct run *run, struct slice *s)
{
    struct slice *before = run->large_of;
    if (before == s) return ERR_NONE;
    enum err err = before ? slice_finish(run, before) : ERR_NONE;
    if (before) before->bytes = before->own_bytes;
    if (!run->large) run->large = ARENA_ARRAY(&run->im.arena, char, LARGE_BYTES);
    memcpy(run->large, s->bytes, s->n_bytes);
    s->bytes = run->large;
    run->large_of = s;
    return err;
}

/* A person is many statements, a record few. */
static size_t rows_of(const struct slice *s)
{
    return s->n_rows && s->kind != FHIR_ROW_RECORD ? SLICE_PEOPLE : SLICE_ROWS;
}

/* Makes room behind what the slice has taken, and reads on. ERR_NOT_FOUND: what is to come belongs to the next. */
static enum err read_on(struct run *run, struct slice *s, size_t needed, size_t *done)
{
    enum err err = ERR_NONE;
    if (s->n_rows && (s->n_bytes + SLICE_BYTES / 4 > SLICE_BYTES || *done + needed > SLICE_BYTES))
        return ERR_NOT_FOUND;
    if (!s->n_rows && *done) {
        memmove(s->bytes, s->bytes + *done, s->n_bytes - *done);
        s->n_bytes -= *done;
        *done = 0;
    }
    size_t most = !s->n_rows && needed > SLICE_BYTES ? needed : SLICE_BYTES;
    if (most > SLICE_BYTES) err = lend_large(run, s);
    if (err) return err;
    return read_more(run, s, most) ? ERR_NONE : ERR_DAMAGED;
}

/* Takes rows of one kind into the slice until it is full, another kind begins or the pipe ends. What is left of
 * the bytes begins at *ret_rest; it is no more than a slice holds. */
static enum err fill(struct run *run, struct slice *s, struct str *ret_rest)
{
    size_t done = 0, needed;
    while (!run->ended && s->n_rows < rows_of(s)) {
        struct str rest = {s->bytes + done, s->n_bytes - done};
        struct fhir_row row;
        enum err err = fhir_row_next(&rest, &row, &needed);
        if (err == ERR_NOT_FOUND) {
            err = read_on(run, s, needed, &done);
            if (err == ERR_NOT_FOUND) break;
            if (!err) continue;
        }
        if (err) return err;
        if (take_row(run, &row)) {
            if (s->n_rows && row.kind != s->kind) break;
            s->kind = row.kind;
            s->rows[s->n_rows++] = row;
        }
        done = s->n_bytes - rest.n;
    }
    *ret_rest = (struct str){s->bytes + done, s->n_bytes - done};
    return ERR_NONE;
}

/* Several slices wait for the writer at a time, so that one commit and its fsync serve more than one of them. */
static enum err run_slices(struct run *run)
{
    size_t turn = 0;
    enum fhir_row_kind kind = 0;
    while (!run->ended) {
        if (run->im.options->stop && *run->im.options->stop) return ERR_BUSY;
        struct slice *s = &run->slices[turn], *next = &run->slices[(turn + 1) % COUNT_OF(run->slices)];
        struct str rest = STR_NONE;
        enum err failed = fill(run, s, &rest), err = ERR_NONE;
        if (s->n_rows && s->kind != kind)
            err = slices_finish(run, s); /* what these rows rest upon must be there */
        if (s->n_rows) kind = s->kind;
        if (!err && s->n_rows && !run->im.options->dry_run) slice_submit(s);
        if (turn % SLICES_A_COMMIT == 0) store_hurry(run->im.options->store); /* and fill the others meanwhile */
        if (!err && run->im.options->dry_run) err = slice_finish(run, s);
        if (!err && s->kind == FHIR_ROW_RECORD && !run->im.options->dry_run) run->records += s->n_rows;
        if (!err && run->records >= run->im.coded.keys.most) {
            err = slices_finish(run, NULL);
            if (!err) err = keys_write(run);
        }
        if (!err) err = slice_finish(run, next);
        if (err || failed) return err ? err : failed;
        MUST(rest.n <= SLICE_BYTES);
        if (rest.n) memcpy(next->bytes, rest.p, rest.n);
        next->n_bytes = rest.n;
        turn = (turn + 1) % COUNT_OF(run->slices);
    }
    return ERR_NONE;
}

/* The network, and its practices: what happens from here on happens there. */
static enum err read_network(struct run *run)
{
    const struct import_options *o = run->im.options;
    struct importer *im = &run->im;
    struct practice_list list;
    struct pcn pcn = {0};
    struct ctx c = {.arena = &im->arena, .actor = o->actor, .clock = o->clock};
    enum err err = store_read_begin(o->store, &im->arena, &o->actor->scope, NULL, &c.db);
    if (err) return err;
    pcn.id = o->actor->pcn;
    if (!pcn.id.v) err = pcn_choose(&c, o->pcn, &pcn, &run->why);
    if (!err) err = practices_all(&c, &list);
    store_read_end(o->store, c.db);
    if (err) return err;
    im->actor.pcn = pcn.id;
    im->practices = ARENA_ARRAY(&im->arena, struct practice_known, list.n);
    for (size_t i = 0; i < list.n; i++) {
        struct practice_known *p = &im->practices[im->n_practices];
        p->id = list.items[i].id;
        p->name = list.items[i].name;
        if (list.items[i].pcn.v != pcn.id.v || (o->only.v && o->only.v != p->id.v)) continue;
        if (!ods_code_parse(list.items[i].ods_code, &p->code)) continue;
        im->n_practices++;
        bool otherwise = p->id.v == o->otherwise.v || str_eq_nocase(o->practice_code, ods_code_str(&p->code));
        if (otherwise) im->otherwise = p->id;
    }
    if (o->practice_code.n && !im->otherwise.v) return ERR_INVALID;
    if (im->n_practices == 1) im->otherwise = im->practices[0].id;
    return ERR_NONE;
}

static enum err run_all(struct run *run)
{
    struct chore chore = {.run = run};
    bool write = !run->im.options->dry_run;
    enum err err = read_network(run);
    if (!err) err = keys_read(run);
    if (!err && write) err = do_chore(run, write_begin, STR("import.begin"), &chore);
    if (err) return err;
    run->im.id = (struct import_id){chore.id};
    err = run_slices(run);
    enum err last = slices_finish(run, NULL); /* also when the reader failed: what it had sent is good */
    if (write && !last) last = keys_write(run);
    if (!err) err = last;
    if (err) run->ended = false;
    enum err kept = write ? do_chore(run, write_end, STR("import.end"), &chore) : ERR_NONE;
    return err ? err : kept;
}

/* What an import knows of the records that are there would be wrong if another one added to them meanwhile. */
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

enum err import_run(
    const struct import_options *options, int rows, const struct import_events *events, struct import_result *ret)
{
    struct run run = {.rows = rows, .events = events};
    run.im.own = *options;
    run.im.actor = *options->actor;
    run.im.own.actor = &run.im.actor;
    run.im.options = &run.im.own;
    run.im.events = events;
    run.im.today = clock_today(options->clock);
    arena_init(&run.im.arena, LIMIT_JOB_ARENA);
    run.im.seen.arena = run.im.accepted.arena = run.im.refused.arena = &run.im.arena;
    coded_concepts_init(&run.im.coded.concepts, &run.im.arena);
    coded_keys_init(&run.im.coded.keys, &run.im.arena, options->keys_most ? options->keys_most : CODED_KEYS_MOST);
    for (size_t i = 0; i < COUNT_OF(run.slices); i++) slice_init(&run.slices[i], &run.im);
    pthread_mutex_lock(&one_at_a_time);
    enum err err = run_all(&run);
    pthread_mutex_unlock(&one_at_a_time);
    for (size_t i = 0; i < COUNT_OF(run.slices); i++) slice_release(&run.slices[i]);
    *ret = (struct import_result){.figures = run.figures, .id = run.im.id, .file = run.file};
    (void)snprintf(ret->why, sizeof ret->why, "%.*s", STR_ARG(run.why));
    arena_release(&run.im.arena);
    return err;
}

struct str import_summary(struct arena *a, const struct import_figures *f)
{
    struct buf b = buf_new(a, 256, 4096);
    const struct {
        int64_t n[3];
        const char *one, *many;
    } lines[] = {{{f->people_new, f->people_changed, f->people_same}, "person", "people"},
        {{f->records_new, f->records_changed, f->records_same}, "coded record", "coded records"}};
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        int64_t all = lines[i].n[0] + lines[i].n[1] + lines[i].n[2];
        buf_printf(&b, "%s%.*s %s", i ? ", " : "", STR_ARG(str_thousands(a, all)),
            all == 1 ? lines[i].one : lines[i].many);
        if (all)
            buf_printf(&b, " (%.*s new, %.*s changed, %.*s as before)", STR_ARG(str_thousands(a, lines[i].n[0])),
                STR_ARG(str_thousands(a, lines[i].n[1])), STR_ARG(str_thousands(a, lines[i].n[2])));
    }
    if (f->not_read)
        buf_printf(&b, ", %.*s of kinds that this version does not read", STR_ARG(str_thousands(a, f->not_read)));
    buf_printf(&b, ", %.*s rejected", STR_ARG(str_thousands(a, f->rejected)));
    return buf_str(&b);
}
