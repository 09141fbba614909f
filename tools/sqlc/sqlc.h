/*
 * The statement compiler: named SQL statements in, typed C functions out.
 *
 * A .sql file is read in four steps, a file of this folder each: lex.c makes tokens, parse.c reads the
 * declarations into struct statement, rules.c checks the text, check.c asks SQLite itself about each statement
 * on the schema that the migrations make, and emit.c writes the C. Everything lives in one arena. What is wrong
 * with the input is data: problems with their file and line, all of them printed. The language is described in
 * README.md.
 */
#ifndef CAIRN_TOOLS_SQLC_H
#define CAIRN_TOOLS_SQLC_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

enum {
    SQLC_MOST_BYTES = 1024 * 1024,    /* of one .sql file */
    SQLC_MOST_STATEMENT_BYTES = 4000, /* C promises string literals of 4095 */
    SQLC_MOST_FIELDS = 100,           /* parameters or columns of one statement */
    SQLC_MOST_PROBLEMS = 50,
    SQLC_MOST_PARAMETERS_APART = 6, /* more of them come as one struct */
};

struct problem {
    struct str file;
    int line;
    struct str message;
};

struct problems {
    struct arena *arena;
    struct problem items[SQLC_MOST_PROBLEMS];
    size_t n;
};
PRINTF_LIKE(4, 5) void problem_add(struct problems *ps, struct str file, int line, const char *format, ...);

/* False if it can't be read or is larger than that. */
bool read_whole_file(struct arena *a, const char *path, size_t most_bytes, struct str *ret_text);

/* ---- lex.c ---- */

enum token_kind {
    TOKEN_WORD,   /* a name or keyword; "quoted", [quoted] and `quoted` names too, without the quotes */
    TOKEN_STRING, /* 'text', without the quotes */
    TOKEN_NUMBER,
    TOKEN_PARAMETER, /* :name, ?1, @name, $name, with its first character */
    TOKEN_SIGN,      /* one character of anything else */
    TOKEN_BROKEN     /* a quote that doesn't close, a control character */
};

struct token {
    enum token_kind kind;
    struct str text;
    bool quoted;
    int line;
};

struct tokens {
    struct token *items;
    size_t n;
};
struct tokens lex_sql(struct arena *a, struct str sql, int first_line);
/* ASCII case doesn't count. is_key is for keywords: an unquoted word. */
bool token_is(const struct tokens *ts, size_t at, const char *sign_or_word);
bool token_is_key(const struct tokens *ts, size_t at, const char *keyword);

/* ---- parse.c ---- */

enum type_form {
    FORM_INT = 1,
    FORM_BOOL,
    FORM_REAL,
    FORM_TEXT,
    FORM_BLOB,
    FORM_UUID,
    FORM_VALUE32, /* a struct with one member v; one value of it stands for NULL */
    FORM_VALUE,
};

struct type {
    enum type_form form;
    const char *name;   /* "person_id" */
    const char *c;      /* "struct person_id" */
    const char *none;   /* of FORM_VALUE and FORM_VALUE32: what stands for NULL */
    const char *header; /* NULL: db.h knows it */
};

struct field {
    struct str name;
    const struct type *type;
    bool maybe;  /* may be NULL */
    int bind_at; /* parameters: SQLite's number, set by check.c */
};

enum statement_kind { KIND_ONE = 1, KIND_MANY, KIND_INSERT, KIND_CHANGE, KIND_EXACTLY };

struct statement {
    enum statement_kind kind;
    struct str name;
    int line; /* of the declaration */
    struct field *parameters, *columns;
    size_t parameter_count, column_count;
    struct str shows; /* a column's name, or STR_NONE */
    bool shows_nobody, unscoped, leaves;
    struct str sql; /* without the final semicolon */
    int sql_line;
    struct tokens tokens; /* of sql */
    struct str postgres;  /* another text for PostgreSQL: a [postgres] variant; STR_NONE: the same */
    int postgres_line;
    struct tokens postgres_tokens;
    struct str key;    /* @insert: the one column of the table's primary key, set by check.c; STR_NONE: several */
    struct str target; /* the table that it changes, set by rules.c; STR_NONE if it reads */
};

struct statement_list {
    struct statement *items;
    size_t n;
};

static inline bool kind_reads(enum statement_kind kind)
{
    return kind == KIND_ONE || kind == KIND_MANY;
}

struct statement_list parse_statements(struct arena *a, struct str file, struct str text, struct problems *ps);
const struct type *type_find(struct str name);
bool is_plain_name(struct str s); /* lower-case letters, digits, _; not a word of C or of the generated code */

/* ---- rules.c: what can be seen in the text alone ---- */

void check_text(struct statement *s, struct str file, struct problems *ps);

/* ---- rules_variant.c: the same for a [postgres] variant; after check_statement ---- */

struct schema;
void check_variant(const struct schema *schema, const struct statement *s, struct str file, struct problems *ps);

/* ---- check.c: what SQLite knows ---- */

struct schema *schema_open(struct arena *a, const char *migrations_folder, struct problems *ps);
void schema_close(struct schema *schema);
void check_statement(struct schema *schema, struct statement *s, struct str file, struct problems *ps);

/* For rules_people.c: what the schema says about tables. */
bool schema_has(const struct schema *schema, struct str name);
bool schema_is_people(const struct schema *schema, struct str table);
bool schema_is_key(const struct schema *schema, struct str table, struct str column);
bool schema_is_reference(
    const struct schema *schema, struct str table, struct str column, struct str to_table, struct str to_column);

/* The one column of the table's primary key where it is a whole number; STR_NONE otherwise. */
struct str schema_number_key(const struct schema *schema, struct str table);

/* ---- rules_people.c: changes of tables that hold people's data, and names that pass for the schema's ---- */

void check_names(const struct schema *schema, const struct statement *s, struct str file, struct problems *ps);
void check_people_change(
    const struct schema *schema, const struct statement *s, struct str file, struct problems *ps);

/* ---- postgres.c: the text that PostgreSQL gets ---- */

struct str postgres_text(struct arena *a, const struct statement *s);
struct str postgres_kinds(struct arena *a, const struct statement *s); /* of its parameters, a letter each */

/* ---- emit.c ---- */

struct emit_names {
    struct str source; /* "care/people/person.sql", for comments and messages */
    struct str header; /* "care/people/person.sql.h", as it is included */
    struct str stem;   /* "person" */
};
void emit_header(struct buf *out, const struct statement_list *list, const struct emit_names *names);
void emit_source(struct buf *out, const struct statement_list *list, const struct emit_names *names);

#endif
