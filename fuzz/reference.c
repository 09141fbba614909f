/*
 * Any bytes as a file of a published table, of a kind or of one that is to be recognised: a refusal in one plain
 * line, or rows that the loader takes without a single complaint, with lines of the file, and an end whose figures
 * add up. What a table says is read the same
 * when its cells are written again between quotation marks.
 */
#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "care/reference/reference_stage.h"
#include "nhs/vocabulary.h"
#include "wire/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool write_again(void *owner, const struct csv_row *row)
{
    struct buf *b = owner;
    for (size_t i = 0; i < row->n; i++) {
        buf_add(b, i ? STR(",\"") : STR("\""));
        for (size_t k = 0; k < row->cells[i].n; k++) {
            if (row->cells[i].p[k] == '"') buf_byte(b, '"');
            buf_byte(b, row->cells[i].p[k]);
        }
        buf_byte(b, '"');
    }
    buf_byte(b, '\n');
    return true;
}

/* Twice through is the same as once. */
static void check_table(struct arena *a, const struct file_converters *converters, struct str bytes)
{
    struct file_text file;
    struct str why;
    struct buf once = buf_new(a, 4096, 1 << 21), twice = buf_new(a, 4096, 1 << 21);
    if (file_text(a, converters, bytes, &file, &why)) {
        MUST(why.n && utf8_is_plain(why));
        return;
    }
    if (csv_read(a, file.text, csv_delimiter(file.text), write_again, &once, &why)) return;
    MUST(!csv_read(a, buf_str(&once), ',', write_again, &twice, &why));
    MUST(str_eq(buf_str(&once), buf_str(&twice)));
}

static void count_refusal(void *owner, uint64_t line, struct str what, struct str why)
{
    (void)line, (void)what;
    ++*(int64_t *)owner;
    MUST(why.n);
}

/* What the loader is given of an answer is its rows. */
static void check_sorted(struct str answer, struct str rows, int64_t refused)
{
    int64_t heard = 0;
    struct reference_said said = {.owner = &heard, .refused = count_refusal};
    MUST(!reference_answer_sort(&answer, &said) && str_eq(answer, rows));
    MUST(heard == refused && said.rejected == refused);
}

static void check_lines(struct arena *a, enum reference_kind kind, struct str out, size_t lines_of_file)
{
    struct buf rows = buf_new(a, out.n + 1, out.n + 1);
    struct str whole = str_dup(a, out);
    int64_t taken = 0, refused = 0, line = 0, n_rows = -1, n_refused = -1;
    struct stage stage;
    MUST(utf8_is_valid(out, NULL));
    while (out.n) {
        struct str one = str_cut(&out, '\n'), cells = one, word = str_cut(&cells, '\t');
        MUST(n_rows < 0); /* nothing after the end */
        if (str_eq(word, STR("no"))) {
            MUST(str_int(str_cut(&cells, '\t'), 1, (int64_t)lines_of_file, &line));
            refused++;
        } else if (str_eq(word, STR("end"))) {
            MUST(
                str_int(str_cut(&cells, '\t'), 0, INT64_MAX, &n_rows) && str_int(cells, 0, INT64_MAX, &n_refused));
        } else if (str_eq(word, STR("kind"))) {
            int recognised;
            MUST(!kind && vocabulary_find(&reference_kinds, cells, &recognised));
            kind = (enum reference_kind)recognised;
        } else if (!str_eq(word, STR("left"))) {
            taken += str_eq(word, STR("row"));
            buf_add(&rows, one), buf_byte(&rows, '\n');
        }
    }
    MUST(n_rows == taken && n_refused == refused);
    check_sorted(whole, buf_str(&rows), refused);
    MUST(!stage_read(a, kind, buf_str(&rows), &stage) && (int64_t)stage.n_rows == taken);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct file_converters converters;
    static bool opened;
    struct arena a;
    if (size < 1 || size > 1 << 18) return 0;
    enum reference_kind kind = data[0] < 250 ? (enum reference_kind)(1 + data[0] % 5) : REFERENCE_NONE;
    struct str file = {(const char *)data + 1, size - 1};
    size_t lines = 1;
    for (size_t i = 0; i < file.n; i++) lines += file.p[i] == '\n' || file.p[i] == '\r' || file.p[i] == '{';
    crypto_start();
    if (!opened) converters = file_converters_open();
    opened = true;
    arena_init(&a, LIMIT_JOB_ARENA);
    struct str out = reference_read(&a, &converters, kind, file, STR("file"));
    if (str_starts(out, STR("bad\t")))
        MUST(str_ends(out, STR("\n")) && utf8_is_valid(out, NULL));
    else
        check_lines(&a, kind, out, lines);
    check_table(&a, &converters, file);
    arena_release(&a);
    return 0;
}
