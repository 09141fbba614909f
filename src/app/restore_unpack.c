/* The first half of a restore: is this file a whole backup, made for this key, and the newest; then take it apart.
 */
#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

#include "app/restore.h"
#include "base/limits.h"

enum { BESIDE_MOST = 10000 };

static int refuse(struct restore *r, enum sealed_fault fault, int64_t chunk)
{
    struct str why = sealed_fault_text(fault);
    if (fault == SEALED_FAULT_CHANGED && chunk)
        return restore_refused(r, "%s: %.*s (chunk %lld)", r->file, STR_ARG(why), (long long)chunk);
    return restore_refused(r, "%s: %.*s", r->file, STR_ARG(why));
}

static struct str how_old(struct arena *a, struct instant then, struct instant now)
{
    int64_t minutes = (now.v - then.v) / 60000;
    if (minutes < 0) return STR("in the future, by this machine's clock");
    if (minutes < 120) return str_printf(a, "%lld minutes ago", (long long)minutes);
    if (minutes < 48 * 60) return str_printf(a, "%lld hours ago", (long long)minutes / 60);
    return str_printf(a, "%lld days ago", (long long)minutes / 60 / 24);
}

static int read_beginning(struct restore *r)
{
    r->in = fopen(r->file, "re");
    if (!r->in) return restore_refused(r, "%s could not be read: %s", r->file, strerror(errno));
    enum sealed_fault fault = sealed_open(&r->reader, r->a, r->in);
    if (fault) return refuse(r, fault, 0);
    if (backup_facts_read(r->a, r->reader.header, &r->facts)) return refuse(r, SEALED_FAULT_OTHER, 0);
    return EXIT_DONE;
}

int restore_open(struct restore *r, const char *key_file)
{
    const struct clock now = clock_real();
    int status = read_beginning(r);
    if (status) return status;
    enum err err = backup_private_read(key_file, &r->key);
    if (err == ERR_DAMAGED) return restore_refused(r, "%s is not a private key of Cairn's backups", key_file);
    if (err) return restore_refused(r, "%s could not be read: %s", key_file, err_text(err));
    struct str id = backup_key_id(r->a, &r->key.box.open_to);
    if (!uuid_eq(r->facts.installation, r->key.installation))
        return restore_refused(r, "%s is a backup of another installation than the key is for", r->file);
    if (!str_eq(id, r->facts.key_id))
        return restore_refused(r, "%s was sealed to the key %.*s, and the one given is %.*s", r->file,
            STR_ARG(r->facts.key_id), STR_ARG(id));
    struct str old = how_old(r->a, r->facts.made_at, clock_now(&now));
    struct str made = instant_iso(r->a, r->facts.made_at);
    restore_said(r, "Backup %lld, made %.*s (%.*s) by Cairn %.*s", (long long)r->facts.sequence, STR_ARG(made),
        STR_ARG(old), STR_ARG(r->facts.program));
    return EXIT_DONE;
}

/* ---- is there a newer one beside it? ---- */

static void close_stream(FILE **f)
{
    if (*f) fclose(*f);
}

static bool read_other(struct arena *a, const char *path, struct backup_facts *ret)
{
    struct stat about;
    struct sealed_reader reader;
    if (stat(path, &about) != 0 || !S_ISREG(about.st_mode)) return false;
    CLEANUP(close_stream) FILE *in = fopen(path, "re");
    return in && sealed_open(&reader, a, in) == SEALED_FAULT_NONE && !backup_facts_read(a, reader.header, ret);
}

static struct str folder_of(const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash ? (struct str){file, (size_t)(slash - file) + 1} : STR("./");
}

int restore_is_newest(struct restore *r)
{
    struct arena a CLEANUP(arena_release);
    struct str folder = folder_of(r->file);
    struct backup_facts newest = r->facts;
    struct str name = STR_NONE;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    DIR *files = opendir(str_cstr(r->a, folder));
    for (int n = 0; files && n < BESIDE_MOST; n++) {
        struct dirent *e = readdir(files);
        struct backup_facts other;
        if (!e) break;
        arena_reset(&a);
        if (!read_other(&a, str_cstr(&a, str_printf(&a, "%.*s%s", STR_ARG(folder), e->d_name)), &other)) continue;
        if (!uuid_eq(other.installation, r->facts.installation) || other.sequence <= newest.sequence) continue;
        newest.sequence = other.sequence;
        newest.made_at = other.made_at;
        name = str_dup(r->a, str_from_cstr(e->d_name));
    }
    if (files) closedir(files);
    if (!name.n) return EXIT_DONE;
    struct str made = instant_iso(r->a, newest.made_at);
    if (!r->older)
        return restore_refused(r,
            "%s is older than backup %lld of %.*s, which lies beside it as %.*s. Restore that one, or give "
            "--older",
            r->file, (long long)newest.sequence, STR_ARG(made), STR_ARG(name));
    restore_said(r, "Older than backup %lld of %.*s beside it, as was asked for", (long long)newest.sequence,
        STR_ARG(made));
    return EXIT_DONE;
}

/* ---- taking it apart ---- */

static bool facts_agree(const struct backup_facts *a, const struct backup_facts *b)
{
    return uuid_eq(a->installation, b->installation) && a->sequence == b->sequence &&
        a->made_at.v == b->made_at.v && a->schema == b->schema && str_eq(a->audit_head, b->audit_head);
}

int restore_unpack(struct restore *r)
{
    int64_t chunk;
    enum sealed_fault fault = sealed_prove(&r->reader, &r->key.box, &r->key.signer, &chunk);
    /* The header named our key, so it was sealed to it: the sealed key itself isn't as it was written. */
    if (fault == SEALED_FAULT_KEY) fault = SEALED_FAULT_CHANGED;
    if (fault) return refuse(r, fault, chunk);
    restore_said(r, "The file is whole: %lld chunks, signed by the installation that the key is for",
        (long long)r->reader.chunks);
    progress_begin(&r->progress, "Unpacking", r->json);
    const struct backup_progress progress = {progress_at, &r->progress};
    enum err err = backup_unpack(r->a, &r->reader, r->work, &progress, &r->manifest);
    progress_end(&r->progress);
    if (err == ERR_FULL) return restore_refused(r, "there is no space left to unpack it");
    if (err == ERR_DAMAGED || (!err && !facts_agree(&r->facts, &r->manifest.facts)))
        return restore_refused(r, "%s: what is in it is not what its manifest says", r->file);
    if (err) return restore_refused(r, "it could not be unpacked: %s", err_text(err));
    restore_said(r, "Every file is as the manifest says: %zu of them", r->manifest.file_count);
    return EXIT_DONE;
}
