#include "app/demo_command.h"

#include <unistd.h>

#include "base/log.h"
#include "care/demo/demo.h"
#include "platform/installation/installation.h"

enum { BAR_WIDTH = 30, LINE_EVERY_US = 3 * 1000 * 1000, BAR_EVERY_US = 100 * 1000 };

/* ---- how far it is ---- */

struct progress {
    bool terminal;
    int64_t next_us;
};

static void show_bar(const char *what, int64_t done, int64_t of)
{
    char bar[BAR_WIDTH + 1];
    int full = of ? (int)(done * BAR_WIDTH / of) : BAR_WIDTH;
    for (int i = 0; i < BAR_WIDTH; i++) bar[i] = i < full ? '#' : '.';
    bar[BAR_WIDTH] = 0;
    fprintf(stderr, "\r[%s] %lld of %lld %s ", bar, (long long)done, (long long)of, what);
    if (done >= of) fputc('\n', stderr);
    fflush(stderr);
}

static void show_progress(void *arg, const char *what, int64_t done, int64_t of)
{
    struct progress *p = arg;
    int64_t now = clock_monotonic_us();
    if (done < of && now < p->next_us) return;
    p->next_us = now + (p->terminal ? BAR_EVERY_US : LINE_EVERY_US);
    if (p->terminal)
        show_bar(what, done, of);
    else
        fprintf(stderr, "%lld of %lld %s\n", (long long)done, (long long)of, what);
}

/* ---- the flags ---- */

struct wishes {
    struct demo_order order;
    struct str data, accounts;
};

static int read_number(struct arguments *args, const char *name, int64_t lowest, int64_t highest, int64_t *ret)
{
    struct str typed = arguments_flag(args, name);
    if (!typed.p || str_int(typed, lowest, highest, ret)) return EXIT_DONE;
    return command_failed(
        EXIT_USAGE, "--%s must be a whole number from %lld to %lld", name, (long long)lowest, (long long)highest);
}

static int read_wishes(struct arguments *args, struct wishes *ret)
{
    struct wishes w = {.order.people = DEMO_PEOPLE_USUAL,
        .data = arguments_flag(args, "data"),
        .accounts = arguments_flag(args, "accounts")};
    int64_t seed = 1;
    w.order.second_factor = arguments_switch(args, "with-mfa");
    if (!w.data.n) return command_failed(EXIT_USAGE, "--data DIRECTORY is missing");
    int status = read_number(args, "people", 0, DEMO_PEOPLE_MOST, &w.order.people);
    if (!status) status = read_number(args, "seed", 0, INT64_MAX, &seed);
    w.order.seed = (uint64_t)seed;
    if (!status) *ret = w;
    return status;
}

/* ---- who can sign in ---- */

static int write_text(struct arena *a, struct str path, struct str text)
{
    FILE *f = fopen(str_cstr(a, path), "we");
    bool written = f && fwrite(text.p, 1, text.n, f) == text.n;
    if (f && fclose(f) != 0) written = false;
    if (written) return EXIT_DONE;
    return command_failed(EXIT_REFUSED, "%.*s could not be written", STR_ARG(path));
}

static int write_accounts(struct arena *a, const struct wishes *w, const struct demo_made *made)
{
    struct str json = demo_accounts_json(a, made->accounts);
    int status = write_text(a, str_printf(a, "%.*s/demo-accounts.json", STR_ARG(w->data)), json);
    if (!status && w->accounts.n) status = write_text(a, w->accounts, json);
    return status;
}

static void say_made(const struct wishes *w, const struct demo_made *made)
{
    const struct demo_account *first = made->accounts.items;
    printf("%.*s is ready in %.*s: %lld people with %lld coded records, %d practices, %zu staff roles, %lld "
           "contacts. Everybody is "
           "invented.\n\n"
           "Start it with\n    cairn serve --data %.*s\nand sign in as, for example,\n    %.*s (%.*s)\n"
           "    password %.*s\nEvery account is in %.*s/demo-accounts.json, all with this password.\n",
        STR_ARG(demo_name()), STR_ARG(w->data), (long long)made->people, (long long)made->records,
        DEMO_PRACTICE_COUNT, made->accounts.n, (long long)made->contacts, STR_ARG(w->data), STR_ARG(first->email),
        STR_ARG(staff_role_label(first->role)), STR_ARG(first->password), STR_ARG(w->data));
}

/* ---- the command ---- */

static int make(struct arena *a, struct instance *i, struct wishes *w)
{
    struct progress progress = {.terminal = isatty(STDERR_FILENO) == 1};
    struct trace trace = {.arena = a};
    struct ctx c = instance_ctx(i, a, &trace);
    struct demo_made made;
    log_set_level(LOG_ERROR); /* that the writer is held long matters to nobody: this process is alone with it */
    w->order.day = clock_today(&i->clock);
    w->order.progress = show_progress;
    w->order.progress_arg = &progress;
    i->app.demonstration = true;
    i->app.name = demo_name();
    enum err err = demo_make(&c, i->app.store, &w->order, &made);
    if (err == ERR_EXISTS) return command_failed(EXIT_DATA, "%s holds an installation already", i->directory);
    if (err) return command_failed(EXIT_REFUSED, "the network could not be written: %s", err_text(err));
    int status = write_accounts(a, w, &made);
    if (!status) say_made(w, &made);
    return status;
}

int demo_command(struct arena *a, struct arguments *args)
{
    struct wishes w = {0};
    struct instance instance;
    int status = read_wishes(args, &w);
    if (status) return status;
    crypto_start();
    enum err err = installation_directory_create(str_cstr(a, w.data));
    if (err == ERR_EXISTS) return command_failed(EXIT_DATA, "%.*s holds an installation already", STR_ARG(w.data));
    if (err) return command_failed(EXIT_DATA, "%.*s could not be made: %s", STR_ARG(w.data), err_text(err));
    status = confine_command(a, args, &REACH_NEW_DATA);
    if (!status) status = instance_open_new(a, args, &instance);
    if (status) return status;
    status = command_flags_known(args);
    if (!status) status = make(a, &instance, &w);
    instance_close(&instance);
    return status;
}
