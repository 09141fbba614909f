#include "app/backup_control.h"

#include "app/command.h"
#include "base/limits.h"
#include "platform/db/store_copy.h"
#include "wire/json_write.h"

#include <unistd.h>

/* ---- what is done, by whoever has the store ---- */

static enum err run(const struct app *app, struct str word, action_fn action, void *arg)
{
    struct arena a CLEANUP(arena_release);
    arena_init(&a, LIMIT_REQUEST_ARENA);
    struct audit_entry entry = audit_entry_by(&INSTANCE_ACTOR, word, STR("command"));
    struct trace trace = {.arena = &a};
    struct ctx c = {
        .arena = &a, .actor = &INSTANCE_ACTOR, .clock = app->clock, .app = app, .trace = &trace, .audit = &entry};
    return store_run(app->store, action, arg, &c);
}

static enum err begin(struct ctx *c, void *arg)
{
    struct backup_begun *begun = arg;
    return backup_begin(c, &begun->sequence);
}

static enum err copy_here(const struct app *app, struct backup_begun *ret)
{
    struct arena a CLEANUP(arena_release);
    struct store_copy_figures figures;
    struct backup_begun begun = {0};
    arena_init(&a, LIMIT_REQUEST_ARENA);
    const char *to = str_cstr(&a, str_printf(&a, "%.*s/%s", STR_ARG(app->directory), BACKUP_COPY));
    enum err err = run(app, STR("backup.begin"), begin, &begun);
    if (!err) err = store_copy(app->store, to, &figures);
    if (err) return err;
    begun.made_at = clock_now(app->clock);
    begun.longest_step_us = figures.longest_step_us;
    *ret = begun;
    return ERR_NONE;
}

struct finished {
    int64_t sequence, bytes;
};

static enum err done(struct ctx *c, void *arg)
{
    const struct finished *f = arg;
    return backup_done(c, f->sequence, f->bytes);
}

static enum err done_here(const struct app *app, int64_t sequence, int64_t bytes)
{
    struct finished f = {sequence, bytes};
    return run(app, STR("backup.done"), done, &f);
}

static enum err proven(struct ctx *c, void *arg)
{
    return backup_proven(c, arg);
}

static enum err proven_here(const struct app *app, const struct backup_proof *proof)
{
    struct backup_proof copy = *proof;
    return run(app, STR("backup.proven"), proven, &copy);
}

/* ---- the server's side ---- */

static int64_t number(struct json_value v, struct str name)
{
    int64_t n = 0;
    return json_as_int(json_get(v, name), &n) ? n : 0;
}

static void answer(int talk, enum err err, const struct backup_begun *begun)
{
    struct arena a CLEANUP(arena_release);
    arena_init(&a, LIMIT_REQUEST_ARENA);
    struct buf b = buf_new(&a, 512, CONTROL_PACKET_MOST);
    struct json_writer w = json_writer_new(&b);
    json_object_begin(&w);
    json_name(&w, STR("result")), json_int(&w, err);
    json_name(&w, STR("sequence")), json_int(&w, begun->sequence);
    json_name(&w, STR("made_at")), json_int(&w, begun->made_at.v);
    json_name(&w, STR("longest_step_us")), json_int(&w, begun->longest_step_us);
    json_object_end(&w);
    json_writer_end(&w);
    if (control_send(talk, buf_str(&b), -1)) return; /* who asked has gone; what was done is done */
}

static void serve_copy(const struct app *app, int talk, struct json_value request, int passed)
{
    struct backup_begun begun = {0};
    (void)request, (void)passed;
    enum err err = copy_here(app, &begun);
    answer(talk, err, &begun);
}

static void serve_done(const struct app *app, int talk, struct json_value request, int passed)
{
    (void)passed;
    enum err err = done_here(app, number(request, STR("sequence")), number(request, STR("bytes")));
    answer(talk, err, &(struct backup_begun){0});
}

static void serve_proven(const struct app *app, int talk, struct json_value request, int passed)
{
    struct backup_proof proof = {.sequence = number(request, STR("sequence")),
        .made_at = {number(request, STR("made_at"))},
        .good = number(request, STR("good")) != 0,
        .result = json_as_text(json_get(request, STR("text")))};
    (void)passed;
    enum err err = proof.result.n <= LIMIT_LINE && proof.result.n ? proven_here(app, &proof) : ERR_INVALID;
    answer(talk, err, &(struct backup_begun){0});
}

const struct control_command BACKUP_COPY_CONTROL = {STR_INIT("backup-copy"), serve_copy};
const struct control_command BACKUP_DONE_CONTROL = {STR_INIT("backup-done"), serve_done};
const struct control_command BACKUP_PROVEN_CONTROL = {STR_INIT("backup-proven"), serve_proven};

/* ---- the command's side ---- */

struct question {
    struct str command, text;
    int64_t sequence, bytes, made_at, good;
};

static enum err ask_on(int talk, struct arena *a, const struct question *q, struct backup_begun *ret)
{
    struct buf b = buf_new(a, 512, CONTROL_PACKET_MOST);
    struct json_writer w = json_writer_new(&b);
    struct json_value v;
    int passed = -1;
    json_object_begin(&w);
    json_name(&w, STR("command")), json_str(&w, q->command);
    json_name(&w, STR("text")), json_str(&w, q->text);
    json_name(&w, STR("sequence")), json_int(&w, q->sequence);
    json_name(&w, STR("bytes")), json_int(&w, q->bytes);
    json_name(&w, STR("made_at")), json_int(&w, q->made_at);
    json_name(&w, STR("good")), json_int(&w, q->good);
    json_object_end(&w);
    json_writer_end(&w);
    enum err err = control_send(talk, buf_str(&b), -1);
    if (!err) err = control_receive(a, talk, &v, &passed);
    if (err) return err;
    if (passed >= 0) close(passed);
    int64_t result;
    if (!json_as_int(json_get(v, STR("result")), &result)) return ERR_REFUSED; /* a server that doesn't know it */
    *ret = (struct backup_begun){
        number(v, STR("sequence")), number(v, STR("longest_step_us")), {number(v, STR("made_at"))}};
    return (enum err)result;
}

static enum err ask(const char *directory, const struct question *q, struct backup_begun *ret)
{
    struct arena a CLEANUP(arena_release);
    int talk;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    enum err err = control_connect(directory, &talk);
    if (err) return err;
    err = ask_on(talk, &a, q, ret);
    close(talk);
    return err;
}

enum err backup_place_copy(const struct backup_place *p, struct backup_begun *ret)
{
    if (p->app) return copy_here(p->app, ret);
    return ask(p->directory, &(struct question){.command = STR("backup-copy")}, ret);
}

enum err backup_place_done(const struct backup_place *p, int64_t sequence, int64_t bytes)
{
    struct backup_begun ignored;
    if (p->app) return done_here(p->app, sequence, bytes);
    return ask(p->directory,
        &(struct question){.command = STR("backup-done"), .sequence = sequence, .bytes = bytes}, &ignored);
}

enum err backup_place_proven(const struct backup_place *p, const struct backup_proof *proof)
{
    struct backup_begun ignored;
    if (p->app) return proven_here(p->app, proof);
    const struct question q = {.command = STR("backup-proven"),
        .text = proof->result,
        .sequence = proof->sequence,
        .made_at = proof->made_at.v,
        .good = proof->good};
    return ask(p->directory, &q, &ignored);
}
