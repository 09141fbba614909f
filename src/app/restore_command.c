/* `cairn restore`: the command around the steps. */
#include "app/restore_command.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/backup_control.h"
#include "app/restore.h"
#include "base/utf8.h"
#include "wire/json_write.h"

const char *const RESTORE_SWITCHES[] = {"json", "older", "prove", NULL};

/* Other backups beside it are looked at. The work is done beside the directory to come, or in a temporary one. */
static const struct reach RESTORING = {.role = SANDBOX_RESTORER,
    .places = {
        {NULL, SANDBOX_READ, true}, {"key", SANDBOX_READ, false}, {"data", SANDBOX_READ | SANDBOX_WRITE, true}}};
static const struct reach PROVING = {.role = SANDBOX_RESTORER,
    .places = {{NULL, SANDBOX_READ, false}, {"key", SANDBOX_READ, false},
        {"data", SANDBOX_READ | SANDBOX_WRITE, false}},
    .temporary = true};

/* ---- saying ---- */

void restore_said(struct restore *r, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    MUST(r->step_count < RESTORE_STEPS_MOST);
    r->steps[r->step_count++] = str_dup(r->a, str_from_cstr(text));
    if (r->json) return;
    printf("%s.\n", text);
    fflush(stdout);
}

int restore_refused(struct restore *r, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    r->failed = str_dup(r->a, str_from_cstr(text));
    return EXIT_REFUSED;
}

static void print_json(const struct restore *r, struct str directory, int64_t took_us)
{
    struct buf out = buf_new(r->a, 4096, 64 * 1024);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    json_name(&w, STR("proven")), json_bool(&w, !r->failed.n);
    json_name(&w, STR("sequence")), json_int(&w, r->facts.sequence);
    json_name(&w, STR("made")), json_str(&w, r->facts.made_at.v ? instant_iso(r->a, r->facts.made_at) : STR(""));
    json_name(&w, STR("directory")), json_str(&w, directory);
    json_name(&w, STR("milliseconds")), json_int(&w, took_us / 1000);
    json_name(&w, STR("steps"));
    json_array_begin(&w);
    for (size_t i = 0; i < r->step_count; i++) json_str(&w, r->steps[i]);
    json_array_end(&w);
    json_name(&w, STR("failed")), json_str(&w, r->failed);
    json_object_end(&w);
    json_writer_end(&w);
    printf("%.*s\n", STR_ARG(buf_str(&out)));
}

/* ---- the working directory ---- */

/* Flat: Cairn keeps no folders in a data directory. */
static void remove_directory(struct arena *a, const char *path)
{
    DIR *files = opendir(path);
    for (struct dirent *e; files && (e = readdir(files));)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            unlink(str_cstr(a, str_printf(a, "%s/%s", path, e->d_name)));
    if (files) closedir(files);
    rmdir(path);
}

static bool is_empty(const char *path)
{
    int n = 0;
    DIR *files = opendir(path);
    if (!files) return errno == ENOENT;
    while (n < 3 && readdir(files)) n++;
    closedir(files);
    return n <= 2;
}

static const char *temporary_folder(struct arena *a)
{
    const char *where = getenv("TMPDIR");
    char *path = (char *)str_cstr(a, str_printf(a, "%s/cairn-proof-XXXXXX", where && *where ? where : "/var/tmp"));
    return mkdtemp(path) ? path : NULL;
}

/* Beside the directory asked for. What an interrupted restore left there is removed, unless one runs. */
static int make_beside(struct restore *r, struct str directory, int *ret_lock)
{
    struct str plain = directory;
    while (plain.n > 1 && plain.p[plain.n - 1] == '/') plain.n--;
    r->work = str_cstr(r->a, str_printf(r->a, "%.*s.restoring", STR_ARG(plain)));
    const char *lock = str_cstr(r->a, str_printf(r->a, "%s.lock", r->work));
    *ret_lock = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (*ret_lock < 0) return restore_refused(r, "%s can't be made: %s", r->work, strerror(errno));
    if (flock(*ret_lock, LOCK_EX | LOCK_NB) != 0)
        return restore_refused(r, "another restore to %s is under way", r->work);
    remove_directory(r->a, r->work);
    if (mkdir(r->work, 0700) != 0) return restore_refused(r, "%s can't be made: %s", r->work, strerror(errno));
    return EXIT_DONE;
}

static int give_it_its_name(struct restore *r, struct str directory)
{
    int at = open(r->work, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = at >= 0 && syncfs(at) == 0;
    if (at >= 0) close(at);
    if (!synced) return restore_refused(r, "what was restored could not be written to the disk");
    if (rename(r->work, str_cstr(r->a, directory)) != 0)
        return restore_refused(r, "%s could not be put in place: %s", r->work, strerror(errno));
    return EXIT_DONE;
}

/* ---- the command ---- */

struct wishes {
    const char *key;
    struct str data;
    bool prove;
};

static int run_steps(struct restore *r, const struct wishes *w)
{
    int status = restore_open(r, w->key);
    if (!status && !w->prove) status = restore_is_newest(r);
    if (!status) status = restore_unpack(r);
    if (!status) status = restore_prove(r);
    return status;
}

/* A proof is noted where the backup came from, so that somebody can see when the last one was. */
static int note(struct restore *r, const struct wishes *w)
{
    const char *directory = str_cstr(r->a, w->data);
    struct backup_place place = {.directory = directory};
    struct backup_proof proof = {
        r->facts.sequence, r->facts.made_at, !r->failed.n, STR("Restored to a temporary folder, and proven")};
    struct instance instance;
    if (r->failed.n) proof.result = STR("The restore failed. The command said why");
    enum err err = backup_place_proven(&place, &proof);
    if (err == ERR_NOT_FOUND) {
        struct arguments args = {.flags = ARENA_NEW(r->a, struct flag), .flag_count = 1};
        args.flags[0] = (struct flag){STR("data"), w->data, false};
        int status = instance_open(r->a, &args, &instance);
        if (status) return status;
        place.app = &instance.app;
        err = backup_place_proven(&place, &proof);
        instance_close(&instance);
    }
    if (err) return command_failed(EXIT_REFUSED, "that it was proven could not be noted: %s", err_text(err));
    if (!r->json) printf("Noted in %s.\n", directory);
    return EXIT_DONE;
}

static int prove(struct restore *r, const struct wishes *w)
{
    r->work = temporary_folder(r->a);
    if (!r->work) return restore_refused(r, "no temporary folder could be made: %s", strerror(errno));
    int status = run_steps(r, w);
    remove_directory(r->a, r->work);
    bool known = r->facts.sequence || r->facts.made_at.v;
    int noted = w->data.n && known ? note(r, w) : EXIT_DONE;
    return status ? status : noted;
}

static int restore_to(struct restore *r, const struct wishes *w)
{
    int lock = -1;
    if (!is_empty(str_cstr(r->a, w->data)))
        return command_failed(
            EXIT_DATA, "%.*s is not an empty directory. A restore goes into a new one", STR_ARG(w->data));
    int status = make_beside(r, w->data, &lock);
    if (!status) {
        status = run_steps(r, w);
        if (!status) status = give_it_its_name(r, w->data);
        if (status) remove_directory(r->a, r->work);
        unlink(str_cstr(r->a, str_printf(r->a, "%s.lock", r->work)));
    }
    if (lock >= 0) close(lock);
    return status;
}

static int read_wishes(struct restore *r, struct arguments *args, struct wishes *ret)
{
    const struct command *command = command_find(STR("restore"));
    struct str key = arguments_flag(args, "key");
    struct wishes w = {.data = arguments_flag(args, "data"), .prove = arguments_switch(args, "prove")};
    r->json = arguments_switch(args, "json");
    r->older = arguments_switch(args, "older");
    if (args->rest.n != 1) return command_usage(command, STR("say which backup"));
    if (!key.n) return command_usage(command, STR("say where the private key is: --key FILE"));
    if (!w.data.n && !w.prove) return command_usage(command, STR("say where to: --data DIRECTORY"));
    if (!utf8_is_valid(args->rest.items[0], NULL) || !utf8_is_valid(w.data, NULL) || !utf8_is_valid(key, NULL))
        return command_usage(command, STR("a path is not valid UTF-8"));
    int status = command_flags_known(args);
    r->file = str_cstr(r->a, args->rest.items[0]);
    w.key = str_cstr(r->a, key);
    *ret = w;
    return status;
}

int restore_command(struct arena *a, struct arguments *args)
{
    struct restore *r = ARENA_NEW(a, struct restore);
    struct wishes w = {0};
    int64_t began = clock_monotonic_us();
    *r = (struct restore){.a = a};
    int status = read_wishes(r, args, &w);
    if (!status) status = confine_command(a, args, w.prove ? &PROVING : &RESTORING);
    if (status) return status;
    crypto_start();
    status = w.prove ? prove(r, &w) : restore_to(r, &w);
    if (r->in) fclose(r->in);
    crypto_forget(&r->key, sizeof r->key);
    if (r->json && (r->failed.n || !status)) print_json(r, w.data, clock_monotonic_us() - began);
    if (r->failed.n) return command_failed(status, "%.*s. Nothing was restored", STR_ARG(r->failed));
    if (status || r->json) return status;
    double seconds = (double)(clock_monotonic_us() - began) / 1e6;
    if (w.prove)
        printf("Proven in %.1f seconds. What was unpacked for it has been deleted.\n", seconds);
    else
        printf("Restored to %.*s and proven in %.1f seconds. What was written after the backup is not in it.\n",
            STR_ARG(w.data), seconds);
    return EXIT_DONE;
}
