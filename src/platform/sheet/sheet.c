#include "platform/sheet/sheet_own.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "platform/crypto.h"
#include "wire/csv_write.h"

enum { ROW_BYTES = 1024, ROW_BYTES_MOST = 64 * 1024 };

struct sheet {
    enum sheet_kind kind;
    size_t columns;
    const char *folder, *path; /* path: while the file has a name */
    int file;                  /* of a CSV, which has none from the beginning; -1: none */
    struct workbook *book;
    enum err failed;
};

static enum err why(void)
{
    return errno == ENOSPC || errno == EDQUOT ? ERR_FULL : ERR_IO;
}

static const char *folder_of(struct arena *a, struct str directory)
{
    return str_cstr(a, str_printf(a, "%.*s/exports", STR_ARG(directory)));
}

/* A file of ours alone that nobody else finds. */
static int open_nameless(const char *path)
{
    int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file >= 0) unlink(path);
    return file;
}

static void write_all(struct sheet *s, struct str bytes)
{
    while (bytes.n && !s->failed) {
        ssize_t n = write(s->file, bytes.p, bytes.n);
        if (n < 0 && errno != EINTR) s->failed = why();
        if (n > 0) bytes = str_skip(bytes, (size_t)n);
    }
}

static void put_csv(struct sheet *s, struct arena *scratch, const struct str *cells, bool first)
{
    struct buf out = buf_new(scratch, ROW_BYTES, ROW_BYTES_MOST);
    if (first) csv_begin(&out);
    csv_row(&out, cells, s->columns);
    MUST(!out.overflow);
    write_all(s, buf_str(&out));
}

static void put(struct sheet *s, struct arena *scratch, const struct str *cells, bool first)
{
    if (s->failed) return;
    if (s->kind == SHEET_CSV)
        put_csv(s, scratch, cells, first);
    else
        workbook_row(s->book, scratch, cells, s->columns, first);
}

enum err sheet_begin(struct arena *a, enum sheet_kind kind, struct str directory, const struct str *headings,
    size_t n, struct sheet **ret)
{
    MUST(n && n <= SHEET_COLUMNS_MOST);
    struct sheet *s = ARENA_NEW(a, struct sheet);
    struct str token = crypto_token_new(a);
    *s = (struct sheet){.kind = kind, .columns = n, .folder = folder_of(a, directory), .file = -1};
    s->path = str_cstr(a, str_printf(a, "%s/%.*s", s->folder, STR_ARG(token)));
    if (mkdir(s->folder, 0700) && errno != EEXIST) return why();
    if (kind == SHEET_CSV && (s->file = open_nameless(s->path)) < 0) return why();
    if (kind == SHEET_XLSX) s->book = workbook_begin(a, s->path, s->folder);
    put(s, a, headings, true);
    *ret = s;
    return ERR_NONE;
}

void sheet_row(struct sheet *s, struct arena *scratch, const struct str *cells)
{
    put(s, scratch, cells, false);
}

/* The library makes the file as it closes the workbook; its name goes as soon as it is open. */
static void finish_book(struct sheet *s)
{
    bool written = workbook_write(s->book);
    s->book = NULL;
    s->file = open(s->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (s->file < 0 && !s->failed) s->failed = why();
    unlink(s->path);
    if (!written && !s->failed) s->failed = ERR_IO;
}

enum err sheet_end(struct sheet *s, int *ret_file, uint64_t *ret_bytes)
{
    struct stat info;
    if (s->book) finish_book(s);
    if (!s->failed && fstat(s->file, &info)) s->failed = why();
    if (s->failed) {
        sheet_abandon(s);
        return s->failed;
    }
    *ret_file = s->file;
    *ret_bytes = (uint64_t)info.st_size;
    s->file = -1;
    return ERR_NONE;
}

void sheet_abandon(struct sheet *s)
{
    if (s->book) finish_book(s);
    if (s->file >= 0) close(s->file);
    s->file = -1;
}

struct str sheet_type(enum sheet_kind kind)
{
    return kind == SHEET_CSV ? STR("text/csv; charset=utf-8") :
                               STR("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
}

struct str sheet_ending(enum sheet_kind kind)
{
    return kind == SHEET_CSV ? STR(".csv") : STR(".xlsx");
}

void sheet_sweep(struct arena *a, struct str directory)
{
    const char *folder = folder_of(a, directory);
    DIR *all = opendir(folder);
    if (!all) return;
    int64_t swept = 0;
    for (struct dirent *one; (one = readdir(all));)
        swept += one->d_name[0] != '.' && !unlinkat(dirfd(all), one->d_name, 0);
    closedir(all);
    if (swept) log_event(LOG_INFO, "sheet.swept", LOG_NUMBER("files", swept));
}
