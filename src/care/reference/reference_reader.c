#include "care/reference/reference.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "nhs/vocabulary.h"
#include "platform/sandbox/reader.h"

enum { ROOM = 64 * 1024 };

struct str reference_own_name(struct arena *a, struct str path)
{
    struct str name = path;
    for (size_t i = name.n; i-- > 0;)
        if (name.p[i] == '/' || name.p[i] == '\\') {
            name = str_skip(name, i + 1);
            break;
        }
    for (size_t i = name.n; i-- > 1;)
        if (name.p[i] == '.') {
            name = str_slice(name, 0, i);
            break;
        }
    bool fits = name.n && name.n < sizeof((struct reference_head *)NULL)->called && utf8_is_valid(name, NULL) &&
        utf8_is_plain(name) && !str_starts(name, STR("-")) && !memchr(name.p, '\n', name.n) &&
        !memchr(name.p, '\t', name.n);
    return fits ? str_dup(a, name) : STR("list");
}

struct reference_head reference_head(int kind, struct str own_name, int64_t bytes)
{
    struct reference_head head = {.kind = (uint32_t)kind, .bytes = (uint32_t)bytes};
    MUST(own_name.n < sizeof head.called && bytes >= 0 && bytes <= REFERENCE_FILE_MOST);
    memcpy(head.called, own_name.p, own_name.n);
    return head;
}

static bool read_head(int input, struct arena *a, struct reference_head *ret)
{
    struct buf b = buf_new(a, sizeof *ret, sizeof *ret);
    if (!reader_hear(input, sizeof *ret, &b) || buf_str(&b).n < sizeof *ret) return false;
    memcpy(ret, buf_str(&b).p, sizeof *ret);
    return ret->kind <= REFERENCE_HOLIDAYS && ret->bytes <= REFERENCE_FILE_MOST &&
        !ret->called[sizeof ret->called - 1];
}

bool reference_reader_run(const struct file_converters *converters, int input, int rows)
{
    struct arena file CLEANUP(arena_release), made CLEANUP(arena_release);
    struct reference_head head;
    arena_init(&file, LIMIT_JOB_ARENA);
    arena_init(&made, LIMIT_JOB_ARENA);
    if (!read_head(input, &file, &head)) return false;
    struct buf bytes = buf_new(&file, head.bytes + ROOM, REFERENCE_FILE_MOST + ROOM);
    if (!reader_hear(input, SIZE_MAX, &bytes)) return false;
    return reader_send(rows,
        reference_read(
            &made, converters, (enum reference_kind)head.kind, buf_str(&bytes), str_from_cstr(head.called)));
}

enum err reference_reader_hear(struct arena *a, int rows, int64_t bytes, struct str *ret)
{
    struct buf out = buf_new(a, (size_t)bytes + ROOM, REFERENCE_TEXT_MOST + ROOM);
    bool whole = reader_hear(rows, SIZE_MAX, &out);
    struct str all = *ret = buf_str(&out);
    if (!whole || !str_ends(all, STR("\n"))) return ERR_DAMAGED;
    size_t last = all.n - 1;
    while (last && all.p[last - 1] != '\n') last--;
    struct str end = str_skip(all, last);
    return str_starts(end, STR("end\t")) || str_starts(end, STR("bad\t")) ? ERR_NONE : ERR_DAMAGED;
}

/* ---- the answer ---- */

static enum err sort_line(struct str word, struct str cells, struct reference_said *said, bool *ret_ended)
{
    int64_t number;
    if (str_eq(word, STR("bad"))) {
        said->bad = cells;
        return ERR_INVALID;
    }
    if (str_eq(word, STR("kind")))
        return vocabulary_find(&reference_kinds, cells, &said->kind) ? ERR_NONE : ERR_DAMAGED;
    if (str_eq(word, STR("no"))) {
        struct str place = str_cut(&cells, '\t'), what = str_cut(&cells, '\t');
        if (!str_int(place, 0, INT64_MAX, &number)) return ERR_DAMAGED;
        said->rejected++;
        said->refused(said->owner, (uint64_t)number, what, cells);
        return ERR_NONE;
    }
    *ret_ended = true;
    if (str_eq(word, STR("end"))) return ERR_NONE;
    *ret_ended = false;
    if (!str_eq(word, STR("left")) || !str_int(cells, 0, INT64_MAX, &number)) return ERR_DAMAGED;
    said->left += number;
    return ERR_NONE;
}

enum err reference_answer_sort(struct str *answer, struct reference_said *said)
{
    char *to = (char *)answer->p;
    struct str rest = *answer;
    bool ended = false;
    while (rest.n) {
        struct str line = str_cut(&rest, '\n'), cells = line, word = str_cut(&cells, '\t');
        if (str_eq(word, STR("row")) || str_eq(word, STR("set"))) {
            memmove(to, line.p, line.n);
            to[line.n] = '\n';
            to += line.n + 1;
            continue;
        }
        enum err err = sort_line(word, cells, said, &ended);
        if (err) return err;
    }
    answer->n = (size_t)(to - answer->p);
    return ended ? ERR_NONE : ERR_DAMAGED;
}
