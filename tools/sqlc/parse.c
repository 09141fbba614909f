/* Declarations: `-- @one name(parameters) -> (columns)`, its options, and the SQL that follows. */
#include "sqlc.h"

#include "nhs/ids.h"

static const struct type types[] = {{FORM_INT, "int", "int64_t", NULL, NULL},
    {FORM_BOOL, "bool", "bool", NULL, NULL}, {FORM_REAL, "real", "double", NULL, NULL},
    {FORM_TEXT, "text", "struct str", NULL, NULL}, {FORM_BLOB, "blob", "struct str", NULL, NULL},
    {FORM_UUID, "uuid", "struct uuid", NULL, NULL}, {FORM_VALUE32, "date", "struct date", "INT32_MIN", NULL},
    {FORM_VALUE, "instant", "struct instant", "INT64_MIN", NULL},
    {FORM_VALUE, "nhs_number", "struct nhs_number", "0", "nhs/nhs_number.h"},
#define ID_TYPE_ROW(noun) {FORM_VALUE, #noun "_id", "struct " #noun "_id", "0", NULL},
    ID_LIST(ID_TYPE_ROW)
#undef ID_TYPE_ROW
};

const struct type *type_find(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (str_eq(name, str_from_cstr(types[i].name))) return &types[i];
    return NULL;
}

bool is_plain_name(struct str s)
{
    static const char *const taken[] = {"auto", "break", "case", "char", "const", "continue", "default", "do",
        "double", "else", "enum", "extern", "float", "for", "goto", "if", "inline", "int", "long", "register",
        "restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch", "typedef", "union",
        "unsigned", "void", "volatile", "while", "bool", "true", "false", "asm", "typeof", "unix", "linux", "db",
        "ret", "ret_id", "ret_changed", "run", "err", "row", "rows", "n", "room", "p"};
    if (!s.n || s.n > 60 || s.p[0] < 'a' || s.p[0] > 'z') return false;
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '_')) return false;
    for (size_t i = 0; i < COUNT_OF(taken); i++)
        if (str_eq(s, str_from_cstr(taken[i]))) return false;
    return true;
}

struct parser {
    struct arena *arena;
    struct str file, rest;
    int line; /* of the first line in rest */
    struct problems *problems;
    struct statement_list list;
    size_t room;
};

static struct str next_line(struct parser *p)
{
    p->line++;
    return str_cut(&p->rest, '\n');
}

/* A comment line without its dashes; false for anything else. */
static bool is_comment(struct str line, struct str *ret_text)
{
    line = str_trim(line);
    if (!str_starts(line, STR("--"))) return false;
    *ret_text = str_trim(str_skip(line, 2));
    return true;
}

static bool peek_comment(const struct parser *p, struct str *ret_text)
{
    struct str rest = p->rest;
    return rest.p && is_comment(str_cut(&rest, '\n'), ret_text);
}

static int depth_of(struct str text)
{
    int depth = 0;
    for (size_t i = 0; i < text.n; i++) depth += text.p[i] == '(' ? 1 : text.p[i] == ')' ? -1 : 0;
    return depth;
}

/* Cuts a leading name off. */
static struct str cut_name(struct str *s)
{
    *s = str_trim(*s);
    size_t n = 0;
    while (n < s->n &&
        (s->p[n] == '_' || (s->p[n] >= 'a' && s->p[n] <= 'z') || (s->p[n] >= '0' && s->p[n] <= '9') ||
            (s->p[n] >= 'A' && s->p[n] <= 'Z')))
        n++;
    struct str name = str_slice(*s, 0, n);
    *s = str_trim(str_skip(*s, n));
    return name;
}

static bool cut_sign(struct str *s, struct str sign)
{
    *s = str_trim(*s);
    if (!str_starts(*s, sign)) return false;
    *s = str_trim(str_skip(*s, sign.n));
    return true;
}

static bool has_field(const struct field *fields, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(fields[i].name, name)) return true;
    return false;
}

/* One "name type" or "name type?" of a list. */
static bool parse_field(struct parser *p, int line, struct str *s, struct field *field)
{
    *field = (struct field){.name = cut_name(s)};
    if (!is_plain_name(field->name)) {
        problem_add(p->problems, p->file, line, "'%.*s' can't be a name here", STR_ARG(field->name));
        return false;
    }
    struct str type = cut_name(s);
    field->type = type_find(type);
    if (!field->type) {
        problem_add(
            p->problems, p->file, line, "'%.*s' has the unknown type '%.*s'", STR_ARG(field->name), STR_ARG(type));
        return false;
    }
    field->maybe = cut_sign(s, STR("?"));
    return true;
}

/* "(name type, name type?)" */
static bool parse_fields(struct parser *p, int line, struct str *s, struct field **ret_fields, size_t *ret_n)
{
    struct field *fields = ARENA_ARRAY(p->arena, struct field, SQLC_MOST_FIELDS);
    size_t n = 0;
    if (!cut_sign(s, STR("("))) {
        problem_add(p->problems, p->file, line, "a list in brackets is missing: @kind name(...) -> (...)");
        return false;
    }
    bool done = cut_sign(s, STR(")"));
    while (!done) {
        if (n == SQLC_MOST_FIELDS) {
            problem_add(p->problems, p->file, line, "more than %d names in one list", SQLC_MOST_FIELDS);
            return false;
        }
        if (!parse_field(p, line, s, &fields[n])) return false;
        if (has_field(fields, n, fields[n].name)) {
            problem_add(p->problems, p->file, line, "'%.*s' is there twice", STR_ARG(fields[n].name));
            return false;
        }
        n++;
        done = cut_sign(s, STR(")"));
        if (!done && !cut_sign(s, STR(","))) {
            problem_add(
                p->problems, p->file, line, "expected ',' or ')' after '%.*s'", STR_ARG(fields[n - 1].name));
            return false;
        }
    }
    *ret_fields = fields;
    *ret_n = n;
    return true;
}

static bool parse_kind(struct str word, enum statement_kind *ret)
{
    static const char *const words[] = {[KIND_ONE] = "one",
        [KIND_MANY] = "many",
        [KIND_INSERT] = "insert",
        [KIND_CHANGE] = "change",
        [KIND_EXACTLY] = "exactly"};
    for (size_t i = KIND_ONE; i < COUNT_OF(words); i++) {
        if (!str_eq(word, str_from_cstr(words[i]))) continue;
        *ret = (enum statement_kind)i;
        return true;
    }
    return false;
}

/* text: "@one name(...) -> (...)", its lines joined. */
static bool parse_declaration(struct parser *p, struct str text, struct statement *s)
{
    struct str rest = str_skip(text, 1), kind = cut_name(&rest);
    if (!parse_kind(kind, &s->kind)) {
        problem_add(p->problems, p->file, s->line, "'@%.*s' is none of @one, @many, @insert, @change, @exactly",
            STR_ARG(kind));
        return false;
    }
    s->name = cut_name(&rest);
    if (!is_plain_name(s->name)) {
        problem_add(p->problems, p->file, s->line, "'%.*s' can't be a statement's name", STR_ARG(s->name));
        return false;
    }
    if (!parse_fields(p, s->line, &rest, &s->parameters, &s->parameter_count)) return false;
    if (cut_sign(&rest, STR("->")) && !parse_fields(p, s->line, &rest, &s->columns, &s->column_count))
        return false;
    if (rest.n) {
        problem_add(p->problems, p->file, s->line, "what is '%.*s' after the declaration?", STR_ARG(rest));
        return false;
    }
    if (kind_reads(s->kind) != (s->column_count > 0)) {
        problem_add(p->problems, p->file, s->line,
            kind_reads(s->kind) ? "@%.*s needs its columns: -> (...)" : "@%.*s returns no columns", STR_ARG(kind));
        return false;
    }
    return true;
}

/* "word because REASON", REASON of at least a few letters. */
static bool has_reason(struct str text, struct str words)
{
    return str_starts(text, words) && str_trim(str_skip(text, words.n)).n >= 10;
}

static void parse_option(struct parser *p, struct str text, struct statement *s)
{
    const struct str shows = STR("shows "), nobody = STR("shows nobody because "), free = STR("unscoped because "),
                     leaves = STR("leaves because ");
    if (has_reason(text, nobody)) {
        s->shows_nobody = true;
    } else if (has_reason(text, free)) {
        s->unscoped = true;
    } else if (has_reason(text, leaves) && !kind_reads(s->kind)) {
        s->leaves = true;
    } else if (str_starts(text, shows) && !str_starts(text, STR("shows nobody")) && !s->shows.p) {
        s->shows = str_trim(str_skip(text, shows.n));
        if (has_field(s->columns, s->column_count, s->shows)) return;
        problem_add(p->problems, p->file, p->line - 1, "shows: there is no column '%.*s'", STR_ARG(s->shows));
    } else {
        problem_add(p->problems, p->file, p->line - 1,
            "'%.*s' is neither 'shows COLUMN', 'shows nobody because REASON', 'unscoped because REASON' nor, of a "
            "change, 'leaves because REASON'",
            STR_ARG(text));
    }
}

/* Everything up to the next declaration or the end. */
static void take_sql(struct parser *p, struct statement *s)
{
    struct str text;
    s->sql_line = p->line;
    const char *from = p->rest.p, *to = from;
    while (p->rest.p && !(peek_comment(p, &text) && str_starts(text, STR("@")))) {
        struct str line = next_line(p);
        if (str_trim(line).n && !is_comment(line, &text)) to = line.p + line.n;
    }
    s->sql = from ? (struct str){from, (size_t)(to - from)} : STR("");
    s->tokens = lex_sql(p->arena, s->sql, s->sql_line);
}

static void check_options(struct parser *p, const struct statement *s)
{
    if (s->shows.p && s->shows_nobody)
        problem_add(p->problems, p->file, s->line, "it can't show a person and nobody");
    for (size_t i = 0; s->shows.p && i < s->column_count; i++)
        if (str_eq(s->columns[i].name, s->shows) && strcmp(s->columns[i].type->name, "person_id") != 0)
            problem_add(p->problems, p->file, s->line, "shows: '%.*s' must be a person_id", STR_ARG(s->shows));
    if (!kind_reads(s->kind) && (s->shows.p || s->shows_nobody))
        problem_add(p->problems, p->file, s->line, "only @one and @many show people");
    for (size_t i = 0; i < p->list.n; i++)
        if (str_eq(p->list.items[i].name, s->name))
            problem_add(p->problems, p->file, s->line, "there is already a statement '%.*s'", STR_ARG(s->name));
}

/* "@many name [postgres]": another text for the statement before, under the declaration that it has. */
static bool parse_variant(struct parser *p, struct str text, int line)
{
    struct str rest = str_skip(text, 1), kind = cut_name(&rest), name = cut_name(&rest);
    enum statement_kind as;
    if (!cut_sign(&rest, STR("[postgres]"))) return false;
    struct statement taken = {0}, *of = p->list.n ? &p->list.items[p->list.n - 1] : NULL;
    take_sql(p, &taken);
    if (rest.n)
        problem_add(p->problems, p->file, line, "a variant has its declaration from the statement before it");
    else if (!of || !str_eq(of->name, name) || !parse_kind(kind, &as) || as != of->kind)
        problem_add(p->problems, p->file, line,
            "a variant follows the statement that it is a variant of: @%.*s %.*s", STR_ARG(kind), STR_ARG(name));
    else if (of->postgres.p)
        problem_add(p->problems, p->file, line, "there is already a variant of '%.*s'", STR_ARG(name));
    else
        of->postgres = taken.sql, of->postgres_line = line, of->postgres_tokens = taken.tokens;
    return true;
}

static void parse_statement(struct parser *p)
{
    struct statement s = {.line = p->line};
    struct str text, more;
    if (!is_comment(next_line(p), &text)) return;
    if (parse_variant(p, text, s.line)) return;
    while (depth_of(text) > 0 && peek_comment(p, &more)) {
        next_line(p);
        text = str_printf(p->arena, "%.*s %.*s", STR_ARG(text), STR_ARG(more));
    }
    /* "-> (" may start a line of its own. */
    if (peek_comment(p, &more) && str_starts(more, STR("->"))) {
        do {
            next_line(p);
            text = str_printf(p->arena, "%.*s %.*s", STR_ARG(text), STR_ARG(more));
        } while (depth_of(text) > 0 && peek_comment(p, &more));
    }
    bool good = parse_declaration(p, text, &s);
    while (peek_comment(p, &more) && !str_starts(more, STR("@"))) {
        next_line(p);
        if (good) parse_option(p, more, &s);
    }
    take_sql(p, &s);
    if (!good) return;
    check_options(p, &s);
    p->list.items[p->list.n++] = s;
}

struct statement_list parse_statements(struct arena *a, struct str file, struct str text, struct problems *ps)
{
    struct parser p = {.arena = a, .file = file, .rest = text, .line = 1, .problems = ps};
    size_t most = 1;
    for (size_t i = 0; i < text.n; i++) most += text.p[i] == '@';
    p.list.items = ARENA_ARRAY(a, struct statement, most);
    struct str comment;
    while (p.rest.p) {
        if (peek_comment(&p, &comment) && str_starts(comment, STR("@"))) {
            parse_statement(&p);
            continue;
        }
        struct str line = str_trim(next_line(&p));
        if (line.n && !is_comment(line, &comment)) {
            problem_add(ps, file, p.line - 1, "SQL without a declaration: begin with -- @one name(...) -> (...)");
            break;
        }
    }
    if (!p.list.n && !ps->n) problem_add(ps, file, 1, "there is no statement in this file");
    return p.list;
}
