/* Opening, closing and looking after one SQLite connection. */
#include "platform/db/sqlite_driver.h"
#include "platform/db/sqlite_faults.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/log.h"

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

enum {
    BUSY_TIMEOUT_MS = 5000,
    CHECKPOINT_TIMEOUT_MS = 50,
    DEADLINE_EVERY_OPERATIONS = 4000, /* of SQLite's virtual machine: about 100 microseconds */
    MOST_CHECK_PROBLEMS = 100,
};

static const char *const command_sql[DB_COMMANDS] = {
    [DB_BEGIN] = "BEGIN",
    [DB_BEGIN_WRITE] = "BEGIN IMMEDIATE",
    [DB_BEGIN_ADD] = "BEGIN IMMEDIATE",
    [DB_COMMIT] = "COMMIT",
    [DB_ROLLBACK] = "ROLLBACK",
    [DB_SAVEPOINT] = "SAVEPOINT action",
    [DB_RELEASE] = "RELEASE action",
    [DB_ROLLBACK_TO] = "ROLLBACK TO action",
};

/* ---- errors ---- */

static enum err constraint_as_err(int code)
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: return ERR_EXISTS;
    default: return ERR_INVALID;
    }
}

static enum err code_as_err(int code)
{
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_INTERRUPT:
    case SQLITE_PROTOCOL: return ERR_BUSY;
    case SQLITE_FULL: return ERR_FULL;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT: return ERR_DAMAGED;
    case SQLITE_CONSTRAINT: return constraint_as_err(code);
    case SQLITE_MISMATCH:
    case SQLITE_ERROR: /* while running: a number out of range, or a search expression that can't be read */
        return ERR_INVALID;
    case SQLITE_TOOBIG: return ERR_TOO_LARGE;
    default: return ERR_IO;
    }
}

enum err db_failed(const struct sqlite_db *db, const char *what, int code)
{
    if (code == SQLITE_NOMEM) BUG("out of memory in SQLite");
    if (code == SQLITE_MISUSE || code == SQLITE_RANGE) BUG("%s: SQLite is used wrongly (%d)", what, code);
    enum err err = code_as_err(code);
    bool is_ordinary = (code & 0xFF) == SQLITE_CONSTRAINT; /* the caller meets these in normal work */
    log_event(is_ordinary ? LOG_DEBUG : LOG_ERROR, "db.failed", LOG_WORD("what", what), LOG_NUMBER("code", code),
        LOG_NUMBER("system_error", sqlite3_system_errno(db->sqlite)), LOG_WORD("meaning", err_text(err)));
    return err;
}

/* ---- opening ---- */

static int run_fixed(struct sqlite_db *db, const char *sql)
{
    return sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL);
}

static int note_wal_pages(void *user, sqlite3 *sqlite, const char *schema, int pages)
{
    (void)sqlite;
    (void)schema;
    ((struct sqlite_db *)user)->wal_pages = pages;
    return SQLITE_OK;
}

/* SQLite gives its log and shared memory the rights of the main file, so it is enough to make that one private. */
static bool make_private_file(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return false;
    return close(fd) == 0;
}

/* Every setting is spelled out: none may depend on how the library was compiled. */
static int set_up(struct sqlite_db *db)
{
    int code = sqlite3_busy_timeout(db->sqlite, BUSY_TIMEOUT_MS);
    if (code == SQLITE_OK)
        code = run_fixed(db,
            "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
            " PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA synchronous=FULL;"
            " PRAGMA temp_store=MEMORY; PRAGMA recursive_triggers=OFF; PRAGMA cache_size=-4000");
    if (code == SQLITE_OK && db->db.role == DB_READER)
        code = run_fixed(db, "PRAGMA query_only=ON; SELECT 1 FROM sqlite_schema LIMIT 1");
    if (code == SQLITE_OK && db->db.role == DB_WRITER) {
        code =
            run_fixed(db, "PRAGMA journal_mode=WAL; PRAGMA cache_size=-48000; PRAGMA journal_size_limit=33554432");
        /* The hook takes the place of SQLite's own checkpoints: the platform decides when. */
        sqlite3_wal_hook(db->sqlite, note_wal_pages, db);
    }
    return code;
}

static bool is_in_wal_mode(struct sqlite_db *db, bool in_memory)
{
    sqlite3_stmt *s = NULL;
    bool wal = false;
    if (sqlite3_prepare_v2(db->sqlite, "PRAGMA journal_mode", -1, &s, NULL) == SQLITE_OK &&
        sqlite3_step(s) == SQLITE_ROW) {
        const char *mode = (const char *)sqlite3_column_text(s, 0);
        wal = mode && (strcmp(mode, "wal") == 0 || (in_memory && strcmp(mode, "memory") == 0));
    }
    sqlite3_finalize(s);
    return wal;
}

/* SQLite counts its memory behind one lock for all connections, and nobody asks for the count. It can only be told
 * before the first connection; where another library had one already it goes on counting, which only costs time.
 */
static void count_no_memory(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static int open_file(struct sqlite_db *db, const char *path, bool in_memory)
{
    static pthread_once_t told = PTHREAD_ONCE_INIT;
    pthread_once(&told, count_no_memory);
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
    flags |= db->db.role == DB_WRITER ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    if (db->db.role == DB_WRITER && !in_memory && !make_private_file(path)) return SQLITE_CANTOPEN;
    /* A plain path, never a URI, so that no character in it means anything. A read-only connection still opens the
     * -shm file for reading and writing, which its locks need. */
    int code = sqlite3_open_v2(path, &db->sqlite, flags, NULL);
    if (code == SQLITE_OK) code = guard_install(&db->guard, db->sqlite, &db->db);
    if (code == SQLITE_OK) code = set_up(db);
    if (code == SQLITE_OK && !is_in_wal_mode(db, in_memory)) code = SQLITE_CANTOPEN;
    return code;
}

static void close_db(struct db *base)
{
    struct sqlite_db *db = sqlite_of(base);
    for (size_t i = 0; i < db->cache.count; i++) sqlite3_finalize(db->cache.slots[i].prepared);
    db_cache_clear(&db->cache);
    for (size_t i = 0; i < DB_COMMANDS; i++) sqlite3_finalize(db->commands[i]);
    if (sqlite3_close(db->sqlite) != SQLITE_OK) BUG("a connection is closed while a statement of it runs");
    guard_release(&db->guard);
    free(db);
}

/* ---- a request ---- */

/* The guard looks at the scope each time it is asked. */
static void bound(struct db *db)
{
    (void)db;
}

static enum err command(struct db *base, enum db_command number)
{
    struct sqlite_db *db = sqlite_of(base);
    sqlite3_stmt **s = &db->commands[number];
    int code = db_fault();
    if (code == SQLITE_OK && !*s)
        code = sqlite3_prepare_v3(db->sqlite, command_sql[number], -1, SQLITE_PREPARE_PERSISTENT, s, NULL);
    if (code == SQLITE_OK) {
        sqlite3_step(*s);
        code = sqlite3_reset(*s); /* gives the step's result */
    }
    return code == SQLITE_OK ? ERR_NONE : db_failed(db, command_sql[number], code);
}

static bool in_transaction(const struct db *db)
{
    return !sqlite3_get_autocommit(((const struct sqlite_db *)db)->sqlite);
}

static int is_past_deadline(void *user)
{
    const struct db *db = user;
    return clock_monotonic_us() > db->deadline_us;
}

static void behind(struct db *db, bool on)
{
    (void)db, (void)on; /* a change is never far away */
}

static void deadline_set(struct db *db)
{
    sqlite3_progress_handler(
        sqlite_of(db)->sqlite, DEADLINE_EVERY_OPERATIONS, db->deadline_us ? is_past_deadline : NULL, db);
}

static int line_of(const char *text, const char *place)
{
    int line = 1;
    for (; text < place; text++) line += *text == '\n';
    return line;
}

static enum err script(struct db *base, struct arena *arena, struct str sql, int *ret_line, struct str *ret_why)
{
    sqlite3 *sqlite = sqlite_of(base)->sqlite;
    const char *text = str_cstr(arena, sql), *at = text;
    while (*at) {
        sqlite3_stmt *s = NULL;
        const char *rest = at;
        int code = sqlite3_prepare_v2(sqlite, at, -1, &s, &rest);
        if (code == SQLITE_OK && s) {
            while ((code = sqlite3_step(s)) == SQLITE_ROW) continue;
            if (code == SQLITE_DONE) code = SQLITE_OK;
        }
        int offset = sqlite3_error_offset(sqlite);
        if (code != SQLITE_OK) {
            *ret_line = line_of(text, at + (offset > 0 ? (size_t)offset : strspn(at, " \t\r\n")));
            *ret_why = str_printf(arena, "%s", sqlite3_errmsg(sqlite));
        }
        sqlite3_finalize(s);
        if (code != SQLITE_OK) return code_as_err(code);
        at = rest;
    }
    return ERR_NONE;
}

static const struct db_engine sqlite_engine = {
    &sqlite_running, bound, command, in_transaction, deadline_set, behind, script, close_db};

enum err db_open(const char *path, enum db_role role, struct db **ret_db)
{
    MUST(role == DB_WRITER || role == DB_READER);
    struct sqlite_db *db = calloc(1, sizeof *db);
    if (!db) BUG("out of memory");
    db->db.engine = &sqlite_engine;
    db->db.role = role;
    int code = open_file(db, path, strcmp(path, ":memory:") == 0);
    if (code != SQLITE_OK) {
        enum err err = db_failed(db, "open", code);
        db_close(&db->db);
        return err;
    }
    *ret_db = &db->db;
    return ERR_NONE;
}

/* ---- looking after the file ---- */

int64_t db_wal_bytes(const struct db *db)
{
    const int64_t page_and_header = 4096 + 24;
    return ((const struct sqlite_db *)db)->wal_pages * page_and_header;
}

enum err db_checkpoint(struct db *base)
{
    struct sqlite_db *db = sqlite_of(base);
    MUST(db->db.role == DB_WRITER && !db_in_transaction(base));
    /* Our own readers are out of the way by now. Another process that reads (`cairn check`) may hold the log for
     * long; nobody waits for that: the next checkpoint will do. The log is written over from its beginning, not
     * cut off: giving 16 MB back to the file system takes longer than copying them, and taking them again too. */
    sqlite3_busy_timeout(db->sqlite, CHECKPOINT_TIMEOUT_MS);
    int code = db_fault();
    if (code == SQLITE_OK)
        code = sqlite3_wal_checkpoint_v2(db->sqlite, "main", SQLITE_CHECKPOINT_RESTART, NULL, NULL);
    sqlite3_busy_timeout(db->sqlite, BUSY_TIMEOUT_MS);
    if (code != SQLITE_OK) return db_failed(db, "checkpoint", code);
    db->wal_pages = 0;
    return ERR_NONE;
}

static struct str text_of(struct arena *arena, sqlite3_stmt *s, int column)
{
    const char *p = (const char *)sqlite3_column_text(s, column);
    return str_dup(arena, p ? (struct str){p, (size_t)sqlite3_column_bytes(s, column)} : STR(""));
}

/* Adds a line for each row of a check. */
static enum err add_problems(
    struct sqlite_db *db, struct arena *arena, const char *sql, struct db_problem_list *list)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(db->sqlite, sql, -1, &s, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        if (list->n < MOST_CHECK_PROBLEMS) list->items[list->n++] = text_of(arena, s, 0);
        code = SQLITE_OK;
    }
    sqlite3_finalize(s);
    return code == SQLITE_DONE ? ERR_NONE : db_failed(db, "check", code);
}

enum err db_check(struct db *base, struct arena *arena, struct db_problem_list *ret_problems)
{
    struct sqlite_db *db = sqlite_of(base);
    struct db_problem_list list = {ARENA_ARRAY(arena, struct str, MOST_CHECK_PROBLEMS), 0};
    enum err err = add_problems(
        db, arena, "SELECT integrity_check FROM pragma_integrity_check(100) WHERE integrity_check <> 'ok'", &list);
    if (!err)
        err = add_problems(db, arena,
            "SELECT format('row %d of %s points to a row of %s that is not there', rowid, \"table\", parent)"
            " FROM pragma_foreign_key_check",
            &list);
    if (!err) *ret_problems = list;
    return err;
}

enum err db_schema(struct db *base, struct arena *arena, struct str *ret_sql)
{
    struct sqlite_db *db = sqlite_of(base);
    struct buf out = buf_new(arena, 16 * 1024, LIMIT_REQUEST_ARENA / 4);
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(db->sqlite,
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite^_%' ESCAPE '^'"
        " AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')"
        " ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 WHEN 'view' THEN 3 ELSE 4 END, name",
        -1, &s, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        buf_add(&out, text_of(arena, s, 0));
        buf_add(&out, STR(";\n\n"));
        code = SQLITE_OK;
    }
    sqlite3_finalize(s);
    if (code != SQLITE_DONE) return db_failed(db, "schema", code);
    if (out.overflow) return ERR_TOO_LARGE;
    *ret_sql = buf_str(&out);
    return ERR_NONE;
}
