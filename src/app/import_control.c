#include "app/import_control.h"

#include "app/command.h"
#include "wire/json_write.h"

/* ---- both ways: figures and refusals as JSON ---- */

static void write_figures(struct json_writer *w, const struct import_figures *f)
{
#define WRITE(member) json_name(w, STR(#member)), json_int(w, f->member);
    IMPORT_FIGURE_LIST(WRITE)
#undef WRITE
}

static void read_figures(struct json_value v, struct import_figures *ret)
{
    *ret = (struct import_figures){0};
#define READ(member) \
    if (!json_as_int(json_get(v, STR(#member)), &ret->member)) ret->member = 0;
    IMPORT_FIGURE_LIST(READ)
#undef READ
}

static void write_pair(struct json_writer *w, struct str name, struct str text)
{
    json_name(w, name);
    json_str(w, text);
}

static int64_t whole(struct json_value v, struct str name)
{
    int64_t n = 0;
    return json_as_int(json_get(v, name), &n) ? n : 0;
}

/* ---- the server's side ---- */

struct audience {
    int talk;
    bool gone; /* the import goes on all the same */
};

static void say(struct audience *to, struct buf *b)
{
    if (!to->gone && control_send(to->talk, buf_str(b), -1)) to->gone = true;
}

static void say_refused(void *owner, const struct import_refusal *r)
{
    struct arena arena CLEANUP(arena_release);
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    struct buf b = buf_new(&arena, 1024, CONTROL_PACKET_MOST);
    struct json_writer w = json_writer_new(&b);
    json_object_begin(&w);
    write_pair(&w, STR("say"), STR("refused"));
    json_name(&w, STR("file")), json_int(&w, r->file);
    json_name(&w, STR("place")), json_int(&w, (int64_t)r->place);
    write_pair(&w, STR("type"), r->type);
    write_pair(&w, STR("id"), r->id);
    write_pair(&w, STR("reason"), r->reason);
    json_object_end(&w);
    json_writer_end(&w);
    say(owner, &b);
}

static void say_figures(struct audience *to, struct str word, int64_t number, int64_t file,
    const struct import_figures *f, struct str why)
{
    struct arena arena CLEANUP(arena_release);
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    struct buf b = buf_new(&arena, 1024, CONTROL_PACKET_MOST);
    struct json_writer w = json_writer_new(&b);
    json_object_begin(&w);
    write_pair(&w, STR("say"), word);
    json_name(&w, STR("number")), json_int(&w, number);
    json_name(&w, STR("file")), json_int(&w, file);
    if (why.n) write_pair(&w, STR("why"), why);
    write_figures(&w, f);
    json_object_end(&w);
    json_writer_end(&w);
    say(to, &b);
}

static void say_progress(void *owner, int64_t bytes, const struct import_figures *f)
{
    say_figures(owner, STR("progress"), bytes, 0, f, STR_NONE);
}

static void serve_import(const struct app *app, int talk, struct json_value request, int rows)
{
    struct audience audience = {.talk = talk};
    const struct import_events events = {.owner = &audience, .refused = say_refused, .progress = say_progress};
    struct import_options o = {.store = app->store,
        .clock = app->clock,
        .actor = &INSTANCE_ACTOR,
        .source = json_as_text(json_get(request, STR("source"))),
        .pcn = json_as_text(json_get(request, STR("pcn"))),
        .practice_code = json_as_text(json_get(request, STR("practice"))),
        .named = json_as_text(json_get(request, STR("named"))),
        .files = whole(request, STR("files"))};
    struct import_result result = {0};
    if (!json_as_bool(json_get(request, STR("dry_run")), &o.dry_run)) return;
    if (!o.source.p) o.source = STR("");
    enum err err = rows < 0 ? ERR_INVALID : import_run(&o, rows, &events, &result);
    say_figures(&audience, STR("done"), err, result.file, &result.figures, str_from_cstr(result.why));
}

const struct control_command IMPORT_CONTROL = {STR_INIT("import"), serve_import};

/* ---- the command's side ---- */

static enum err ask(struct arena *a, int talk, const struct import_options *o, int rows)
{
    struct buf b = buf_new(a, 1024, CONTROL_PACKET_MOST);
    struct json_writer w = json_writer_new(&b);
    json_object_begin(&w);
    write_pair(&w, STR("command"), STR("import"));
    write_pair(&w, STR("source"), o->source);
    write_pair(&w, STR("pcn"), o->pcn);
    write_pair(&w, STR("practice"), o->practice_code);
    write_pair(&w, STR("named"), o->named);
    json_name(&w, STR("files")), json_int(&w, o->files);
    json_name(&w, STR("dry_run")), json_bool(&w, o->dry_run);
    json_object_end(&w);
    json_writer_end(&w);
    return control_send(talk, buf_str(&b), rows);
}

/* Anything but an outcome that we know is none. */
static enum err outcome_of(struct json_value v)
{
    int64_t n;
    bool known = json_as_int(json_get(v, STR("number")), &n) && n >= ERR_NONE && n <= ERR_IO;
    return known ? (enum err)n : ERR_REFUSED;
}

/* True after the last word. */
static bool hear(
    struct json_value v, const struct import_events *events, struct import_result *result, enum err *ret)
{
    struct str word = json_as_text(json_get(v, STR("say")));
    if (str_eq(word, STR("refused"))) {
        const struct import_refusal refusal = {(uint32_t)whole(v, STR("file")), (uint64_t)whole(v, STR("place")),
            json_as_text(json_get(v, STR("type"))), json_as_text(json_get(v, STR("id"))),
            json_as_text(json_get(v, STR("reason"))), false};
        events->refused(events->owner, &refusal);
        return false;
    }
    struct str why = json_as_text(json_get(v, STR("why")));
    read_figures(v, &result->figures);
    result->file = (uint32_t)whole(v, STR("file"));
    (void)snprintf(result->why, sizeof result->why, "%.*s", STR_ARG(why));
    if (str_eq(word, STR("progress"))) {
        events->progress(events->owner, whole(v, STR("number")), &result->figures);
        return false;
    }
    *ret = str_eq(word, STR("done")) ? outcome_of(v) : ERR_REFUSED;
    return true;
}

enum err import_run_there(int talk, const struct import_options *options, int rows,
    const struct import_events *events, struct import_result *ret)
{
    struct arena arena CLEANUP(arena_release);
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    *ret = (struct import_result){0};
    enum err err = ask(&arena, talk, options, rows), result = ERR_IO;
    for (bool last = false; !err && !last;) {
        struct json_value v;
        int passed = -1;
        arena_reset(&arena);
        err = control_receive(&arena, talk, &v, &passed);
        if (!err) last = hear(v, events, ret, &result);
    }
    return err ? ERR_IO : result;
}
