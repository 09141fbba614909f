/* The C that comes out. */
#include "sqlc.h"

static bool params_as_struct(const struct statement *s)
{
    return s->parameter_count > SQLC_MOST_PARAMETERS_APART;
}

static struct str c_type(struct arena *a, const struct field *f)
{
    if (f->maybe && (f->type->form == FORM_INT || f->type->form == FORM_REAL || f->type->form == FORM_BOOL))
        return str_printf(a, "struct db_maybe_%s", f->type->name);
    return str_from_cstr(f->type->c);
}

static void emit_fields(
    struct buf *out, const char *what, const struct statement *s, const struct field *fields, size_t n)
{
    buf_printf(out, "struct %.*s_%s {\n", STR_ARG(s->name), what);
    for (size_t i = 0; i < n; i++)
        buf_printf(out, "    %.*s %.*s;\n", STR_ARG(c_type(out->arena, &fields[i])), STR_ARG(fields[i].name));
    buf_add(out, STR("};\n"));
}

static void emit_prototype(struct buf *out, const struct statement *s)
{
    struct str name = s->name;
    buf_printf(out, "enum err %.*s(struct db *db", STR_ARG(name));
    if (params_as_struct(s)) buf_printf(out, ", const struct %.*s_params *p", STR_ARG(name));
    for (size_t i = 0; !params_as_struct(s) && i < s->parameter_count; i++)
        buf_printf(
            out, ", %.*s %.*s", STR_ARG(c_type(out->arena, &s->parameters[i])), STR_ARG(s->parameters[i].name));
    if (s->kind == KIND_ONE) buf_printf(out, ", struct %.*s_row *ret)", STR_ARG(name));
    if (s->kind == KIND_MANY) buf_printf(out, ", struct %.*s_list *ret)", STR_ARG(name));
    if (s->kind == KIND_INSERT) buf_add(out, STR(", int64_t *ret_id)"));
    if (s->kind == KIND_CHANGE) buf_add(out, STR(", int64_t *ret_changed)"));
    if (s->kind == KIND_EXACTLY) buf_add(out, STR(")"));
}

static struct str guard_name(struct arena *a, struct str header)
{
    struct buf b = buf_new(a, header.n + 16, header.n + 16);
    buf_add(&b, STR("CAIRN_"));
    for (size_t i = 0; i < header.n; i++) {
        char c = header.p[i];
        if (c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
        buf_byte(&b, (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_');
    }
    return buf_str(&b);
}

static bool uses_header(const struct statement_list *list, const char *header)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct statement *s = &list->items[i];
        for (size_t f = 0; f < s->parameter_count; f++)
            if (s->parameters[f].type->header && strcmp(s->parameters[f].type->header, header) == 0) return true;
        for (size_t f = 0; f < s->column_count; f++)
            if (s->columns[f].type->header && strcmp(s->columns[f].type->header, header) == 0) return true;
    }
    return false;
}

static void emit_declaration(struct buf *out, const struct statement *s, const struct emit_names *names)
{
    struct str name = s->name;
    buf_printf(out, "\n/* %.*s:%d */\n", STR_ARG(names->source), s->line);
    if (params_as_struct(s)) emit_fields(out, "params", s, s->parameters, s->parameter_count);
    if (kind_reads(s->kind)) emit_fields(out, "row", s, s->columns, s->column_count);
    if (s->kind == KIND_MANY)
        buf_printf(out, "struct %.*s_list {\n    struct %.*s_row *items;\n    size_t n;\n};\n", STR_ARG(name),
            STR_ARG(name));
    buf_add(out, STR("MUST_USE "));
    emit_prototype(out, s);
    buf_add(out, STR(";\n"));
}

void emit_header(struct buf *out, const struct statement_list *list, const struct emit_names *names)
{
    struct str guard = guard_name(out->arena, names->header);
    buf_printf(out, "/* Made by sqlc from %.*s: change that file, not this one. */\n", STR_ARG(names->source));
    buf_printf(
        out, "#ifndef %.*s\n#define %.*s\n\n#include \"platform/db/db.h\"\n", STR_ARG(guard), STR_ARG(guard));
    if (uses_header(list, "nhs/nhs_number.h")) buf_add(out, STR("#include \"nhs/nhs_number.h\"\n"));
    for (size_t i = 0; i < list->n; i++) emit_declaration(out, &list->items[i], names);
    buf_printf(out, "\nextern const struct db_statement_file %.*s_statements;\n\n#endif\n", STR_ARG(names->stem));
}

/* ---- the source ---- */

static void emit_literal(struct buf *out, struct str text)
{
    buf_byte(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '"' || c == '\\' || c == '?')
            buf_printf(out, "\\%c", c); /* \? so that no trigraph can arise */
        else if (c < ' ' || c >= 0x7F)
            buf_printf(out, "\\%03o", c);
        else
            buf_byte(out, (char)c);
    }
    buf_byte(out, '"');
}

static void emit_sql(struct buf *out, struct str sql)
{
    while (sql.p) {
        struct str line = str_cut(&sql, '\n');
        if (!str_trim(line).n) continue;
        buf_add(out, STR("\n        "));
        emit_literal(out, str_printf(out->arena, "%.*s\n", STR_ARG(line)));
    }
}

static void emit_statement(struct buf *out, const struct statement *s, const struct emit_names *names)
{
    buf_printf(out, "\nstatic const struct db_statement %.*s_statement = {\n", STR_ARG(s->name));
    buf_printf(out, "    .name = \"%.*s\",\n    .sql =", STR_ARG(s->name));
    emit_sql(out, s->sql);
    buf_add(out, STR(",\n    .postgres ="));
    emit_sql(out, postgres_text(out->arena, s));
    buf_add(out, STR(",\n    .kinds = "));
    emit_literal(out, postgres_kinds(out->arena, s));
    buf_add(out, STR(",\n    .place = "));
    emit_literal(out, str_printf(out->arena, "%.*s:%d", STR_ARG(names->source), s->line));
    buf_add(out, STR(",\n"));
    if (s->target.p) {
        buf_add(out, STR("    .target = "));
        emit_literal(out, s->target);
        buf_add(out, STR(",\n"));
    }
    buf_printf(out, "    .effect = %s,\n", kind_reads(s->kind) ? "DB_READS" : "DB_WRITES");
    if (s->unscoped) buf_add(out, STR("    .unscoped = true,\n"));
    if (s->leaves) buf_add(out, STR("    .leaves = true,\n"));
    buf_printf(out, "    .parameters = %zu,\n    .columns = %zu,\n};\n", s->parameter_count, s->column_count);
}

/* "row->born.v = db_int32_or(run, 3, INT32_MIN);" */
static void emit_read(struct buf *out, const struct field *f, size_t at)
{
    struct str name = f->name;
    const struct type *t = f->type;
    bool maybe = f->maybe;
    switch (t->form) {
    case FORM_INT:
    case FORM_BOOL:
    case FORM_REAL:
        buf_printf(out, "    row->%.*s = db_%s%s(run, %zu);\n", STR_ARG(name), maybe ? "maybe_" : "", t->name, at);
        break;
    case FORM_TEXT:
    case FORM_BLOB:
        buf_printf(
            out, "    row->%.*s = db_%s%s(run, %zu);\n", STR_ARG(name), t->name, maybe ? "" : "_needed", at);
        break;
    case FORM_UUID:
        buf_printf(out, "    row->%.*s = db_uuid%s(run, %zu);\n", STR_ARG(name), maybe ? "_or_none" : "", at);
        break;
    case FORM_VALUE32:
    case FORM_VALUE:
        buf_printf(out, "    row->%.*s.v = (__typeof__(row->%.*s.v))db_int%s%s(run, %zu%s%s);\n", STR_ARG(name),
            STR_ARG(name), t->form == FORM_VALUE32 ? "32" : "", maybe ? "_or" : "", at, maybe ? ", " : "",
            maybe ? t->none : "");
        break;
    }
}

static void emit_reader(struct buf *out, const struct statement *s)
{
    buf_printf(out, "\nstatic enum err read_%.*s(const struct db_run *run, struct %.*s_row *row)\n{\n",
        STR_ARG(s->name), STR_ARG(s->name));
    for (size_t i = 0; i < s->column_count; i++) emit_read(out, &s->columns[i], i);
    if (s->shows.p)
        buf_printf(out,
            "    enum err err = db_row_check(run);\n    if (!err) db_saw(run, row->%.*s);\n    return err;\n",
            STR_ARG(s->shows));
    else
        buf_add(out, STR("    return db_row_check(run);\n"));
    buf_add(out, STR("}\n"));
}

static void emit_bind(struct buf *out, const struct field *f, const char *from)
{
    struct str name = f->name;
    const struct type *t = f->type;
    int at = f->bind_at;
    switch (t->form) {
    case FORM_INT:
    case FORM_BOOL:
    case FORM_REAL:
        buf_printf(out, "    db_bind_%s%s(&run, %d, %s%.*s);\n", f->maybe ? "maybe_" : "",
            t->form == FORM_BOOL && !f->maybe ? "int" : t->name, at, from, STR_ARG(name));
        break;
    case FORM_TEXT: buf_printf(out, "    db_bind_text(&run, %d, %s%.*s);\n", at, from, STR_ARG(name)); break;
    case FORM_BLOB:
        buf_printf(out, "    db_bind_blob(&run, %d, %s%.*s.p, %s%.*s.n);\n", at, from, STR_ARG(name), from,
            STR_ARG(name));
        break;
    case FORM_UUID: buf_printf(out, "    db_bind_uuid(&run, %d, &%s%.*s);\n", at, from, STR_ARG(name)); break;
    case FORM_VALUE32:
    case FORM_VALUE:
        buf_printf(
            out, "    db_bind_int_unless(&run, %d, (int64_t)%s%.*s.v, %s);\n", at, from, STR_ARG(name), t->none);
        break;
    }
}

static void emit_rows(struct buf *out, struct str name)
{
    buf_printf(out, "    struct %.*s_row *rows = NULL;\n    size_t n = 0, room = 0;\n", STR_ARG(name));
    buf_add(out,
        STR("    for (;;) {\n"
            "        enum err err = db_step(&run);\n"
            "        if (err) return err;\n"
            "        if (!run.row) break;\n"));
    buf_printf(out,
        "        rows = db_more_rows(&run, rows, n, &room, sizeof *rows, _Alignof(struct %.*s_row));\n"
        "        err = read_%.*s(&run, &rows[n]);\n"
        "        if (err) return err;\n"
        "        n++;\n"
        "    }\n"
        "    *ret = (struct %.*s_list){rows, n};\n",
        STR_ARG(name), STR_ARG(name), STR_ARG(name));
}

static void emit_function(struct buf *out, const struct statement *s)
{
    if (kind_reads(s->kind)) emit_reader(out, s);
    buf_byte(out, '\n');
    emit_prototype(out, s);
    buf_printf(
        out, "\n{\n    struct db_run run CLEANUP(db_end) = db_begin(db, &%.*s_statement);\n", STR_ARG(s->name));
    for (size_t i = 0; i < s->parameter_count; i++)
        emit_bind(out, &s->parameters[i], params_as_struct(s) ? "p->" : "");
    if (s->kind == KIND_MANY) {
        emit_rows(out, s->name);
        buf_add(out, STR("    return ERR_NONE;\n}\n"));
        return;
    }
    buf_add(out, STR("    enum err err = db_step(&run);\n    if (err) return err;\n"));
    if (s->kind == KIND_ONE)
        buf_printf(out,
            "    if (!run.row) return ERR_NOT_FOUND;\n"
            "    struct %.*s_row row;\n"
            "    err = read_%.*s(&run, &row);\n"
            "    if (err) return err;\n"
            "    *ret = row;\n",
            STR_ARG(s->name), STR_ARG(s->name));
    if (s->kind == KIND_INSERT)
        buf_add(out, STR("    if (db_changes(db) == 0) return ERR_EXISTS;\n    *ret_id = db_last_id(db);\n"));
    if (s->kind == KIND_CHANGE) buf_add(out, STR("    *ret_changed = db_changes(db);\n"));
    if (s->kind == KIND_EXACTLY)
        buf_add(out, STR("    return db_changes(db) == 1 ? ERR_NONE : ERR_CONFLICT;\n}\n"));
    else
        buf_add(out, STR("    return ERR_NONE;\n}\n"));
}

void emit_source(struct buf *out, const struct statement_list *list, const struct emit_names *names)
{
    buf_printf(out, "/* Made by sqlc from %.*s: change that file, not this one. */\n#include \"%.*s\"\n",
        STR_ARG(names->source), STR_ARG(names->header));
    for (size_t i = 0; i < list->n; i++) {
        emit_statement(out, &list->items[i], names);
        emit_function(out, &list->items[i]);
    }
    buf_add(out, STR("\nstatic const struct db_statement *const all[] = {\n"));
    for (size_t i = 0; i < list->n; i++) buf_printf(out, "    &%.*s_statement,\n", STR_ARG(list->items[i].name));
    buf_printf(out, "};\nconst struct db_statement_file %.*s_statements = {all, sizeof all / sizeof *all};\n",
        STR_ARG(names->stem));
}
