#include "tmplc.h"

void record_problem(struct compiler *c, int line, const char *format, ...)
{
    char text[1024];
    va_list args;
    if (c->problem.line) return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    c->problem = (struct problem){line, str_dup(c->arena, str_from_cstr(text))};
}

void flush_literal(struct compiler *c)
{
    if (!c->literal.n) return;
    struct node *node = ARENA_NEW(c->arena, struct node);
    *node = (struct node){.kind = NODE_LITERAL, .text = str_dup(c->arena, buf_str(&c->literal))};
    c->literal.n = 0;
    *c->next_node = node;
    c->next_node = &node->next;
}

struct node *add_node(struct compiler *c, enum node_kind kind, int line)
{
    flush_literal(c);
    struct node *node = ARENA_NEW(c->arena, struct node);
    *node = (struct node){.kind = kind, .line = line};
    *c->next_node = node;
    c->next_node = &node->next;
    return node;
}

static bool read_tokens(struct compiler *c, bool *ret_ended);

/* Reads up to {% end %}, {% elif %} or {% else %}, which becomes the current token, into *place. */
static bool read_inside(struct compiler *c, struct node **place, struct words opener, const char *what)
{
    bool ended;
    if (c->blocks == BLOCKS_MOST) return fail(c, opener.line, "blocks are nested more than %d deep", BLOCKS_MOST);
    flush_literal(c);
    struct node **after = c->next_node;
    c->next_node = place;
    c->blocks++;
    if (!read_tokens(c, &ended)) return false;
    c->blocks--;
    flush_literal(c);
    c->next_node = after;
    return ended || fail(c, opener.line, "{%% %s %%} has no {%% end %%}", what);
}

static bool words_here(struct compiler *c, struct words *ret)
{
    return words_start(c, c->tokens[c->at], ret);
}

/* The {% end %} of a block; steps over it. */
static bool expect_end(struct compiler *c)
{
    struct words w;
    if (!words_here(c, &w)) return false;
    if (!word_is(&w, "end")) return fail(c, w.line, "{%% %.*s %%} belongs in an {%% if %%}", STR_ARG(w.now.text));
    c->at++;
    return words_next(&w) && words_end(&w);
}

static bool add_variable(struct compiler *c, int line, struct str name, struct str list)
{
    if (str_eq(name, STR("h"))) return fail(c, line, "h is the page being written: take another name");
    if (name_in(name, "not and or true false do in"))
        return fail(c, line, "%.*s is a word of the language: take another name", STR_ARG(name));
    if (find_variable(c, name)) return fail(c, line, "%.*s is already a name here", STR_ARG(name));
    c->variables[c->n_variables++] = (struct variable){name, list};
    return true;
}

static bool read_value_token(struct compiler *c, struct token t)
{
    struct words w;
    enum node_kind kind;
    struct str text;
    if (!html_value_here(c, t.line, &kind)) return false;
    if (!words_start(c, t, &w) || !read_value(&w, &text) || !words_end(&w)) return false;
    add_node(c, kind, t.line)->text = text;
    return true;
}

/* ---- if ---- */

struct branches {
    struct html_position start, end; /* before the first branch, after those read so far */
    bool any, last;                  /* was there a branch yet; was this the {% else %} */
};

static bool read_branch(struct compiler *c, struct branches *b, struct node *node, struct words *w)
{
    struct words opener = *w;
    if (!b->last && (!read_condition(w, &node->text) || !words_end(w))) return false;
    if (b->last && !words_end(w)) return false;
    c->html = b->start;
    c->at++;
    if (!read_inside(c, &node->inside, opener, "if")) return false;
    if (b->any && !html_join(c, c->tokens[c->at].line, "the branches of {% if %} end differently", b->end))
        return false;
    b->end = c->html;
    b->any = true;
    return true;
}

static bool read_if(struct compiler *c, struct words *w)
{
    struct branches b = {.start = c->html};
    int line = w->line;
    if (!html_block_here(c, line, false)) return false;
    struct node *node = add_node(c, NODE_IF, line);
    c->ifs++;
    for (;;) {
        bool more, otherwise;
        if (!read_branch(c, &b, node, w) || !words_here(c, w)) return false;
        if (!word_take(w, "elif", &more) || !word_take(w, "else", &otherwise)) return false;
        if (!more && !otherwise) break;
        if (b.last) return fail(c, w->line, "after {%% else %%} comes {%% end %%}");
        b.last = otherwise;
        node->otherwise = ARENA_NEW(c->arena, struct node);
        node = node->otherwise;
        *node = (struct node){.kind = NODE_IF, .line = c->tokens[c->at].line};
    }
    c->ifs--;
    if (!b.last && !html_join(c, c->tokens[c->at].line, "what stands in {% if %} must end as it began", b.start))
        return false;
    return expect_end(c);
}

/* ---- for ---- */

static bool read_for(struct compiler *c, struct words *w)
{
    struct words opener = *w;
    struct html_position start = c->html;
    struct str name, list;
    if (!html_block_here(c, w->line, true)) return false;
    struct node *node = add_node(c, NODE_FOR, w->line);
    if (!word_name(w, "the loop's variable", &name) || !word_expect(w, "in") || !read_path(w, &list)) return false;
    if (!words_end(w) || !add_variable(c, opener.line, name, list)) return false;
    node->name = name;
    node->text = list;
    c->at++;
    c->loops++;
    if (!read_inside(c, &node->inside, opener, "for")) return false;
    c->loops--;
    c->n_variables--;
    return html_join(c, c->tokens[c->at].line, "what stands in {% for %} must end as it began", start) &&
        expect_end(c);
}

/* ---- use, slot ---- */

static bool read_use(struct compiler *c, struct words *w)
{
    struct words opener = *w;
    struct str name, argument;
    if (!html_component_here(c, w->line, "a component")) return false;
    if (!word_name(w, "a template's name", &name)) return false;
    if (find_variable(c, name)) return fail(c, opener.line, "%.*s is a variable here", STR_ARG(name));
    struct node *node = add_node(c, NODE_USE, opener.line);
    if (!read_argument(w, name, &argument) || !word_take(w, "do", &node->has_body) || !words_end(w)) return false;
    node->name = name;
    node->text = argument;
    c->at++;
    if (!node->has_body) return true;
    struct html_position start = c->html;
    if (!read_inside(c, &node->inside, opener, "use")) return false;
    return html_join(c, c->tokens[c->at].line, "what stands in {% use %} must end as it began", start) &&
        expect_end(c);
}

static bool read_slot(struct compiler *c, struct words *w)
{
    int line = w->line;
    struct str path;
    if (!html_component_here(c, line, "a slot")) return false;
    c->at++;
    if (w->now.kind != WORD_END) {
        if (!read_path(w, &path) || !words_end(w)) return false;
        add_node(c, NODE_SLOT, line)->text = path;
        return true;
    }
    if (c->now->has_body) return fail(c, line, "a template has one {%% slot %%}");
    if (c->ifs || c->loops) return fail(c, line, "{%% slot %%} can't stand in {%% if %%} or {%% for %%}");
    c->now->has_body = true;
    add_node(c, NODE_BODY, line);
    return true;
}

/* ---- everything in a template ---- */

static bool read_tag(struct compiler *c, bool *ret_ended)
{
    struct words w;
    bool found;
    if (!words_here(c, &w)) return false;
    *ret_ended = word_is(&w, "end") || word_is(&w, "elif") || word_is(&w, "else");
    if (*ret_ended) return true;
    if (!word_take(&w, "if", &found) || found) return found && read_if(c, &w);
    if (!word_take(&w, "for", &found) || found) return found && read_for(c, &w);
    if (!word_take(&w, "use", &found) || found) return found && read_use(c, &w);
    if (!word_take(&w, "slot", &found) || found) return found && read_slot(c, &w);
    if (word_is(&w, "template"))
        return fail(c, w.line, "a template can't stand in another: {%% end %%} is missing");
    if (word_is(&w, "import")) return fail(c, w.line, "{%% import %%} stands before the templates");
    return fail(c, w.line, "unknown tag: %.*s", STR_ARG(w.now.text));
}

static bool read_tokens(struct compiler *c, bool *ret_ended)
{
    for (*ret_ended = false; c->tokens[c->at].kind != TOKEN_END && !*ret_ended;) {
        struct token t = c->tokens[c->at];
        switch (t.kind) {
        case TOKEN_TEXT:
            if (!html_text(c, t)) return false;
            c->at++;
            break;
        case TOKEN_VALUE:
            if (!read_value_token(c, t)) return false;
            c->at++;
            break;
        case TOKEN_TAG:
            if (!read_tag(c, ret_ended)) return false;
            break;
        case TOKEN_COMMENT:
        case TOKEN_END: c->at++; break;
        }
    }
    return true;
}

/* ---- the file ---- */

static bool read_import(struct compiler *c, struct words *w)
{
    if (w->now.kind != WORD_STRING) return fail(c, w->line, "expected a header's path in quotes");
    for (size_t i = 0; i < w->now.text.n; i++) {
        unsigned char ch = (unsigned char)w->now.text.p[i];
        if (ch <= ' ' || ch > '~' || ch == '"' || ch == '\\' || ch == '<')
            return fail(c, w->line, "not the path of a header");
    }
    struct import *import = ARENA_NEW(c->arena, struct import);
    import->path = w->now.text;
    *c->next_import = import;
    c->next_import = &import->next;
    return words_next(w) && words_end(w);
}

/* (const struct button *b, ...) */
static bool read_parameters(struct compiler *c, struct words *w, struct template *t)
{
    bool done;
    if (!word_expect(w, "(") || !word_take(w, ")", &done)) return false;
    while (!done) {
        struct parameter p;
        if (t->n_parameters == PARAMETERS_MOST) return fail(c, w->line, "at most %d parameters", PARAMETERS_MOST);
        if (!word_is(w, "const")) return fail(c, w->line, "a parameter is written const struct NAME *name");
        if (!words_next(w) || !word_expect(w, "struct") || !word_name(w, "a struct's name", &p.type)) return false;
        if (!word_expect(w, "*") || !word_name(w, "the parameter's name", &p.name)) return false;
        if (!add_variable(c, w->line, p.name, STR_NONE)) return false;
        t->parameters[t->n_parameters++] = p;
        if (!word_take(w, ")", &done) || (!done && !word_expect(w, ","))) return false;
    }
    return words_end(w);
}

static bool add_template(struct compiler *c, struct str name, int line)
{
    for (const struct template *t = c->templates; t; t = t->next)
        if (str_eq(t->name, name))
            return fail(c, line, "%.*s is already a template, in line %d", STR_ARG(name), t->line);
    c->now = ARENA_NEW(c->arena, struct template);
    *c->now = (struct template){.name = name, .line = line};
    *c->next_template = c->now;
    c->next_template = &c->now->next;
    return true;
}

static bool read_template(struct compiler *c, struct words *w)
{
    struct words opener = *w;
    struct str name;
    if (!word_name(w, "the template's name", &name) || !add_template(c, name, opener.line)) return false;
    c->n_variables = 0;
    if (!read_parameters(c, w, c->now)) return false;
    c->html = (struct html_position){.state = HTML_TEXT};
    c->at++;
    return read_inside(c, &c->now->nodes, opener, "template") && html_end_of_template(c, c->tokens[c->at].line) &&
        expect_end(c);
}

static bool read_file_tag(struct compiler *c)
{
    struct words w;
    bool found;
    if (!words_here(c, &w) || !word_take(&w, "template", &found)) return false;
    if (found) return read_template(c, &w);
    if (!word_take(&w, "import", &found)) return false;
    c->at++;
    if (found) return read_import(c, &w);
    return fail(c, w.line, "outside a template stand only {%% import %%} and {%% template %%}");
}

static bool check_outside(struct compiler *c, struct token t)
{
    int line = t.line;
    if (t.kind == TOKEN_VALUE) return fail(c, line, "a value outside a template");
    for (size_t i = 0; i < t.text.n && t.kind == TOKEN_TEXT; i++) {
        if (t.text.p[i] == '\n')
            line++;
        else if (!strchr(" \t\r", t.text.p[i]))
            return fail(c, line, "text outside a template");
    }
    c->at++;
    return true;
}

bool parse_file(struct compiler *c)
{
    while (c->tokens[c->at].kind != TOKEN_END) {
        struct token t = c->tokens[c->at];
        if (!(t.kind == TOKEN_TAG ? read_file_tag(c) : check_outside(c, t))) return false;
    }
    return c->templates || fail(c, c->tokens[c->at].line, "the file holds no template");
}

bool template_compile(struct arena *a, struct str file, struct str header, struct str text, struct compiled *ret,
    struct problem *ret_problem)
{
    struct compiler *c = ARENA_NEW(a, struct compiler);
    *c = (struct compiler){
        .arena = a, .file = file, .header = header, .literal = buf_new(a, 4096, 4 * 1024 * 1024)};
    c->next_import = &c->imports;
    c->next_template = &c->templates;
    if (!lex(c, text) || !parse_file(c)) {
        *ret_problem = c->problem;
        return false;
    }
    *ret = emit(c);
    return true;
}
