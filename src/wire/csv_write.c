#include "wire/csv_write.h"

#include "base/utf8.h"

/* A character as it may stand in a cell: a space for a line end, nothing for what is not seen. */
static struct str shown(struct str character)
{
    if (character.n == 1 && (unsigned char)character.p[0] < ' ') return STR(" ");
    return utf8_is_plain(character) ? character : STR_NONE;
}

struct str csv_plain(struct arena *a, struct str cell)
{
    if (!utf8_is_valid(cell, NULL)) return STR_NONE; /* text was checked when it came in */
    struct buf out = buf_new(a, cell.n + 1, cell.n + 1);
    for (size_t at = 0; at < cell.n;) {
        size_t from = at;
        (void)utf8_next(cell, &at);
        buf_add(&out, shown(str_slice(cell, from, at)));
    }
    return str_trim(buf_str(&out));
}

static bool begins_like_a_formula(struct str cell)
{
    static const struct str SIGNS[] = {STR_INIT("="), STR_INIT("+"), STR_INIT("-"), STR_INIT("@"),
        STR_INIT("\uFF1D"), STR_INIT("\uFF0B"), STR_INIT("\uFF0D"), STR_INIT("\uFF20"), STR_INIT("\u2212")};
    while (cell.n) { /* blanks of every width are passed over by some */
        bool blank =
            str_starts(cell, STR(" ")) || str_starts(cell, STR("\u00A0")) || str_starts(cell, STR("\u3000"));
        if (!blank) break;
        size_t at = 0;
        (void)utf8_next(cell, &at);
        cell = str_skip(cell, at);
    }
    for (size_t i = 0; i < COUNT_OF(SIGNS); i++)
        if (str_starts(cell, SIGNS[i])) return true;
    return false;
}

static void add_cell(struct buf *out, struct str cell)
{
    struct str plain = csv_plain(out->arena, cell);
    buf_byte(out, '"');
    if (begins_like_a_formula(plain)) buf_byte(out, '\'');
    for (size_t i = 0; i < plain.n; i++) {
        if (plain.p[i] == '"') buf_byte(out, '"');
        buf_byte(out, plain.p[i]);
    }
    buf_byte(out, '"');
}

void csv_begin(struct buf *out)
{
    buf_add(out, STR("\xEF\xBB\xBF"));
}

void csv_row(struct buf *out, const struct str *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i) buf_byte(out, ',');
        add_cell(out, cells[i]);
    }
    buf_add(out, STR("\r\n"));
}
