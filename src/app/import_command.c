#include "app/import_command.h"

#include "app/command.h"
#include "app/import_control.h"
#include "app/import_rejected.h"
#include "app/reference_command.h"
#include "nhs/vocabulary.h"
#include "wire/gp_table.h"
#include "wire/json_write.h"

#include <unistd.h>

enum { ATTEMPTS_MOST = 16, SHOWN_MOST = 20, LINE_US = 3000000, BAR_US = 100000, BAR_WIDTH = 40 };

const char *const IMPORT_SWITCHES[] = {"dry-run", "json", NULL};

struct import_work {
    struct arena *a;
    struct import_options options;
    char **paths;
    size_t n_paths;
    struct import_files files;
    struct rejected_files rejected;
    bool json, terminal;
    int64_t shown, told_at;
    int talk; /* to the server, or -1 */
    struct instance instance;
    struct import_result result;
};

/* ---- what is said meanwhile, on standard error ---- */

static void clear_bar(const struct import_work *w)
{
    if (w->terminal) fputs("\r\033[K", stderr);
}

static void on_refused(void *owner, const struct import_refusal *r)
{
    struct import_work *w = owner;
    if (!w->options.dry_run) rejected_add(&w->rejected, r);
    if (w->shown++ >= SHOWN_MOST || r->file >= w->files.n) return;
    clear_bar(w);
    fprintf(stderr, "%s", w->files.items[r->file].path);
    if (r->place) fprintf(stderr, ":%llu", (unsigned long long)r->place);
    fprintf(stderr, ": %.*s%s%.*s%s%.*s\n", STR_ARG(r->type), r->id.n ? " " : "", STR_ARG(r->id),
        r->type.n ? ": " : "", STR_ARG(r->reason));
}

static void on_progress(void *owner, int64_t bytes, const struct import_figures *f)
{
    struct import_work *w = owner;
    int64_t now = clock_monotonic_us();
    if (now - w->told_at < (w->terminal ? BAR_US : LINE_US)) return;
    w->told_at = now;
    int64_t all = 3 * w->files.bytes, part = all ? bytes * 100 / all : 100;
    if (part > 100) part = 100;
    long long people = f->people_new + f->people_changed + f->people_same;
    long long records = f->records_new + f->records_changed + f->records_same;
    if (!w->terminal) {
        fprintf(stderr, "%lld%%: %lld people, %lld coded records, %lld rejected\n", (long long)part, people,
            records, (long long)f->rejected);
        return;
    }
    char bar[BAR_WIDTH + 1];
    for (int i = 0; i < BAR_WIDTH; i++) bar[i] = i < part * BAR_WIDTH / 100 ? '#' : '.';
    bar[BAR_WIDTH] = '\0';
    fprintf(stderr, "\r\033[K[%s] %3lld%%  %lld people, %lld records", bar, (long long)part, people, records);
}

/* ---- one attempt ---- */

static enum err attempt(struct import_work *w)
{
    const struct import_events events = {.owner = w, .refused = on_refused, .progress = on_progress};
    struct import_feed feed;
    rejected_begin(&w->rejected);
    enum err err = import_feed_start(&w->files, NULL, &feed);
    if (err) return err;
    if (w->talk >= 0)
        err = import_run_there(w->talk, &w->options, feed.rows, &events, &w->result);
    else
        err = import_run(&w->options, feed.rows, &events, &w->result);
    enum err ended = import_feed_end(&feed);
    return err ? err : ended;
}

/* The reader stopped over a file: that one is left out, and the others are imported without it. */
static void leave_out(struct import_work *w, uint32_t file)
{
    w->files.items[file].left_out = true;
    w->shown = 0;
    clear_bar(w);
    fprintf(stderr, "%s: the reader stopped over this file. Going on without it.\n", w->files.items[file].path);
}

static enum err run_attempts(struct import_work *w)
{
    enum err err = attempt(w);
    for (int i = 1; err == ERR_DAMAGED && i < ATTEMPTS_MOST && w->result.file < w->files.n; i++) {
        if (w->files.items[w->result.file].left_out) break;
        leave_out(w, w->result.file);
        err = attempt(w);
    }
    for (size_t i = 0; !err && i < w->files.n; i++) {
        if (!w->files.items[i].left_out) continue;
        const struct import_refusal whole = {(uint32_t)i, 0, STR_NONE, STR_NONE,
            STR("The reader stopped over this file, so it was left out. Please report it"), false};
        w->result.figures.rejected++;
        on_refused(w, &whole);
    }
    clear_bar(w);
    return err;
}

/* ---- the answer ---- */

static void print_json(struct arena *a, const struct import_work *w, const struct import_figures *f)
{
    struct buf out = buf_new(a, 1024, 16384);
    struct json_writer writer = json_writer_new(&out);
    json_object_begin(&writer);
    json_name(&writer, STR("dry_run")), json_bool(&writer, w->options.dry_run);
    json_name(&writer, STR("files")), json_int(&writer, (int64_t)w->files.n);
#define WRITE(member) json_name(&writer, STR(#member)), json_int(&writer, f->member);
    IMPORT_FIGURE_LIST(WRITE)
#undef WRITE
    json_object_end(&writer);
    json_writer_end(&writer);
    printf("%.*s\n", STR_ARG(buf_str(&out)));
}

static void print_answer(struct import_work *w, const struct import_figures *f)
{
    if (w->json)
        print_json(w->a, w, f);
    else
        printf("%s%.*s.\n", w->options.dry_run ? "Nothing was written. It would be: " : "",
            STR_ARG(import_summary(w->a, f)));
    if (w->shown > SHOWN_MOST) fprintf(stderr, "... and %lld more.\n", (long long)(w->shown - SHOWN_MOST));
    if (!f->rejected || w->options.dry_run) return;
    for (size_t i = 0; i < w->n_paths; i++) {
        struct str path = rejected_path(w->a, w->paths[i], false);
        if (access(str_cstr(w->a, path), F_OK) == 0)
            fprintf(stderr, "What was rejected, and why: %.*s\n", STR_ARG(path));
    }
}

static int failed(const struct import_work *w, enum err err)
{
    if (err == ERR_INVALID)
        return command_failed(EXIT_USAGE, "--practice %.*s: no practice of this network has that code",
            STR_ARG(w->options.practice_code));
    if (err == ERR_REFUSED && w->result.why[0]) return command_failed(EXIT_USAGE, "%s", w->result.why);
    if (err == ERR_FULL) return command_failed(EXIT_DATA, "the disk is full. Make room and run the import again");
    if (err == ERR_IO && w->talk >= 0)
        return command_failed(EXIT_DATA, "the server stopped. Run the import again: what was done is kept");
    return command_failed(EXIT_DATA, "the import stopped: %s. What was done is kept; run it again", err_text(err));
}

static int import_now(struct import_work *w)
{
    const struct import_figures *figures = &w->result.figures;
    enum err err = run_attempts(w);
    rejected_end(&w->rejected, !err && !w->options.dry_run);
    if (err) return failed(w, err);
    print_answer(w, figures);
    if (w->rejected.failed)
        return command_failed(EXIT_REFUSED, "the list of what was rejected could not be written");
    return figures->rejected ? EXIT_REFUSED : EXIT_DONE;
}

/* A text as gp_columns_from reads it, for lists whose headings can't be guessed. */
static int read_columns(struct import_work *w, struct arguments *args, struct str *ret)
{
    struct str path = arguments_flag(args, "columns");
    FILE *f = path.n ? fopen(str_cstr(w->a, path), "re") : NULL;
    if (!path.n) return EXIT_DONE;
    if (!f) return command_failed(EXIT_USAGE, "--columns %.*s: this file can't be opened", STR_ARG(path));
    char *text = arena_alloc(w->a, GP_COLUMNS_TEXT_MOST + 1, 1);
    *ret = (struct str){text, fread(text, 1, GP_COLUMNS_TEXT_MOST + 1, f)};
    fclose(f);
    struct gp_columns *columns = ARENA_NEW(w->a, struct gp_columns);
    if (gp_columns_from(*ret, columns))
        return command_failed(EXIT_USAGE,
            "--columns %.*s: each line must say what a column holds, a tab, and its heading, as docs/operations/"
            "importing.md lists them",
            STR_ARG(path));
    struct str lack = gp_columns_lack(columns);
    return lack.p ? command_failed(EXIT_USAGE, "--columns %.*s: %.*s", STR_ARG(path), STR_ARG(lack)) : EXIT_DONE;
}

static int find_files(struct import_work *w, struct arguments *args, bool tables)
{
    struct str why, columns = STR_NONE;
    int status = tables ? read_columns(w, args, &columns) : EXIT_DONE;
    if (status) return status;
    w->n_paths = args->rest.n - 1;
    w->paths = ARENA_ARRAY(w->a, char *, w->n_paths);
    for (size_t i = 0; i < w->n_paths; i++) w->paths[i] = (char *)str_cstr(w->a, args->rest.items[i + 1]);
    if (import_files_find(w->a, w->paths, w->n_paths, tables, &w->files, &why))
        return command_failed(EXIT_REFUSED, "%.*s", STR_ARG(why));
    w->files.columns = columns;
    w->rejected = (struct rejected_files){.arena = w->a, .paths = w->paths, .n = w->n_paths, .files = &w->files};
    w->options.files = (int64_t)w->files.n;
    w->options.named = args->rest.items[1];
    return EXIT_DONE;
}

/* Through the server if one runs on the directory, else with the data opened here. */
static int open_data(struct import_work *w, struct arguments *args)
{
    struct str data = arguments_flag(args, "data");
    if (!data.n) return command_failed(EXIT_USAGE, "--data DIRECTORY is missing");
    if (!control_connect(str_cstr(w->a, data), &w->talk)) return command_flags_known(args);
    w->talk = -1;
    int status = instance_open(w->a, args, &w->instance);
    w->options.store = w->instance.app.store;
    w->options.clock = &w->instance.clock;
    w->options.actor = &INSTANCE_ACTOR;
    return status;
}

int import_command(struct arena *a, struct arguments *args)
{
    struct import_work w = {
        .a = a, .talk = -1, .told_at = clock_monotonic_us(), .terminal = isatty(STDERR_FILENO) != 0};
    int kind;
    if (args->rest.n >= 2 && vocabulary_find(&reference_kinds, args->rest.items[0], &kind))
        return reference_command(a, args, (enum reference_kind)kind);
    bool tables = args->rest.n && str_eq(args->rest.items[0], STR("gp"));
    if (args->rest.n < 2 || (!tables && !str_eq(args->rest.items[0], STR("fhir"))))
        return command_usage(command_find(STR("import")),
            STR("say what to import and from where: fhir PATH..., gp PATH..., codes PATH..., organisations, "
                "deprivation, postcodes or holidays"));
    w.json = arguments_switch(args, "json");
    w.options.dry_run = arguments_switch(args, "dry-run");
    w.options.source = arguments_flag(args, "source");
    w.options.pcn = arguments_flag(args, "pcn");
    w.options.practice_code = arguments_flag(args, "practice");
    if (!w.options.source.p) w.options.source = STR("");
    int status = find_files(&w, args, tables);
    if (!status) status = open_data(&w, args);
    if (status) return status;
    sigaction(SIGPIPE, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
    status = import_now(&w);
    if (w.talk >= 0)
        close(w.talk);
    else
        instance_close(&w.instance);
    return status;
}
