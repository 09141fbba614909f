/*
 * The parser: one pass, no recursion. A function that reads takes the place it reads from and returns the place
 * after it, or NULL when it has noted a problem; the place stays in a register that way. Places are always checked
 * against `end`: peek() gives a NUL there, which no rule accepts.
 */
#include "base/arena.h"
#include "base/utf8.h"
#include "wire/json_node.h"
#include "wire/json_scan.h"

struct frame {
    uint64_t signatures; /* a bit for each of 64 classes of names seen */
    uint32_t node, count;
    bool is_object;
    bool may_repeat;
};

struct parser {
    const char *end;
    struct json_node *nodes;
    uint32_t n, room;
    uint32_t depth; /* open containers */
    struct json_document document;
    struct arena *arena;
    char *decoded;
    size_t decoded_n, decoded_room;
    struct json_secret secret;
    enum err err;
    const char *bad;
    struct str what;
    struct frame frames[LIMIT_JSON_DEPTH];
};

/* The one way out on a problem: notes it and returns NULL for the caller to return. */
static __attribute__((noinline, cold)) const char *fail_as(
    struct parser *ps, enum err err, const char *bad, struct str what)
{
    ps->err = err;
    ps->bad = bad;
    ps->what = what;
    return NULL;
}

static const char *fail(struct parser *ps, const char *bad, struct str what)
{
    return fail_as(ps, ERR_INVALID, bad, bad >= ps->end ? STR("the document ends too early") : what);
}

static uint32_t offset(const struct parser *ps, const char *p)
{
    return (uint32_t)(p - ps->document.source.p);
}

JSON_INLINE char peek(const struct parser *ps, const char *p)
{
    return JSON_LIKELY(p < ps->end) ? *p : '\0';
}

/* A larger array with the same beginning, or NULL if the arena has no room for it. */
static void *grown(struct parser *ps, const void *old, size_t used_bytes, size_t bytes)
{
    if (!arena_has_room(ps->arena, bytes)) return NULL;
    void *bigger = arena_alloc(ps->arena, bytes, _Alignof(struct json_node));
    if (used_bytes) memcpy(bigger, old, used_bytes);
    return bigger;
}

/* As many nodes as the rest will need if it goes on as it began. */
static __attribute__((noinline)) bool nodes_grow(struct parser *ps, const char *p)
{
    double done = (double)(offset(ps, p) + 1) / (double)ps->document.source.n;
    double guess = ps->n ? (double)ps->n / done * 1.05 : (double)ps->document.source.n / 20 + 32;
    size_t least = ps->n + ps->n / 4 + 16, most = ps->document.source.n + 2;
    size_t room = guess > (double)most ? most : guess < (double)least ? least : (size_t)guess;
    if (!arena_has_room(ps->arena, room * sizeof(struct json_node))) room = least;
    struct json_node *bigger = grown(ps, ps->nodes, ps->n * sizeof *bigger, room * sizeof *bigger);
    if (!bigger) {
        fail_as(ps, ERR_TOO_LARGE, p, STR("the document holds more values than there is memory for"));
        return false;
    }
    ps->document.nodes = ps->nodes = bigger;
    ps->room = (uint32_t)room;
    return true;
}

/* Room for two nodes: the most that one step adds. */
JSON_INLINE bool nodes_ready(struct parser *ps, const char *p)
{
    return JSON_LIKELY(ps->n + 2 <= ps->room) || nodes_grow(ps, p);
}

JSON_INLINE void node_add(struct parser *ps, const char *p, size_t n, enum json_kind kind, uint32_t count)
{
    ps->nodes[ps->n++] = (struct json_node){
        .at = offset(ps, p), .n = (uint32_t)n, .extra = 0, .kind = kind & 15u, .count = count & 0xFFFFFFFu};
}

/* The value of a hexadecimal digit with bit 4 set, so that 0 means "not one". */
static const unsigned char hex_digits[256] = {['0'] = 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
    ['A'] = 26, 27, 28, 29, 30, 31, ['a'] = 26, 27, 28, 29, 30, 31};

/* The four hexadecimal digits at p. */
JSON_INLINE bool hex4(const struct parser *ps, const char *p, uint32_t *ret)
{
    if (ps->end - p < 4) return false;
    uint32_t a = hex_digits[(unsigned char)p[0]], b = hex_digits[(unsigned char)p[1]],
             c = hex_digits[(unsigned char)p[2]], d = hex_digits[(unsigned char)p[3]];
    *ret = (a & 15) << 12 | (b & 15) << 8 | (c & 15) << 4 | (d & 15);
    return (a & b & c & d & 16) != 0;
}

/* What stands after a backslash, and what it means. */
static const char simple_escapes[256] = {['"'] = '"', ['\\'] = '\\', ['/'] = '/', ['b'] = '\b', ['f'] = '\f',
    ['n'] = '\n', ['r'] = '\r', ['t'] = '\t'};

/* Checks the escape whose backslash is at p. */
JSON_INLINE const char *check_escape(struct parser *ps, const char *p)
{
    char c = peek(ps, p + 1);
    if (simple_escapes[(unsigned char)c]) return p + 2;
    if (c != 'u') return fail(ps, p + 1 < ps->end ? p : p + 1, STR("this escape does not exist in JSON"));
    uint32_t code, low;
    if (!hex4(ps, p + 2, &code)) return fail(ps, p, STR("\\u needs four hexadecimal digits after it"));
    if (code == 0) return fail(ps, p, STR("the character U+0000 is not accepted"));
    if (code >> 11 != 0xD800 >> 11) return p + 6;
    bool pair = code < 0xDC00 && peek(ps, p + 6) == '\\' && peek(ps, p + 7) == 'u' && hex4(ps, p + 8, &low) &&
        low >> 10 == 0xDC00 >> 10;
    return pair ? p + 12 : fail(ps, p, STR("this is half of a surrogate pair without the other half"));
}

#define IS_TAIL(c) (((unsigned char)(c) & 0xC0) == 0x80)

/* Checks the characters at p up to the next ASCII one. The common ones here, whatever is rare or wrong in base. */
static const char *check_wide(struct parser *ps, const char *p)
{
    while (ps->end - p >= 4 && (signed char)*p < 0) {
        unsigned char c = (unsigned char)*p, next = (unsigned char)p[1];
        if (c >= 0xC2 && c <= 0xDF && IS_TAIL(next))
            p += 2;
        else if (c > 0xE0 && c < 0xF0 && c != 0xED && IS_TAIL(next) && IS_TAIL(p[2]))
            p += 3;
        else
            break;
    }
    const char *q = p;
    while (q < ps->end && q - p < 4 && (signed char)*q < 0) q++;
    size_t n = (size_t)(q - p), bad_at;
    if (utf8_is_valid((struct str){p, n}, &bad_at)) return q;
    /* Four bytes may end in the middle of the second character: what is before it is good. */
    if (bad_at > 0) return p + bad_at;
    return fail_as(ps, ERR_INVALID, p, STR("these bytes are not valid UTF-8"));
}

/* Goes on from the first byte at p that is not plain, to the closing quote. */
static __attribute__((noinline)) const char *finish_string(struct parser *ps, const char *p, uint32_t *ret_escaped)
{
    for (; p; p = p ? json_skip_plain(p, ps->end) : NULL) {
        if (p == ps->end) return fail(ps, p, STR(""));
        if (*p == '"') return p;
        if (*p == '\\') {
            *ret_escaped = 1;
            p = check_escape(ps, p);
        } else if ((signed char)*p < 0) {
            p = check_wide(ps, p);
        } else {
            return fail(ps, p,
                *p == '\n' ? STR("this string is not closed on its line")
                           : STR("a control character in a string must be written as an escape"));
        }
    }
    return NULL;
}

/* What a checked escape stands for; moves *p past it. */
JSON_INLINE size_t unescape(const struct parser *ps, const char **p, char out[4])
{
    char c = (*p)[1];
    *p += 2;
    if (JSON_LIKELY(c != 'u')) {
        out[0] = simple_escapes[(unsigned char)c];
        return 1;
    }
    uint32_t code = 0, low = 0;
    bool good = hex4(ps, *p, &code);
    *p += 4;
    if (code >> 11 == 0xD800 >> 11) {
        good = good && hex4(ps, *p + 2, &low);
        *p += 6;
        code = 0x10000 + ((code & 0x3FF) << 10 | (low & 0x3FF));
    }
    MUST(good);
    return utf8_encode(code, out);
}

/* Room for `most` more decoded bytes, and if possible for as many as the rest of the document will need. */
static __attribute__((noinline)) bool decoded_grow(struct parser *ps, const char *p, size_t most)
{
    double to_come = (double)(ps->end - p) / (double)(offset(ps, p) + 1);
    size_t least = ps->decoded_n + ps->decoded_n / 4 + most + 256;
    size_t guess = (size_t)((double)(ps->decoded_n + most) * (1 + to_come) * 1.05);
    size_t all = ps->decoded_n + most + (size_t)(ps->end - p);
    size_t room = guess > all ? all : guess < least ? least : guess;
    if (!arena_has_room(ps->arena, room)) room = least;
    char *bigger = grown(ps, ps->decoded, ps->decoded_n, room);
    if (!bigger) {
        fail_as(ps, ERR_TOO_LARGE, p, STR("the document holds more text than there is memory for"));
        return false;
    }
    ps->document.decoded = ps->decoded = bigger;
    ps->decoded_room = room;
    return true;
}

/* Unescapes a checked string into the decoded bytes and adds the node that says where they are. */
static __attribute__((noinline)) bool decode(struct parser *ps, const char *p, const char *to)
{
    size_t most = (size_t)(to - p) + JSON_COPY_SLACK;
    if (most > ps->decoded_room - ps->decoded_n && !decoded_grow(ps, p, most)) return false;
    char *out = ps->decoded + ps->decoded_n;
    while (p < to) {
        size_t plain = json_copy_to_backslash(out, p, to, ps->end);
        out += plain;
        p += plain;
        if (p < to) out += unescape(ps, &p, out);
    }
    size_t end = (size_t)(out - ps->decoded);
    ps->nodes[ps->n++] = (struct json_node){
        .at = (uint32_t)ps->decoded_n, .n = (uint32_t)(end - ps->decoded_n), .kind = NODE_DECODED};
    ps->decoded_n = end;
    return true;
}

/* The string whose quote was before p: one node, or two when it has escapes. */
JSON_INLINE const char *read_string(struct parser *ps, const char *p)
{
    if (!nodes_ready(ps, p)) return NULL;
    uint32_t escaped = 0;
    const char *close = json_skip_plain(p, ps->end);
    if (!JSON_LIKELY(close < ps->end && *close == '"')) {
        close = finish_string(ps, close, &escaped);
        if (!close) return NULL;
    }
    node_add(ps, p, (size_t)(close - p), JSON_STRING, escaped);
    if (escaped && !decode(ps, p, close)) return NULL;
    return close + 1;
}

/* Few bits that differ for most different names; the same for the same name, escaped or not. */
JSON_INLINE uint32_t signature(struct str s)
{
    uint32_t head = 0, tail = 0;
    if (s.n >= 4) {
        memcpy(&head, s.p, 4);
        memcpy(&tail, s.p + s.n - 4, 4);
    } else {
        for (size_t i = 0; i < s.n; i++) head = head << 8 | (unsigned char)s.p[i];
    }
    return (head * 0x9E3779B1u ^ tail * 0x85EBCA77u ^ (uint32_t)s.n * 0xC2B2AE3Du) * 0x27D4EB2Fu;
}

/* A name and its colon; returns where the value starts. `why` is the problem if there is no name. */
JSON_INLINE const char *read_name(struct parser *ps, struct frame *f, const char *p, struct str why)
{
    if (peek(ps, p) != '"') return fail(ps, p, why);
    if (++f->count > LIMIT_JSON_KEYS)
        return fail_as(ps, ERR_TOO_LARGE, p, STR("this object has more names than the 4,096 that are accepted"));
    uint32_t at = ps->n;
    p = read_string(ps, p + 1);
    if (!p) return NULL;
    struct json_node *name = ps->nodes + at;
    name->extra = signature(node_text(&ps->document, name));
    uint64_t bit = (uint64_t)1 << (name->extra >> 26);
    f->may_repeat |= (f->signatures & bit) != 0;
    f->signatures |= bit;
    p = json_skip_white(p, ps->end);
    if (peek(ps, p) != ':') return fail(ps, p, STR("a colon is missing after this name"));
    p++;
    if (peek(ps, p) == ' ') p++;
    return json_skip_white(p, ps->end);
}

static __attribute__((noinline)) bool names_differ(struct parser *ps, const struct json_node *object, const char *p)
{
    const struct json_node *again;
    if (json_names_check(ps->arena, &ps->document, object, &ps->secret, &again)) {
        fail_as(ps, ERR_TOO_LARGE, p, STR("the document is larger than there is memory for"));
        return false;
    }
    if (!again) return true;
    fail_as(ps, ERR_INVALID, ps->document.source.p + again->at - 1, STR("this name stands twice in its object"));
    return false;
}

/* The closing bracket at p. */
JSON_INLINE const char *close_container(struct parser *ps, struct frame *f, const char *p)
{
    struct json_node *node = ps->nodes + f->node;
    node->n = offset(ps, p) + 1 - node->at;
    node->extra = ps->n - f->node;
    node->count = f->count & 0xFFFFFFFu;
    ps->depth--;
    if (f->may_repeat && !names_differ(ps, node, p)) return NULL;
    return p + 1;
}

static __attribute__((noinline)) const char *read_literal(struct parser *ps, const char *p)
{
    static const struct {
        struct str text;
        enum json_kind kind;
        uint32_t count;
    } literals[] = {
        {STR_INIT("true"), JSON_BOOL, 1}, {STR_INIT("false"), JSON_BOOL, 0}, {STR_INIT("null"), JSON_NULL, 0}};
    for (size_t i = 0; i < COUNT_OF(literals); i++) {
        struct str text = literals[i].text;
        if ((size_t)(ps->end - p) >= text.n && !memcmp(p, text.p, text.n)) {
            node_add(ps, p, text.n, literals[i].kind, literals[i].count);
            return p + text.n;
        }
    }
    char c = peek(ps, p);
    if (c == '}' || c == ']' || c == ',' || c == ':') return fail(ps, p, STR("a value is missing here"));
    if (c == '\'') return fail(ps, p, STR("text must stand between double quotes"));
    return fail(ps, p, STR("this is not a value: text needs double quotes, and otherwise only numbers, true, false "
                           "and null are accepted"));
}

static const char *read_number(struct parser *ps, const char *p)
{
    const char *bad, *after = json_skip_number(p, ps->end, &bad);
    if (!after)
        return fail(ps, bad, peek(ps, bad) == '0' ? STR("a number must not start with a needless zero")
                                                  : STR("a digit is missing in this number"));
    node_add(ps, p, (size_t)(after - p), JSON_NUMBER, 0);
    return after;
}

/* The bracket at p; returns where the first item or value starts, or the closing bracket of an empty container. */
JSON_INLINE const char *open_container(struct parser *ps, const char *p)
{
    if (ps->depth == LIMIT_JSON_DEPTH)
        return fail_as(ps, ERR_TOO_LARGE, p, STR("values are nested deeper than the 32 levels that are accepted"));
    struct frame *f = ps->frames + ps->depth++;
    *f = (struct frame){.node = ps->n, .is_object = *p == '{'};
    node_add(ps, p, 0, *p == '{' ? JSON_OBJECT : JSON_ARRAY, 0);
    p = json_skip_white(p + 1, ps->end);
    if (!f->is_object) {
        f->count = peek(ps, p) != ']';
        return p;
    }
    return peek(ps, p) == '}' ? p : read_name(ps, f, p, STR("a name in double quotes is missing here"));
}

/* What follows a value: closing brackets, then a comma and where the next value starts; *ret_done when the whole
 * is closed. */
JSON_INLINE const char *after_value(struct parser *ps, const char *p, bool *ret_done)
{
    while (ps->depth) {
        struct frame *f = ps->frames + ps->depth - 1;
        p = json_skip_white(p, ps->end);
        char c = peek(ps, p);
        if (c == ',') {
            p = json_skip_white(p + 1, ps->end);
            if (f->is_object) return read_name(ps, f, p, STR("a name in double quotes is missing after the comma"));
            f->count++;
            return p;
        }
        if (c != (f->is_object ? '}' : ']')) {
            if (c == '"') return fail(ps, p, f->is_object ? STR("a comma is missing before this name")
                : STR("a comma is missing before this value"));
            return fail(ps, p, f->is_object ? STR("a comma or a closing } is missing here")
                : STR("a comma or a closing ] is missing here"));
        }
        p = close_container(ps, f, p);
        if (!p) return NULL;
    }
    *ret_done = true;
    return p;
}

static const char *read_all(struct parser *ps, const char *p)
{
    bool done = false;
    while (p && !done) {
        if (!nodes_ready(ps, p)) return NULL;
        char c = peek(ps, p);
        if (c == '"') {
            p = read_string(ps, p + 1);
        } else if (c == '{' || c == '[') {
            uint32_t here = ps->n;
            p = open_container(ps, p);
            if (!p) return NULL;
            if (ps->n != here + 1 || ps->frames[ps->depth - 1].count) continue;
        } else if ((unsigned)c - '0' < 10 || c == '-') {
            p = read_number(ps, p);
        } else {
            p = read_literal(ps, p);
        }
        if (p) p = after_value(ps, p, &done);
    }
    return p;
}

static const char *read_document(struct parser *ps, struct str text)
{
    const char *p = json_skip_white(text.p, ps->end);
    if (p == ps->end) return fail_as(ps, ERR_INVALID, p, STR("the document is empty"));
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        return fail(ps, text.p, STR("the document must not start with a byte order mark"));
    p = read_all(ps, p);
    if (!p) return NULL;
    p = json_skip_white(p, ps->end);
    return p == ps->end ? p : fail(ps, p, STR("something follows after the end of the document"));
}

enum err json_parse(struct arena *a, struct str text, struct json_value *ret, struct json_problem *ret_problem)
{
    if (text.n > LIMIT_JSON_DOCUMENT) {
        *ret_problem = (struct json_problem){1, 1, STR("the document is larger than the 64 MB that are accepted")};
        return ERR_TOO_LARGE;
    }
    if (!text.p) text = STR("");
    struct parser ps = {.end = text.p + text.n, .arena = a, .document = {.source = text}};
    struct arena_mark before = arena_mark(a);
    struct json_document *document = NULL;
    if (!arena_has_room(a, sizeof *document))
        fail_as(&ps, ERR_TOO_LARGE, text.p, STR("there is no memory left to read the document into"));
    else
        document = ARENA_NEW(a, struct json_document);
    if (!document || !read_document(&ps, text)) {
        struct json_place at = json_place_after((struct json_place){1, 1}, str_slice(text, 0, offset(&ps, ps.bad)));
        *ret_problem = (struct json_problem){at.line, at.column, ps.what};
        arena_rewind(a, before);
        return ps.err;
    }
    *document = ps.document;
    *ret = (struct json_value){document, 0};
    return ERR_NONE;
}
