/* Spreadsheets of Excel's own kind, by libxlsxwriter: a row is on the disk as soon as the next begins. */
#include "platform/sheet/sheet_own.h"

#include <xlsxwriter.h>

#include "wire/csv_write.h"

enum { COLUMN_WIDTH = 18, CELL_MOST = 1000 }; /* characters; a cell of theirs holds 32,767 */

struct workbook {
    lxw_workbook *book;
    lxw_worksheet *page;
    lxw_format *bold;
    lxw_row_t rows;
    bool failed;
};

struct workbook *workbook_begin(struct arena *a, const char *path, const char *tmp)
{
    struct workbook *w = ARENA_NEW(a, struct workbook);
    char *folder = arena_alloc(a, strlen(tmp) + 1, 1);
    memcpy(folder, tmp, strlen(tmp) + 1);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = folder};
    w->book = workbook_new_opt(path, &options);
    w->page = w->book ? workbook_add_worksheet(w->book, "List") : NULL;
    w->bold = w->book ? workbook_add_format(w->book) : NULL;
    w->failed = !w->page || !w->bold;
    if (w->failed) return w;
    format_set_bold(w->bold);
    worksheet_freeze_panes(w->page, 1, 0);
    worksheet_repeat_rows(w->page, 0, 0);
    worksheet_set_landscape(w->page);
    worksheet_set_column(w->page, 0, SHEET_COLUMNS_MOST - 1, COLUMN_WIDTH, NULL);
    return w;
}

/* Each is written as a string, so nothing in it is ever a formula, a number or a date. */
void workbook_row(struct workbook *w, struct arena *scratch, const struct str *cells, size_t n, bool heading)
{
    for (size_t i = 0; i < n && !w->failed; i++) {
        const char *text = str_cstr(scratch, csv_plain(scratch, str_slice(cells[i], 0, CELL_MOST)));
        lxw_error error = worksheet_write_string(w->page, w->rows, (lxw_col_t)i, text, heading ? w->bold : NULL);
        w->failed = error != LXW_NO_ERROR;
    }
    w->rows++;
}

bool workbook_write(struct workbook *w)
{
    return w->book && workbook_close(w->book) == LXW_NO_ERROR && !w->failed;
}
