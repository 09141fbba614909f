#include "embed.h"

#include "base/buf.h"

#include <sodium.h>

enum { MOST_FILES = 64, LARGEST_EDITED = 4 * 1024 * 1024 };

struct reader {
    struct arena *a;
    const struct embed_options *o;
    struct embed_files files;
    struct str how; /* the last word of the file's line: "hashed", or an address */
    int line;
};

static void wrong(const struct reader *r, const char *what, struct str word)
{
    embed_fail("%s:%d: %s: %.*s", r->o->manifest, r->line, what, STR_ARG(word));
}

/* The next word of a line: up to a space, or text in quotes. Empty at the end. */
static struct str next_word(const struct reader *r, struct str *rest)
{
    struct str s = str_trim(*rest);
    size_t end;
    if (s.n && s.p[0] == '"') {
        struct str text = str_skip(s, 1);
        if (!str_find(text, '"', &end)) wrong(r, "a quote is not closed", s);
        *rest = str_skip(text, end + 1);
        return str_slice(text, 0, end);
    }
    if (!str_find(s, ' ', &end)) end = s.n;
    *rest = str_skip(s, end);
    return str_slice(s, 0, end);
}

static bool find_text(struct str s, struct str part, size_t *ret_at)
{
    const char *p = s.n ? memmem(s.p, s.n, part.p, part.n) : NULL;
    if (p) *ret_at = (size_t)(p - s.p);
    return p;
}

enum { ANY_TIMES = 0 }; /* of our own files, which may change at will */

/* Each `what` (to the end of the next `until`, where given) becomes `by`; it must be there `times` times. */
static struct str replace(
    const struct reader *r, struct str s, struct str what, struct str until, struct str by, int64_t times)
{
    struct buf b = buf_new(r->a, s.n + 1, LARGEST_EDITED);
    int64_t found = 0;
    size_t at, end;
    while (find_text(s, what, &at)) {
        buf_add(&b, str_slice(s, 0, at));
        buf_add(&b, by);
        s = str_skip(s, at + what.n);
        if (until.n) {
            if (!find_text(s, until, &end)) wrong(r, "the end of what is cut is missing", until);
            s = str_skip(s, end + until.n);
        }
        found++;
    }
    buf_add(&b, s);
    if (times != ANY_TIMES && found != times)
        embed_fail("%s:%d: \"%.*s\" is there %d times, not %d: has the library changed?", r->o->manifest, r->line,
            STR_ARG(what), (int)found, (int)times);
    return buf_str(&b);
}

static struct embed_file *current(const struct reader *r)
{
    if (!r->files.n) wrong(r, "an edit before any file", STR(""));
    return &r->files.items[r->files.n - 1];
}

static int64_t count_word(const struct reader *r, struct str *rest)
{
    struct str word = next_word(r, rest);
    int64_t n = ANY_TIMES;
    if (str_eq(word, STR("every"))) return n;
    if (!str_int(word, 1, 1000, &n)) wrong(r, "not a count", word);
    return n;
}

static void edit_cut(const struct reader *r, struct str rest)
{
    int64_t times = count_word(r, &rest);
    struct str what = next_word(r, &rest), to = next_word(r, &rest), until = next_word(r, &rest);
    if (!what.n || (to.n && (!str_eq(to, STR("to")) || !until.n))) wrong(r, "cut N \"text\" [to \"text\"]", what);
    current(r)->content = replace(r, current(r)->content, what, until, STR(""), times);
}

static void edit_address(const struct reader *r, struct str rest)
{
    int64_t times = count_word(r, &rest);
    struct str name = next_word(r, &rest);
    for (size_t i = 0; i + 1 < r->files.n; i++) {
        if (!str_eq(r->files.items[i].name, name)) continue;
        struct str mark = str_printf(r->a, "asset:%.*s", STR_ARG(name));
        current(r)->content = replace(r, current(r)->content, mark, STR_NONE, r->files.items[i].address, times);
        return;
    }
    wrong(r, "no such file before this one", name);
}

static void edit_refuse(const struct reader *r, struct str rest)
{
    struct str word = next_word(r, &rest);
    size_t at;
    if (find_text(current(r)->content, word, &at)) wrong(r, "this must not be shipped", word);
}

static void edit_drop(const struct reader *r, struct str rest)
{
    while (rest.n) {
        struct str name = next_word(r, &rest);
        int64_t dropped;
        current(r)->content = style_without(r->a, current(r)->content, name, &dropped);
        if (!dropped) wrong(r, "no rule is for this: has the library changed?", name);
        rest = str_trim(rest);
    }
}

/* "cairn.css" -> "/assets/cairn-3f9c2b7a10c4.css" */
static struct str address_of(const struct reader *r, const struct embed_file *f)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char hex[13];
    crypto_hash_sha256(hash, (const unsigned char *)f->content.p, f->content.n);
    sodium_bin2hex(hex, sizeof hex, hash, 6);
    size_t dot = f->name.n;
    while (dot && f->name.p[dot - 1] != '.') dot--;
    if (!dot) wrong(r, "a name without a type", f->name);
    return str_printf(r->a, "/assets/%.*s-%s%.*s", STR_ARG(str_slice(f->name, 0, dot - 1)), hex,
        STR_ARG(str_slice(f->name, dot - 1, f->name.n)));
}

/* A file is finished when the next begins: only then is its content, and so its address, final. */
static void finish_file(struct reader *r)
{
    if (!r->files.n) return;
    struct embed_file *f = current(r);
    f->hashed = str_eq(r->how, STR("hashed"));
    if (!f->hashed && !str_starts(r->how, STR("/assets/"))) wrong(r, "neither hashed nor an address", r->how);
    f->address = f->hashed ? address_of(r, f) : r->how;
}

static void begin_file(struct reader *r, struct str rest)
{
    finish_file(r);
    struct str name = next_word(r, &rest), place = next_word(r, &rest), path = next_word(r, &rest);
    r->how = next_word(r, &rest);
    bool library = str_eq(place, STR("library"));
    if (!library && !str_eq(place, STR("own"))) wrong(r, "neither library nor own", place);
    if (r->files.n == MOST_FILES) wrong(r, "too many files", name);
    struct str full = str_printf(r->a, "%s/%.*s", library ? r->o->library : r->o->own, STR_ARG(path));
    struct str content = embed_read_file(r->a, str_cstr(r->a, full));
    if (!content.p && library)
        embed_fail("%.*s is missing.\nThe styles and scripts come from the npm package nhsuk-frontend: "
                   "run script/setup, then build again.",
            STR_ARG(full));
    if (!content.p) wrong(r, "can't be read", full);
    r->files.items[r->files.n++] = (struct embed_file){.name = name, .path = full, .content = content};
}

struct embed_files manifest_read(struct arena *a, const struct embed_options *o)
{
    struct reader r = {.a = a, .o = o, .files.items = ARENA_ARRAY(a, struct embed_file, MOST_FILES)};
    struct str text = embed_read_file(a, o->manifest);
    if (!text.p) embed_fail("%s can't be read", o->manifest);
    while (text.p) {
        struct str line = str_trim(str_cut(&text, '\n'));
        r.line++;
        if (!line.n || line.p[0] == '#') continue;
        struct str verb = next_word(&r, &line);
        if (str_eq(verb, STR("file")))
            begin_file(&r, line);
        else if (str_eq(verb, STR("cut")))
            edit_cut(&r, line);
        else if (str_eq(verb, STR("drop")))
            edit_drop(&r, line);
        else if (str_eq(verb, STR("address")))
            edit_address(&r, line);
        else if (str_eq(verb, STR("refuse")))
            edit_refuse(&r, line);
        else
            wrong(&r, "not a word of this language", verb);
    }
    finish_file(&r);
    return r.files;
}
