/*
 * Any bytes as a table of people: the first row is its heading, the others are people.
 *
 * What a heading is taken for comes back from its text unchanged. A row is refused in one plain line, or its
 * person and records go through the pipe's own form and come out again: what the reader lets through the importer
 * takes.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "wire/file_text.h"
#include "wire/gp_table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct driven {
    struct arena *a;
    struct gp_columns columns;
    struct gp_row row;
    bool headed;
    size_t rows;
};

static void check_columns(struct driven *d, const struct csv_row *heading)
{
    struct gp_columns *again = ARENA_NEW(d->a, struct gp_columns);
    gp_columns_guess(d->a, heading, &d->columns);
    struct str text = gp_columns_text(d->a, &d->columns), lack = gp_columns_lack(&d->columns);
    MUST(!lack.p || utf8_is_plain(lack));
    if (!d->columns.n || gp_columns_from(text, again)) return;
    MUST(again->n == d->columns.n && again->groups == d->columns.groups);
    for (size_t i = 0; i < again->n; i++)
        MUST(again->role[i] == d->columns.role[i] && again->group[i] == d->columns.group[i]);
    MUST(gp_columns_are_of(d->a, again, heading));
}

static void check_through(struct arena *a, struct fhir_row *row)
{
    struct buf b = buf_new(a, 4096, FHIR_ROW_MOST);
    struct fhir_row out;
    size_t needed;
    fhir_row_write(&b, row);
    struct str rest = buf_str(&b);
    MUST(fhir_row_next(&rest, &out, &needed) == ERR_NONE && !rest.n && out.kind == row->kind);
}

static bool take(void *owner, const struct csv_row *row)
{
    struct driven *d = owner;
    if (!d->headed) check_columns(d, row);
    if (d->headed) {
        gp_row_read(d->a, &d->columns, row, &d->row);
        struct fhir_row person = {.kind = FHIR_ROW_PATIENT, .said = d->row.said, .patient = d->row.patient};
        if (d->row.reason.p)
            MUST(d->row.reason.n && utf8_is_valid(d->row.reason, NULL) && utf8_is_plain(d->row.reason));
        else
            check_through(d->a, &person);
        for (size_t i = 0; !d->row.reason.p && i < d->row.n; i++) {
            const struct gp_record *one = &d->row.records[i];
            struct fhir_row record = {.kind = FHIR_ROW_RECORD, .record = one->record};
            if (one->reason.p)
                MUST(utf8_is_valid(one->reason, NULL) && utf8_is_plain(one->reason));
            else
                check_through(d->a, &record);
        }
    }
    d->headed = true;
    return d->rows++ < 200;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct file_converters converters;
    static bool opened;
    struct arena a;
    struct file_text file;
    struct str why, bytes = {(const char *)data, size};
    if (size > 1 << 17) return 0;
    if (!opened) converters = file_converters_open();
    opened = true;
    arena_init(&a, LIMIT_JOB_ARENA);
    struct driven *d = ARENA_NEW(&a, struct driven);
    *d = (struct driven){.a = &a};
    if (file_text(&a, &converters, bytes, &file, &why)) {
        MUST(why.n && utf8_is_plain(why));
    } else {
        char separator = file.look.separator ? file.look.separator : ',';
        enum err err = csv_read(&a, file.text, separator, take, d, &why);
        MUST(!err || err == ERR_REFUSED || (why.n && utf8_is_plain(why)));
    }
    arena_release(&a);
    return 0;
}
