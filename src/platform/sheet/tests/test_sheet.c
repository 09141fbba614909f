/* Files of tables: whole, without a name, and in no more memory for many rows than for few. */
#include "platform/sheet/sheet.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "base/tests/check.h"
#include "platform/crypto.h"

static struct arena arena, scratch;
static char folder[] = "/tmp/cairn-sheet-XXXXXX";

static const struct str HEADINGS[] = {STR_INIT("Name"), STR_INIT("NHS number")};
static const struct str CELLS[] = {STR_INIT("=HYPERLINK(\"http://x\")"), STR_INIT("999 214 3061")};

static int make(enum sheet_kind kind, int rows, uint64_t *ret_bytes)
{
    struct sheet *s;
    int file;
    assert_int_equal(sheet_begin(&arena, kind, str_from_cstr(folder), HEADINGS, 2, &s), ERR_NONE);
    for (int i = 0; i < rows; i++) {
        arena_reset(&scratch);
        sheet_row(s, &scratch, CELLS);
    }
    assert_int_equal(sheet_end(s, &file, ret_bytes), ERR_NONE);
    return file;
}

static int files_left(void)
{
    struct str exports = str_printf(&arena, "%s/exports", folder);
    DIR *all = opendir(str_cstr(&arena, exports));
    int n = 0;
    assert_non_null(all);
    for (struct dirent *one; (one = readdir(all));) n += one->d_name[0] != '.';
    closedir(all);
    return n;
}

static void test_a_csv_holds_its_headings_and_rows(void **state)
{
    (void)state;
    uint64_t bytes;
    char text[512] = "";
    int file = make(SHEET_CSV, 1, &bytes);
    assert_true(pread(file, text, sizeof text - 1, 0) == (ssize_t)bytes);
    close(file);
    assert_string_equal(text,
        "\xEF\xBB\xBF\"Name\",\"NHS number\"\r\n"
        "\"'=HYPERLINK(\"\"http://x\"\")\",\"999 214 3061\"\r\n");
    assert_int_equal(files_left(), 0);
}

static void test_a_workbook_is_a_whole_archive_and_has_no_name_any_more(void **state)
{
    (void)state;
    uint64_t bytes;
    struct stat info;
    char head[4];
    int file = make(SHEET_XLSX, 3, &bytes);
    assert_int_equal(pread(file, head, 4, 0), 4);
    assert_memory_equal(head, "PK\3\4", 4);
    assert_int_equal(fstat(file, &info), 0);
    assert_int_equal(info.st_size, bytes);
    assert_int_equal(info.st_nlink, 0);
    close(file);
    assert_int_equal(files_left(), 0);
}

static void test_nothing_is_left_of_what_was_abandoned(void **state)
{
    (void)state;
    for (enum sheet_kind kind = SHEET_CSV; kind <= SHEET_XLSX; kind++) {
        struct sheet *s;
        assert_int_equal(sheet_begin(&arena, kind, str_from_cstr(folder), HEADINGS, 2, &s), ERR_NONE);
        sheet_row(s, &scratch, CELLS);
        sheet_abandon(s);
        assert_int_equal(files_left(), 0);
    }
}

static void test_what_a_killed_server_left_is_swept(void **state)
{
    (void)state;
    const char *path = str_cstr(&arena, str_printf(&arena, "%s/exports/left", folder));
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    fclose(f);
    assert_int_equal(files_left(), 1);
    sheet_sweep(&arena, str_from_cstr(folder));
    assert_int_equal(files_left(), 0);
}

static void test_a_folder_that_cant_be_written_is_said(void **state)
{
    (void)state;
    struct sheet *s;
    for (enum sheet_kind kind = SHEET_CSV; kind <= SHEET_XLSX; kind++)
        assert_int_equal(sheet_begin(&arena, kind, STR("/no/such/folder"), HEADINGS, 2, &s), ERR_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SENTENCE("a CSV holds its headings and rows", test_a_csv_holds_its_headings_and_rows),
        SENTENCE("a workbook is a whole archive and has no name any more",
            test_a_workbook_is_a_whole_archive_and_has_no_name_any_more),
        SENTENCE("nothing is left of what was abandoned", test_nothing_is_left_of_what_was_abandoned),
        SENTENCE("what a killed server left is swept", test_what_a_killed_server_left_is_swept),
        SENTENCE("a folder that can't be written is said", test_a_folder_that_cant_be_written_is_said),
    };
    crypto_start();
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    arena_init(&scratch, LIMIT_REQUEST_ARENA);
    if (!mkdtemp(folder)) return 1;
    int failed = cmocka_run_group_tests_name("sheets", tests, NULL, NULL);
    rmdir(str_cstr(&arena, str_printf(&arena, "%s/exports", folder)));
    rmdir(folder);
    arena_release(&arena);
    arena_release(&scratch);
    return failed;
}
