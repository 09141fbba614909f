#include "app/confine.h"

#include "app/command.h"
#include "base/log.h"
#include "platform/db/store.h"

enum { ADDRESS_FILES = 5 };

static int say_refused(void)
{
    return command_failed(EXIT_USAGE,
        "this system cannot take from a process what it does not need (seccomp), and Cairn does not "
        "work without");
}

static const char *path_of(struct arena *a, struct str path)
{
    return path.n ? str_cstr(a, path) : NULL;
}

int confine(struct arena *a, enum sandbox_role role, struct str data, const struct settings *settings)
{
    const char *files[ADDRESS_FILES] = {0}; /* that PostgreSQL's address names: passwords, certificates */
    bool named = settings->database.n != 0;
    bool mails = role == SANDBOX_PARENT && settings->smtp_url.n; /* for the child that sends */
    if (named) store_address_files(a, settings->database, files, ADDRESS_FILES);
    const struct sandbox_place places[] = {
        {path_of(a, data), SANDBOX_READ | SANDBOX_WRITE},
        {path_of(a, settings->tls_cert), SANDBOX_READ},
        {path_of(a, settings->tls_key), SANDBOX_READ},
        {files[0], SANDBOX_READ},
        {files[1], SANDBOX_READ},
        {files[2], SANDBOX_READ},
        {files[3], SANDBOX_READ},
        {files[4], SANDBOX_READ},
        {mails ? path_of(a, settings->smtp_credentials) : NULL, SANDBOX_READ},
        {mails ? path_of(a, settings->smtp_ca) : NULL, SANDBOX_READ},
    };
    const struct sandbox_policy policy = {
        .role = role, .places = places, .place_count = COUNT_OF(places), .remote = named || mails};
    if (sandbox_enter(&policy)) return say_refused();
    if (role != SANDBOX_PARENT && !sandbox_files_are_closed())
        log_event(LOG_WARN, "sandbox.files_open", LOG_WORD("why", "this kernel has no Landlock"));
    return EXIT_DONE;
}

int confine_listening(const struct settings *settings)
{
    return sandbox_narrow(SANDBOX_SERVER, settings->database.n != 0) ? say_refused() : EXIT_DONE;
}

/* ---- other commands ---- */

const struct reach REACH_ITSELF = {.itself = true};
const struct reach REACH_NEW_DATA = {.role = SANDBOX_COMMAND,
    .places = {{"data", SANDBOX_READ | SANDBOX_WRITE, false}, {"accounts", SANDBOX_READ | SANDBOX_WRITE, true}},
    .addresses = {"database-owner"}};

struct reached {
    struct arena *a;
    struct sandbox_place *places;
    size_t n;
    bool remote;
};

static void add_place(struct reached *r, const struct reach_place *place, struct str path)
{
    if (!path.n || !place->may) return;
    if (place->beside) {
        while (path.n > 1 && path.p[path.n - 1] == '/') path.n--;
        while (path.n && path.p[path.n - 1] != '/') path.n--;
        if (!path.n) path = STR(".");
    }
    r->places[r->n++] = (struct sandbox_place){str_cstr(r->a, path), place->may};
}

static void add_address(struct reached *r, struct str address)
{
    const char *files[ADDRESS_FILES] = {0};
    if (!address.n || str_eq(address, STR("sqlite"))) return;
    r->remote = true;
    store_address_files(r->a, address, files, ADDRESS_FILES);
    for (size_t i = 0; i < ADDRESS_FILES; i++) r->places[r->n++] = (struct sandbox_place){files[i], SANDBOX_READ};
}

/* Settings that can't be read are the command's to complain of. */
static struct str database_of(struct arena *a, struct arguments *args)
{
    struct settings settings;
    struct str why, data = arguments_flag(args, "data");
    return settings_read(a, args, path_of(a, data), &settings, &why) ? STR_NONE : settings.database;
}

static void add_all(struct reached *r, struct arguments *args, const struct reach *reach)
{
    for (size_t i = 0; i < REACH_PLACES_MOST; i++) {
        const struct reach_place *place = reach->places + i;
        if (place->flag) add_place(r, place, arguments_flag(args, place->flag));
        for (size_t n = reach->verbs; !place->flag && n < args->rest.n; n++)
            add_place(r, place, args->rest.items[n]);
    }
    add_address(r, database_of(r->a, args));
    for (size_t i = 0; i < REACH_ADDRESSES_MOST && reach->addresses[i]; i++)
        add_address(r, arguments_flag(args, reach->addresses[i]));
    if (!reach->temporary) return;
    const char *named = getenv("TMPDIR");
    const struct sandbox_place temporary = {named && *named ? named : "/var/tmp", SANDBOX_READ | SANDBOX_WRITE};
    r->places[r->n++] = temporary;
}

int confine_command(struct arena *a, const struct arguments *args, const struct reach *reach)
{
    /* On a copy: which flags were asked for is the command's own affair. */
    struct arguments own = *args;
    own.flags = ARENA_ARRAY(a, struct flag, args->flag_count + 1);
    if (args->flag_count) memcpy(own.flags, args->flags, args->flag_count * sizeof *own.flags);
    size_t most = REACH_PLACES_MOST * (args->rest.n + 1) + (REACH_ADDRESSES_MOST + 1) * ADDRESS_FILES + 1;
    struct reached r = {.a = a, .places = ARENA_ARRAY(a, struct sandbox_place, most)};
    add_all(&r, &own, reach);
    const struct sandbox_policy policy = {
        .role = reach->role, .places = r.places, .place_count = r.n, .remote = r.remote};
    return sandbox_enter(&policy) ? say_refused() : EXIT_DONE;
}
