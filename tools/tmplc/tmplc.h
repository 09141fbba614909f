/*
 * The template compiler, inside: what its files share.
 *
 * A template file goes through three steps. lex.c cuts it into text, values and tags. parse.c reads these in order
 * into a tree of nodes; on the way html_context.c follows the HTML, so that each value's place is known and every
 * element is closed, and words.c and expression.c read what stands inside the braces. emit.c writes the tree as C.
 * The first mistake ends the work; it is data (struct problem), never a crash. The language is described in
 * README.md. All memory is the caller's arena.
 */
#ifndef CAIRN_TMPLC_H
#define CAIRN_TMPLC_H

#include "base/arena.h"
#include "base/buf.h"

struct problem {
    int line;
    struct str message;
};

struct compiled {
    struct str source, header; /* the texts of X.tmpl.c and X.tmpl.h */
};

/* file is the template's name as messages and #line say it; header is how generated C includes X.tmpl.h.
 * False sets *ret_problem instead of *ret. */
MUST_USE bool template_compile(struct arena *a, struct str file, struct str header, struct str text,
    struct compiled *ret, struct problem *ret_problem);

/* ---- tokens (lex.c) ---- */

enum token_kind { TOKEN_TEXT, TOKEN_VALUE, TOKEN_TAG, TOKEN_COMMENT, TOKEN_END };

struct token {
    enum token_kind kind;
    int line;
    struct str text;    /* for values and tags: what stands between the braces */
    bool at_line_start; /* text whose first byte begins a line: its leading white space is only indentation */
};

/* ---- the tree (parse.c makes it, emit.c reads it) ---- */

enum node_kind {
    NODE_LITERAL, /* text */
    NODE_VALUE,   /* text is the C expression */
    NODE_ADDRESS, /* the same, where only a struct url may stand */
    NODE_IF,      /* text is the C condition; inside; otherwise */
    NODE_FOR,     /* name is the variable, text the C expression of the list; inside */
    NODE_USE,     /* name is the template, text the C argument or empty; inside if has_body */
    NODE_SLOT,    /* text is the C expression of a struct slot */
    NODE_BODY,    /* where the body given by {% use ... do %} goes */
    NODE_CSRF,
};

struct node {
    enum node_kind kind;
    int line;
    bool has_body;
    struct str name, text;
    struct node *inside, *otherwise, *next;
};

struct parameter {
    struct str type, name; /* const struct TYPE *NAME */
};

/* Bytes of generated text: many times what the largest template can turn into. */
enum { OUTPUT_MOST = 128 * 1024 * 1024 };
enum { PARAMETERS_MOST = 4, BLOCKS_MOST = 24, VARIABLES_MOST = PARAMETERS_MOST + BLOCKS_MOST };

struct template
{
    struct str name;
    int line;
    struct parameter parameters[PARAMETERS_MOST];
    size_t n_parameters;
    bool has_body; /* holds {% slot %}: compiled as NAME_begin and NAME_end */
    struct node *nodes;
    struct template *next;
};

struct import {
    struct str path;
    struct import *next;
};

/* ---- where in the HTML we are (html_context.c) ---- */

enum html_state { HTML_TEXT, HTML_TAG, HTML_VALUE, HTML_RAW };
enum address_state { ADDRESS_EMPTY, ADDRESS_LITERAL, ADDRESS_FRAGMENT, ADDRESS_VALUE };
enum value_kind { VALUE_TEXT, VALUE_ADDRESS, VALUE_LITERAL_ONLY };

struct element {
    struct str name;
    int line;
    const struct element *outer;
};

struct attribute {
    struct str name;
    const struct attribute *next;
};

/* Copied freely: each branch of an {% if %} starts from the same position. */
struct html_position {
    enum html_state state;
    const struct element *open; /* innermost open element */
    bool fresh_text;            /* right after <textarea> or <pre>, where HTML drops one newline */
    /* inside a start tag */
    struct str tag;
    int tag_line;
    bool needs_space; /* a name or a value was just written */
    bool posts;       /* <form method="post"> */
    bool has_http_equiv, has_value_in_content;
    const struct attribute *attributes; /* seen so far */
    /* inside a quoted attribute value */
    char quote;
    struct str attribute;
    enum value_kind value;
    enum address_state address;
};

/* ---- the compiler ---- */

struct variable {
    struct str name;
    struct str list; /* C expression of the list it runs over; STR_NONE for a parameter */
};

struct compiler {
    struct arena *arena;
    struct str file, header;
    struct problem problem;
    struct token *tokens; /* ends with TOKEN_END */
    size_t n_tokens, at;
    struct html_position html;
    struct buf literal; /* text not yet in a node, so that neighbours become one */
    struct node **next_node;
    struct variable variables[VARIABLES_MOST];
    size_t n_variables;
    int blocks, loops, ifs; /* open ones */
    struct import *imports, **next_import;
    struct template *templates, **next_template;
    struct template *now; /* the template being read */
};

/* Records the problem and is false, so that callers can `return fail(...)`. */
void record_problem(struct compiler *c, int line, const char *format, ...) PRINTF_LIKE(3, 4);
#define fail(...) (record_problem(__VA_ARGS__), false)

bool lex(struct compiler *c, struct str text);

void flush_literal(struct compiler *c);
struct node *add_node(struct compiler *c, enum node_kind kind, int line);
bool parse_file(struct compiler *c);

bool html_text(struct compiler *c, struct token t);
/* May a value stand here, and of which kind: NODE_VALUE or NODE_ADDRESS? */
bool html_value_here(struct compiler *c, int line, enum node_kind *ret);
/* May {% if %} and {% for %}, or components and slots stand here? */
bool html_block_here(struct compiler *c, int line, bool is_loop);
bool html_component_here(struct compiler *c, int line, const char *what);
/* Joins the ends of two branches; false when they differ in more than can be joined, with the problem recorded. */
bool html_join(struct compiler *c, int line, const char *what, struct html_position other);
bool html_end_of_template(struct compiler *c, int line);

struct compiled emit(struct compiler *c);

/* ---- what is known of names (html_names.c) ---- */

bool name_in(struct str name, const char *spaced); /* is it one of the names in "a b c"? ASCII case is ignored */
bool element_is_void(struct str name);             /* <br> and the others without an end tag */
bool element_is_raw(struct str name);              /* <script>, <style>: no markup inside */
bool element_is_text_only(struct str name);        /* <textarea>, <title>: text and values, no markup */
bool element_keeps_space(struct str name);
/* Why an element or attribute is refused, or may not stand inside `outer`; NULL if it may. */
const char *element_refused(struct str name);
const char *attribute_refused(struct str name);
const char *element_refused_inside(struct str name, struct str outer, bool is_direct);
enum value_kind attribute_value_kind(struct str tag, struct str attribute);

/* ---- words inside braces (words.c) ---- */

enum word_kind { WORD_NAME, WORD_NUMBER, WORD_STRING, WORD_SIGN, WORD_END };

struct word {
    enum word_kind kind;
    struct str text; /* a string's text is what it stands for, without quotes and backslashes */
};

struct words {
    struct compiler *c;
    struct str rest;
    int line; /* of `now` */
    struct word now;
};

bool words_start(struct compiler *c, struct token t, struct words *ret);
bool words_next(struct words *w);
bool word_is(const struct words *w, const char *text);        /* a name or sign, not a string */
bool word_take(struct words *w, const char *text, bool *ret); /* steps over it if it is there */
bool word_expect(struct words *w, const char *text);
bool word_name(struct words *w, const char *what, struct str *ret); /* lower-case name, stepped over */
bool words_end(struct words *w);
bool name_is_constant(struct str name);

/* ---- expressions, read and written as C (expression.c) ---- */

const struct variable *find_variable(const struct compiler *c, struct str name);
bool read_value(struct words *w, struct str *ret);
bool read_path(struct words *w, struct str *ret);
bool read_condition(struct words *w, struct str *ret);
/* {name: value, ...} as "&(NAME_argument){.name = value}", or a path as a pointer to it; empty if neither. */
bool read_argument(struct words *w, struct str name, struct str *ret);
void c_string(struct buf *out, struct str s); /* s as a C string literal, quotes included */

#endif
