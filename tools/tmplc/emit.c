#include "tmplc.h"

/* Compilers promise only 4,095 bytes for one string literal (C17 §5.2.4.1). */
enum { LITERAL_MOST = 4000 };

struct emitter {
    struct compiler *c;
    struct template *now;
    struct buf out;
    int depth; /* of indentation */
};

static void c_byte(struct buf *out, char byte)
{
    unsigned char b = (unsigned char)byte;
    if (b == '\n')
        buf_add(out, STR("\\n"));
    else if (b == '"' || b == '\\' || b == '?')
        buf_printf(out, "\\%c", b); /* ? could begin a trigraph */
    else if (b < 0x20 || b > 0x7E)
        buf_printf(out, "\\%03o", b);
    else
        buf_byte(out, byte);
}

void c_string(struct buf *out, struct str s)
{
    buf_byte(out, '"');
    for (size_t i = 0; i < s.n; i++) c_byte(out, s.p[i]);
    buf_byte(out, '"');
}

static void indent(struct emitter *e)
{
    for (int i = 0; i < e->depth; i++) buf_add(&e->out, STR("    "));
}

/* The C compiler reports what follows at this line of the template. */
static void mark_line(struct emitter *e, int line)
{
    buf_printf(&e->out, "#line %d ", line);
    c_string(&e->out, e->c->file);
    buf_byte(&e->out, '\n');
    indent(e);
}

static void emit_literal(struct emitter *e, struct str text)
{
    while (text.n) {
        struct str part = str_slice(text, 0, LITERAL_MOST);
        text = str_skip(text, LITERAL_MOST);
        indent(e);
        buf_add(&e->out, STR("html_literal(h, \""));
        for (size_t i = 0; i < part.n; i++) {
            c_byte(&e->out, part.p[i]);
            if (part.p[i] == '\n' && i + 1 < part.n) {
                buf_add(&e->out, STR("\"\n"));
                indent(e);
                buf_add(&e->out, STR("    \""));
            }
        }
        buf_add(&e->out, STR("\");\n"));
    }
}

static void emit_nodes(struct emitter *e, const struct node *node);

static void emit_inside(struct emitter *e, const struct node *node)
{
    e->depth++;
    emit_nodes(e, node->inside);
    e->depth--;
    indent(e);
    buf_byte(&e->out, '}');
}

static void emit_if(struct emitter *e, const struct node *node)
{
    mark_line(e, node->line);
    buf_printf(&e->out, "if (%.*s) {\n", STR_ARG(node->text));
    emit_inside(e, node);
    for (node = node->otherwise; node; node = node->otherwise) {
        buf_add(&e->out, STR(" else"));
        if (node->text.n) {
            buf_byte(&e->out, '\n');
            mark_line(e, node->line);
            buf_printf(&e->out, "if (%.*s)", STR_ARG(node->text));
        }
        buf_add(&e->out, STR(" {\n"));
        emit_inside(e, node);
    }
    buf_byte(&e->out, '\n');
}

static void emit_for(struct emitter *e, const struct node *node)
{
    struct str name = node->name, list = node->text;
    mark_line(e, node->line);
    buf_printf(&e->out, "for (size_t %.*s_index_ = 0; %.*s_index_ < %.*s.n; %.*s_index_++) {\n", STR_ARG(name),
        STR_ARG(name), STR_ARG(list), STR_ARG(name));
    e->depth++;
    mark_line(e, node->line);
    buf_printf(&e->out, "const __typeof__(*%.*s.items) *%.*s UNUSED = &%.*s.items[%.*s_index_];\n", STR_ARG(list),
        STR_ARG(name), STR_ARG(list), STR_ARG(name));
    e->depth--;
    emit_inside(e, node);
    buf_byte(&e->out, '\n');
}

static void emit_call(struct emitter *e, const struct node *node, const char *ending)
{
    mark_line(e, node->line);
    buf_printf(&e->out, "%.*s%s(h", STR_ARG(node->name), ending);
    if (node->text.n) buf_printf(&e->out, ", %.*s", STR_ARG(node->text));
    buf_add(&e->out, STR(");\n"));
}

/* void NAME_begin(struct html *h, const struct button *b) */
static void emit_signature(struct emitter *e, const struct template *t, const char *ending, const char *mark)
{
    buf_printf(&e->out, "void %.*s%s(struct html *h%s", STR_ARG(t->name), ending, mark);
    for (size_t i = 0; i < t->n_parameters; i++)
        buf_printf(&e->out, ", const struct %.*s *%.*s%s", STR_ARG(t->parameters[i].type),
            STR_ARG(t->parameters[i].name), mark);
    buf_byte(&e->out, ')');
}

static void emit_function_start(struct emitter *e, const char *ending)
{
    buf_byte(&e->out, '\n');
    mark_line(e, e->now->line);
    emit_signature(e, e->now, ending, " UNUSED");
    buf_add(&e->out, STR("\n{\n"));
    e->depth = 1;
}

static void emit_function_end(struct emitter *e)
{
    e->depth = 0;
    buf_add(&e->out, STR("}\n"));
}

static void emit_use(struct emitter *e, const struct node *node)
{
    emit_call(e, node, node->has_body ? "_begin" : "");
    if (!node->has_body) return;
    /* The body may hold this template's own {% slot %}, where the function is cut in two: nothing is kept over it,
     * the argument is written again instead. */
    emit_nodes(e, node->inside);
    emit_call(e, node, "_end");
}

static void emit_statement(struct emitter *e, const struct node *node, const char *function)
{
    mark_line(e, node->line);
    buf_printf(&e->out, "%s(h, %.*s);\n", function, STR_ARG(node->text));
}

static void emit_nodes(struct emitter *e, const struct node *node)
{
    for (; node; node = node->next) switch (node->kind) {
        case NODE_LITERAL: emit_literal(e, node->text); break;
        case NODE_VALUE: emit_statement(e, node, "html_value"); break;
        case NODE_ADDRESS: emit_statement(e, node, "html_address"); break;
        case NODE_SLOT: emit_statement(e, node, "html_slot"); break;
        case NODE_IF: emit_if(e, node); break;
        case NODE_FOR: emit_for(e, node); break;
        case NODE_USE: emit_use(e, node); break;
        case NODE_CSRF:
            indent(e);
            buf_add(&e->out, STR("html_csrf_field(h);\n"));
            break;
        case NODE_BODY:
            emit_function_end(e);
            emit_function_start(e, "_end");
            break;
        }
}

/* A page's main part, or any other piece of markup, is handed on as a struct slot: made here, so that the template
 * and its view can't be of different types. */
static bool makes_slot(const struct template *t)
{
    return t->n_parameters == 1 && !t->has_body;
}

static void emit_slot_signature(struct emitter *e, const struct template *t)
{
    buf_printf(&e->out, "struct slot %.*s_slot(const struct %.*s *view)", STR_ARG(t->name),
        STR_ARG(t->parameters[0].type));
}

static void emit_slot(struct emitter *e, const struct template *t)
{
    buf_printf(&e->out,
        "\nstatic void %.*s_render(struct html *h, const void *view)\n{\n    %.*s(h, view);\n}\n\n",
        STR_ARG(t->name), STR_ARG(t->name));
    emit_slot_signature(e, t);
    buf_printf(&e->out, "\n{\n    return (struct slot){%.*s_render, view};\n}\n", STR_ARG(t->name));
}

static struct str emit_source(struct compiler *c)
{
    struct emitter e = {.c = c, .out = buf_new(c->arena, 16 * 1024, OUTPUT_MOST)};
    buf_add(&e.out, STR("/* Made by tmplc from "));
    buf_add(&e.out, c->file);
    buf_add(&e.out, STR("; not to be edited. */\n#include "));
    c_string(&e.out, c->header);
    /* {"text", 4} is written for a struct str and a struct url alike, without the latter's inner braces. */
    buf_add(&e.out, STR("\n\n#pragma GCC diagnostic ignored \"-Wmissing-braces\"\n"));
    for (e.now = c->templates; e.now; e.now = e.now->next) {
        emit_function_start(&e, e.now->has_body ? "_begin" : "");
        emit_nodes(&e, e.now->nodes);
        emit_function_end(&e);
        if (makes_slot(e.now)) emit_slot(&e, e.now);
    }
    return buf_str(&e.out);
}

static void emit_guard(struct buf *out, struct str header)
{
    buf_add(out, STR("CAIRN_"));
    for (size_t i = 0; i < header.n; i++) {
        char ch = header.p[i];
        bool is_lower = ch >= 'a' && ch <= 'z', is_other = (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9');
        buf_byte(out, is_lower ? (char)(ch - 'a' + 'A') : is_other ? ch : '_');
    }
    buf_byte(out, '\n');
}

static void emit_declaration(struct emitter *e, const struct template *t)
{
    const char *endings[] = {t->has_body ? "_begin" : "", "_end"};
    buf_byte(&e->out, '\n');
    for (int i = 0; i < (t->has_body ? 2 : 1); i++) {
        emit_signature(e, t, endings[i], "");
        buf_add(&e->out, STR(";\n"));
    }
    if (makes_slot(t)) {
        emit_slot_signature(e, t);
        buf_add(&e->out, STR(";\n"));
    }
    /* so that {% use %} in another file can build the argument without knowing the struct's name */
    if (t->n_parameters == 1)
        buf_printf(&e->out, "#define %.*s_argument const struct %.*s\n", STR_ARG(t->name),
            STR_ARG(t->parameters[0].type));
}

static struct str emit_header(struct compiler *c)
{
    struct emitter e = {.c = c, .out = buf_new(c->arena, 4096, OUTPUT_MOST)};
    buf_add(&e.out, STR("/* Made by tmplc from "));
    buf_add(&e.out, c->file);
    buf_add(&e.out, STR("; not to be edited. */\n#ifndef "));
    emit_guard(&e.out, c->header);
    buf_add(&e.out, STR("#define "));
    emit_guard(&e.out, c->header);
    buf_add(&e.out, STR("\n#include \"wire/html.h\"\n"));
    for (const struct import *i = c->imports; i; i = i->next)
        buf_printf(&e.out, "#include \"%.*s\"\n", STR_ARG(i->path));
    for (const struct template *t = c->templates; t; t = t->next) emit_declaration(&e, t);
    buf_add(&e.out, STR("\n#endif\n"));
    return buf_str(&e.out);
}

struct compiled emit(struct compiler *c)
{
    return (struct compiled){.source = emit_source(c), .header = emit_header(c)};
}
