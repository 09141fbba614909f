#include "base/limits.h"
#include "platform/backup/backup.h"

#include <dirent.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct crypto_key seed = {{1}}, secret = {{2}};
static const char folder[] = "/tmp/cairn-fuzz-backup-XXXXXX";

/* A file as somebody else may have made it: nothing of it is believed before the signature. */
static void read_container(struct arena *a, const uint8_t *data, size_t size)
{
    struct sealed_reader r;
    struct backup_facts facts;
    struct crypto_box box = crypto_box_of(&secret);
    struct crypto_public_key by = crypto_public(&seed);
    int64_t chunk;
    FILE *in = fmemopen((void *)data, size, "r");
    if (!in) return;
    if (!sealed_open(&r, a, in)) {
        if (!backup_facts_read(a, r.header, &facts)) (void)backup_facts_json(a, &facts);
        (void)sealed_prove(&r, &box, &by, &chunk);
    }
    fclose(in);
}

static void empty_folder(const char *path)
{
    DIR *files = opendir(path);
    int at = files ? dirfd(files) : -1;
    for (struct dirent *e; files && (e = readdir(files));)
        if (e->d_name[0] != '.') unlinkat(at, e->d_name, 0);
    if (files) closedir(files);
    rmdir(path);
}

/* Content as whoever has the signing key may have made it: sealed here, then taken apart. */
static void read_content(struct arena *a, const uint8_t *data, size_t size)
{
    struct sealed_writer w;
    struct sealed_reader r;
    struct backup_manifest manifest;
    struct crypto_box box = crypto_box_of(&secret);
    struct crypto_public_key by = crypto_public(&seed);
    int64_t chunk;
    char path[sizeof folder];
    memcpy(path, folder, sizeof folder);
    FILE *file = tmpfile();
    if (!file || !mkdtemp(path)) BUG("no temporary file");
    sealed_begin(&w, a, file, STR("{}"), &box.open_to);
    sealed_write(&w, data, size);
    MUST(!sealed_end(&w, &seed));
    rewind(file);
    MUST(!sealed_open(&r, a, file) && !sealed_prove(&r, &box, &by, &chunk));
    (void)!backup_unpack(a, &r, path, NULL, &manifest);
    fclose(file);
    empty_folder(path);
}

/* The first byte says what follows. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) return 0;
    struct arena a CLEANUP(arena_release);
    struct backup_manifest manifest;
    crypto_start();
    arena_init(&a, LIMIT_JOB_ARENA);
    if (data[0] == 'c') read_container(&a, data + 1, size - 1);
    if (data[0] == 'z') read_content(&a, data + 1, size - 1);
    if (data[0] == 'm' && !backup_manifest_read(&a, (struct str){(const char *)data + 1, size - 1}, &manifest))
        (void)backup_manifest_json(&a, &manifest);
    return 0;
}
