/* `cairn move`: an installation from SQLite to PostgreSQL, or back, with the same rows on both sides. */
#include "app/command.h"
#include "base/limits.h"
#include "platform/db/store_move.h"
#include "wire/json_write.h"

enum { TABLES_MOST = 300 };

struct moving {
    struct arena *a;
    const char *directory;
    bool json;
    struct store_move_order order;
    struct store_moved moved;
    struct moved_table tables[TABLES_MOST];
    size_t table_count;
};

/* ---- while it works ---- */

static void note_table(void *arg, const struct moved_table *t)
{
    struct moving *m = arg;
    static const char *const said[] = {"DIFFERS", "the same"};
    bool same = t->rows == t->rows_there && crypto_same(&t->hash, &t->hash_there, sizeof t->hash);
    struct arena a CLEANUP(arena_release);
    arena_init(&a, LIMIT_ARENA_BLOCK);
    struct str hash = crypto_hex(&a, t->hash_there.bytes, sizeof t->hash_there.bytes);
    if (!m->json)
        printf("%-20.*s %10lld rows  %.16s  %s\n", STR_ARG(t->name), (long long)t->rows_there, hash.p, said[same]);
    if (m->table_count < TABLES_MOST) m->tables[m->table_count++] = *t;
}

static enum err switch_over(void *arg)
{
    struct moving *m = arg;
    if (m->order.to_sqlite) return settings_forget(m->a, m->directory, "database");
    return settings_keep(m->a, m->directory, "database", m->order.database);
}

/* ---- before ---- */

static int check_address(struct arena *a, struct str address, const char *flag)
{
    struct str why;
    if (!store_address_check(a, address, &why)) return EXIT_DONE;
    return command_failed(EXIT_USAGE, "--%s: %.*s", flag, STR_ARG(why));
}

static int choose_direction(struct moving *m, struct str to, struct str now)
{
    const struct command *command = command_find(STR("move"));
    m->order.to_sqlite = str_eq(to, STR("sqlite"));
    m->order.database = m->order.to_sqlite ? now : to;
    if (!to.n) return command_usage(command, STR("say where to: --to ADDRESS or --to sqlite"));
    if (!m->order.owner.n)
        return command_usage(command, STR("--database-owner is missing: the owner of PostgreSQL's tables"));
    if (m->order.to_sqlite && !now.n)
        return command_failed(EXIT_REFUSED, "%s is on SQLite already: nothing was moved", m->directory);
    if (!m->order.to_sqlite && now.n)
        return command_failed(EXIT_REFUSED,
            "%s is on PostgreSQL already; between two servers its own means move it: nothing was moved",
            m->directory);
    int status = check_address(m->a, m->order.database, m->order.to_sqlite ? "database" : "to");
    return status ? status : check_address(m->a, m->order.owner, "database-owner");
}

/* ---- after ---- */

static void print_json(struct moving *m)
{
    struct buf out = buf_new(m->a, 16 * 1024, 1024 * 1024);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    json_name(&w, STR("audit_rows")), json_int(&w, m->moved.audit_rows);
    json_name(&w, STR("tables")), json_array_begin(&w);
    for (size_t i = 0; i < m->table_count; i++) {
        const struct moved_table *t = m->tables + i;
        json_object_begin(&w);
        json_name(&w, STR("name")), json_str(&w, t->name);
        json_name(&w, STR("rows")), json_int(&w, t->rows);
        json_name(&w, STR("hash")), json_str(&w, crypto_hex(m->a, t->hash.bytes, sizeof t->hash.bytes));
        json_name(&w, STR("rows_there")), json_int(&w, t->rows_there);
        json_name(&w, STR("hash_there"));
        json_str(&w, crypto_hex(m->a, t->hash_there.bytes, sizeof t->hash_there.bytes));
        json_object_end(&w);
    }
    json_array_end(&w);
    json_object_end(&w);
    json_writer_end(&w);
    printf("%.*s\n", STR_ARG(buf_str(&out)));
}

static int say_failed(const struct moving *m, enum err err)
{
    bool data = err == ERR_BUSY || err == ERR_DAMAGED || err == ERR_IO || err == ERR_NOT_FOUND;
    return command_failed(data ? EXIT_DATA : EXIT_REFUSED, "nothing was moved: %.*s", STR_ARG(m->moved.why));
}

static void say_done(struct moving *m)
{
    if (m->json) {
        print_json(m);
        return;
    }
    printf("%lld tables, %lld rows: the same on both sides. The audit is whole there: %lld rows.\n",
        (long long)m->moved.tables, (long long)m->moved.rows, (long long)m->moved.audit_rows);
    if (m->order.to_sqlite)
        printf("%s is on SQLite now. What is on PostgreSQL is as it was, and marked: no server starts on it.\n",
            m->directory);
    else
        printf(
            "%s is on PostgreSQL now. cairn.db is as it was, and marked: no server starts on it.\n", m->directory);
}

int move_command(struct arena *a, struct arguments *args)
{
    struct moving *m = ARENA_NEW(a, struct moving);
    struct crypto_keys keys;
    struct str database, to = arguments_flag(args, "to");
    const struct clock clock = clock_real();
    *m = (struct moving){.a = a, .json = arguments_switch(args, "json")};
    m->order.owner = arguments_flag(args, "database-owner");
    int status = command_open_keys(a, args, &m->directory, &keys);
    if (!status) status = command_database(a, args, m->directory, &database);
    if (!status) status = command_flags_known(args);
    if (!status) status = choose_direction(m, to, database);
    if (status) return status;
    m->order.directory = m->directory;
    m->order.keys = &keys;
    m->order.clock = &clock;
    m->order.table = note_table;
    m->order.switch_over = switch_over;
    m->order.arg = m;
    enum err err = store_move(&m->order, a, &m->moved);
    crypto_keys_forget(&keys);
    if (err) return say_failed(m, err);
    say_done(m);
    return EXIT_DONE;
}
