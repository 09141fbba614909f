#include "app/backup_seal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/audit/audit.h"
#include "platform/db/migrate.sql.h"
#include "platform/installation/installation.h"

/* ---- reading a copy: what it is and holds ---- */

static enum err read_facts(struct db *db, const struct crypto_keys *keys, struct backup_manifest *m)
{
    struct installation installation;
    struct migration_last_row last;
    struct audit_head head;
    enum err err = installation_read(db, &installation);
    if (!err) err = migration_last(db, &last);
    if (!err) err = audit_head_load(db, &head);
    if (err) return err;
    m->facts.installation = installation.key;
    m->facts.schema = last.number;
    m->facts.audit_head = audit_head_line(db_arena(db), &keys->audit_sign, &head);
    return ERR_NONE;
}

static enum err read_copy(
    struct arena *a, const char *copy, const struct crypto_keys *keys, struct backup_manifest *m)
{
    struct db *db;
    const struct scope system = {.everybody = true};
    enum err err = db_open(copy, DB_READER, &db);
    if (err) return err;
    db_bind(db, a, &system, NULL);
    err = read_facts(db, keys, m);
    if (!err) err = db_tables(db, a, &m->tables);
    db_unbind(db);
    db_close(db);
    return err;
}

static void remove_copy(struct arena *a, const char *copy)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < COUNT_OF(ends); i++) unlink(str_cstr(a, str_printf(a, "%s%s", copy, ends[i])));
}

/* ---- sealing it ---- */

static enum err from_errno(void)
{
    if (errno == EEXIST) return ERR_EXISTS;
    return errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? ERR_FULL : ERR_IO;
}

/* What has come to bear the name meanwhile, a file or a link, is left as it is. Not every file system can promise
 * that in one step. */
static bool give_name(const char *part, const char *name)
{
    struct stat there;
    if (renameat2(AT_FDCWD, part, AT_FDCWD, name, RENAME_NOREPLACE) == 0) return true;
    if (errno != EINVAL && errno != ENOSYS) return false;
    if (lstat(name, &there) == 0) {
        errno = EEXIST;
        return false;
    }
    return rename(part, name) == 0;
}

static enum err sync_folder_of(struct arena *a, const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *folder = slash ? str_cstr(a, (struct str){file, (size_t)(slash - file) + 1}) : ".";
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return ERR_IO;
    bool synced = fsync(fd) == 0;
    close(fd);
    return synced ? ERR_NONE : ERR_IO;
}

static enum err write_sealed(struct sealing *s, FILE *out)
{
    struct backup_progress progress = {progress_at, &s->progress};
    enum err err = backup_pack(s->a, s->directory, s->copy, &s->keys, &s->to, out, &progress, &s->manifest);
    if (!err && (fflush(out) != 0 || fsync(fileno(out)) != 0)) err = from_errno();
    s->bytes = ftell(out);
    return err;
}

/* Under another name until it is whole and on the disk, so that what bears the right name is. */
static enum err seal(struct sealing *s)
{
    const char *part = str_cstr(s->a, str_printf(s->a, "%s.part", s->file));
    int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
    if (!out) return from_errno();
    enum err err = write_sealed(s, out);
    if (fclose(out) != 0 && !err) err = from_errno();
    if (!err && !give_name(part, s->file)) err = from_errno();
    if (!err) return sync_folder_of(s->a, s->file);
    unlink(part);
    return err;
}

enum err backup_seal(struct sealing *s)
{
    enum err err = read_copy(s->a, s->copy, &s->keys, &s->manifest);
    s->manifest.facts.program = STR(CAIRN_VERSION);
    s->manifest.facts.key_id = backup_key_id(s->a, &s->to);
    if (!err) err = seal(s);
    remove_copy(s->a, s->copy);
    return err;
}

enum err backup_seal_copy(struct arena *a, const char *directory, const struct crypto_keys *keys, const char *copy,
    const char *file, struct instant made_at)
{
    struct sealing s = {.a = a, .directory = directory, .copy = copy, .file = file, .keys = *keys};
    progress_begin(&s.progress, "Sealing", true);
    s.manifest.facts.made_at = made_at;
    enum err err = backup_public_read(directory, &s.to);
    return err ? err : backup_seal(&s);
}
