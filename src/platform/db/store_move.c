#include "platform/db/store_move_own.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "platform/db/migrate.h"
#include "platform/db/migrate.sql.h"
#include "platform/db/sqlite_internal.h"

#define MARK "cairn.db.moved"
#define PART "cairn.db.part"

static const struct scope everybody = {.everybody = true};

enum err move_failed(struct move *m, enum err err, const char *format, ...)
{
    char text[1000];
    va_list args;
    if (m->ret->why.n) return err;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    m->ret->why = str_dup(m->a, str_from_cstr(text));
    return err;
}

const char *move_path(const struct move *m, const char *name)
{
    return str_cstr(m->a, str_printf(m->a, "%s/%s", m->order->directory, name));
}

static void close_file(int *fd)
{
    if (*fd >= 0) close(*fd);
}

/* ---- the data directory ---- */

/* A server holds it on either engine. */
static enum err lock(struct move *m)
{
    m->lock_file = open(move_path(m, "cairn.lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (m->lock_file < 0) return move_failed(m, ERR_IO, "%s could not be opened", move_path(m, "cairn.lock"));
    if (flock(m->lock_file, LOCK_EX | LOCK_NB) == 0) return ERR_NONE;
    return move_failed(
        m, ERR_BUSY, "%s is in use by another process. Stop `cairn serve` first", m->order->directory);
}

static bool is_there(const struct move *m, const char *name)
{
    return access(move_path(m, name), F_OK) == 0;
}

static enum err sync_directory(const struct move *m)
{
    CLEANUP(close_file) int at = open(m->order->directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return at >= 0 && fsync(at) == 0 ? ERR_NONE : ERR_IO;
}

/* Whole or not there: under another name first. */
static enum err write_mark(struct move *m)
{
    struct str text = str_printf(m->a, "the data of this installation was moved to %.*s at %.*s\n",
        STR_ARG(m->order->database), STR_ARG(instant_iso(m->a, clock_now(m->order->clock))));
    const char *path = move_path(m, MARK ".new");
    CLEANUP(close_file) int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool written = fd >= 0 && write(fd, text.p, text.n) == (ssize_t)text.n && fsync(fd) == 0 &&
        rename(path, move_path(m, MARK)) == 0 && sync_directory(m) == ERR_NONE;
    return written ? ERR_NONE : move_failed(m, ERR_IO, "%s could not be written", move_path(m, MARK));
}

struct str store_moved_to(struct arena *a, const char *directory)
{
    char text[2000];
    const char *path = str_cstr(a, str_printf(a, "%s/" MARK, directory));
    CLEANUP(close_file) int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return errno == ENOENT ? STR_NONE : STR("there is a mark that it was moved");
    ssize_t n = read(fd, text, sizeof text);
    return str_dup(a, n > 0 ? str_trim((struct str){text, (size_t)n}) : STR("there is a mark that it was moved"));
}

/* ---- SQLite's side ---- */

static void close_sqlite(struct move *m)
{
    if (!m->file) return;
    db_unbind(m->file);
    db_close(m->file);
    m->file = NULL;
}

static enum err open_source(struct move *m)
{
    struct migration_done_list done;
    if (!is_there(m, "cairn.db"))
        return move_failed(m, ERR_NOT_FOUND, "%s is not there", move_path(m, "cairn.db"));
    if (is_there(m, MARK))
        return move_failed(
            m, ERR_REFUSED, "%s says that it was moved already: remove it if that is not so", move_path(m, MARK));
    enum err err = db_open(move_path(m, "cairn.db"), DB_READER, &m->file);
    if (err) return move_failed(m, err, "%s: %s", move_path(m, "cairn.db"), err_text(err));
    db_bind(m->file, m->a, &everybody, NULL);
    err = migration_done(m->file, &done);
    if (!err) err = migrations_compare(&done, &migrations_built_in);
    if (!err && done.n < migrations_built_in.n) err = ERR_OLDER;
    return err ? move_failed(m, err, "%s: %s", move_path(m, "cairn.db"), err_text(err)) : ERR_NONE;
}

static void remove_part(struct move *m)
{
    static const char *const names[] = {PART, PART "-wal", PART "-shm"};
    close_sqlite(m);
    for (size_t i = 0; i < COUNT_OF(names); i++) unlink(move_path(m, names[i]));
}

static enum err make_part(struct move *m)
{
    if (is_there(m, "cairn.db"))
        return move_failed(m, ERR_EXISTS, "%s is there already: keep it elsewhere, or remove it, first",
            move_path(m, "cairn.db"));
    remove_part(m);
    enum err err = db_open(move_path(m, PART), DB_WRITER, &m->file);
    if (err) return move_failed(m, err, "%s: %s", move_path(m, PART), err_text(err));
    db_bind(m->file, m->a, &everybody, NULL);
    err = migrate(m->file, m->order->directory, m->order->clock, &migrations_built_in);
    return err ? move_failed(m, err, "the tables could not be made: %s", err_text(err)) : ERR_NONE;
}

/* Closing empties the log into the file. */
static enum err name_part(struct move *m)
{
    close_sqlite(m);
    CLEANUP(close_file) int fd = open(move_path(m, PART), O_RDONLY | O_CLOEXEC);
    bool kept = fd >= 0 && !is_there(m, PART "-wal") && fsync(fd) == 0 &&
        rename(move_path(m, PART), move_path(m, "cairn.db")) == 0 &&
        (unlink(move_path(m, MARK)) == 0 || errno == ENOENT) && sync_directory(m) == ERR_NONE;
    return kept ? ERR_NONE : move_failed(m, ERR_IO, "%s could not be kept", move_path(m, "cairn.db"));
}

/* ---- one direction and the other ---- */

/* The rows, and the row of the audit that says so, in one transaction; then the source's snapshot ends. */
static enum err copy(struct move *m, struct db *from, struct db *to, enum err (*leave_audit)(struct move *m))
{
    enum err err = db_run_command(from, DB_BEGIN);
    if (!err) err = db_run_command(to, DB_BEGIN_WRITE);
    if (!err) err = move_tables(m);
    if (!err) err = leave_audit(m);
    if (!err) err = db_run_command(to, DB_COMMIT);
    enum err undone = db_in_transaction(to) ? db_run_command(to, DB_ROLLBACK) : ERR_NONE;
    enum err ended = db_in_transaction(from) ? db_run_command(from, DB_ROLLBACK) : ERR_NONE;
    if (!err) err = undone ? undone : ended;
    return err ? move_failed(m, err, "the rows could not be moved: %s", err_text(err)) : ERR_NONE;
}

static enum err audit_on_postgres(struct move *m)
{
    struct audit_entry entry = move_audit_entry(m);
    return audit_moved_to_postgres(m->owner, &m->order->keys->audit, clock_now(m->order->clock), &entry);
}

static enum err audit_on_sqlite(struct move *m)
{
    struct audit_entry entry = move_audit_entry(m);
    struct audit_head head;
    enum err err = audit_head_load(m->file, &head);
    if (err) return err;
    return audit_append(m->file, &m->order->keys->audit, clock_now(m->order->clock), &entry, NULL, &head);
}

static enum err switch_over(struct move *m)
{
    enum err err = m->order->switch_over(m->order->arg);
    return err ? move_failed(m, err, "cairn.conf could not be changed: %s", err_text(err)) : ERR_NONE;
}

static enum err to_postgres(struct move *m)
{
    enum err err = open_source(m);
    if (!err) err = move_open_postgres(m);
    if (!err) err = move_verify(m, false, "source");
    if (!err) err = move_prepare_postgres(m);
    if (err) return err;
    err = copy(m, m->file, m->owner, audit_on_postgres);
    if (!err) err = move_verify(m, true, "target");
    if (!err) err = write_mark(m);
    if (!err) err = move_mark_postgres(m, STR_NONE);
    if (!err) err = switch_over(m);
    if (!err) return ERR_NONE;
    unlink(move_path(m, MARK));
    move_drop_postgres(m);
    return err;
}

static enum err to_sqlite(struct move *m)
{
    struct str words = str_printf(m->a, "moved: the data is in %s since %.*s", move_path(m, "cairn.db"),
        STR_ARG(instant_iso(m->a, clock_now(m->order->clock))));
    enum err err = move_open_postgres(m);
    if (!err) err = move_seal_rest(m);
    if (!err) err = move_verify(m, true, "source");
    if (!err) err = make_part(m);
    if (err) return err;
    err = copy(m, m->owner, m->file, audit_on_sqlite);
    if (!err) err = move_verify(m, false, "target");
    if (err) {
        remove_part(m);
        return err;
    }
    err = name_part(m);
    if (!err) err = move_leave_postgres(m, words);
    if (err) {
        unlink(move_path(m, "cairn.db"));
        return err;
    }
    err = switch_over(m);
    if (err && !move_mark_postgres(m, STR_NONE)) unlink(move_path(m, "cairn.db"));
    return err;
}

enum err store_move(const struct store_move_order *order, struct arena *a, struct store_moved *ret)
{
    struct move m = {.order = order, .a = a, .ret = ret, .lock_file = -1};
    *ret = (struct store_moved){.why = STR("")};
    enum err err = lock(&m);
    if (!err) err = order->to_sqlite ? to_sqlite(&m) : to_postgres(&m);
    close_sqlite(&m);
    if (m.owner) db_unbind(m.owner);
    db_close(m.owner);
    if (m.lock_file >= 0) close(m.lock_file);
    return err ? move_failed(&m, err, "%s", err_text(err)) : ERR_NONE;
}
