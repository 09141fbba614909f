/*
 * Fuzzing the JSON reader beside jansson, the slicer beside the reader, and the writer beside both.
 *
 *     clang -fsanitize=fuzzer,address ... fuzz/json.c      (script/fuzz json)
 *
 * Any difference stops the program, but for these, which are meant:
 *   - we refuse more than 32 levels and more than 4,096 names in one object (jansson: 2,048 levels, any number);
 *   - jansson refuses a number that no double or 64-bit integer holds ("1e999"); we keep its text;
 *   - jansson takes a NUL byte after a document for its end ("2\0x" is 2); we refuse it, and compare what is
 * before. Values are compared as jansson_oracle.h writes them down.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "wire/json.h"
#include "wire/json_slice.h"
#include "wire/json_write.h"
#include "wire/tests/jansson_oracle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_again(struct json_writer *w, struct json_value v)
{
    bool yes = false, object = json_kind(v) == JSON_OBJECT;
    switch (json_kind(v)) {
    case JSON_ABSENT: BUG("a parsed document has no absent value");
    case JSON_NULL: json_null(w); break;
    case JSON_BOOL: json_bool(w, json_as_bool(v, &yes) && yes); break;
    case JSON_NUMBER: json_number_text(w, json_as_number(v)); break;
    case JSON_STRING: json_str(w, json_as_text(v)); break;
    case JSON_ARRAY:
    case JSON_OBJECT:
        object ? json_object_begin(w) : json_array_begin(w);
        for (struct json_each e = json_each(v); json_each_next(&e);) {
            if (object) json_name(w, e.name);
            write_again(w, e.value);
        }
        object ? json_object_end(w) : json_array_end(w);
        break;
    }
}

/* What the writer makes of a document is read as the same document. */
static void check_writer(struct arena *a, struct json_value v)
{
    struct buf b = buf_new(a, 256, 64 << 20);
    struct json_writer w = json_writer_new(&b);
    write_again(&w, v);
    json_writer_end(&w);
    struct json_value again;
    struct json_problem problem;
    if (json_parse(a, buf_str(&b), &again, &problem)) BUG("what was written is refused");
    MUST(str_eq(json_form(a, v), json_form(a, again)));
}

/* If every item is good and the slicer is content, the document is good, and the other way round. */
static void check_slicer(struct arena *a, struct str text, enum err whole, struct json_value v)
{
    struct json_items *it = ARENA_NEW(a, struct json_items);
    struct json_piece piece;
    struct json_problem problem = {0};
    struct json_value item;
    enum err err;
    bool good = true, deep = false;
    size_t n = 0;
    json_items_open(it, a, text, STR("e"));
    while (!(err = json_items_next(it, &piece, &problem))) {
        enum err inner = json_piece_parse(a, piece, &item, &problem);
        good = good && !inner;
        deep = deep || inner == ERR_TOO_LARGE;
        n++;
    }
    if (err == ERR_TOO_LARGE || deep || whole == ERR_TOO_LARGE) return;
    if (whole || json_kind(v) != JSON_OBJECT || (it->found && json_kind(json_get(v, STR("e"))) != JSON_ARRAY)) {
        MUST(err != ERR_NOT_FOUND || !good);
        return;
    }
    struct json_value items = json_get(v, STR("e"));
    if (json_kind(items) != JSON_ABSENT && json_kind(items) != JSON_ARRAY) return;
    MUST(err == ERR_NOT_FOUND && good && n == json_size(items));
}

static void check_lines(struct arena *a, struct str text)
{
    struct json_lines l = {0};
    struct json_piece line;
    struct json_problem problem;
    struct json_value v;
    json_lines_window(&l, str_slice(text, 0, text.n / 2), false);
    while (!json_lines_next(&l, &line, &problem)) MUST(json_piece_parse(a, line, &v, &problem) != ERR_IO);
    json_lines_window(&l, str_slice(text, text.n / 2 - l.rest.n, text.n), true);
    while (!json_lines_next(&l, &line, &problem)) MUST(json_piece_parse(a, line, &v, &problem) != ERR_IO);
    MUST(l.rest.n == 0);
}

static void check_jansson(struct arena *a, struct str text, enum err err, struct json_value v)
{
    struct str theirs = STR_NONE;
    size_t nul;
    if (err && str_find(text, '\0', &nul)) {
        struct json_problem problem;
        text = str_slice(text, 0, nul);
        err = json_parse(a, text, &v, &problem);
    }
    enum jansson_says says = jansson_reads(a, text, &theirs);
    if (err == ERR_TOO_LARGE || says == JANSSON_NUMBER_TOO_LARGE) return;
    if ((says == JANSSON_ACCEPTS) != (err == ERR_NONE)) BUG("ours %d, jansson %d", err, says);
    if (!err) MUST(str_eq(json_form(a, v), theirs));
}

/* With little memory, wherever it ends: the same answer, or ERR_TOO_LARGE. */
static void check_small(struct arena *a, struct str text, enum err err, struct json_value v)
{
    for (size_t room = 64; room <= 16384; room *= 4) {
        struct arena small = {0};
        struct json_value again;
        struct json_problem problem = {0};
        arena_init(&small, room);
        enum err with_little = json_parse(&small, text, &again, &problem);
        MUST(with_little == err || with_little == ERR_TOO_LARGE);
        if (!with_little) MUST(str_eq(json_form(a, v), json_form(a, again)));
        arena_release(&small);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    arena_init(&a, (size_t)512 << 20);
    struct str text = {(const char *)data, size};
    struct json_value v = {0};
    struct json_problem problem = {0};
    enum err err = json_parse(&a, text, &v, &problem);
    if (err) MUST(problem.line && problem.column && problem.what.n && json_problem_text(&a, &problem).n);
    check_jansson(&a, text, err, v);
    check_slicer(&a, text, err, v);
    check_lines(&a, text);
    check_small(&a, text, err, v);
    if (!err) check_writer(&a, v);
    arena_release(&a);
    return 0;
}
