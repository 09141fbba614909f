/*
 * `cairn serve`: two processes. The parent touches no data: it starts the server, starts it again when it dies,
 * and passes on the signal to stop. The server owns the data directory.
 */
#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/backup_control.h"
#include "app/command.h"
#include "app/confine.h"
#include "app/import_control.h"
#include "app/mail_child.h"
#include "app/modules.h"
#include "app/child_door.h"
#include "app/reference_control.h"
#include "app/staff_control.h"
#include "app/waiting_room.h"
#include "base/log.h"
#include "care/messages/message.h"
#include "platform/http/dispatch.h"
#include "platform/jobs/jobs.h"

enum {
    DRAIN_MS = 10000,
    RESTART_FIRST_MS = 100,
    RESTART_LONGEST_MS = 1000,
    STEADY_US = 10 * 1000000,
    ARGUMENTS_MOST = 64
};

/* One after the other: some containers' own filters know nothing of close_range and refuse it. */
static void close_each(void)
{
    int64_t fd;
    DIR *all = opendir("/proc/self/fd");
    if (!all) log_event(LOG_WARN, "start.descriptors_kept", LOG_NUMBER("system_error", errno));
    for (struct dirent *e; all && (e = readdir(all));)
        if (str_int(str_from_cstr(e->d_name), STDERR_FILENO + 1, INT32_MAX, &fd) && fd != dirfd(all))
            close((int)fd);
    if (all) closedir(all);
}

/* What whoever started us had open, and forgot to close, is none of ours: a socket, a file with a secret. The
 * server inherits nothing then: the parent opens nothing that outlives an exec. */
static void close_inherited(void)
{
    if (close_range(STDERR_FILENO + 1, ~0U, 0) != 0) close_each();
}

/* ---- the parent ---- */

static void block_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGHUP);
    sigaddset(set, SIGCHLD);
    sigprocmask(SIG_BLOCK, set, NULL);
}

/* The same flags again, for the process that does the work. One that is started again waits for its data. */
static pid_t start_server(struct arena *a, const struct arguments *args, bool first, const struct child_door *door)
{
    char *words[ARGUMENTS_MOST] = {(char *)"cairn", (char *)(first ? "server" : "server-again")};
    size_t n = 2;
    for (size_t i = 0; i < args->flag_count && n + 2 < ARGUMENTS_MOST; i++) {
        struct str flag = str_printf(a, "--%.*s", STR_ARG(args->flags[i].name));
        words[n++] = (char *)str_cstr(a, flag);
        if (args->flags[i].value.p) words[n++] = (char *)str_cstr(a, args->flags[i].value);
    }
    pid_t parent = getpid(), pid = fork();
    if (pid != 0) return pid;
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, SIGTERM); /* a server without its parent stops too */
    if (getppid() != parent) _exit(EXIT_DONE);
    child_door_hand_on(door);
    execv("/proc/self/exe", words);
    _exit(127);
}

/* Waits for the server's end, passing on signals and starting readers for it; true if it was asked to stop. */
static bool wait_for_server(pid_t server, int signals, struct child_door *door, int *ret_status)
{
    bool asked = false;
    while (waitpid(server, ret_status, WNOHANG) == 0) {
        struct pollfd waits[] = {{.fd = signals, .events = POLLIN}, {.fd = door->ours, .events = POLLIN}};
        struct signalfd_siginfo info;
        if (poll(waits, COUNT_OF(waits), -1) < 0 && errno != EINTR) BUG("poll: %d", errno);
        if (waits[1].revents) child_door_serve(door);
        if (!waits[0].revents || read(signals, &info, sizeof info) != (ssize_t)sizeof info) continue;
        child_door_reap(door);
        if (info.ssi_signo == SIGCHLD) continue;
        asked = true;
        kill(server, SIGTERM);
    }
    return asked;
}

static bool pause_unless_asked(const sigset_t *set, int64_t ms)
{
    struct timespec wait = {ms / 1000, (ms % 1000) * 1000000};
    sigset_t stop = *set;
    sigdelset(&stop, SIGCHLD);
    return sigtimedwait(&stop, NULL, &wait) < 0;
}

/* A first start that fails says why, and there it ends. Later it is started again, whatever was the matter: a disk
 * that was full or gone for a while comes back. */
static bool is_over(int status, bool asked, bool first)
{
    if (asked) return true;
    if (!WIFEXITED(status)) return false;
    int exit_status = WEXITSTATUS(status);
    return exit_status == EXIT_DONE || (first && exit_status != EXIT_REFUSED && exit_status != STORE_EXIT_STATUS);
}

int serve_command(struct arena *a, struct arguments *args)
{
    sigset_t set;
    struct settings settings;
    struct str why;
    struct str data = arguments_flag(args, "data");
    close_inherited();
    if (!data.n) return command_failed(EXIT_USAGE, "--data DIRECTORY is missing");
    if (settings_read(a, args, str_cstr(a, data), &settings, &why))
        return command_failed(EXIT_USAGE, "%.*s", STR_ARG(why));
    struct mail_settings mail;
    if (mail_settings_of(a, &settings, &mail, &why)) return command_failed(EXIT_USAGE, "%.*s", STR_ARG(why));
    int flags = command_flags_known(args);
    if (!flags) flags = confine(a, SANDBOX_PARENT, data, &settings);
    if (flags) return flags;
    block_signals(&set);
    int64_t wait_ms = RESTART_FIRST_MS;
    int signals = signalfd(-1, &set, SFD_CLOEXEC);
    struct child_door door;
    if (signals < 0) return command_failed(EXIT_REFUSED, "this system does not tell of signals");
    child_door_open(a, &settings, &door);
    for (bool first = true;; first = false) {
        int64_t started = clock_monotonic_us();
        int status = 0;
        pid_t server = start_server(a, args, first, &door);
        if (server < 0) return command_failed(EXIT_REFUSED, "the server could not be started");
        bool asked = wait_for_server(server, signals, &door, &status);
        if (is_over(status, asked, first)) return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_DONE;
        log_event(LOG_ERROR, "server.died", LOG_NUMBER("status", status), LOG_NUMBER("restart_ms", wait_ms));
        if (clock_monotonic_us() - started > STEADY_US) wait_ms = RESTART_FIRST_MS;
        if (!pause_unless_asked(&set, wait_ms)) return EXIT_DONE;
        wait_ms = wait_ms * 2 > RESTART_LONGEST_MS ? RESTART_LONGEST_MS : wait_ms * 2;
    }
}

/* ---- the server ---- */

static bool is_loopback(struct str address)
{
    return str_eq(address, STR("::1")) || str_eq(address, STR("localhost")) || str_starts(address, STR("127."));
}

/* "127.0.0.1:8080", "[::1]:8080" */
static int listen_address(struct arena *a, const struct settings *s, struct http_options *ret)
{
    size_t colon = s->listen.n;
    int64_t port;
    while (colon && s->listen.p[colon - 1] != ':') colon--;
    if (!colon || !str_int(str_skip(s->listen, colon), 0, 65535, &port))
        return command_failed(EXIT_USAGE, "--listen must be like 127.0.0.1:8080");
    struct str host = str_slice(s->listen, 0, colon - 1);
    if (host.n > 2 && host.p[0] == '[') host = str_slice(host, 1, host.n - 1);
    if (str_eq(host, STR("localhost"))) host = STR("127.0.0.1");
    if (!is_loopback(host) && !s->trusted_proxy.n && !s->tls_cert.n)
        return command_failed(EXIT_USAGE,
            "plain HTTP may only be served on this machine. "
            "Give --tls-cert and --tls-key, or name a --trusted-proxy");
    ret->address = host;
    ret->port = (uint16_t)port;
    if (s->tls_cert.n) {
        ret->certificate_file = str_cstr(a, s->tls_cert);
        ret->key_file = str_cstr(a, s->tls_key);
    }
    return EXIT_DONE;
}

static void wait_for_stop(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    int signal_number;
    sigwait(&set, &signal_number);
}

static void say_ready(const struct instance *i, const struct http_server *http)
{
    log_event(LOG_INFO, "server.ready", LOG_NUMBER("port", http_port(http)));
    if (isatty(STDOUT_FILENO) || i->app.demonstration)
        printf("Cairn is ready on http://%.*s\n", STR_ARG(i->settings.listen));
    fflush(stdout);
}

/* What Cairn knows of published tables by itself. A server without it still serves: the next start tries again. */
static void seed_reference(struct instance *i)
{
    struct arena arena CLEANUP(arena_release);
    struct trace trace = {.arena = &arena};
    struct audit_entry entry = reference_audit_entry();
    arena_init(&arena, LIMIT_JOB_ARENA);
    struct ctx c = instance_ctx(i, &arena, &trace);
    c.audit = &entry;
    enum err err = reference_seed(&c, i->app.store);
    if (err) log_event(LOG_ERROR, "reference.not-seeded", LOG_WORD("why", err_text(err)));
}

/* Where to listen, and what is said with every answer; the handler is the caller's. */
static int http_options_of(struct arena *a, const struct settings *settings, struct http_options *ret)
{
    *ret = (struct http_options){.socket = -1,
        .fields = DISPATCH_FIELDS,
        .field_count = DISPATCH_FIELD_COUNT,
        .body_limit = dispatch_body_limit};
    return listen_address(a, settings, ret);
}

/* What reads uploaded files. */
static struct import_work *start_background(struct arena *a, struct instance *i)
{
    enum { JOBS = 2 };
    struct import_work *imports = import_work_start(a, &i->app, child_door_ask_reader);
    struct reference_work *tables = ARENA_NEW(a, struct reference_work);
    struct background_job *jobs = ARENA_ARRAY(a, struct background_job, JOBS);
    *tables = (struct reference_work){&i->app, child_door_ask_table_reader};
    jobs[0] = (struct background_job){"imports", import_work_some, imports};
    jobs[1] = (struct background_job){"tables", reference_work_some, tables};
    i->app.background = background_start(a, jobs, JOBS);
    return imports;
}

/* What works with children of the parent's: what reads files, and what sends mail where a mail server is set. The
 * parent read the same settings, and found nothing amiss. */
static struct import_work *start_helped(struct arena *a, struct instance *i)
{
    struct mail_settings mail;
    struct str why;
    struct import_work *imports = start_background(a, i);
    if (mail_settings_of(a, &i->settings, &mail, &why) || !mail.url.n) return imports;
    i->app.messages = message_work_start(a, &i->app, child_door_ask_mailer, mail.timeout_s);
    return imports;
}

/* NULL: commands find no server. The table must outlive it. */
static struct control *open_control(struct instance *i, const struct control_command *commands, size_t n)
{
    struct control *control = NULL;
    enum err err = control_start(&i->app, commands, n, &control);
    if (err) log_event(LOG_ERROR, "control.closed", LOG_WORD("why", err_text(err)));
    return control;
}

static int run_server(struct arena *a, struct instance *i, bool has_door)
{
    struct http_options options;
    int status = http_options_of(a, &i->settings, &options);
    if (status) return status;
    options.user = &i->app;
    options.handler = dispatch;
    int64_t threads = 4;
    if (!str_int(i->settings.threads, 1, 32, &threads)) return command_failed(EXIT_USAGE, "--threads: 1 to 32");
    options.threads = (unsigned)threads;
    struct router *router = modules_router();
    i->app.router = router;
    i->app.slow = pool_start(2);
    i->app.after = pool_start(2);
    seed_reference(i);
    struct import_work *imports = has_door ? start_helped(a, i) : NULL;
    struct http_server *http;
    enum err err = http_start(&options, &http);
    if (err)
        return command_failed(EXIT_USAGE, "cannot listen on %.*s: %s", STR_ARG(i->settings.listen), err_text(err));
    struct periodic_job_list table = modules_jobs(a);
    struct jobs *jobs = jobs_start(i->app.store, &i->clock, &i->app, table.items, table.n);
    const struct control_command commands[] = {IMPORT_CONTROL, REFERENCE_CONTROL, STAFF_CONTROL,
        BACKUP_COPY_CONTROL, BACKUP_DONE_CONTROL, BACKUP_PROVEN_CONTROL};
    struct control *control = open_control(i, commands, COUNT_OF(commands));
    status = confine_listening(&i->settings);
    if (!status) {
        say_ready(i, http);
        wait_for_stop();
    }
    background_stop(i->app.background);
    import_work_stop(imports);
    message_work_stop(i->app.messages);
    if (control) control_stop(control);
    jobs_stop(jobs);
    http_drain_and_stop(http, DRAIN_MS);
    pool_stop(i->app.slow);
    pool_stop(i->app.after);
    router_free(router);
    return status;
}

static int open_patiently(struct arena *a, struct arguments *args, const struct settings *settings,
    struct instance *ret, bool *ret_asked)
{
    struct http_options options;
    int status = instance_open(a, args, ret);
    if (status != EXIT_DATA) return status;
    status = http_options_of(a, settings, &options);
    return status ? status : waiting_room(a, args, options, ret, ret_asked);
}

static int serve_data(struct arena *a, struct arguments *args, bool first)
{
    sigset_t set;
    struct instance instance;
    bool asked = false, has_door = child_door_is_there();
    struct settings settings;
    struct str why, data = arguments_flag(args, "data");
    block_signals(&set);
    sigaction(SIGPIPE, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
    if (!data.n) return command_failed(EXIT_USAGE, "--data DIRECTORY is missing");
    if (settings_read(a, args, str_cstr(a, data), &settings, &why))
        return command_failed(EXIT_USAGE, "%.*s", STR_ARG(why));
    int status = confine(a, SANDBOX_SERVER_START, data, &settings);
    if (!status && first) status = instance_open(a, args, &instance);
    if (!status && !first) status = open_patiently(a, args, &settings, &instance, &asked);
    if (status || asked) return status;
    status = run_server(a, &instance, has_door);
    instance_close(&instance);
    return status;
}

int server_command(struct arena *a, struct arguments *args)
{
    return serve_data(a, args, true);
}

int server_again_command(struct arena *a, struct arguments *args)
{
    return serve_data(a, args, false);
}
