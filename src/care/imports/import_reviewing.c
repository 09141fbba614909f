#include "care/imports/import_reviewing.h"

#include "base/log.h"
#include "care/organisations/organisation.h"
#include "platform/app.h"
#include "wire/gp_table.h"

enum { ROWS_FORGOTTEN = 500 }; /* at a time */

/* ---- reading and writing, without a request ---- */

struct errand {
    struct arena arena;
    struct trace trace;
    struct audit_entry entry;
    struct ctx ctx;
};

static const struct actor NOBODY = {.scope = {.everybody = true}};

static void errand_begin(struct errand *e, const struct app *app, const struct actor *actor)
{
    *e = (struct errand){0};
    arena_init(&e->arena, LIMIT_REQUEST_ARENA);
    e->trace = (struct trace){.arena = &e->arena};
    e->ctx = (struct ctx){.arena = &e->arena, .actor = actor, .clock = app->clock, .app = app, .trace = &e->trace};
}

/* word: of the audit; NULL where it only keeps house. */
static enum err write_as(struct reviewing *r, const char *word, enum err (*action)(struct ctx *, void *))
{
    struct errand e;
    errand_begin(&e, r->app, &r->actor);
    if (word) e.entry = audit_entry_by(&r->actor, str_from_cstr(word), STR("imports"));
    if (word) e.entry.object_kind = STR("upload");
    if (word) e.entry.object_id = r->upload.upload_id.v;
    e.ctx.audit = word ? &e.entry : NULL;
    enum err err = store_run(r->app->store, action, r, &e.ctx);
    arena_release(&e.arena);
    return err;
}

/* ---- rows ---- */

static enum err store_rows(struct ctx *c, void *arg)
{
    const struct reviewing *r = arg;
    enum err err = ERR_NONE;
    int64_t id;
    for (size_t i = 0; !err && i < r->n; i++) err = upload_row_insert(c->db, &r->rows[i], &id);
    return err;
}

static void flush(struct reviewing *r)
{
    if (r->n && !r->failed) r->failed = write_as(r, NULL, store_rows);
    r->n = 0;
    arena_reset(&r->batch);
}

static struct upload_row_insert_params *add(struct reviewing *r, uint64_t place, enum import_found found)
{
    if (r->n == REVIEWING_ROWS) flush(r);
    struct upload_row_insert_params *row = &r->rows[r->n++];
    *row = (struct upload_row_insert_params){
        .upload_id = r->upload.upload_id, .place = (int64_t)place, .found = (int64_t)found, .born = DATE_NONE};
    return row;
}

/* Once it is imported, nobody of the file is named here any more. */
static void on_met(void *owner, const struct import_met *met)
{
    struct reviewing *r = owner;
    struct upload_row_insert_params *row = add(r, met->place, met->found);
    r->met++;
    row->practice_id = met->practice;
    row->person_key = met->person;
    row->words = str_dup(&r->batch, met->words);
    if (!r->options.dry_run) return;
    row->name = str_dup(&r->batch, met->name);
    row->born = met->born;
    row->nhs_number = met->nhs_number;
}

static void on_refused(void *owner, const struct import_refusal *refusal)
{
    struct reviewing *r = owner;
    if (refusal->alike) return;
    if (!refusal->place) r->whole = str_dup(&r->arena, refusal->reason);
    add(r, refusal->place, FOUND_REFUSED)->words = str_dup(&r->batch, refusal->reason);
}

static void on_progress(void *owner, int64_t bytes, const struct import_figures *so_far)
{
    (void)owner, (void)bytes, (void)so_far;
}

/* As gp_columns_text writes them. */
static void on_column(void *owner, struct str role, struct str heading)
{
    struct reviewing *r = owner;
    buf_printf(&r->columns, "%.*s\t%.*s\n", STR_ARG(role), STR_ARG(heading));
}

struct import_events reviewing_events(struct reviewing *r)
{
    return (struct import_events){
        .owner = r, .met = on_met, .column = on_column, .refused = on_refused, .progress = on_progress};
}

/* ---- beginning ---- */

static enum err forget_rows(struct ctx *c, void *arg)
{
    struct reviewing *r = arg;
    int64_t changed;
    enum err err = upload_rows_forget(c->db, r->upload.upload_id, ROWS_FORGOTTEN, &changed);
    r->n = (size_t)changed;
    return err;
}

static enum err read_decisions(struct ctx *c, struct reviewing *r)
{
    struct upload_decisions_list rows;
    enum err err = upload_decisions(c->db, r->upload.upload_id, &rows);
    if (err) return err;
    struct import_decision *decisions = ARENA_ARRAY(&r->arena, struct import_decision, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        decisions[i] = (struct import_decision){
            (uint64_t)rows.items[i].place, rows.items[i].person_key, rows.items[i].decided.v == 1};
    r->options.decisions = decisions;
    r->options.decision_count = rows.n;
    return ERR_NONE;
}

static enum err read_due(struct reviewing *r)
{
    struct upload_due_row due;
    struct ctx c = {.arena = &r->arena, .actor = &NOBODY, .clock = r->app->clock, .app = r->app, .trace = NULL};
    enum err err = store_read_begin(r->app->store, &r->arena, &NOBODY.scope, NULL, &c.db);
    if (err) return err;
    err = upload_due(c.db, &due);
    if (!err) err = upload_find(c.db, due.key, due.pcn_id, 0, &r->upload);
    if (!err) err = read_decisions(&c, r);
    store_read_end(r->app->store, c.db);
    return err;
}

static void make_options(struct reviewing *r)
{
    const struct upload_find_row *u = &r->upload;
    bool approved = u->state == UPLOAD_APPROVED;
    r->actor = (struct actor){.account = approved ? u->approved_by : u->account_id,
        .name = approved ? u->approver : u->who,
        .pcn = u->pcn_id,
        .practice = u->practice_id,
        .scope = {.everybody = true}};
    r->options.store = r->app->store;
    r->options.clock = r->app->clock;
    r->options.actor = &r->actor;
    r->options.source = u->source;
    r->options.only = u->practice_id;
    r->options.otherwise = u->otherwise_id;
    r->options.named = u->named;
    r->options.files = 1;
    r->options.dry_run = !approved;
}

enum err reviewing_begin(const struct app *app, struct reviewing *r)
{
    *r = (struct reviewing){.app = app};
    arena_init(&r->arena, LIMIT_REQUEST_ARENA);
    arena_init(&r->batch, LIMIT_REQUEST_ARENA);
    r->columns = buf_new(&r->arena, 2048, GP_COLUMNS_TEXT_MOST);
    enum err err = read_due(r);
    if (!err) make_options(r);
    do {
        if (!err) err = write_as(r, NULL, forget_rows);
    } while (!err && r->n);
    r->n = 0;
    if (err) reviewing_free(r);
    return err;
}

void reviewing_free(struct reviewing *r)
{
    arena_release(&r->arena);
    arena_release(&r->batch);
}

/* ---- who isn't in the list any more ---- */

static enum err read_keys(struct ctx *c, const struct reviewing *r, struct upload_row_keys_list *before,
    struct upload_row_keys_list *now)
{
    struct upload_before_row last;
    const struct upload_find_row *u = &r->upload;
    enum err err = upload_before(c->db, u->upload_id, u->pcn_id, u->practice_id.v, u->source, &last);
    if (!err) err = upload_row_keys(c->db, last.upload_id, before);
    if (!err) err = upload_row_keys(c->db, u->upload_id, now);
    return err;
}

/* Both lists are in the order of the keys. */
static void add_gone(
    struct reviewing *r, const struct upload_row_keys_list *before, const struct upload_row_keys_list *now)
{
    size_t at = 0;
    for (size_t i = 0; i < before->n; i++) {
        struct uuid key = before->items[i].person_key;
        while (at < now->n && memcmp(now->items[at].person_key.bytes, key.bytes, sizeof key.bytes) < 0) at++;
        if (at < now->n && uuid_eq(now->items[at].person_key, key)) continue;
        struct upload_row_insert_params *row = add(r, 0, FOUND_GONE);
        row->practice_id = before->items[i].practice_id;
        row->person_key = key;
    }
}

static void find_gone(struct reviewing *r)
{
    struct errand e;
    struct upload_row_keys_list before, now;
    errand_begin(&e, r->app, &NOBODY);
    enum err err = store_read_begin(r->app->store, &e.arena, &NOBODY.scope, &e.trace, &e.ctx.db);
    if (!err) {
        err = read_keys(&e.ctx, r, &before, &now);
        store_read_end(r->app->store, e.ctx.db);
    }
    if (!err) add_gone(r, &before, &now);
    if (err && err != ERR_NOT_FOUND) r->failed = err;
    flush(r);
    arena_release(&e.arena);
}

/* ---- ending ---- */

static struct str why_not(const struct reviewing *r, enum err ended)
{
    if (r->whole.p) return r->whole;
    if (ended && !r->options.dry_run)
        return STR("It stopped halfway. What was done is kept: approve it once more");
    if (ended == ERR_DAMAGED)
        return STR("Cairn stopped over this file. Ask for it in another form, and report it");
    if (ended == ERR_FULL) return STR("The disk is full. Whoever runs this installation must make room");
    if (ended) return STR("It could not be read now. Discard it and upload it again");
    const struct import_figures *f = &r->result.figures;
    bool nothing = !r->met && !f->rejected && !f->records_new && !f->records_changed && !f->records_same;
    return nothing ? STR("Nobody is in this file") : STR_NONE;
}

static enum err write_checked(struct ctx *c, void *arg)
{
    struct reviewing *r = arg;
    const struct upload_find_row *u = &r->upload;
    const struct upload_checked_params row = {.upload_id = u->upload_id,
        .was = u->state,
        .state = u->why.p && r->options.dry_run ? UPLOAD_REFUSED : UPLOAD_REVIEW,
        .columns = r->columns.n ? buf_str(&r->columns) : u->columns,
        .why = u->why,
        .checked_at = clock_now(c->clock),
        .records_new = r->result.figures.records_new + r->result.figures.records_changed,
        .records_same = r->result.figures.records_same};
    return upload_checked(c->db, &row);
}

static enum err write_done(struct ctx *c, void *arg)
{
    const struct reviewing *r = arg;
    return upload_done(c->db, r->upload.upload_id, r->result.id);
}

enum err reviewing_end(struct reviewing *r, enum err ended)
{
    flush(r);
    if (!ended) ended = r->failed;
    if (!ended && r->options.dry_run && !r->whole.p) find_gone(r);
    if (!ended) ended = r->failed;
    if (!r->options.dry_run && !ended) return write_as(r, "import.approved", write_done);
    r->upload.why = why_not(r, ended);
    return write_as(r, "import.checked", write_checked);
}

/* ---- forgetting ---- */

static enum err discard(struct ctx *c, void *arg)
{
    const struct upload_id *id = arg;
    return upload_discard(c->db, *id);
}

/* A bit at a time: a piece of the file, or some rows. */
static enum err forget_some(struct ctx *c, void *arg)
{
    const struct upload_id *id = arg;
    int64_t pieces = 0, rows;
    enum err err = upload_piece_forget(c->db, *id, &pieces);
    return err || pieces ? err : upload_rows_forget(c->db, *id, ROWS_FORGOTTEN, &rows);
}

enum err reviewing_tidy(const struct app *app, int64_t days)
{
    struct errand e;
    struct upload_stale_row stale = {0};
    struct upload_leftover_row left = {0};
    const struct instant before = {clock_now(app->clock).v - days * 86400000};
    errand_begin(&e, app, &NOBODY);
    enum err err = store_read_begin(app->store, &e.arena, &NOBODY.scope, &e.trace, &e.ctx.db);
    if (!err) {
        err = upload_stale(e.ctx.db, before, &stale);
        if (err == ERR_NOT_FOUND) err = upload_leftover(e.ctx.db, &left);
        store_read_end(app->store, e.ctx.db);
    }
    e.ctx.db = NULL;
    if (!err)
        err = store_run(app->store, stale.upload_id.v ? discard : forget_some,
            stale.upload_id.v ? &stale.upload_id : &left.upload_id, &e.ctx);
    arena_release(&e.arena);
    return err;
}
