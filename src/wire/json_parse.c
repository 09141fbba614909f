/* The parser: the grammar of JSON in one pass, without recursion. */
#include "base/arena.h"
#include "wire/json_parser.h"

__attribute__((noinline, cold)) const char *json_fail_as(
    struct json_parser *ps, enum err err, const char *bad, struct str what)
{
    ps->err = err;
    ps->bad = bad;
    ps->what = what;
    return NULL;
}

const char *json_fail(struct json_parser *ps, const char *bad, struct str what)
{
    return json_fail_as(ps, ERR_INVALID, bad, bad >= ps->end ? STR("the document ends too early") : what);
}

void *json_grown(struct json_parser *ps, const void *old, size_t used_bytes, size_t bytes)
{
    if (!arena_has_room(ps->arena, bytes)) return NULL;
    void *bigger = arena_alloc(ps->arena, bytes, _Alignof(struct json_node));
    if (used_bytes) memcpy(bigger, old, used_bytes);
    return bigger;
}

/* Few nodes at first, enough for a small document; then as many as the rest will need if it goes on as it began.
 */
static __attribute__((noinline)) bool nodes_grow(struct json_parser *ps, const char *p)
{
    double done = (double)(json_offset(ps, p) + 1) / (double)ps->document.source.n;
    double guess = ps->n ? (double)ps->n / done * 1.1 : (double)ps->document.source.n / 128 + 256;
    size_t least = ps->n + ps->n / 4 + 16, most = ps->document.source.n + 2;
    size_t room = guess > (double)most ? most : guess < (double)least ? least : (size_t)guess;
    if (!arena_has_room(ps->arena, room * sizeof(struct json_node))) room = least;
    struct json_node *bigger = json_grown(ps, ps->nodes, ps->n * sizeof *bigger, room * sizeof *bigger);
    if (!bigger) {
        json_fail_as(ps, ERR_TOO_LARGE, p, STR("the document holds more values than there is memory for"));
        return false;
    }
    ps->document.nodes = ps->nodes = bigger;
    ps->room = (uint32_t)room;
    return true;
}

/* Room for two nodes: the most that one step adds. */
JSON_INLINE bool nodes_ready(struct json_parser *ps, const char *p)
{
    return JSON_LIKELY(ps->n + 2 <= ps->room) || nodes_grow(ps, p);
}

JSON_INLINE void node_add(struct json_parser *ps, const char *p, size_t n, enum json_kind kind, uint32_t count)
{
    ps->nodes[ps->n++] = (struct json_node){
        .at = json_offset(ps, p), .n = (uint32_t)n, .extra = 0, .kind = kind & 15u, .count = count & 0xFFFFFFFu};
}

/* The string whose quote was before p: one node, or two when it has escapes. */
JSON_INLINE const char *read_string(struct json_parser *ps, const char *p)
{
    if (!nodes_ready(ps, p)) return NULL;
    uint32_t escaped = 0;
    size_t decoded = ps->decoded_n;
    const char *close = json_skip_plain(p, ps->end);
    if (!JSON_LIKELY(close < ps->end && *close == '"')) {
        close = json_string_finish(ps, p, close, &escaped);
        if (!close) return NULL;
    }
    node_add(ps, p, (size_t)(close - p), JSON_STRING, escaped);
    if (escaped)
        ps->nodes[ps->n++] = (struct json_node){
            .at = (uint32_t)decoded, .n = (uint32_t)(ps->decoded_n - decoded), .kind = NODE_DECODED};
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
JSON_INLINE const char *read_name(struct json_parser *ps, struct json_frame *f, const char *p, struct str why)
{
    if (json_peek(ps, p) != '"') return json_fail(ps, p, why);
    if (++f->count > LIMIT_JSON_KEYS)
        return json_fail_as(
            ps, ERR_TOO_LARGE, p, STR("this object has more names than the 4,096 that are accepted"));
    uint32_t at = ps->n;
    p = read_string(ps, p + 1);
    if (!p) return NULL;
    struct json_node *name = ps->nodes + at;
    name->extra = signature(node_text(&ps->document, name));
    uint64_t bit = (uint64_t)1 << (name->extra >> 26);
    f->may_repeat |= (f->signatures & bit) != 0;
    f->signatures |= bit;
    p = json_skip_white(p, ps->end);
    if (json_peek(ps, p) != ':') return json_fail(ps, p, STR("a colon is missing after this name"));
    p++;
    if (json_peek(ps, p) == ' ') p++;
    return json_skip_white(p, ps->end);
}

static __attribute__((noinline)) bool names_differ(
    struct json_parser *ps, const struct json_node *object, const char *p)
{
    const struct json_node *again;
    if (json_names_check(ps->arena, &ps->document, object, &ps->secret, &again)) {
        json_fail_as(ps, ERR_TOO_LARGE, p, STR("the document is larger than there is memory for"));
        return false;
    }
    if (!again) return true;
    json_fail_as(
        ps, ERR_INVALID, ps->document.source.p + again->at - 1, STR("this name stands twice in its object"));
    return false;
}

/* The closing bracket at p. */
JSON_INLINE const char *close_container(struct json_parser *ps, struct json_frame *f, const char *p)
{
    struct json_node *node = ps->nodes + f->node;
    node->n = json_offset(ps, p) + 1 - node->at;
    node->extra = ps->n - f->node;
    node->count = f->count & 0xFFFFFFFu;
    ps->depth--;
    if (f->may_repeat && !names_differ(ps, node, p)) return NULL;
    return p + 1;
}

static __attribute__((noinline)) const char *read_literal(struct json_parser *ps, const char *p)
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
    char c = json_peek(ps, p);
    if (c == '}' || c == ']' || c == ',' || c == ':') return json_fail(ps, p, STR("a value is missing here"));
    if (c == '\'') return json_fail(ps, p, STR("text must stand between double quotes"));
    return json_fail(ps, p,
        STR("this is not a value: text needs double quotes, and otherwise only numbers, true, false "
            "and null are accepted"));
}

static const char *read_number(struct json_parser *ps, const char *p)
{
    const char *bad, *after = json_skip_number(p, ps->end, &bad);
    if (!after)
        return json_fail(ps, bad,
            json_peek(ps, bad) == '0' ? STR("a number must not start with a needless zero") :
                                        STR("a digit is missing in this number"));
    node_add(ps, p, (size_t)(after - p), JSON_NUMBER, 0);
    return after;
}

/* The bracket at p; returns where the first item or value starts, or the closing bracket of an empty container. */
JSON_INLINE const char *open_container(struct json_parser *ps, const char *p)
{
    if (ps->depth == LIMIT_JSON_DEPTH)
        return json_fail_as(
            ps, ERR_TOO_LARGE, p, STR("values are nested deeper than the 32 levels that are accepted"));
    struct json_frame *f = ps->frames + ps->depth++;
    *f = (struct json_frame){.node = ps->n, .is_object = *p == '{'};
    node_add(ps, p, 0, *p == '{' ? JSON_OBJECT : JSON_ARRAY, 0);
    p = json_skip_white(p + 1, ps->end);
    if (!f->is_object) {
        f->count = json_peek(ps, p) != ']';
        return p;
    }
    return json_peek(ps, p) == '}' ? p : read_name(ps, f, p, STR("a name in double quotes is missing here"));
}

/* What follows a value: closing brackets, then a comma and where the next value starts; *ret_done when the whole
 * is closed. */
JSON_INLINE const char *after_value(struct json_parser *ps, const char *p, bool *ret_done)
{
    while (ps->depth) {
        struct json_frame *f = ps->frames + ps->depth - 1;
        p = json_skip_white(p, ps->end);
        char c = json_peek(ps, p);
        if (c == ',') {
            p = json_skip_white(p + 1, ps->end);
            if (f->is_object)
                return read_name(ps, f, p, STR("a name in double quotes is missing after the comma"));
            f->count++;
            return p;
        }
        if (c != (f->is_object ? '}' : ']')) {
            if (c == '"')
                return json_fail(ps, p,
                    f->is_object ? STR("a comma is missing before this name") :
                                   STR("a comma is missing before this value"));
            return json_fail(ps, p,
                f->is_object ? STR("a comma or a closing } is missing here") :
                               STR("a comma or a closing ] is missing here"));
        }
        p = close_container(ps, f, p);
        if (!p) return NULL;
    }
    *ret_done = true;
    return p;
}

static const char *read_all(struct json_parser *ps, const char *p)
{
    bool done = false;
    while (p && !done) {
        if (!nodes_ready(ps, p)) return NULL;
        char c = json_peek(ps, p);
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

static const char *read_document(struct json_parser *ps, struct str text)
{
    const char *p = json_skip_white(text.p, ps->end);
    if (p == ps->end) return json_fail_as(ps, ERR_INVALID, p, STR("the document is empty"));
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        return json_fail(ps, text.p, STR("the document must not start with a byte order mark"));
    p = read_all(ps, p);
    if (!p) return NULL;
    p = json_skip_white(p, ps->end);
    return p == ps->end ? p : json_fail(ps, p, STR("something follows after the end of the document"));
}

enum err json_parse(struct arena *a, struct str text, struct json_value *ret, struct json_problem *ret_problem)
{
    if (text.n > LIMIT_JSON_DOCUMENT) {
        *ret_problem = (struct json_problem){1, 1, STR("the document is larger than the 64 MB that are accepted")};
        return ERR_TOO_LARGE;
    }
    if (!text.p) text = STR("");
    struct json_parser ps = {.end = text.p + text.n, .arena = a, .document = {.source = text}};
    struct arena_mark before = arena_mark(a);
    struct json_document *document = NULL;
    if (!arena_has_room(a, sizeof *document))
        json_fail_as(&ps, ERR_TOO_LARGE, text.p, STR("there is no memory left to read the document into"));
    else
        document = ARENA_NEW(a, struct json_document);
    if (!document || !read_document(&ps, text)) {
        struct json_place at =
            json_place_after((struct json_place){1, 1}, str_slice(text, 0, json_offset(&ps, ps.bad)));
        *ret_problem = (struct json_problem){at.line, at.column, ps.what};
        arena_rewind(a, before);
        return ps.err;
    }
    *document = ps.document;
    *ret = (struct json_value){document, 0};
    return ERR_NONE;
}
