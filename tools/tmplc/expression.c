#include "tmplc.h"

const struct variable *find_variable(const struct compiler *c, struct str name)
{
    for (size_t i = 0; i < c->n_variables; i++)
        if (str_eq(c->variables[i].name, name)) return &c->variables[i];
    return NULL;
}

/* row@first, row@last, row@number */
static bool read_loop_fact(struct words *w, const struct variable *v, struct str *ret)
{
    struct compiler *c = w->c;
    if (!v->list.n) return fail(c, w->line, "%.*s is not the variable of a loop", STR_ARG(v->name));
    if (word_is(w, "first"))
        *ret = str_printf(c->arena, "%.*s_index_ == 0", STR_ARG(v->name));
    else if (word_is(w, "last"))
        *ret = str_printf(c->arena, "%.*s_index_ + 1 == %.*s.n", STR_ARG(v->name), STR_ARG(v->list));
    else if (word_is(w, "number"))
        *ret = str_printf(c->arena, "(int64_t)(%.*s_index_ + 1)", STR_ARG(v->name));
    else
        return fail(c, w->line, "after @ comes first, last or number");
    return words_next(w);
}

/* The name at the front of a path, as a pointer (`row`) or a whole loop fact. */
static bool read_root(struct words *w, const struct variable **ret)
{
    struct str name = w->now.text;
    if (w->now.kind != WORD_NAME) return fail(w->c, w->line, "expected a name such as view.title");
    const struct variable *v = find_variable(w->c, name);
    if (!v) return fail(w->c, w->line, "%.*s is not a parameter or loop variable here", STR_ARG(name));
    *ret = v;
    return words_next(w);
}

static bool read_members(struct words *w, struct buf *out)
{
    const char *joint = "->";
    while (word_is(w, ".")) {
        if (!words_next(w)) return false;
        if (w->now.kind != WORD_NAME) return fail(w->c, w->line, "expected a member's name after .");
        buf_printf(out, "%s%.*s", joint, STR_ARG(w->now.text));
        joint = ".";
        if (!words_next(w)) return false;
    }
    return true;
}

/* A path that may also be a loop fact. Variables are pointers, so a bare one means what it points to. */
static bool read_operand(struct words *w, struct str *ret, bool *ret_is_fact)
{
    const struct variable *v;
    struct buf out = buf_new(w->c->arena, 64, OUTPUT_MOST);
    *ret_is_fact = false;
    if (!read_root(w, &v)) return false;
    if (word_is(w, "@")) {
        *ret_is_fact = true;
        return words_next(w) && read_loop_fact(w, v, ret);
    }
    if (word_is(w, "."))
        buf_add(&out, v->name);
    else
        buf_printf(&out, "(*%.*s)", STR_ARG(v->name));
    if (!read_members(w, &out)) return false;
    *ret = buf_str(&out);
    return true;
}

bool read_path(struct words *w, struct str *ret)
{
    bool is_fact;
    return read_operand(w, ret, &is_fact) &&
        (!is_fact || fail(w->c, w->line, "@first, @last and @number can't stand here"));
}

bool read_value(struct words *w, struct str *ret)
{
    bool is_fact;
    if (w->now.kind == WORD_STRING || w->now.kind == WORD_NUMBER)
        return fail(w->c, w->line, "write text and numbers without braces");
    return read_operand(w, ret, &is_fact);
}

/* path, or path == CONSTANT */
static bool read_comparison(struct words *w, struct str *ret)
{
    struct str left;
    bool is_fact, compares;
    if (word_is(w, "(")) return fail(w->c, w->line, "no parentheses here: work it out in the view");
    if (!read_operand(w, &left, &is_fact) || !word_take(w, "==", &compares)) return false;
    if (!compares) {
        *ret = is_fact ? left : str_printf(w->c->arena, "html_true(%.*s)", STR_ARG(left));
        return true;
    }
    if (w->now.kind != WORD_NUMBER && !(w->now.kind == WORD_NAME && name_is_constant(w->now.text)))
        return fail(w->c, w->line, "== compares with a CONSTANT or a number");
    *ret = str_printf(w->c->arena, "%.*s == %.*s", STR_ARG(left), STR_ARG(w->now.text));
    return words_next(w);
}

static bool read_negation(struct words *w, struct str *ret)
{
    bool negate = false, again = true;
    struct str inner = STR_NONE;
    while (again) {
        if (!word_take(w, "not", &again)) return false;
        if (again) negate = !negate;
    }
    if (!read_comparison(w, &inner)) return false;
    *ret = negate ? str_printf(w->c->arena, "!(%.*s)", STR_ARG(inner)) : inner;
    return true;
}

static bool read_conjunction(struct words *w, struct str *ret, size_t *ret_n)
{
    struct buf out = buf_new(w->c->arena, 128, OUTPUT_MOST);
    struct str part;
    size_t n = 0;
    for (bool more = true; more; n++) {
        if (!read_negation(w, &part) || !word_take(w, "and", &more)) return false;
        if (n) buf_add(&out, STR(" && "));
        buf_add(&out, part);
    }
    *ret = buf_str(&out);
    *ret_n = n;
    return true;
}

bool read_condition(struct words *w, struct str *ret)
{
    struct buf out = buf_new(w->c->arena, 128, OUTPUT_MOST);
    struct str part;
    size_t parts, n = 0;
    for (bool more = true; more; n++) {
        if (!read_conjunction(w, &part, &parts) || !word_take(w, "or", &more)) return false;
        if (n) buf_add(&out, STR(" || "));
        /* compilers ask for the parentheses, and only there */
        bool wrap = parts > 1 && (n || more);
        buf_printf(&out, wrap ? "(%.*s)" : "%.*s", STR_ARG(part));
    }
    *ret = buf_str(&out);
    return true;
}

static bool read_member_value(struct words *w, struct buf *out)
{
    struct str path;
    bool is_fact;
    if (w->now.kind == WORD_STRING) {
        /* {p, n} fits a struct str and a struct url alike: text, or an address that the template spells out */
        buf_byte(out, '{');
        c_string(out, w->now.text);
        buf_printf(out, ", %zu}", w->now.text.n);
        return words_next(w);
    }
    bool plain = w->now.kind == WORD_NUMBER || word_is(w, "true") || word_is(w, "false");
    if (plain || (w->now.kind == WORD_NAME && name_is_constant(w->now.text))) {
        buf_add(out, w->now.text);
        return words_next(w);
    }
    if (!read_operand(w, &path, &is_fact)) return false;
    buf_add(out, path);
    return true;
}

static bool name_is_taken(const struct str *names, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(names[i], name)) return true;
    return false;
}

static bool read_members_given(struct words *w, struct buf *out)
{
    struct str names[64], name = STR_NONE;
    size_t n = 0;
    bool done, more = true;
    if (!word_take(w, "}", &done)) return false;
    if (done) buf_byte(out, '0');
    while (!done) {
        if (!more) return fail(w->c, w->line, "expected , or } after the value of %.*s", STR_ARG(name));
        if (!word_name(w, "a member's name", &name) || !word_expect(w, ":")) return false;
        if (name_is_taken(names, n, name)) return fail(w->c, w->line, "%.*s is given twice", STR_ARG(name));
        if (n == COUNT_OF(names)) return fail(w->c, w->line, "too many members");
        buf_printf(out, "%s.%.*s = ", n ? ", " : "", STR_ARG(name));
        names[n++] = name;
        if (!read_member_value(w, out) || !word_take(w, ",", &more) || !word_take(w, "}", &done)) return false;
    }
    return true;
}

bool read_argument(struct words *w, struct str name, struct str *ret)
{
    const struct variable *v;
    bool is_literal;
    struct buf out = buf_new(w->c->arena, 256, OUTPUT_MOST);
    if (!word_take(w, "{", &is_literal)) return false;
    if (is_literal) {
        buf_printf(&out, "&(%.*s_argument){", STR_ARG(name));
        if (!read_members_given(w, &out)) return false;
        buf_byte(&out, '}');
    } else if (w->now.kind == WORD_NAME && !word_is(w, "do")) {
        if (!read_root(w, &v)) return false;
        buf_printf(&out, "%s%.*s", word_is(w, ".") ? "&" : "", STR_ARG(v->name));
        if (!read_members(w, &out)) return false;
    }
    *ret = buf_str(&out);
    return true;
}
