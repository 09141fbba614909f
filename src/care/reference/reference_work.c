/* One upload that is due: read, compared, and kept for who looks through it; or loaded. */
#include "care/reference/reference_stage.h"
#include "care/reference/reference_uploads.h"
#include "nhs/vocabulary.h"
#include "platform/app.h"
#include "platform/sandbox/reader.h"
#include "wire/pieces.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

enum { STALE_DAYS = 14, KEPT_DAYS = 90, DAY_MS = 86400000 };

static const struct actor NOBODY = {.scope = {.everybody = true}};

/* What is done with one upload, from its beginning to its end. */
struct table_load {
    const struct app *app;
    const struct reference_work *work;
    const _Atomic bool *stop;
    struct arena text, arena; /* the reader's answer; everything else */
    struct trace trace;
    struct actor actor; /* who uploaded it, or approved it */
    struct reference_upload_find_row upload;
    struct reference_options options;
    struct str rows;
    struct reference_said said;
    struct reference_outcome outcome;
    struct stage stage;
    struct reference_change *changes;
    struct reference_lines refused, changed;
    bool can_not; /* be loaded */
};

static struct ctx ctx_of(struct table_load *l)
{
    return (struct ctx){
        .arena = &l->arena, .actor = &l->actor, .clock = l->app->clock, .app = l->app, .trace = &l->trace};
}

/* word: of the audit; NULL where it only keeps house. */
static enum err write_as(struct table_load *l, const char *word, enum err (*action)(struct ctx *, void *))
{
    struct ctx c = ctx_of(l);
    struct audit_entry entry;
    if (word) {
        entry = audit_entry_by(&l->actor, str_from_cstr(word), STR("reference"));
        entry.object_kind = STR("table");
        entry.object_id = l->upload.id.v;
        c.audit = &entry;
    }
    return store_run(l->app->store, action, l, &c);
}

/* ---- the file, through the reader ---- */

static enum err send_pieces(struct table_load *l, int to)
{
    enum err err = ERR_NONE;
    bool heard = true;
    for (int64_t number = 0; heard && !err && !*l->stop; number++) {
        struct arena a CLEANUP(arena_release);
        struct str piece;
        arena_init(&a, LIMIT_REQUEST_ARENA);
        struct ctx c = {.arena = &a, .actor = &NOBODY, .clock = l->app->clock, .app = l->app, .trace = &l->trace};
        err = store_read_begin(l->app->store, &a, &NOBODY.scope, &l->trace, &c.db);
        if (err) return err;
        err = reference_piece_text(&c, l->upload.id, PART_FILE, number, &piece);
        store_read_end(l->app->store, c.db);
        if (!err) heard = reader_send(to, piece);
    }
    return err == ERR_NOT_FOUND ? ERR_NONE : err; /* a reader that is gone is found out when it is heard */
}

static enum err start(struct table_load *l, int *ret_to, int *ret_from)
{
    int in[2], out[2];
    if (pipe2(in, O_CLOEXEC)) return ERR_IO;
    if (pipe2(out, O_CLOEXEC)) {
        close(in[0]), close(in[1]);
        return ERR_IO;
    }
    enum err err = l->work->start_reader(in[0], out[1]);
    if (err) close(in[1]), close(out[0]);
    *ret_to = in[1];
    *ret_from = out[0];
    return err;
}

static enum err read_file(struct table_load *l)
{
    const struct reference_upload_find_row *u = &l->upload;
    const struct reference_head head =
        reference_head((int)l->options.kind, reference_own_name(&l->arena, u->named), u->bytes);
    int to, from;
    enum err err = start(l, &to, &from);
    if (err) return err;
    if (reader_send(to, (struct str){(const char *)&head, sizeof head})) err = send_pieces(l, to);
    close(to);
    if (!err) err = reference_reader_hear(&l->text, from, u->bytes, &l->rows);
    close(from);
    return err;
}

/* A reader that stopped may have stopped over the file, or with the server: that is found out by waiting. */
static enum err read_again(struct table_load *l)
{
    enum { PAUSES = 50, PAUSE_NS = 20000000 };
    static const struct timespec PAUSE = {0, PAUSE_NS};
    enum err err = read_file(l);
    if (err != ERR_DAMAGED) return err;
    for (int i = 0; i < PAUSES && !*l->stop; i++) nanosleep(&PAUSE, NULL);
    return *l->stop ? ERR_BUSY : read_file(l);
}

/* ---- what is in it ---- */

static void on_refused(void *owner, uint64_t line, struct str what, struct str why)
{
    struct table_load *l = owner;
    char place[24];
    struct buf b = {.p = place, .room = sizeof place, .ceiling = sizeof place};
    buf_int(&b, (int64_t)line);
    if (l->upload.state == TABLE_CHECKING)
        reference_lines_add(&l->refused, (const struct str[]){buf_str(&b), what, why}, 3);
}

static enum err look(struct table_load *l)
{
    struct ctx c = ctx_of(l);
    enum err err = reference_answer_sort(&l->rows, &l->said);
    if (err) return err;
    if (l->said.kind) l->options.kind = (enum reference_kind)l->said.kind;
    l->outcome.rejected = l->said.rejected;
    return reference_look(&c, l->app->store, l->rows, &l->options, &l->outcome, &l->stage);
}

static enum err compare(struct table_load *l)
{
    struct ctx c = ctx_of(l);
    l->changes = ARENA_ARRAY(&l->arena, struct reference_change, l->stage.n_sets);
    return reference_changes(&c, l->app->store, &l->stage, l->changes, &l->changed);
}

static struct str why_not(const struct table_load *l, enum err err)
{
    if (l->said.bad.n) return l->said.bad;
    if (err == ERR_REFUSED) return l->outcome.why;
    if (err == ERR_DAMAGED)
        return STR("Cairn stopped over this file. Get it again from where it is published, and report it if it "
                   "happens again");
    if (err == ERR_FULL) return STR("The disk is full. Whoever runs this installation must make room");
    return err ? STR("It could not be read now. Discard it and upload it again") : STR_NONE;
}

/* ---- kept for who looks through it ---- */

static enum err forget_found(struct ctx *c, void *arg)
{
    const struct table_load *l = arg;
    int64_t changed;
    enum err err = reference_found_forget(c->db, l->upload.id, &changed);
    return err ? err : reference_lists_forget(c->db, l->upload.id, &changed);
}

static enum err write_lists(struct ctx *c, const struct table_load *l)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < l->stage.n_sets; i++) {
        const struct staged_set *s = &l->stage.sets[i];
        int64_t changed;
        const struct reference_list_add_params row = {.id = l->upload.id,
            .place = (int64_t)i,
            .name = s->name,
            .version = s->version,
            .becomes = (int64_t)s->what,
            .was = s->was.v ? s->was_version : STR_NONE,
            .row_count = s->rows,
            .added = l->changes[i].added,
            .dropped = l->changes[i].dropped,
            .changed = l->changes[i].changed};
        err = reference_list_add(c->db, &row, &changed);
    }
    return err;
}

static enum err write_checked(struct ctx *c, void *arg)
{
    const struct table_load *l = arg;
    const struct reference_upload_find_row *u = &l->upload;
    const struct reference_upload_checked_params row = {.id = u->id,
        .was = u->state,
        .state = l->can_not ? TABLE_REFUSED : TABLE_REVIEW,
        .kind = l->options.kind ? vocabulary_code(&reference_kinds, (int)l->options.kind) : STR_NONE,
        .why = u->why,
        .row_count = l->outcome.rows,
        .rejected = l->said.rejected,
        .passed_over = l->said.left,
        .listed = l->changed.lines,
        .checked_at = clock_now(c->clock)};
    enum err err = l->can_not ? ERR_NONE : write_lists(c, l);
    return err ? err : reference_upload_checked(c->db, &row);
}

/* ---- reading it, or loading it ---- */

static enum err check(struct table_load *l)
{
    enum err err = write_as(l, NULL, forget_found);
    if (err) return err;
    reference_lines_begin(&l->refused);
    reference_lines_begin(&l->changed);
    err = read_again(l);
    if (!err) err = look(l);
    if (!err) err = compare(l);
    enum err kept = reference_lines_end(&l->refused), more = reference_lines_end(&l->changed);
    if (!err) err = kept ? kept : more;
    if (*l->stop) return ERR_NONE;                    /* it is done when the server is back */
    if (err == ERR_IO || err == ERR_BUSY) return err; /* no reader is to be had now */
    struct str why = why_not(l, err);
    l->can_not = why.n != 0;
    if (l->can_not) l->upload.why = why; /* else it is why it is looked through again */
    return write_as(l, "table.checked", write_checked);
}

/* What was approved is what was shown, or it is shown again. What is there already, since the server stopped in
 * between, is done. */
static enum err as_shown(struct table_load *l, bool *ret)
{
    struct reference_lists_of_list shown;
    struct ctx c = ctx_of(l);
    enum err err = store_read_begin(l->app->store, &l->arena, &NOBODY.scope, &l->trace, &c.db);
    if (err) return err;
    err = reference_lists_of(c.db, l->upload.id, &shown);
    store_read_end(l->app->store, c.db);
    *ret = !err && shown.n == l->stage.n_sets;
    for (size_t i = 0; *ret && i < shown.n; i++) {
        const struct staged_set *s = &l->stage.sets[i];
        *ret = str_eq(s->name, shown.items[i].name) && str_eq(s->version, shown.items[i].version) &&
            shown.items[i].becomes == (int64_t)s->what && str_eq(s->was_version, shown.items[i].was);
    }
    *ret |= !err && !l->outcome.sets_new && !l->outcome.sets_changed;
    return err;
}

static enum err write_done(struct ctx *c, void *arg)
{
    const struct table_load *l = arg;
    return reference_upload_done(c->db, l->upload.id);
}

static enum err look_again(struct ctx *c, void *arg)
{
    const struct table_load *l = arg;
    return reference_upload_check_again(c->db, l->upload.id, l->upload.why);
}

static enum err write_table(struct table_load *l)
{
    struct ctx c = ctx_of(l);
    struct audit_entry entry = audit_entry_by(&l->actor, STR("import.reference"), STR("reference"));
    entry.object_kind = STR("table");
    entry.object_id = l->upload.id.v;
    c.audit = &entry;
    struct reference_outcome outcome = {.rejected = l->said.rejected};
    return reference_load(&c, l->app->store, l->rows, &l->options, &outcome);
}

static enum err load(struct table_load *l)
{
    bool shown = false;
    enum err err = read_again(l);
    if (!err) err = look(l);
    if (!err) err = as_shown(l, &shown);
    if (!err && shown) err = write_table(l);
    if (!err && shown) return write_as(l, "table.loaded", write_done);
    if (*l->stop) return ERR_NONE; /* it is done when the server is back */
    l->upload.why = err && err != ERR_REFUSED ?
        STR("It stopped halfway, and nothing of it counts. Approve it once more") :
        STR("Somebody has loaded another version meanwhile. Look through it once more: this is how it is now");
    return write_as(l, "table.checked", look_again);
}

/* ---- beginning and ending ---- */

static enum err read_due(struct table_load *l)
{
    struct reference_upload_due_row due;
    struct ctx c = ctx_of(l);
    enum err err = store_read_begin(l->app->store, &l->arena, &NOBODY.scope, &l->trace, &c.db);
    if (err) return err;
    err = reference_upload_due(c.db, &due);
    if (!err) err = reference_upload_find(c.db, due.key, due.pcn_id, &l->upload);
    store_read_end(l->app->store, c.db);
    return err;
}

static void make_options(struct table_load *l)
{
    const struct reference_upload_find_row *u = &l->upload;
    bool approved = u->state == TABLE_APPROVED;
    int kind = 0;
    if (u->kind.n) MUST(vocabulary_find(&reference_kinds, u->kind, &kind));
    l->actor = (struct actor){.account = approved ? u->decided_by : u->account_id,
        .name = approved ? u->decider : u->who,
        .pcn = u->pcn_id,
        .scope = {.everybody = true}};
    l->options = (struct reference_options){.kind = (enum reference_kind)kind,
        .name = u->name,
        .version = u->version,
        .source = u->source,
        .dated = u->dated,
        .unnamed = date_iso(&l->arena, instant_date(u->at)),
        .stop = l->stop};
    l->said = (struct reference_said){.owner = l, .refused = on_refused};
    l->refused =
        (struct reference_lines){.upload = u->id, .part = PART_REFUSED, .app = l->app, .actor = &l->actor};
    l->changed = l->refused;
    l->changed.part = PART_CHANGES;
}

/* ERR_NOT_FOUND: nothing is due. */
static enum err do_one(const struct reference_work *w, const _Atomic bool *stop)
{
    struct table_load l = {.app = w->app, .work = w, .stop = stop, .actor = NOBODY};
    arena_init(&l.text, LIMIT_JOB_ARENA + REFERENCE_TEXT_MOST);
    arena_init(&l.arena, LIMIT_JOB_ARENA);
    l.trace = (struct trace){.arena = &l.arena};
    enum err err = read_due(&l);
    if (!err) {
        make_options(&l);
        err = l.upload.state == TABLE_CHECKING ? check(&l) : load(&l);
    }
    arena_release(&l.text);
    arena_release(&l.arena);
    return err;
}

/* ---- forgetting ---- */

struct leftover {
    struct reference_upload_id id;
    bool stale;
};

static enum err forget_some(struct ctx *c, void *arg)
{
    const struct leftover *l = arg;
    int64_t changed;
    return l->stale ? reference_upload_discard(c->db, l->id) : reference_piece_forget(c->db, l->id, &changed);
}

/* A bit at a time. ERR_NOT_FOUND: there is nothing more. */
static enum err tidy(const struct app *app)
{
    struct arena a CLEANUP(arena_release);
    struct reference_upload_stale_row stale;
    struct reference_upload_leftover_row left;
    struct leftover what = {.stale = true};
    const int64_t now = clock_now(app->clock).v;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    struct trace trace = {.arena = &a};
    struct ctx c = {.arena = &a, .actor = &NOBODY, .clock = app->clock, .app = app, .trace = &trace};
    enum err err = store_read_begin(app->store, &a, &NOBODY.scope, &trace, &c.db);
    if (err) return err;
    err = reference_upload_stale(c.db, (struct instant){now - (int64_t)STALE_DAYS * DAY_MS}, &stale);
    if (!err) what.id = stale.id;
    if (err == ERR_NOT_FOUND) {
        what.stale = false;
        err = reference_upload_leftover(c.db, (struct instant){now - (int64_t)KEPT_DAYS * DAY_MS}, &left);
        if (!err) what.id = left.id;
    }
    store_read_end(app->store, c.db);
    c.db = NULL;
    return err ? err : store_run(app->store, forget_some, &what, &c);
}

enum err reference_work_some(void *owner, const _Atomic bool *stop)
{
    const struct reference_work *w = owner;
    enum err err = do_one(w, stop);
    return err == ERR_NOT_FOUND ? tidy(w->app) : err;
}
