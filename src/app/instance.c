/* Opening an installation: its settings, keys and database, with failures said in plain words. */
#include "app/before_migrating.h"
#include "app/command.h"
#include "app/modules.h"
#include "base/log.h"
#include "platform/auth/relation_cache.h"
#include "platform/auth/session.h"
#include "platform/auth/totp.h"
#include "platform/installation/installation.h"

const struct actor INSTANCE_ACTOR = {.name = STR_INIT("Cairn itself"), .scope = {.everybody = true}};

static int say_why(enum err err, const char *directory)
{
    switch (err) {
    case ERR_NOT_FOUND:
        return command_failed(
            EXIT_DATA, "%s holds no installation. Make one with `cairn init` or `cairn demo`", directory);
    case ERR_BUSY:
        return command_failed(EXIT_DATA, "%s is in use by another process. Stop `cairn serve` first", directory);
    case ERR_NEWER: return command_failed(EXIT_DATA, "%s was written by a newer version of Cairn", directory);
    case ERR_DAMAGED:
        return command_failed(EXIT_DATA, "%s is damaged. Restore a backup, or run `cairn check`", directory);
    default: return command_failed(EXIT_DATA, "%s could not be opened: %s", directory, err_text(err));
    }
}

static int set_clock(struct instance *i)
{
    struct date day;
    int64_t hour = 9, minute = 0;
    struct str rest = i->settings.today, given = str_cut(&rest, 'T');
    i->clock = clock_real();
    if (!given.n) return EXIT_DONE;
    bool right = date_from_iso(given, &day);
    if (rest.p) {
        struct str hours = str_cut(&rest, ':');
        right = right && str_int(hours, 0, 23, &hour) && str_int(rest, 0, 59, &minute);
    }
    if (!right) return command_failed(EXIT_USAGE, "--today must be like 2026-11-24 or 2026-11-24T14:30");
    i->clock = clock_fixed(instant_from_local(day, (int)hour, (int)minute));
    return EXIT_DONE;
}

static void set_log_level(struct str level)
{
    static const char *const names[] = {"debug", "info", "warn", "error"};
    for (size_t n = 0; n < COUNT_OF(names); n++)
        if (str_eq(level, str_from_cstr(names[n]))) log_set_level((enum log_level)n);
}

/* The name and the demonstration mark, read once. */
static enum err read_facts(struct instance *i, struct arena *a)
{
    struct db *db;
    struct installation facts;
    struct trace trace = {.arena = a};
    enum err err = store_read_begin(i->app.store, a, &INSTANCE_ACTOR.scope, &trace, &db);
    if (err) return err;
    err = installation_read(db, &facts);
    i->app.name = str_dup(a, facts.name);
    i->app.demonstration = facts.demonstration;
    store_read_end(i->app.store, db);
    return err;
}

static bool is_https(struct str url)
{
    return str_starts(url, STR("https://"));
}

static enum err open_store(struct instance *i, int readers)
{
    const struct store_options options = {.directory = i->directory,
        .keys = &i->keys,
        .clock = &i->clock,
        .statements = MODULE_STATEMENTS,
        .statement_files = MODULE_STATEMENT_COUNT,
        .readers = readers};
    return store_open(&options, &i->app.store);
}

static struct str origin(struct arena *a, const struct settings *s)
{
    if (s->public_url.n) return s->public_url;
    return str_printf(a, "%s://%.*s", s->tls_cert.n ? "https" : "http", STR_ARG(s->listen));
}

static void fill_app(struct instance *i, struct arena *a)
{
    const struct settings *s = &i->settings;
    i->app.keys = &i->keys;
    i->app.clock = &i->clock;
    i->app.hooks = MODULE_HOOKS;
    i->app.directory = str_from_cstr(i->directory);
    i->app.public_origin = s->public_url;
    i->app.origin = origin(a, s);
    i->app.limits = &SESSION_LIMITS;
    i->app.secure_cookies = is_https(s->public_url) || s->tls_cert.n;
    i->app.trust_proxy = s->trusted_proxy.n != 0;
    i->app.proxy_address = s->trusted_proxy;
}

static bool read_alarms(const struct settings *s, struct alarm_limits *ret)
{
    enum { MOST = 100000 };
    return str_int(s->alarm_hour, 1, MOST, &ret->hour) && str_int(s->alarm_day, 1, MOST, &ret->day) &&
        str_int(s->alarm_lists, 1, MOST, &ret->listed);
}

static int open_all(struct arena *a, struct arguments *args, bool copy_first, struct instance *ret)
{
    struct migration_backup copy = {0};
    struct str why, data = arguments_flag(args, "data");
    int64_t threads;
    if (!data.n) return command_failed(EXIT_USAGE, "--data DIRECTORY is missing");
    *ret = (struct instance){.directory = str_cstr(a, data)};
    if (settings_read(a, args, ret->directory, &ret->settings, &why))
        return command_failed(EXIT_USAGE, "%.*s", STR_ARG(why));
    if (!str_int(ret->settings.threads, 1, 32, &threads))
        return command_failed(EXIT_USAGE, "--threads must be a number from 1 to 32");
    if (!read_alarms(&ret->settings, &ret->app.alarms))
        return command_failed(
            EXIT_USAGE, "--alarm-hour, --alarm-day and --alarm-lists must be numbers from 1 to 100000");
    set_log_level(ret->settings.log_level);
    int status = set_clock(ret);
    if (!status) status = command_flags_known(args);
    if (status) return status;
    crypto_start();
    totp_start();
    enum err err = crypto_keys_read(ret->directory, &ret->keys);
    if (err) return say_why(err, ret->directory);
    fill_app(ret, a);
    if (copy_first) err = migration_backup_make(a, ret->directory, &ret->keys, clock_now(&ret->clock), &copy);
    if (err)
        return command_failed(EXIT_DATA,
            "no backup could be made before %s is brought up to date, so nothing was done: %s", ret->directory,
            err_text(err));
    err = open_store(ret, (int)threads + 3);
    if (err) return say_why(err, ret->directory);
    ret->app.relations = relation_cache_new();
    migration_backup_tidy(a, ret->directory, &copy);
    return EXIT_DONE;
}

int instance_open_new(struct arena *a, struct arguments *args, struct instance *ret)
{
    return open_all(a, args, false, ret);
}

void instance_close(struct instance *i)
{
    store_close(i->app.store);
    i->app.store = NULL;
    relation_cache_free(i->app.relations);
    i->app.relations = NULL;
    crypto_keys_forget(&i->keys);
}

int instance_open(struct arena *a, struct arguments *args, struct instance *ret)
{
    int status = open_all(a, args, true, ret);
    if (status) return status;
    enum err err = read_facts(ret, a);
    if (!err) return EXIT_DONE;
    instance_close(ret);
    return say_why(err, ret->directory);
}

struct ctx instance_ctx(struct instance *i, struct arena *a, struct trace *trace)
{
    return (struct ctx){.arena = a, .actor = &INSTANCE_ACTOR, .clock = &i->clock, .app = &i->app, .trace = trace};
}

int instance_run(struct instance *i, struct ctx *c, struct str word, action_fn action, void *arg)
{
    struct audit_entry entry = audit_entry_by(&INSTANCE_ACTOR, word, STR("command"));
    c->audit = &entry;
    enum err err = store_run(i->app.store, action, arg, c);
    c->audit = NULL;
    if (!err) return EXIT_DONE;
    return command_failed(
        err == ERR_DAMAGED || err == ERR_IO ? EXIT_DATA : EXIT_REFUSED, "nothing was changed: %s", err_text(err));
}

int instance_read_begin(struct instance *i, struct ctx *c)
{
    enum err err = store_read_begin(i->app.store, c->arena, &INSTANCE_ACTOR.scope, c->trace, &c->db);
    return err ? say_why(err, i->directory) : EXIT_DONE;
}

void instance_read_end(struct instance *i, struct ctx *c)
{
    store_read_end(i->app.store, c->db);
    c->db = NULL;
}
