/* Opening an installation: its settings, keys and database, with failures said in plain words. */
#include "app/before_migrating.h"
#include "app/command.h"
#include "app/modules.h"
#include "base/log.h"
#include "platform/auth/relation_cache.h"
#include "platform/auth/session.h"
#include "platform/auth/totp.h"
#include "platform/db/store_move.h"
#include "platform/installation/installation.h"
#include "platform/sheet/sheet.h"

const struct actor INSTANCE_ACTOR = {.name = STR_INIT("Cairn itself"), .scope = {.everybody = true}};

static int say_why_database(enum err err, const char *directory)
{
    switch (err) {
    case ERR_NOT_FOUND: return command_failed(EXIT_DATA, "the database of %s holds no tables of Cairn", directory);
    case ERR_BUSY:
        return command_failed(
            EXIT_DATA, "%s is in use by another process, or its database server doesn't answer", directory);
    case ERR_OLDER:
        return command_failed(EXIT_DATA,
            "the database of %s is of an older version: run `cairn upgrade --data %s --database-owner ADDRESS`",
            directory, directory);
    case ERR_REFUSED:
        return command_failed(EXIT_DATA,
            "the database server refused us, or the role may do more than serve: the log line before this says "
            "why");
    case ERR_DAMAGED:
        return command_failed(
            EXIT_DATA, "the database of %s is damaged, or was migrated by another Cairn", directory);
    default: return command_failed(EXIT_DATA, "the database of %s: %s", directory, err_text(err));
    }
}

static int say_why(enum err err, const struct instance *i)
{
    const char *directory = i->directory;
    if (i->settings.database.n && err != ERR_NEWER) return say_why_database(err, directory);
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
        .database = i->settings.database,
        .database_owner = i->database_owner,
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
    i->app.tables_network = s->tables_network;
}

static bool read_alarms(const struct settings *s, struct alarm_limits *ret)
{
    enum { MOST = 100000 };
    return str_int(s->alarm_hour, 1, MOST, &ret->hour) && str_int(s->alarm_day, 1, MOST, &ret->day) &&
        str_int(s->alarm_lists, 1, MOST, &ret->listed);
}

/* The address of PostgreSQL, and the owner's, must be ones that hold no secret. */
static int check_addresses(struct arena *a, const struct instance *i)
{
    struct str why;
    if (i->settings.database.n && store_address_check(a, i->settings.database, &why))
        return command_failed(EXIT_USAGE, "--database: %.*s", STR_ARG(why));
    if (!i->database_owner.n) return EXIT_DONE;
    if (!i->settings.database.n)
        return command_failed(EXIT_USAGE, "--database-owner goes with --database: SQLite's file needs no owner");
    if (store_address_check(a, i->database_owner, &why))
        return command_failed(EXIT_USAGE, "--database-owner: %.*s", STR_ARG(why));
    return EXIT_DONE;
}

/* The file that stayed behind when its data was moved to PostgreSQL. */
static int refuse_moved(struct arena *a, const struct instance *i)
{
    struct str moved = i->settings.database.n ? STR_NONE : store_moved_to(a, i->directory);
    if (!moved.p) return EXIT_DONE;
    return command_failed(EXIT_DATA,
        "%s/cairn.db is not in use any more: %.*s. To go back to how it was then, remove cairn.db.moved",
        i->directory, STR_ARG(moved));
}

static int open_with(
    struct arena *a, struct arguments *args, struct str owner, bool copy_first, struct instance *ret)
{
    struct migration_backup copy = {0};
    struct str why, data = arguments_flag(args, "data");
    int64_t threads;
    *ret = (struct instance){.database_owner = owner};
    if (!data.n) return command_failed(EXIT_USAGE, "--data DIRECTORY is missing");
    ret->directory = str_cstr(a, data);
    if (settings_read(a, args, ret->directory, &ret->settings, &why))
        return command_failed(EXIT_USAGE, "%.*s", STR_ARG(why));
    if (check_addresses(a, ret)) return EXIT_USAGE;
    if (!str_int(ret->settings.threads, 1, 32, &threads))
        return command_failed(EXIT_USAGE, "--threads must be a number from 1 to 32");
    if (!read_alarms(&ret->settings, &ret->app.alarms))
        return command_failed(
            EXIT_USAGE, "--alarm-hour, --alarm-day and --alarm-lists must be numbers from 1 to 100000");
    set_log_level(ret->settings.log_level);
    int status = set_clock(ret);
    if (!status) status = command_flags_known(args);
    if (status) return status;
    if (refuse_moved(a, ret)) return EXIT_DATA;
    crypto_start();
    totp_start();
    enum err err = crypto_keys_read(ret->directory, &ret->keys);
    if (err) return say_why(err, ret);
    fill_app(ret, a);
    if (copy_first && !ret->settings.database.n)
        err = migration_backup_make(a, ret->directory, &ret->keys, clock_now(&ret->clock), &copy);
    if (err)
        return command_failed(EXIT_DATA,
            "no backup could be made before %s is brought up to date, so nothing was done: %s", ret->directory,
            err_text(err));
    err = open_store(ret, (int)threads + 3);
    if (err) return say_why(err, ret);
    ret->app.relations = relation_cache_new();
    sheet_sweep(a, ret->app.directory);
    migration_backup_tidy(a, ret->directory, &copy);
    return EXIT_DONE;
}

/* What was said on the command line must be found again without it. */
static enum err keep_address(struct arena *a, const struct instance *i)
{
    if (!i->settings.database.n) return ERR_NONE;
    return settings_keep(a, i->directory, "database", i->settings.database);
}

void instance_close(struct instance *i)
{
    store_close(i->app.store);
    i->app.store = NULL;
    relation_cache_free(i->app.relations);
    i->app.relations = NULL;
    crypto_keys_forget(&i->keys);
}

int instance_open_new(struct arena *a, struct arguments *args, struct instance *ret)
{
    int status = open_with(a, args, arguments_flag(args, "database-owner"), false, ret);
    if (status) return status;
    enum err err = keep_address(a, ret);
    if (!err) return EXIT_DONE;
    instance_close(ret);
    return command_failed(EXIT_DATA, "cairn.conf could not be written: %s", err_text(err));
}

static int open_made(struct arena *a, struct arguments *args, struct str owner, struct instance *ret)
{
    int status = open_with(a, args, owner, true, ret);
    if (status) return status;
    enum err err = read_facts(ret, a);
    if (!err) return EXIT_DONE;
    instance_close(ret);
    return say_why(err, ret);
}

int instance_open(struct arena *a, struct arguments *args, struct instance *ret)
{
    return open_made(a, args, STR_NONE, ret);
}

int upgrade_command(struct arena *a, struct arguments *args)
{
    struct instance instance;
    int status = open_made(a, args, arguments_flag(args, "database-owner"), &instance);
    if (status) return status;
    instance_close(&instance);
    puts("The database is up to date.");
    return EXIT_DONE;
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
    return err ? say_why(err, i) : EXIT_DONE;
}

void instance_read_end(struct instance *i, struct ctx *c)
{
    store_read_end(i->app.store, c->db);
    c->db = NULL;
}
