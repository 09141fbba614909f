#include "platform/db/sqlite_copy.h"

#include "platform/db/sqlite_driver.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static int vacuum_into(sqlite3 *from, const char *to)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(from, "VACUUM INTO ?1", -1, &s, NULL);
    if (code == SQLITE_OK) code = sqlite3_bind_text(s, 1, to, -1, SQLITE_STATIC);
    if (code == SQLITE_OK) code = sqlite3_step(s);
    sqlite3_finalize(s);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static enum err copy_into(const char *from, const char *to)
{
    sqlite3 *sqlite = NULL;
    int code = sqlite3_open_v2(from, &sqlite, SQLITE_OPEN_READONLY | SQLITE_OPEN_PRIVATECACHE, NULL);
    if (code == SQLITE_OK) code = sqlite3_busy_timeout(sqlite, 5000);
    if (code == SQLITE_OK) code = vacuum_into(sqlite, to);
    sqlite3_close(sqlite);
    if (code == SQLITE_OK) return ERR_NONE;
    log_event(LOG_ERROR, "db.copy_failed", LOG_NUMBER("code", code));
    return (code & 0xFF) == SQLITE_FULL ? ERR_FULL : (code & 0xFF) == SQLITE_BUSY ? ERR_BUSY : ERR_IO;
}

static void close_file(int *fd)
{
    if (*fd >= 0) close(*fd);
}

static enum err keep(const char *directory, const char *part, const char *to)
{
    CLEANUP(close_file) int fd = open(part, O_RDONLY | O_CLOEXEC);
    CLEANUP(close_file) int at = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || at < 0 || fsync(fd) != 0) return ERR_IO;
    return rename(part, to) == 0 && fsync(at) == 0 ? ERR_NONE : ERR_IO;
}

/* SQLite writes into an empty file that is there already, and so keeps its rights. */
static enum err make_private(const char *part)
{
    if (unlink(part) != 0 && errno != ENOENT) return ERR_IO;
    CLEANUP(close_file) int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    return fd >= 0 ? ERR_NONE : errno == ENOSPC ? ERR_FULL : ERR_IO;
}

enum err db_copy(struct arena *a, const char *directory, const char *from_name, const char *to_name)
{
    const char *from = str_cstr(a, str_printf(a, "%s/%s", directory, from_name));
    const char *to = str_cstr(a, str_printf(a, "%s/%s", directory, to_name));
    const char *part = str_cstr(a, str_printf(a, "%s.part", to));
    enum err err = make_private(part);
    if (!err) err = copy_into(from, part);
    if (!err) err = keep(directory, part, to);
    if (err) unlink(part);
    return err;
}
