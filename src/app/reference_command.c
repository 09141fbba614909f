#include "app/reference_command.h"

#include "app/command.h"
#include "app/import_rejected.h"
#include "app/reference_child.h"
#include "app/reference_control.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "nhs/vocabulary.h"
#include "wire/json_write.h"

#include <unistd.h>

enum { SHOWN_MOST = 20 };

struct work {
    struct arena *a;
    struct reference_options options;
    struct import_files files; /* each path is one */
    struct rejected_files rejected;
    const char *directory;
    int talk; /* to the server, or -1 */
    struct instance instance;
    bool json;
    int64_t shown, left, refused_files;
    struct reference_outcome total;
};

/* ---- what is said ---- */

static void say(struct work *w, size_t file, uint64_t line, struct str what, struct str reason)
{
    const struct import_refusal refusal = {
        (uint32_t)file, line, what.n ? STR("row") : STR_NONE, what, reason, false};
    if (!w->options.dry_run) rejected_add(&w->rejected, &refusal);
    if (w->shown++ >= SHOWN_MOST) return;
    fprintf(stderr, "%s", w->files.items[file].path);
    if (line) fprintf(stderr, ":%llu", (unsigned long long)line);
    fprintf(stderr, ": %.*s%s%.*s\n", STR_ARG(what), what.n ? ": " : "", STR_ARG(reason));
}

static void refuse_file(struct work *w, size_t file, struct str why)
{
    w->refused_files++;
    say(w, file, 0, STR_NONE, why);
}

struct file_said {
    struct work *work;
    size_t file;
};

static void say_refused(void *owner, uint64_t line, struct str what, struct str reason)
{
    const struct file_said *f = owner;
    say(f->work, f->file, line, what, reason);
}

static enum err sort_lines(struct work *w, size_t file, struct str *text, int64_t *ret_rejected)
{
    struct file_said f = {w, file};
    struct reference_said said = {.owner = &f, .refused = say_refused};
    enum err err = reference_answer_sort(text, &said);
    if (err == ERR_INVALID) refuse_file(w, file, said.bad);
    *ret_rejected = said.rejected;
    w->left += said.left;
    return err;
}

/* ---- one file ---- */

static enum err load(struct work *w, struct arena *a, struct str rows, struct reference_outcome *outcome)
{
    if (w->talk >= 0) return reference_load_there(a, w->directory, w->talk, rows, &w->options, outcome);
    struct trace trace = {.arena = a};
    struct audit_entry entry = reference_audit_entry();
    struct ctx c = instance_ctx(&w->instance, a, &trace);
    c.audit = &entry;
    return reference_load(&c, w->instance.app.store, rows, &w->options, outcome);
}

static void add_up(struct work *w, const struct reference_outcome *o)
{
    w->total.sets_new += o->sets_new;
    w->total.sets_changed += o->sets_changed;
    w->total.sets_same += o->sets_same;
    w->total.rows += o->rows;
    if (w->json || !o->first.n) return;
    printf("%.*s, version %.*s%s: %lld rows\n", STR_ARG(o->first), STR_ARG(o->version),
        o->sets_new + o->sets_changed + o->sets_same > 1 ? " and other lists" : "", (long long)o->rows);
}

/* Only what is the installation's or the machine's own fault ends the whole. */
static enum err take_file(struct work *w, size_t file)
{
    struct arena arena CLEANUP(arena_release);
    struct reference_outcome outcome = {0};
    struct str text, why = STR_NONE;
    arena_init(&arena, LIMIT_JOB_ARENA + REFERENCE_TEXT_MOST);
    enum err err = reference_child_read(&arena, w->files.items[file].path, w->options.kind, &text, &why);
    if (!err) err = sort_lines(w, file, &text, &outcome.rejected);
    if (err == ERR_INVALID) return ERR_NONE;
    if (err) {
        refuse_file(
            w, file, why.n ? why : STR("The reader stopped over this file, so it was left out. Please report it"));
        return ERR_NONE;
    }
    w->total.rejected += outcome.rejected;
    if (!text.n) {
        refuse_file(w, file, STR("No row of this file could be taken, so nothing was changed"));
        return ERR_NONE;
    }
    err = load(w, &arena, text, &outcome);
    if (err == ERR_REFUSED) {
        refuse_file(w, file, outcome.why);
        return ERR_NONE;
    }
    if (!err) add_up(w, &outcome);
    return err;
}

/* ---- the answer ---- */

static void print_json(const struct work *w)
{
    struct buf out = buf_new(w->a, 1024, 16384);
    struct json_writer writer = json_writer_new(&out);
    json_object_begin(&writer);
    json_name(&writer, STR("dry_run")), json_bool(&writer, w->options.dry_run);
    json_name(&writer, STR("files")), json_int(&writer, (int64_t)w->files.n);
    json_name(&writer, STR("files_refused")), json_int(&writer, w->refused_files);
    json_name(&writer, STR("lists_new")), json_int(&writer, w->total.sets_new);
    json_name(&writer, STR("lists_changed")), json_int(&writer, w->total.sets_changed);
    json_name(&writer, STR("lists_same")), json_int(&writer, w->total.sets_same);
    json_name(&writer, STR("rows")), json_int(&writer, w->total.rows);
    json_name(&writer, STR("rejected")), json_int(&writer, w->total.rejected);
    json_name(&writer, STR("left_out")), json_int(&writer, w->left);
    json_object_end(&writer);
    json_writer_end(&writer);
    printf("%.*s\n", STR_ARG(buf_str(&out)));
}

static void print_answer(const struct work *w)
{
    const struct reference_outcome *t = &w->total;
    if (w->json) {
        print_json(w);
    } else {
        printf("%s%lld new, %lld changed, %lld as before; %lld rows, %lld rejected",
            w->options.dry_run ? "Nothing was written. It would be: " : "", (long long)t->sets_new,
            (long long)t->sets_changed, (long long)t->sets_same, (long long)t->rows, (long long)t->rejected);
        if (w->refused_files) printf(", %lld of %zu files refused", (long long)w->refused_files, w->files.n);
        if (w->left) printf(", %lld passed over as not meant", (long long)w->left);
        puts(".");
    }
    if (w->shown > SHOWN_MOST) fprintf(stderr, "... and %lld more.\n", (long long)(w->shown - SHOWN_MOST));
    for (size_t i = 0; !w->options.dry_run && w->shown && i < w->files.n; i++) {
        struct str path = rejected_path(w->a, w->files.items[i].path, false);
        if (access(str_cstr(w->a, path), F_OK) == 0)
            fprintf(stderr, "What was rejected, and why: %.*s\n", STR_ARG(path));
    }
}

static int take_all(struct work *w)
{
    enum err err = ERR_NONE;
    rejected_begin(&w->rejected);
    for (size_t i = 0; !err && i < w->files.n; i++) err = take_file(w, i);
    rejected_end(&w->rejected, !err && !w->options.dry_run);
    if (err == ERR_FULL) return command_failed(EXIT_DATA, "the disk is full. Make room and load the file again");
    if (err == ERR_IO && w->talk >= 0)
        return command_failed(EXIT_DATA, "the server stopped. Load the file again: nothing half-loaded is used");
    if (err) return command_failed(EXIT_DATA, "loading stopped: %s. Nothing half-loaded is used", err_text(err));
    print_answer(w);
    if (w->rejected.failed)
        return command_failed(EXIT_REFUSED, "the list of what was rejected could not be written");
    return w->total.rejected || w->refused_files ? EXIT_REFUSED : EXIT_DONE;
}

/* ---- the command line ---- */

static bool is_words(struct str s)
{
    return s.n <= LIMIT_LINE && utf8_is_valid(s, NULL) && utf8_is_plain(s) && (!s.n || !memchr(s.p, '\n', s.n));
}

static int read_flags(struct work *w, struct arguments *args)
{
    struct reference_options *o = &w->options;
    struct str dated = arguments_flag(args, "dated");
    w->json = arguments_switch(args, "json");
    o->dry_run = arguments_switch(args, "dry-run");
    o->name = arguments_flag(args, "name");
    o->version = arguments_flag(args, "version");
    o->source = arguments_flag(args, "source");
    if (dated.n && !date_from_iso(dated, &o->dated))
        return command_failed(EXIT_USAGE, "--dated must be a day, like 2026-04-30");
    if (!is_words(o->name) || !is_words(o->version) || !is_words(o->source))
        return command_failed(
            EXIT_USAGE, "--name, --version and --source must be one line of at most %d letters", LIMIT_LINE);
    if (o->name.n && w->files.n > 1)
        return command_failed(EXIT_USAGE, "--name is for one file: give the others in commands of their own");
    return EXIT_DONE;
}

static int open_data(struct work *w, struct arguments *args)
{
    struct str data = arguments_flag(args, "data");
    if (!data.n) return command_failed(EXIT_USAGE, "--data DIRECTORY is missing");
    w->directory = str_cstr(w->a, data);
    if (!control_connect(w->directory, &w->talk)) return command_flags_known(args);
    w->talk = -1;
    return instance_open(w->a, args, &w->instance);
}

int reference_command(struct arena *a, struct arguments *args, enum reference_kind kind)
{
    struct work w = {.a = a, .talk = -1, .options = {.kind = kind, .dated = DATE_NONE}};
    w.files.n = args->rest.n - 1;
    w.files.items = ARENA_ARRAY(a, struct import_file, w.files.n);
    char **paths = ARENA_ARRAY(a, char *, w.files.n);
    for (size_t i = 0; i < w.files.n; i++) {
        paths[i] = (char *)str_cstr(a, args->rest.items[i + 1]);
        w.files.items[i] = (struct import_file){.path = paths[i], .given = i};
    }
    w.rejected = (struct rejected_files){.arena = a, .paths = paths, .n = w.files.n, .files = &w.files};
    int status = read_flags(&w, args);
    if (!status) status = open_data(&w, args);
    if (status) return status;
    sigaction(SIGPIPE, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
    status = take_all(&w);
    if (w.talk >= 0)
        close(w.talk);
    else
        instance_close(&w.instance);
    return status;
}
