/* `cairn backup-key` and `cairn backup`: the pair of keys, and a sealed copy of everything. */
#include "app/backup_command.h"

#include "app/backup_control.h"
#include "app/backup_seal.h"
#include "app/command.h"
#include "base/utf8.h"
#include "platform/installation/installation.h"
#include "wire/json_write.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const BACKUP_SWITCHES[] = {"json", NULL};
const char *const BACKUP_KEY_SWITCHES[] = {"replace", NULL};

static const char *path_in(struct arena *a, const char *directory, const char *name)
{
    return str_cstr(a, str_printf(a, "%s/%s", directory, name));
}

/* ---- cairn backup ---- */

struct backing_up {
    struct sealing s;
    struct backup_place place;
    struct backup_begun begun;
    struct instance instance;
    bool opened, json;
    int lock;
};

static int explain(const struct backing_up *b, enum err err)
{
    if (err == ERR_FULL) return command_failed(EXIT_REFUSED, "no backup was made: there is no space left");
    if (err == ERR_DAMAGED)
        return command_failed(EXIT_DATA, "no backup was made: the data is damaged. `cairn check` says where");
    if (err == ERR_NOT_FOUND)
        return command_failed(EXIT_REFUSED, "no backup was made: the server stopped meanwhile. Try again");
    if (err == ERR_EXISTS)
        return command_failed(
            EXIT_REFUSED, "%s has come to be there meanwhile. A backup never replaces another", b->s.file);
    if (err == ERR_REFUSED)
        return command_failed(EXIT_REFUSED, "no backup was made: the running server is of another version");
    return command_failed(EXIT_REFUSED, "no backup was made in %s: %s", b->s.file, err_text(err));
}

static int64_t all_rows(const struct db_table_list *tables)
{
    int64_t rows = 0;
    for (size_t i = 0; i < tables->n; i++) rows += tables->items[i].rows;
    return rows;
}

static void print_json(const struct backing_up *b, int64_t took_us)
{
    const struct backup_facts *f = &b->s.manifest.facts;
    struct buf out = buf_new(b->s.a, 1024, 16 * 1024);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    json_name(&w, STR("file")), json_str(&w, str_from_cstr(b->s.file));
    json_name(&w, STR("sequence")), json_int(&w, f->sequence);
    json_name(&w, STR("made")), json_str(&w, instant_iso(b->s.a, f->made_at));
    json_name(&w, STR("bytes")), json_int(&w, b->s.bytes);
    json_name(&w, STR("tables")), json_int(&w, (int64_t)b->s.manifest.tables.n);
    json_name(&w, STR("rows")), json_int(&w, all_rows(&b->s.manifest.tables));
    json_name(&w, STR("schema")), json_int(&w, f->schema);
    json_name(&w, STR("audit_head")), json_str(&w, f->audit_head);
    json_name(&w, STR("key")), json_str(&w, f->key_id);
    json_name(&w, STR("milliseconds")), json_int(&w, took_us / 1000);
    json_name(&w, STR("longest_step_us")), json_int(&w, b->begun.longest_step_us);
    json_object_end(&w);
    json_writer_end(&w);
    printf("%.*s\n", STR_ARG(buf_str(&out)));
}

static void say_made(const struct backing_up *b, int64_t took_us)
{
    if (b->json) {
        print_json(b, took_us);
        return;
    }
    printf("Backup %lld is in %s: %.1f MB, %lld rows of %zu tables, in %.1f seconds.\n"
           "It opens only with the private key that belongs to %.*s. Prove that it can be restored:\n"
           "    cairn restore --prove %s --key PRIVATE-KEY-FILE --data %s\n",
        (long long)b->begun.sequence, b->s.file, (double)b->s.bytes / 1e6,
        (long long)all_rows(&b->s.manifest.tables), b->s.manifest.tables.n, (double)took_us / 1e6,
        STR_ARG(b->s.manifest.facts.key_id), b->s.file, b->s.directory);
}

static int make(struct backing_up *b)
{
    int64_t began = clock_monotonic_us();
    enum err err = backup_place_copy(&b->place, &b->begun);
    if (err) return explain(b, err);
    b->s.manifest.facts.sequence = b->begun.sequence;
    b->s.manifest.facts.made_at = b->begun.made_at;
    progress_begin(&b->s.progress, "Sealing", b->json);
    err = backup_seal(&b->s);
    progress_end(&b->s.progress);
    if (err) return explain(b, err == ERR_NOT_FOUND ? ERR_IO : err);
    err = backup_place_done(&b->place, b->begun.sequence, b->s.bytes);
    say_made(b, clock_monotonic_us() - began);
    if (!err) return EXIT_DONE;
    return command_failed(
        EXIT_REFUSED, "the backup is whole, but that it was made could not be noted: %s", err_text(err));
}

static int take_lock(struct backing_up *b)
{
    b->lock = open(path_in(b->s.a, b->s.directory, "backup.lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (b->lock < 0) return command_failed(EXIT_DATA, "%s can't be written to", b->s.directory);
    if (flock(b->lock, LOCK_EX | LOCK_NB) == 0) return EXIT_DONE;
    return command_failed(EXIT_REFUSED, "another backup of %s is being made", b->s.directory);
}

static int prepare(struct backing_up *b, struct arguments *args)
{
    int talk;
    struct str database;
    int status = command_database(b->s.a, args, b->s.directory, &database);
    if (status) return status;
    if (database.n)
        return command_failed(
            EXIT_REFUSED, "no backup was made: the data is on PostgreSQL, which is backed up by its own means");
    crypto_start();
    enum err err = crypto_keys_read(b->s.directory, &b->s.keys);
    if (err == ERR_NOT_FOUND) return command_failed(EXIT_DATA, "%s holds no installation", b->s.directory);
    if (err) return command_failed(EXIT_DATA, "the keys in %s: %s", b->s.directory, err_text(err));
    err = backup_public_read(b->s.directory, &b->s.to);
    if (err == ERR_NOT_FOUND)
        return command_failed(EXIT_REFUSED,
            "there is no key to seal backups with. Make a pair first:\n"
            "    cairn backup-key --data %s --private FILE",
            b->s.directory);
    if (err) return command_failed(EXIT_DATA, "%s/backup.key: %s", b->s.directory, err_text(err));
    struct stat there; /* a link that leads nowhere is there as well */
    if (lstat(b->s.file, &there) == 0)
        return command_failed(EXIT_REFUSED, "%s is there already. A backup never replaces another", b->s.file);
    status = take_lock(b);
    if (status) return status;
    b->place.directory = b->s.directory;
    if (!control_connect(b->s.directory, &talk)) {
        close(talk);
        return command_flags_known(args);
    }
    status = instance_open(b->s.a, args, &b->instance);
    b->opened = !status;
    b->place.app = &b->instance.app;
    return status;
}

int backup_command(struct arena *a, struct arguments *args)
{
    struct backing_up b = {.s.a = a, .json = arguments_switch(args, "json"), .lock = -1};
    struct str data = arguments_flag(args, "data");
    if (args->rest.n != 1 || !data.n)
        return command_usage(command_find(STR("backup")), STR("say whose data, and the file to write"));
    if (!utf8_is_valid(args->rest.items[0], NULL))
        return command_usage(command_find(STR("backup")), STR("the file's name is not valid UTF-8"));
    b.s.directory = str_cstr(a, data);
    b.s.file = str_cstr(a, args->rest.items[0]);
    b.s.copy = path_in(a, b.s.directory, BACKUP_COPY);
    int status = prepare(&b, args);
    if (!status) status = make(&b);
    if (b.opened) instance_close(&b.instance);
    crypto_keys_forget(&b.s.keys);
    if (b.lock >= 0) close(b.lock);
    return status;
}

/* ---- cairn backup-key ---- */

static int read_installation(struct arena *a, const char *directory, struct uuid *ret)
{
    struct db *db;
    struct installation installation;
    const struct scope system = {.everybody = true};
    enum err err = db_open(path_in(a, directory, "cairn.db"), DB_READER, &db);
    if (!err) {
        db_bind(db, a, &system, NULL);
        err = installation_read(db, &installation);
        db_unbind(db);
        db_close(db);
    }
    if (err) return command_failed(EXIT_DATA, "%s could not be read: %s", directory, err_text(err));
    *ret = installation.key;
    return EXIT_DONE;
}

static int make_pair(struct arena *a, const char *directory, const char *file, const struct crypto_keys *keys)
{
    struct backup_private key = {.box = crypto_box_new(), .signer = crypto_public(&keys->audit_sign)};
    int status = read_installation(a, directory, &key.installation);
    if (status) return status;
    enum err err = backup_private_write(file, &key);
    if (err == ERR_EXISTS) return command_failed(EXIT_REFUSED, "%s is there already; nothing was changed", file);
    if (err) return command_failed(EXIT_REFUSED, "%s could not be written: %s", file, err_text(err));
    err = backup_public_write(directory, &key.box.open_to);
    struct str id = backup_key_id(a, &key.box.open_to);
    crypto_forget(&key, sizeof key);
    if (err) return command_failed(EXIT_DATA, "%s/backup.key could not be written: %s", directory, err_text(err));
    printf("Backups of %s are sealed to the key %.*s from now on.\n"
           "The private key is in %s. Move it away from this machine, to two places that don't burn together:\n"
           "without it no backup can be restored, and whoever has it can read every backup.\n",
        directory, STR_ARG(id), file);
    return EXIT_DONE;
}

int backup_key_command(struct arena *a, struct arguments *args)
{
    struct crypto_keys keys;
    struct crypto_public_key known;
    struct str data = arguments_flag(args, "data"), file = arguments_flag(args, "private");
    bool replace = arguments_switch(args, "replace");
    if (args->rest.n || !data.n || !file.n)
        return command_usage(
            command_find(STR("backup-key")), STR("say whose data, and where the private key goes"));
    int status = command_flags_known(args);
    if (status) return status;
    crypto_start();
    const char *directory = str_cstr(a, data);
    enum err err = crypto_keys_read(directory, &keys);
    if (err == ERR_NOT_FOUND) return command_failed(EXIT_DATA, "%s holds no installation", directory);
    if (err) return command_failed(EXIT_DATA, "the keys in %s: %s", directory, err_text(err));
    if (!replace && backup_public_read(directory, &known) != ERR_NOT_FOUND)
        return command_failed(EXIT_REFUSED,
            "there is a key already. With --replace, later backups are sealed to a new one; keep the old private "
            "key for the older backups");
    status = make_pair(a, directory, str_cstr(a, file), &keys);
    crypto_keys_forget(&keys);
    return status;
}
