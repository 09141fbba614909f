/* sqlc --schema MIGRATIONS --header care/people/person.sql.h IN.sql OUT.c OUT.h */
#include "sqlc.h"

#include <unistd.h>

#include "base/limits.h"
#include "base/utf8.h"

struct arguments {
    const char *migrations, *header, *in, *out_c, *out_h;
};

static bool parse_arguments(int argc, char **argv, struct arguments *ret)
{
    if (argc != 8 || strcmp(argv[1], "--schema") != 0 || strcmp(argv[3], "--header") != 0) return false;
    *ret = (struct arguments){argv[2], argv[4], argv[5], argv[6], argv[7]};
    return true;
}

static bool write_whole_file(const char *path, const struct buf *text)
{
    FILE *f = fopen(path, "wbe");
    if (!f) return false;
    bool good = fwrite(text->p, 1, text->n, f) == text->n;
    return fclose(f) == 0 && good;
}

/* "care/people/person.sql" and "person" from "care/people/person.sql.h" */
static bool make_names(const char *header, struct emit_names *ret)
{
    struct str h = str_from_cstr(header);
    if (!str_ends(h, STR(".sql.h"))) return false;
    struct str source = str_slice(h, 0, h.n - 2), rest = source, last = source;
    while (rest.p) last = str_cut(&rest, '/');
    *ret = (struct emit_names){source, h, str_slice(last, 0, last.n - 4)};
    return is_plain_name(ret->stem);
}

static void check_all(struct schema *schema, struct statement_list *list, struct str file, struct problems *ps)
{
    for (size_t i = 0; i < list->n; i++) {
        struct statement *s = &list->items[i];
        size_t before = ps->n;
        check_text(s, file, ps);
        if (ps->n == before) check_names(schema, s, file, ps);
        if (ps->n == before) check_people_change(schema, s, file, ps);
        if (ps->n == before) check_statement(schema, s, file, ps);
    }
}

static void compile(
    struct arena *a, const struct arguments *args, const struct emit_names *names, struct problems *ps)
{
    struct str file = str_from_cstr(args->in), text;
    if (!read_whole_file(a, args->in, SQLC_MOST_BYTES, &text)) {
        problem_add(ps, file, 1, "can't be read, or is larger than %d bytes", SQLC_MOST_BYTES);
        return;
    }
    if (!utf8_is_valid(text, NULL) || memchr(text.p, 0, text.n)) {
        problem_add(ps, file, 1, "is not UTF-8 text");
        return;
    }
    struct schema *schema = schema_open(a, args->migrations, ps);
    struct statement_list list = {0};
    if (!ps->n) list = parse_statements(a, file, text, ps);
    check_all(schema, &list, file, ps);
    schema_close(schema);
    if (ps->n) return;
    struct buf c = buf_new(a, 64 * 1024, 8 * SQLC_MOST_BYTES), h = buf_new(a, 64 * 1024, 8 * SQLC_MOST_BYTES);
    emit_source(&c, &list, names);
    emit_header(&h, &list, names);
    if (c.overflow || h.overflow || !write_whole_file(args->out_c, &c) || !write_whole_file(args->out_h, &h))
        problem_add(ps, file, 1, "%s or %s can't be written", args->out_c, args->out_h);
}

int main(int argc, char **argv)
{
    struct arguments args;
    struct emit_names names;
    if (!parse_arguments(argc, argv, &args) || !make_names(args.header, &names)) {
        fputs("usage: sqlc --schema MIGRATIONS --header care/people/person.sql.h IN.sql OUT.c OUT.h\n", stderr);
        return 2;
    }
    struct arena arena;
    arena_init(&arena, LIMIT_JOB_ARENA);
    struct problems *ps = ARENA_NEW(&arena, struct problems);
    ps->arena = &arena;
    compile(&arena, &args, &names, ps);
    for (size_t i = 0; i < ps->n; i++)
        fprintf(stderr, "%.*s:%d: %.*s\n", STR_ARG(ps->items[i].file), ps->items[i].line,
            STR_ARG(ps->items[i].message));
    int status = ps->n ? 1 : 0;
    arena_release(&arena);
    return status;
}
