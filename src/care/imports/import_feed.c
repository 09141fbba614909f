#include "care/imports/import_feed.h"

#include "care/imports/import_reader.h"
#include "platform/sandbox/reader.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FOLDERS_DEEP = 8, FILES_MOST = 1000000 };

static void add_file(struct arena *a, struct import_files *files, const char *path, size_t given, int64_t bytes)
{
    if (files->n == files->room) {
        size_t room = files->room ? 2 * files->room : 256;
        struct import_file *items = ARENA_ARRAY(a, struct import_file, room);
        if (files->n) memcpy(items, files->items, files->n * sizeof *items);
        files->items = items;
        files->room = room;
    }
    files->items[files->n++] = (struct import_file){.path = path, .given = given, .bytes = bytes};
    files->bytes += bytes;
}

static bool is_wanted(struct str name, bool tables)
{
    static const struct str ENDINGS[] = {STR_INIT(".json"), STR_INIT(".ndjson"), STR_INIT(".jsonl"),
        STR_INIT(".csv"), STR_INIT(".tsv"), STR_INIT(".txt")};
    bool rejected = str_ends(name, STR(".rejected.csv")); /* our own, of the last time */
    for (size_t i = 0; i < (tables ? COUNT_OF(ENDINGS) : 3); i++)
        if (str_ends(name, ENDINGS[i])) return !rejected && !str_starts(name, STR("."));
    return false;
}

/* What a folder holds that is not taken, so that it can be said where nothing is. */
struct others {
    const char *first;
    size_t n;
};

static int not_hidden(const struct dirent *e)
{
    return e->d_name[0] != '.';
}

static void add_folder(
    struct arena *a, struct import_files *files, const char *path, size_t given, int depth, struct others *others)
{
    struct dirent **entries = NULL;
    int n = depth < FOLDERS_DEEP ? scandir(path, &entries, not_hidden, alphasort) : 0;
    for (int i = 0; i < n; i++) {
        const char *inside = str_cstr(a, str_printf(a, "%s/%s", path, entries[i]->d_name));
        struct stat s;
        bool there = stat(inside, &s) == 0 && files->n < FILES_MOST;
        bool wanted = is_wanted(str_from_cstr(entries[i]->d_name), files->tables);
        if (there && S_ISDIR(s.st_mode)) add_folder(a, files, inside, given, depth + 1, others);
        if (there && S_ISREG(s.st_mode) && wanted) add_file(a, files, inside, given, s.st_size);
        if (there && S_ISREG(s.st_mode) && !wanted && !others->n++)
            others->first = str_cstr(a, str_from_cstr(entries[i]->d_name));
        free(entries[i]);
    }
    free(entries);
}

static struct str nothing_in(struct arena *a, const char *path, const struct others *others, bool tables)
{
    if (tables) return str_printf(a, "%s: no .csv, .tsv, .txt or .json file in it", path);
    if (!others->n) return str_printf(a, "%s: no .json, .ndjson or .jsonl file in it", path);
    return str_printf(a,
        "%s: no .json, .ndjson or .jsonl file in it, only %zu of other kinds, such as %s. FHIR comes as bundles "
        "or "
        "NDJSON. Name a file itself to be told what it is",
        path, others->n, others->first);
}

enum err import_files_find(
    struct arena *a, char *const *paths, size_t n, bool tables, struct import_files *ret, struct str *ret_why)
{
    struct import_files files = {.tables = tables};
    for (size_t i = 0; i < n; i++) {
        struct stat s;
        struct others others = {0};
        size_t before = files.n;
        if (stat(paths[i], &s) != 0 || access(paths[i], R_OK) != 0) {
            *ret_why = str_printf(a, "%s: %s", paths[i], strerror(errno));
            return ERR_NOT_FOUND;
        }
        if (S_ISDIR(s.st_mode))
            add_folder(a, &files, paths[i], i, 0, &others);
        else if (S_ISREG(s.st_mode))
            add_file(a, &files, paths[i], i, s.st_size);
        if (files.n == before) {
            *ret_why = S_ISDIR(s.st_mode) ?
                nothing_in(a, paths[i], &others, files.tables) :
                str_printf(a, "%s: not a file that can be read again from its beginning", paths[i]);
            return ERR_NOT_FOUND;
        }
    }
    *ret = files;
    return ERR_NONE;
}

/* ---- sending ---- */

static bool send_all(int fd, const void *bytes, size_t n)
{
    const char *p = bytes;
    while (n) {
        ssize_t sent = write(fd, p, n);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        p += sent;
        n -= (size_t)sent;
    }
    return true;
}

static bool send_file(int to, const struct import_files *files, uint32_t number, uint32_t pass, char *buffer)
{
    const struct import_file *file = &files->items[number];
    struct import_block block = {.file = number, .pass = pass};
    int fd = open(file->path, O_RDONLY | O_CLOEXEC);
    struct str path = str_from_cstr(file->path);
    if (str_ends(path, STR(".ndjson")) || str_ends(path, STR(".jsonl"))) block.flags = IMPORT_BLOCK_LINES;
    if (files->tables) block.flags |= IMPORT_BLOCK_TABLES;
    bool fault = fd < 0;
    while (!fault) {
        ssize_t n = read(fd, buffer, IMPORT_BLOCK_BYTES);
        if (n < 0 && errno == EINTR) continue;
        fault = n < 0;
        if (n <= 0) break;
        block.bytes = (uint32_t)n;
        if (send_all(to, &block, sizeof block) && send_all(to, buffer, (size_t)n)) continue;
        close(fd);
        return false;
    }
    if (fd >= 0) close(fd);
    block.bytes = 0;
    if (fault) block.flags |= IMPORT_BLOCK_FAULT;
    return send_all(to, &block, sizeof block);
}

static bool send_columns(int to, struct str columns)
{
    const struct import_block block = {
        .pass = IMPORT_PASS_ACTORS, .bytes = (uint32_t)columns.n, .flags = IMPORT_BLOCK_COLUMNS};
    return !columns.n || (send_all(to, &block, sizeof block) && send_all(to, columns.p, columns.n));
}

static void *feed_files(void *arg)
{
    const struct import_feed *feed = arg;
    static _Thread_local char buffer[IMPORT_BLOCK_BYTES];
    bool heard = send_columns(feed->input, feed->files->columns);
    for (uint32_t pass = IMPORT_PASS_ACTORS; heard && pass <= IMPORT_PASS_RECORDS; pass++)
        for (size_t i = 0; heard && i < feed->files->n; i++)
            if (!feed->files->items[i].left_out)
                heard = send_file(feed->input, feed->files, (uint32_t)i, pass, buffer);
    const struct import_block end = {0};
    if (heard)
        (void)send_all(feed->input, &end, sizeof end); /* a reader that is gone is found by import_feed_end */
    close(feed->input);
    return NULL;
}

enum err import_feed_start(const struct import_files *files, const char *program, struct import_feed *ret)
{
    int in[2], out[2];
    if (pipe2(in, O_CLOEXEC)) return ERR_IO;
    if (pipe2(out, O_CLOEXEC)) {
        close(in[0]), close(in[1]);
        return ERR_IO;
    }
    (void)fcntl(in[0], F_SETPIPE_SZ, 1 << 20); /* larger pipes are faster, smaller ones do */
    (void)fcntl(out[0], F_SETPIPE_SZ, 1 << 20);
    *ret = (struct import_feed){.files = files, .input = in[1], .rows = out[0]};
    int failed = reader_spawn(program, IMPORT_READER_WORD, in[0], out[1], &ret->child);
    close(in[0]), close(out[1]);
    if (!failed) failed = pthread_create(&ret->thread, NULL, feed_files, ret);
    if (!failed) return ERR_NONE;
    close(in[1]), close(out[0]);
    return ERR_IO;
}

enum err import_feed_end(struct import_feed *feed)
{
    int status = 0;
    close(feed->rows);
    pthread_join(feed->thread, NULL);
    while (waitpid(feed->child, &status, 0) < 0 && errno == EINTR) continue;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? ERR_NONE : ERR_DAMAGED;
}
