#include "wire/json_slice.h"

#include "base/arena.h"
#include "wire/json_node.h"
#include "wire/json_scan.h"

enum err json_piece_parse(
    struct arena *a, struct json_piece piece, struct json_value *ret, struct json_problem *ret_problem)
{
    enum err err = json_parse(a, piece.text, ret, ret_problem);
    if (!err) return ERR_NONE;
    if (ret_problem->line == 1) ret_problem->column += piece.column - 1;
    ret_problem->line += piece.line - 1;
    return err;
}

void json_lines_window(struct json_lines *l, struct str window, bool last)
{
    if (!l->line) l->line = 1;
    l->rest = window.p ? window : STR("");
    l->last = last;
}

static bool is_blank(struct str line)
{
    const char *end = line.p + line.n;
    return json_skip_white(line.p, end) == end;
}

/* Cuts one line off; false if the window ends before the line does. */
static bool line_cut(struct json_lines *l, struct str *ret_line)
{
    size_t end;
    bool whole = str_find(l->rest, '\n', &end);
    if (!whole && !(l->last && l->rest.n)) return false;
    *ret_line = whole ? str_slice(l->rest, 0, end) : l->rest;
    l->rest = whole ? str_skip(l->rest, end + 1) : str_skip(l->rest, l->rest.n);
    l->line++;
    return true;
}

enum err json_lines_next(struct json_lines *l, struct json_piece *ret_line, struct json_problem *ret_problem)
{
    struct str line;
    uint64_t number;
    for (;;) {
        number = l->line;
        bool whole = line_cut(l, &line);
        bool too_long = !l->skipping && (whole ? line.n : l->rest.n) > LIMIT_NDJSON_LINE;
        if (!whole && (too_long || l->skipping)) {
            l->skipping = true;
            l->rest = str_skip(l->rest, l->rest.n);
        }
        if (too_long) {
            *ret_problem =
                (struct json_problem){number, 1, STR("this line is longer than the 4 MB that are accepted")};
            return ERR_TOO_LARGE;
        }
        if (!whole) return ERR_NOT_FOUND;
        if (!l->skipping && !is_blank(line)) break;
        l->skipping = false;
    }
    *ret_line = (struct json_piece){line, number, 1};
    return ERR_NONE;
}

void json_items_open(struct json_items *it, struct arena *a, struct str document, struct str name)
{
    *it = (struct json_items){
        .document = document.p ? document : STR(""), .name = name, .arena = a, .line = 1, .column = 1};
}

struct json_value json_items_member(const struct json_items *it, struct str name)
{
    for (size_t i = 0; i < it->members; i++)
        if (str_eq(it->names[i], name)) return it->values[i];
    return (struct json_value){NULL, 0};
}

static struct json_piece piece_at(struct json_items *it, size_t from, size_t to)
{
    struct json_place place =
        json_place_after((struct json_place){it->line, it->column}, str_slice(it->document, it->counted, from));
    it->line = place.line;
    it->column = place.column;
    it->counted = from;
    return (struct json_piece){str_slice(it->document, from, to), place.line, place.column};
}

static enum err fail(
    struct json_items *it, enum err err, size_t at, struct str what, struct json_problem *ret_problem)
{
    struct json_piece here = piece_at(it, at, at);
    it->state = JSON_ITEMS_END;
    if (at >= it->document.n) what = STR("the document ends too early");
    *ret_problem = (struct json_problem){here.line, here.column, what};
    return err;
}

static void skip_white(struct json_items *it)
{
    const char *p = it->document.p;
    it->at = (size_t)(json_skip_white(p + it->at, p + it->document.n) - p);
}

/* White space, and the byte after it, which stays; NUL at the end. */
static char next_byte(struct json_items *it)
{
    skip_white(it);
    return it->at < it->document.n ? it->document.p[it->at] : '\0';
}

/* After the closing quote of the string whose opening one was before p; NULL if there is none. */
static const char *skip_string(const char *p, const char *end)
{
    for (;;) {
        p = json_skip_to_quote(p, end);
        if (p == end) return NULL;
        if (*p == '"') return p + 1;
        if (end - p < 2) return NULL;
        p += 2;
    }
}

/* After the value at p, going by quotes and brackets alone; NULL if the document ends in it. */
static const char *skip_value(const char *p, const char *end)
{
    if (*p != '{' && *p != '[' && *p != '"') {
        while (p < end && !json_is_white(*p) && *p != ',' && *p != ']' && *p != '}') p++;
        return p;
    }
    size_t depth = 0;
    do {
        p = json_skip_to_bracket(p, end);
        if (p == end) return NULL;
        char c = *p++;
        if (c == '"') {
            p = skip_string(p, end);
            if (!p) return NULL;
        } else if (c == '{' || c == '[') {
            depth++;
        } else {
            depth--;
        }
    } while (depth);
    return p;
}

/* Cuts out the value that starts here and moves past it. */
static enum err cut_value(struct json_items *it, struct json_piece *ret, struct json_problem *ret_problem)
{
    char c = next_byte(it);
    size_t from = it->at;
    if (c == '\0' || c == ',' || c == ']' || c == '}' || c == ':')
        return fail(it, ERR_INVALID, from, STR("a value is missing here"), ret_problem);
    const char *start = it->document.p, *end = start + it->document.n, *after = skip_value(start + from, end);
    if (after) {
        it->at = (size_t)(after - start);
        *ret = piece_at(it, from, it->at);
        return ERR_NONE;
    }
    /* The document ends inside: the parser finds the exact place. */
    it->state = JSON_ITEMS_END;
    struct json_value value;
    enum err err = json_piece_parse(it->arena, piece_at(it, from, it->document.n), &value, ret_problem);
    MUST(err);
    return err;
}

/* A value that belongs to the object around the items: kept. */
static enum err keep_value(struct json_items *it, struct json_value *ret, struct json_problem *ret_problem)
{
    struct json_piece piece;
    enum err err = cut_value(it, &piece, ret_problem);
    if (err) return err;
    err = json_piece_parse(it->arena, piece, ret, ret_problem);
    if (err) it->state = JSON_ITEMS_END;
    return err;
}

static bool has_name(const struct json_items *it, struct str name)
{
    return (it->found && str_eq(name, it->name)) || json_kind(json_items_member(it, name)) != JSON_ABSENT;
}

/* A name, its colon, and unless it is that of the items, its value; *ret_items says which it was. */
static enum err read_member(struct json_items *it, bool *ret_items, struct json_problem *ret_problem)
{
    if (next_byte(it) != '"')
        return fail(it, ERR_INVALID, it->at, STR("a name in double quotes is missing here"), ret_problem);
    size_t at = it->at;
    struct json_value text, value;
    enum err err = keep_value(it, &text, ret_problem);
    if (err) return err;
    struct str name = json_as_text(text);
    if (has_name(it, name))
        return fail(it, ERR_INVALID, at, STR("this name stands twice in its object"), ret_problem);
    if (it->members == JSON_ITEMS_MEMBERS)
        return fail(it, ERR_TOO_LARGE, at, STR("this object has more names than are accepted here"), ret_problem);
    if (next_byte(it) != ':')
        return fail(it, ERR_INVALID, it->at, STR("a colon is missing after this name"), ret_problem);
    it->at++;
    *ret_items = str_eq(name, it->name);
    if (*ret_items) {
        it->found = true;
        if (next_byte(it) != '[')
            return fail(it, ERR_INVALID, it->at, STR("a list in square brackets must stand here"), ret_problem);
        it->at++;
        return ERR_NONE;
    }
    err = keep_value(it, &value, ret_problem);
    if (err) return err;
    it->names[it->members] = name;
    it->values[it->members++] = value;
    return ERR_NONE;
}

/* The members from here to the items (ERR_NONE) or to the end of the document (ERR_NOT_FOUND). */
static enum err read_members(struct json_items *it, bool first, struct json_problem *ret_problem)
{
    bool items = false;
    while (!items) {
        char c = next_byte(it);
        if (c == '}') break;
        if (!first && c != ',')
            return fail(it, ERR_INVALID, it->at,
                c == '"' ? STR("a comma is missing before this name") :
                           STR("a comma or a closing } is missing here"),
                ret_problem);
        if (!first) it->at++;
        first = false;
        enum err err = read_member(it, &items, ret_problem);
        if (err) return err;
    }
    if (items) {
        it->state = JSON_ITEMS_FIRST;
        return ERR_NONE;
    }
    it->at++;
    skip_white(it);
    if (it->at < it->document.n)
        return fail(it, ERR_INVALID, it->at, STR("something follows after the end of the document"), ret_problem);
    it->state = JSON_ITEMS_END;
    return ERR_NOT_FOUND;
}

static enum err open_document(struct json_items *it, struct json_problem *ret_problem)
{
    if (it->document.n > LIMIT_JSON_DOCUMENT)
        return fail(
            it, ERR_TOO_LARGE, 0, STR("the document is larger than the 64 MB that are accepted"), ret_problem);
    if (next_byte(it) != '{')
        return fail(
            it, ERR_INVALID, it->at, STR("the document must be an object, which starts with {"), ret_problem);
    it->at++;
    return read_members(it, true, ret_problem);
}

enum err json_items_next(struct json_items *it, struct json_piece *ret_item, struct json_problem *ret_problem)
{
    enum err err = ERR_NONE;
    if (it->state == JSON_ITEMS_END) return ERR_NOT_FOUND;
    if (it->state == JSON_ITEMS_START) err = open_document(it, ret_problem);
    if (err) return err;
    char c = next_byte(it);
    if (c == ']') {
        it->at++;
        err = read_members(it, false, ret_problem);
        MUST(err); /* the items were found already, and a second time is refused */
        return err;
    }
    if (it->state == JSON_ITEMS_LATER) {
        if (c != ',')
            return fail(it, ERR_INVALID, it->at, STR("a comma or a closing ] is missing here"), ret_problem);
        it->at++;
    }
    it->state = JSON_ITEMS_LATER;
    return cut_value(it, ret_item, ret_problem);
}
