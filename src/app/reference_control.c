#include "app/reference_control.h"

#include "app/command.h"
#include "app/reference_child.h"
#include "base/limits.h"
#include "nhs/vocabulary.h"
#include "wire/json_write.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct audit_entry reference_audit_entry(void)
{
    struct audit_entry entry = audit_entry_by(&INSTANCE_ACTOR, STR("import.reference"), STR("cairn import"));
    entry.object_kind = STR("reference");
    return entry;
}

#define FIGURES(X) X(sets_new) X(sets_changed) X(sets_same) X(rows) X(rejected)

static void pair(struct json_writer *w, const char *name, struct str text)
{
    json_name(w, str_from_cstr(name));
    json_str(w, text.p ? text : STR(""));
}

/* ---- the server's side ---- */

static bool read_rows(struct arena *a, int fd, struct str *ret)
{
    struct stat s;
    if (fd < 0 || fstat(fd, &s) || s.st_size < 0 || s.st_size > REFERENCE_TEXT_MOST) return false;
    char *bytes = ARENA_ARRAY(a, char, (size_t)s.st_size + 1);
    size_t n = 0;
    while (n < (size_t)s.st_size) {
        ssize_t got = pread(fd, bytes + n, (size_t)s.st_size - n, (off_t)n);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        n += (size_t)got;
    }
    *ret = (struct str){bytes, n};
    return true;
}

static bool read_options(struct json_value request, struct reference_options *o, struct reference_outcome *outcome)
{
    int kind;
    struct str dated = json_as_text(json_get(request, STR("dated")));
    if (!vocabulary_find(&reference_kinds, json_as_text(json_get(request, STR("kind"))), &kind)) return false;
    *o = (struct reference_options){.kind = (enum reference_kind)kind,
        .name = json_as_text(json_get(request, STR("name"))),
        .version = json_as_text(json_get(request, STR("version"))),
        .source = json_as_text(json_get(request, STR("source"))),
        .dated = DATE_NONE};
    return json_as_bool(json_get(request, STR("dry_run")), &o->dry_run) &&
        json_as_int(json_get(request, STR("rejected")), &outcome->rejected) &&
        (!dated.n || date_from_iso(dated, &o->dated));
}

static void answer(struct arena *a, int talk, enum err err, const struct reference_outcome *o)
{
    struct buf b = buf_new(a, 1024, CONTROL_PACKET_MOST);
    struct json_writer w = json_writer_new(&b);
    json_object_begin(&w);
    json_name(&w, STR("number")), json_int(&w, err);
    pair(&w, "why", o->why), pair(&w, "first", o->first), pair(&w, "version", o->version);
#define WRITE(member) json_name(&w, STR(#member)), json_int(&w, o->member);
    FIGURES(WRITE)
#undef WRITE
    json_object_end(&w);
    json_writer_end(&w);
    (void)!control_send(talk, buf_str(&b), -1); /* who asked may be gone; what was done stays */
}

static void serve_reference(const struct app *app, int talk, struct json_value request, int passed)
{
    struct arena arena CLEANUP(arena_release);
    struct reference_options options;
    struct reference_outcome outcome = {0};
    struct str rows;
    arena_init(&arena, LIMIT_JOB_ARENA);
    enum err err = ERR_INVALID;
    if (read_options(request, &options, &outcome) && read_rows(&arena, passed, &rows)) {
        struct trace trace = {.arena = &arena};
        struct audit_entry entry = reference_audit_entry();
        struct ctx c = {.arena = &arena,
            .actor = &INSTANCE_ACTOR,
            .clock = app->clock,
            .app = app,
            .trace = &trace,
            .audit = &entry};
        err = reference_load(&c, app->store, rows, &options, &outcome);
    }
    answer(&arena, talk, err, &outcome);
}

const struct control_command REFERENCE_CONTROL = {STR_INIT("reference"), serve_reference};

/* ---- the command's side ---- */

/* Without a name as soon as it is there. In the data directory, which is all that the command may write to. */
static int file_of(struct arena *a, const char *directory, struct str rows)
{
    struct str token = crypto_token_new(a);
    const char *path = str_cstr(a, str_printf(a, "%s/rows-%.*s", directory, STR_ARG(token)));
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd >= 0) unlink(path);
    while (fd >= 0 && rows.n) {
        ssize_t n = write(fd, rows.p, rows.n);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) {
            close(fd);
            return -1;
        }
        rows = str_skip(rows, (size_t)n);
    }
    return fd;
}

static struct str request_of(
    struct arena *a, const struct reference_options *o, const struct reference_outcome *outcome)
{
    struct buf b = buf_new(a, 1024, CONTROL_PACKET_MOST);
    struct json_writer w = json_writer_new(&b);
    json_object_begin(&w);
    pair(&w, "command", STR("reference"));
    pair(&w, "kind", vocabulary_code(&reference_kinds, (int)o->kind));
    pair(&w, "name", o->name), pair(&w, "version", o->version), pair(&w, "source", o->source);
    pair(&w, "dated", date_iso(a, o->dated));
    json_name(&w, STR("rejected")), json_int(&w, outcome->rejected);
    json_name(&w, STR("dry_run")), json_bool(&w, o->dry_run);
    json_object_end(&w);
    json_writer_end(&w);
    return buf_str(&b);
}

static enum err heard(struct json_value v, struct reference_outcome *ret)
{
    int64_t number = ERR_IO;
    ret->why = json_as_text(json_get(v, STR("why")));
    ret->first = json_as_text(json_get(v, STR("first")));
    ret->version = json_as_text(json_get(v, STR("version")));
#define READ(member) \
    if (!json_as_int(json_get(v, STR(#member)), &ret->member)) ret->member = 0;
    FIGURES(READ)
#undef READ
    bool known = json_as_int(json_get(v, STR("number")), &number) && number >= ERR_NONE && number <= ERR_IO;
    return known ? (enum err)number : ERR_IO;
}

enum err reference_load_there(struct arena *a, const char *directory, int talk, struct str rows,
    const struct reference_options *options, struct reference_outcome *ret)
{
    struct json_value v;
    int passed = -1, fd = file_of(a, directory, rows);
    if (fd < 0) return ERR_FULL;
    enum err err = control_send(talk, request_of(a, options, ret), fd);
    close(fd);
    if (!err) err = control_receive(a, talk, &v, &passed);
    if (passed >= 0) close(passed);
    return err ? ERR_IO : heard(v, ret);
}
