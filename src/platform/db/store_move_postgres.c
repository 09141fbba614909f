/* The side of PostgreSQL in a move: as the tables' owner, alone on the database. */
#include "platform/db/store_move_own.h"

#include "platform/audit/audit.sql.h"
#include "platform/db/postgres_schema.h"

#include <unistd.h>

static const struct scope everybody = {.everybody = true};
static const struct str UNFINISHED = STR_INIT("unfinished: a move to here was interrupted");

static const char WHICH_DATABASE[] =
    "SELECT current_database() || ' ' || (SELECT oid FROM pg_database WHERE datname = current_database())"
    " || ' ' || pg_postmaster_start_time()";

/* As the role that serves: which database is it, what is the role's name, and may a server run there? */
static enum err ask_runtime(struct move *m, struct str *ret_which)
{
    struct db *db;
    enum err err = postgres_open(str_cstr(m->a, m->order->database), DB_READER, &db);
    if (err) return move_failed(m, err, "the database server: %s", err_text(err));
    db_bind(db, m->a, &everybody, NULL);
    err = postgres_ask(db, WHICH_DATABASE, ret_which);
    if (!err) err = postgres_ask(db, "SELECT current_user::text", &m->runtime_role);
    if (err) err = move_failed(m, err, "the database server: %s", err_text(err));
    if (!err && m->order->to_sqlite && postgres_check(db, &migrations_built_in))
        err = move_failed(m, ERR_REFUSED,
            "no server would start on the database as it is, so it is not moved: the log line before says why");
    db_unbind(db);
    db_close(db);
    return err;
}

/* The server notices after a moment that a connection has ended: ours may still be there. */
enum err move_nobody_there(struct move *m)
{
    struct str others = STR("1");
    bool is_sealer = false;
    enum err err = postgres_be_sealer(m->owner, &is_sealer);
    for (int tries = 0; !err && is_sealer && tries < 30 && !str_eq(others, STR("0")); tries++) {
        if (tries) usleep(100000);
        err = postgres_ask(m->owner,
            "SELECT count(*)::text FROM pg_stat_activity WHERE datname = current_database()"
            " AND application_name = 'cairn' AND pid <> pg_backend_pid()",
            &others);
    }
    if (err) return move_failed(m, err, "the database server: %s", err_text(err));
    if (is_sealer && str_eq(others, STR("0"))) return ERR_NONE;
    return move_failed(m, ERR_BUSY, "another Cairn works on the database server: stop it first");
}

enum err move_open_postgres(struct move *m)
{
    struct str which = STR_NONE, own = STR_NONE;
    enum err err = ask_runtime(m, &which);
    if (err) return err;
    err = postgres_open(str_cstr(m->a, m->order->owner), DB_OWNER, &m->owner);
    if (err) return move_failed(m, err, "the tables' owner could not sign in: %s", err_text(err));
    db_bind(m->owner, m->a, &everybody, NULL);
    /* Reading a file takes as long as it takes. */
    err = postgres_ask(m->owner, "SELECT set_config('idle_in_transaction_session_timeout', '0', false)", &own);
    if (!err) err = postgres_ask(m->owner, WHICH_DATABASE, &own);
    if (err) return move_failed(m, err, "the database server: %s", err_text(err));
    if (!str_eq(which, own)) return move_failed(m, ERR_INVALID, "the two addresses are of two databases");
    return move_nobody_there(m);
}

/* ---- marks ---- */

static enum err script(struct move *m, struct str sql)
{
    struct str why;
    int line;
    enum err err = db_run_script(m->owner, m->a, sql, &line, &why);
    return err ? move_failed(m, err, "the database server: %.*s", STR_ARG(why)) : ERR_NONE;
}

enum err move_mark_postgres(struct move *m, struct str words)
{
    struct str rest = words, quoted = STR("");
    if (!words.p) return script(m, STR("COMMENT ON SCHEMA cairn IS NULL"));
    while (rest.p) {
        struct str part = str_cut(&rest, '\'');
        quoted = str_printf(m->a, "%.*s%.*s%s", STR_ARG(quoted), STR_ARG(part), rest.p ? "''" : "");
    }
    return script(m, str_printf(m->a, "COMMENT ON SCHEMA cairn IS '%.*s'", STR_ARG(quoted)));
}

/* ---- as a target ---- */

void move_drop_postgres(struct move *m)
{
    struct str why;
    int line;
    if (db_in_transaction(m->owner) && db_run_command(m->owner, DB_ROLLBACK)) return;
    if (db_run_script(m->owner, m->a, STR("DROP SCHEMA IF EXISTS cairn CASCADE"), &line, &why))
        m->ret->why =
            str_printf(m->a, "%.*s; and what was begun there could not be taken away", STR_ARG(m->ret->why));
}

static enum err refuse_if_used(struct move *m)
{
    static const char used[] =
        "SELECT (EXISTS (SELECT 1 FROM cairn.installation) OR EXISTS (SELECT 1 FROM cairn.audit))::text";
    struct str there, comment = STR_NONE, is_used = STR_NONE;
    enum err err = postgres_ask(m->owner, "SELECT to_regnamespace('cairn')::text", &there);
    if (!err && there.n)
        err = postgres_ask(m->owner, "SELECT obj_description('cairn'::regnamespace, 'pg_namespace')", &comment);
    if (!err && there.n && str_eq(comment, UNFINISHED)) return script(m, STR("DROP SCHEMA cairn CASCADE"));
    if (!err && there.n) err = postgres_ask(m->owner, "SELECT to_regclass('cairn.audit')::text", &there);
    if (err) return move_failed(m, err, "the database server: %s", err_text(err));
    if (!there.n) return ERR_NONE;
    err = db_run_command(m->owner, DB_BEGIN);
    if (!err) err = postgres_ask(m->owner, used, &is_used);
    enum err ended = db_run_command(m->owner, DB_ROLLBACK);
    if (err || ended) return move_failed(m, ERR_BUSY, "the database server did not answer");
    if (str_eq(is_used, STR("false"))) return ERR_NONE;
    return move_failed(m, ERR_EXISTS, "the database holds an installation already: nothing was written there");
}

enum err move_prepare_postgres(struct move *m)
{
    enum err err = refuse_if_used(m);
    if (err) return err;
    err = postgres_migrate(m->owner, m->runtime_role, m->order->clock, &migrations_built_in);
    if (err) return move_failed(m, err, "the tables could not be made: %s", err_text(err));
    return move_mark_postgres(m, UNFINISHED);
}

/* ---- as a source ---- */

enum err move_seal_rest(struct move *m)
{
    struct audit_head head;
    int64_t found;
    size_t sealed;
    bool more = true;
    enum err err = db_run_command(m->owner, DB_BEGIN_WRITE);
    if (!err) err = audit_seal_head_load(m->owner, &head);
    if (!err) err = audit_find_unsealed(m->owner, &found);
    while (!err && more) err = audit_seal_some(m->owner, &m->order->keys->audit, &head, &sealed, &more);
    if (!err) return db_run_command(m->owner, DB_COMMIT);
    if (db_in_transaction(m->owner) && db_run_command(m->owner, DB_ROLLBACK)) err = ERR_IO;
    return move_failed(m, err, "the last rows of the audit could not be sealed: %s", err_text(err));
}

enum err move_leave_postgres(struct move *m, struct str words)
{
    struct str last;
    enum err err = move_nobody_there(m);
    if (!err) err = db_run_command(m->owner, DB_BEGIN_WRITE);
    if (!err) err = postgres_ask(m->owner, "SELECT count(*)::text FROM cairn.audit", &last);
    int64_t rows = 0;
    if (!err && (!str_int(last, 0, INT64_MAX, &rows) || rows != m->ret->audit_rows - 1)) /* the move's is there */
        err = move_failed(m, ERR_BUSY, "somebody worked on the database server meanwhile");
    if (!err) err = move_mark_postgres(m, words);
    if (!err) err = db_run_command(m->owner, DB_COMMIT);
    if (db_in_transaction(m->owner) && db_run_command(m->owner, DB_ROLLBACK)) err = ERR_IO;
    return err ? move_failed(m, err, "the database server: %s", err_text(err)) : ERR_NONE;
}
